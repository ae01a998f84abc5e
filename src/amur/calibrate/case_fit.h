#pragma once
// Cells of a case fitted to what is observed.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/calibrate/case_model.h"
#include "amur/calibrate/least_squares.h"
#include "amur/ensemble/varied_case.h"

namespace amur::calibrate {

struct observed_figure {
  std::string id, label, unit;
  table_sum sum;
  double observed = 0, error = 1;  ///< its standard error
};

struct fit_options {
  /// Whether cells keep near what is written, by the spread of their confidence; of cells above 0
  /// alone.
  bool priors = false;
  ensemble::spread_rules spreads = {};
  int most_steps = 60;
  std::function<bool(int step, double squares, double change)> progress = {};
};

struct case_fit {
  least_squares_problem problem;
  least_squares_solution found;
  fit_statistics statistics;
  std::vector<double> written;   ///< [observation] computed with cells as written
  std::vector<double> fitted;    ///< [observation] computed at the answer
  std::vector<double> left_out;  ///< [observation] computed where it is left out; NaN: anything
  std::optional<solved_cells> at;
  std::string why_not;  ///< the last reason why a case had no equilibrium; may be empty
};

/// Throws `no_answer` where the case as written has none, or no derivatives.
[[nodiscard]] case_fit fit_case(const case_model& model, std::span<const cases::named_cell> cells,
                                std::span<const observed_figure> observations,
                                const fit_options& options);

}  // namespace amur::calibrate

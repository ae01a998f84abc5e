#pragma once
// A case as a function of some of its cells: what is observed, and how that answers to them.

#include <optional>
#include <span>
#include <vector>

#include "amur/calibrate/observed_sums.h"
#include "amur/case/case_reader.h"
#include "amur/case/named_cells.h"
#include "amur/model/run.h"

namespace amur::calibrate {

/// A case with cells at some values, solved. Where demand answers to prices it is measured against
/// the case without scenarios on the day that its demand was observed; that case has these cells
/// too, since they say what is true, not what changes.
struct solved_cells {
  std::vector<double> values;
  cases::case_data data;
  std::optional<cases::case_data> base;  ///< that case, where it is needed
  std::optional<model::run_answer> reference;
  model::run_answer answer;
};

/// The same before it is solved.
struct built_cells {
  cases::case_data data;
  std::optional<cases::case_data> base;
};

class case_model {
 public:
  /// `inputs` are the case's own; they and `cells` must outlive this.
  case_model(const cases::case_inputs& inputs, std::span<const cases::named_cell> cells,
             model::run_options options)
      : inputs_(&inputs), cells_(cells), options_(std::move(options)) {}

  /// Whether equilibria of this kind have derivatives here.
  [[nodiscard]] static bool has_derivatives(const cases::case_data& data);

  /// The case's text with cells at these values, as edited and as it was before.
  [[nodiscard]] cases::case_inputs inputs_at(std::span<const double> values) const;
  /// Nothing, with findings in `report`, where it is no case.
  [[nodiscard]] std::optional<built_cells> build(std::span<const double> values,
                                                 diagnostics& report) const;
  /// Starts from `near`, where that is given. Throws `no_answer` where no equilibrium was reached.
  [[nodiscard]] solved_cells solve(std::span<const double> values, const solved_cells* near) const;

  /// What elastic demand is measured against at a solution.
  [[nodiscard]] static model::demand_anchors anchors(const solved_cells& at);
  /// [sum] of table sums at a solution, from its flows.
  [[nodiscard]] static std::vector<double> values(const solved_cells& at,
                                                  std::span<const table_sum> sums);
  /// [sum * cells + cell] how each sum answers to each cell. Throws `no_answer`.
  [[nodiscard]] std::vector<double> slopes(const solved_cells& at,
                                           std::span<const table_sum> sums) const;

 private:
  [[nodiscard]] bool needs_base(const cases::case_data& data) const;

  const cases::case_inputs* inputs_;
  std::span<const cases::named_cell> cells_;
  model::run_options options_;
};

}  // namespace amur::calibrate

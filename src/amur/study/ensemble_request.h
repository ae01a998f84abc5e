#pragma once
// What an ensemble is asked: of which study, of what spreads, by which design, of which cells.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/ensemble/varied_case.h"
#include "amur/study/registry.h"
#include "amur/study/told_figures.h"

namespace amur::study {

/// Cells of a result by name, and levels to be above.
struct picked_cells {
  std::string name, table, row, column;  ///< of the last three each with `*` for any letters
  std::vector<double> levels;

  [[nodiscard]] bool has(const told_figure& figure) const;
};

struct asked_ensemble {
  const declared_study* study = nullptr;
  study_request request;  ///< of that study
  /// A plain run of the network, whose draws need nothing of it but flows and costs.
  [[nodiscard]] bool is_plain_run() const {
    return study->name == "run" && request.values().empty();
  }
  /// Tables that vary beside those of a plain run.
  [[nodiscard]] std::vector<std::string> more_tables() const {
    return is_plain_run() ? std::vector<std::string>() : study->reads;
  }
  ensemble::spread_rules rules;
  bool is_screening = false;
  std::uint64_t draws = 0;  ///< of a screening its trajectories
  std::uint64_t seed = 0;
  std::vector<picked_cells> picked;
};

inline constexpr std::uint64_t usual_draws = 200, usual_trajectories = 10, usual_seed = 1;

/// A request whose fields are each allowed; nothing, with errors of `report` that name its fields,
/// where they don't fit each other, the study's own fields not known or not allowed.
[[nodiscard]] std::optional<asked_ensemble> read_ensemble(const study_request& request,
                                                          diagnostics& report);

/// Refuses names that no cell of the case as written has, and more cells than can be told of.
void check_picked(const asked_ensemble& asked, std::span<const told_figure> figures,
                  diagnostics& report);

/// Whether anything of a case varies, else an error.
[[nodiscard]] bool has_spread(const cases::case_data& data, const ensemble::spread_rules& rules,
                              diagnostics& report);

/// What the study finds wrong with what it is asked, as errors of the field that says it.
void check_asked_study(const cases::case_data& data, const asked_ensemble& asked,
                       diagnostics& report);

}  // namespace amur::study

#pragma once
// Many variants of a case, solved side by side or read from where they are kept, and what they say
// cell by cell. Only some of their figures are in memory at a time, however many there are.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/study/kept_variants.h"
#include "amur/study/registry.h"

namespace amur::study {

class told_variants {
 public:
  /// `own`: what keeps them, where nobody else does; else `kept`, which outlives this. All of
  /// `count` are there. Throws std::runtime_error where they can't be read.
  told_variants(std::optional<kept_variants> own, const kept_variants* kept, std::uint64_t count);

  [[nodiscard]] std::size_t count() const { return why_not_.size(); }
  [[nodiscard]] std::size_t solved() const;
  /// Empty: it is solved.
  [[nodiscard]] const std::string& why_not(std::size_t variant) const { return why_not_[variant]; }
  /// [variant] the figure of a claim, NaN where it has none or isn't solved.
  [[nodiscard]] std::vector<double> of_claim(const std::string& id) const;
  /// All of them; for few variants.
  [[nodiscard]] std::vector<told_variant> all() const;

  /// Calls `use` for each cell with its value in each variant, NaN where it has none or isn't
  /// solved: the cells of the case as written in their order, then those that it lacks.
  void for_each_cell(std::span<const told_figure> figures,
                     const std::function<void(std::size_t cell, const told_figure& figure,
                                              std::span<const double> values)>& use) const;

 private:
  [[nodiscard]] const kept_variants& kept() const { return own_ ? *own_ : *kept_; }

  std::optional<kept_variants> own_;
  const kept_variants* kept_;
  std::vector<std::string> why_not_;                   // [variant]
  std::map<std::string, std::vector<double>> claims_;  // [id][variant]
  std::vector<told_figure> more_;                      // in their order
};

/// Solves a variant on one thread; `place` is a file that may be written to meanwhile.
using variant_solver =
    std::function<told_variant(std::size_t variant, const std::filesystem::path& place)>;

/// All of them, side by side, in files beside the task's output; the task's `part` hears of each.
/// Nothing where that was cancelled, or where the task has a share of them alone, or lacks one of
/// them; or where they can't be kept, which the report says.
[[nodiscard]] std::optional<told_variants> solve_variants(const study_task& task, std::size_t count,
                                                          const variant_solver& solve,
                                                          diagnostics& report);

/// Warns of those that have no answer, the first with its reason, numbered from `first`; false
/// where there are any. `kind`: "draw".
[[nodiscard]] bool warn_of_unsolved(const told_variants& told, const std::string& kind,
                                    std::size_t first, diagnostics& report);

}  // namespace amur::study

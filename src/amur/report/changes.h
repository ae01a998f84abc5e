#pragma once
// Figures of two results side by side.

#include <string>
#include <vector>

#include "amur/report/told_result.h"

namespace amur::report {

/// A figure with a name: what it is of, what it is, its unit.
struct measure {
  std::string what, figure, unit;
  double value = 0;
};

struct changed_measure {
  std::string what, figure, unit;
  double before = 0, after = 0;  ///< NaN where there is none

  [[nodiscard]] double change() const;  ///< a missing figure counts as 0
};

/// The figures that results of this kind are compared by. Of months, means over the months that
/// `other` has too, where there is one.
[[nodiscard]] std::vector<measure> measures_of(const told_result& told, const told_result* other);

/// What changed, the largest first beside the largest figure of its name.
[[nodiscard]] std::vector<changed_measure> changes_between(const told_result& before,
                                                           const told_result& after);

/// Before, after, change of the first `most`; a sentence where nothing changed.
[[nodiscard]] std::string changes_html(const std::vector<changed_measure>& changes,
                                       std::size_t most);

/// "the fees of Bridge fall from 120 to 80 USD a day (-33.3 %)", of the first `most` changes.
[[nodiscard]] std::string changes_sentence(const std::vector<changed_measure>& changes,
                                           std::size_t most);

/// Key figures of the first three changes, for a briefing.
struct key_figure;
[[nodiscard]] std::vector<key_figure> change_figures(const std::vector<changed_measure>& changes);

}  // namespace amur::report

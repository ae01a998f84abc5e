#pragma once
// The crossings that a result is about, and what they carry.

#include <string>
#include <vector>

#include "amur/report/flow_map.h"
#include "amur/report/told_result.h"

namespace amur::report {

/// Both ways together.
struct focus_crossing {
  std::string id, name;
  std::string short_name;  ///< without the words that all of the focus begin with
  double t = 0, passengers = 0, vehicles = 0, fees_usd = 0;
  double cost_usd = 0;  ///< a tonne, door to door; NaN where no freight passes
  std::string main_good;
};

struct focus_crossings {
  std::string place;       ///< the words that all names of a stated focus begin with, or empty
  bool is_stated = false;  ///< by the case; else those with most freight
  std::vector<focus_crossing> crossings;

  [[nodiscard]] double sum(double focus_crossing::*figure) const;
  /// "the road bridge", or its full name where there is no common place.
  [[nodiscard]] std::string spoken(const focus_crossing& crossing) const;
  /// "at Heihe", or "over A and B".
  [[nodiscard]] std::string where() const;
};

/// Those that the case states, else the two with most freight; with `other`, those whose freight
/// differs most from it. The busiest first.
[[nodiscard]] focus_crossings focus_of(const told_result& told, const told_result* other = nullptr);

/// The same crossings in another result, in the same order.
[[nodiscard]] focus_crossings same_focus(const told_result& told, const focus_crossings& focus);

/// Ids as a list of SQL.
[[nodiscard]] std::string sql_list(const focus_crossings& focus);

/// Freight by link, or with `asked.before` how it changed, around the focus where the case states
/// one; empty without links.
[[nodiscard]] std::string focus_map(const asked_report& asked, const focus_crossings& focus);

}  // namespace amur::report

#include "amur/report/focus.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "amur/base/number.h"
#include "amur/report/words.h"
#include "amur/result/result_query.h"
#include "amur/text/text.h"

namespace amur::report {
namespace {

constexpr std::size_t usual_focus = 2;  // of a case that states none
constexpr std::size_t most_stated = 12;

std::vector<focus_crossing> all_crossings(const told_result& told) {
  std::vector<focus_crossing> all;
  for (const auto& row :
       told.pages
           .rows("SELECT crossing_id, max(name), sum(t), sum(passengers), sum(vehicles), "
                 "sum(fee_income_usd) FROM crossings GROUP BY crossing_id ORDER BY crossing_id",
                 "ttnnnn")
           .rows) {
    focus_crossing one;
    one.id = text(row[0]);
    one.name = one.short_name = cut_to(text(row[1]), longest_name);
    one.t = number(row[2]);
    one.passengers = number(row[3]);
    one.vehicles = number(row[4]);
    one.fees_usd = number(row[5]);
    one.cost_usd = no_number;
    all.push_back(std::move(one));
  }
  return all;
}

const focus_crossing* find_crossing(const std::vector<focus_crossing>& all, const std::string& id) {
  const auto found = std::ranges::find(all, id, &focus_crossing::id);
  return found == all.end() ? nullptr : &*found;
}

void add_costs(const told_result& told, focus_crossings& focus) {
  const auto list = sql_list(focus);
  const auto of = [&focus](const std::string& id) {
    return std::ranges::find(focus.crossings, id, &focus_crossing::id);
  };
  for (const auto& row :
       told.pages
           .rows("SELECT crossing_id, sum(quantity * cost) / sum(quantity) FROM crossing_flows "
                 "WHERE unit = 't' AND crossing_id IN (" +
                     list + ") GROUP BY crossing_id HAVING sum(quantity) >= 0.5",
                 "tn")
           .rows)
    if (const auto at = of(text(row[0])); at != focus.crossings.end())
      at->cost_usd = number(row[1]);
  for (const auto& row :
       told.pages
           .rows("SELECT crossing_id, c.name, sum(quantity) FROM crossing_flows f JOIN "
                 "by_commodity c USING (commodity_id) WHERE f.unit = 't' AND crossing_id IN (" +
                     list + ") GROUP BY crossing_id, commodity_id ORDER BY sum(quantity) DESC",
                 "ttn")
           .rows)
    if (const auto at = of(text(row[0])); at != focus.crossings.end() && at->main_good.empty())
      at->main_good = cut_to(text(row[1]), longest_name);
}

// What crossings that a case names together begin with is their place.
void name_place(focus_crossings& focus) {
  if (!focus.is_stated) return;
  std::vector<std::string> names;
  for (const auto& crossing : focus.crossings) names.push_back(crossing.name);
  focus.place = common_words(names);
  if (focus.place.empty()) return;
  for (auto& crossing : focus.crossings)
    crossing.short_name = crossing.name.substr(focus.place.size() + 1);
}

}  // namespace

double focus_crossings::sum(double focus_crossing::*figure) const {
  double total = 0;
  for (const auto& crossing : crossings)
    if (std::isfinite(crossing.*figure)) total += crossing.*figure;
  return total;
}

std::string focus_crossings::spoken(const focus_crossing& crossing) const {
  return place.empty() ? crossing.name : "the " + crossing.short_name;
}

std::string focus_crossings::where() const {
  if (!place.empty()) return "at " + place;
  std::vector<std::string> names;
  for (const auto& crossing : crossings) names.push_back(crossing.name);
  return "over " + listed(names);
}

std::string sql_list(const focus_crossings& focus) {
  std::vector<std::string> ids;
  for (const auto& crossing : focus.crossings) ids.push_back(crossing.id);
  return result::sql_list(ids);
}

focus_crossings focus_of(const told_result& told, const told_result* other) {
  focus_crossings focus;
  auto all = all_crossings(told);
  for (const auto& id : text::split_list(told.fact("focus"), ','))
    if (const auto* stated = find_crossing(all, id);
        stated && !find_crossing(focus.crossings, id) && focus.crossings.size() < most_stated)
      focus.crossings.push_back(*stated);
  focus.is_stated = !focus.crossings.empty();
  if (!focus.is_stated) {
    const auto theirs = other ? all_crossings(*other) : std::vector<focus_crossing>();
    const auto weight = [&](const focus_crossing& crossing) {
      const auto* there = find_crossing(theirs, crossing.id);
      const double size = std::abs(crossing.t - (there ? there->t : 0));
      return std::isfinite(size) ? size : 0;
    };
    std::ranges::stable_sort(all, std::greater(), weight);
    all.resize(std::min(all.size(), usual_focus));
    focus.crossings = std::move(all);
  }
  std::ranges::stable_sort(focus.crossings, std::greater(), [](const auto& crossing) {
    return std::isfinite(crossing.t) ? crossing.t : 0;
  });
  if (!focus.crossings.empty()) add_costs(told, focus);
  name_place(focus);
  return focus;
}

focus_crossings same_focus(const told_result& told, const focus_crossings& focus) {
  auto same = focus;
  const auto all = all_crossings(told);
  for (auto& crossing : same.crossings) {
    const auto* there = find_crossing(all, crossing.id);
    crossing.t = there ? there->t : 0;
    crossing.passengers = there ? there->passengers : 0;
    crossing.vehicles = there ? there->vehicles : 0;
    crossing.fees_usd = there ? there->fees_usd : 0;
  }
  return same;
}

}  // namespace amur::report

#include "amur/report/changes.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <tuple>

#include "amur/base/number.h"
#include "amur/report/briefing.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/result/compare.h"

namespace amur::report {
namespace {

// Smaller changes than this share, and smaller figures, are rounding to the reader.
constexpr double least_change = 5e-4, least_figure = 1e-3;

double known_or_zero(double value) { return std::isnan(value) ? 0 : value; }

// "Heihe road bridge: fees", or the figure alone.
std::string name_of(const changed_measure& changed) {
  return changed.what.empty() ? changed.figure
                              : cut_to(changed.what, longest_name) + ": " + changed.figure;
}

}  // namespace

double changed_measure::change() const { return known_or_zero(after) - known_or_zero(before); }

std::vector<changed_measure> changes_between(const told_result& before, const told_result& after) {
  result::table_comparison comparison{"", {"what", "unit"}, {}};
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> row_of;
  const auto take = [&](const std::vector<measure>& measures, std::size_t side) {
    for (const auto& one : measures) {
      const auto [at, is_new] =
          row_of.try_emplace({one.what, one.figure, one.unit}, comparison.rows.size());
      if (is_new)
        comparison.rows.push_back({{one.what, one.unit}, {{one.figure, {no_number, no_number}}}});
      comparison.rows[at->second].figures.front().values[side] = one.value;
    }
  };
  take(measures_of(before, &after), 0);
  take(measures_of(after, &before), 1);
  result::sort_by_change(comparison);
  std::vector<changed_measure> changes;
  for (const auto& row : comparison.rows) {
    const auto& figure = row.figures.front();
    const double size = std::max(std::abs(known_or_zero(figure.values[0])),
                                 std::abs(known_or_zero(figure.values[1])));
    if (size >= least_figure && result::has_changed(figure, least_change))
      changes.push_back(
          {row.key[0], figure.figure, row.key[1], figure.values[0], figure.values[1]});
  }
  return changes;
}

std::string changes_html(const std::vector<changed_measure>& changes, std::size_t most) {
  if (changes.empty()) return "<p>No figure differs by more than rounding.</p>\n";
  std::string html =
      "<div class='wide'><table class='changes'><thead><tr><th>What</th><th>Figure</th><th "
      "class='n'>Before</th><th class='n'>After</th><th class='n'>Change</th><th class='n'></th>"
      "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < std::min(most, changes.size()); ++i) {
    const auto& one = changes[i];
    html += fmt::format(
        "<tr><td>{}</td><td>{}, {}</td><td class='n'>{}</td><td class='n'>{}</td><td class='n {}'>"
        "{}</td><td class='n'>{}</td></tr>\n",
        escaped(one.what.empty() ? "All" : cut_to(one.what, longest_name)), escaped(one.figure),
        escaped(one.unit), figure(one.before), figure(one.after),
        one.change() < 0 ? "less" : "more", signed_figure(one.change()),
        result::relative_change(one.before, one.after));
  }
  html += "</tbody></table></div>\n";
  if (changes.size() > most)
    html += fmt::format("<p class='note'>{} more figures changed by less.</p>\n",
                        changes.size() - most);
  return html;
}

std::string changes_sentence(const std::vector<changed_measure>& changes, std::size_t most) {
  std::string told;
  for (std::size_t i = 0; i < std::min(most, changes.size()); ++i) {
    const auto& one = changes[i];
    told += fmt::format("{}{} {} {} instead of {} ({})", i == 0 ? "" : "; ", name_of(one),
                        figure(one.after), one.unit, figure(one.before),
                        result::relative_change(one.before, one.after));
  }
  return told;
}

std::vector<key_figure> change_figures(const std::vector<changed_measure>& changes) {
  std::vector<key_figure> figures;
  for (const auto& one : changes)
    if (figures.size() < 3)
      figures.push_back({signed_figure(one.change()), one.unit, capital(name_of(one))});
  return figures;
}

}  // namespace amur::report

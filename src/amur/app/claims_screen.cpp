// What claims print: each in full, or the first of them in a line each.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/base/printable.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

// ": 41.46 % of the cost"; nothing where there is no figure.
std::string figure_of(const table_view& view, std::size_t row) {
  const double figure = view.number(row, "figure");
  if (std::isnan(figure)) return {};
  return fmt::format(": {} {}", cli::grouped(figure, std::abs(figure) < 100 ? 2 : 0),
                     view.text(row, "unit"));
}

void print_claim(const table_view& view, std::size_t row) {
  const auto& reason = view.text(row, "reason");
  std::string origin = view.text(row, "who");
  if (const auto& source = view.text(row, "source"); !source.empty())
    origin += (origin.empty() ? "" : "; ") + source;
  const auto line = fmt::format("{:<14}  \"{}\" ({}){} (holds if {}){}", view.text(row, "verdict"),
                                view.text(row, "says"), origin, figure_of(view, row),
                                view.text(row, "holds_if"), reason.empty() ? "" : "; " + reason);
  fmt::print("{}", cli::wrapped(printable(line), 100, std::string(16, ' ')));
}

// The claims of which a result holds no figure, counted by the command that answers them.
void print_unanswered(const table_view& view) {
  std::vector<std::pair<std::string, std::size_t>> others;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (!std::isnan(view.number(row, "figure"))) continue;
    auto reason = view.text(row, "reason");
    if (!reason.starts_with("asked of")) reason = "of which this result holds no figure";
    const auto known = std::find_if(others.begin(), others.end(),
                                    [&](const auto& each) { return each.first == reason; });
    if (known == others.end())
      others.emplace_back(reason, 1);
    else
      ++known->second;
  }
  std::string line;
  for (const auto& [reason, count] : others)
    line += fmt::format("{}{} {}", line.empty() ? "others: " : ", ", count, reason);
  if (!others.empty())
    fmt::print("{}", cli::wrapped(printable(line) + " ('amur claims RESULT' lists all)", 100,
                                  std::string(16, ' ')));
}

}  // namespace

void print_claims(const result::result_table& claims) {
  const table_view view(claims);
  for (std::size_t row = 0; row < view.rows(); ++row) print_claim(view, row);
}

void print_answered_claims(const result::result_table& claims) {
  const table_view view(claims);
  if (view.rows() == 0) return;
  fmt::print("Claims\n");
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (!std::isnan(view.number(row, "figure"))) print_claim(view, row);
  print_unanswered(view);
}

void print_first_claims(const result::result_table& claims) {
  constexpr std::size_t most = 5, width = 100;
  const table_view view(claims);
  std::vector<std::size_t> answered;
  std::map<std::string, std::size_t> verdicts;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (std::isnan(view.number(row, "figure"))) continue;
    answered.push_back(row);
    ++verdicts[view.text(row, "verdict")];
  }
  if (answered.size() <= most) return print_answered_claims(claims);
  std::string counts;
  for (const auto& [verdict, count] : verdicts)
    counts += fmt::format("{} {} {}", counts.empty() ? ":" : ",", verdict, count);
  fmt::print("Claims{}, among them\n", counts);
  answered.resize(most);
  for (const auto row : answered)
    fmt::print("{}\n",
               cli::clipped(printable(fmt::format("{:<14}  \"{}\"{}", view.text(row, "verdict"),
                                                  view.text(row, "says"), figure_of(view, row))),
                            width));
  print_unanswered(view);
}

}  // namespace amur::app

// The log of a new case: what was chosen, what was assumed, what was left out.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/case/country_codes.h"
#include "amur/compose/case_compose.h"
#include "amur/text/grouped.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

std::string percent_of(double part, double whole) {
  return whole > 0 ? fmt::format("{:.2f} %", 100 * part / whole) : "0 %";
}

std::string file_of(const std::filesystem::path& path) { return path.filename().string(); }

const char* word_of(split_rule rule) { return split_words[static_cast<std::size_t>(rule)]; }

std::string trade_lines(const compose_request& request, const compose_summary& made) {
  const auto& trade = made.trade;
  auto lines = fmt::format(
      "\n## Trade\n"
      "- From `{}`, year {}: {} t worth {} USD. {} t ({}) have places and a path, in {} rows of "
      "demand, which is per year.\n"
      "- What a country sells is shared over its places by {}, what it buys by {}; of its places "
      "the {} with most take part.\n",
      file_of(request.trade), made.year, text::grouped(trade.tonnes),
      text::grouped(trade.value_usd), text::grouped(trade.placed_tonnes),
      percent_of(trade.placed_tonnes, trade.tonnes), made.demand_rows,
      word_of(request.split.of_origins), word_of(request.split.of_destinations),
      request.split.most_places);
  if (request.split.least_tonnes > 0)
    lines += fmt::format(
        "- Between two places at least {} t a year; what would be less goes between the two with "
        "most of its pair of countries.\n",
        request.split.least_tonnes);
  if (!made.other_years.empty()) {
    lines += "- Not used: the years ";
    for (const int year : made.other_years)
      lines += (year == made.other_years.front() ? "" : ", ") + std::to_string(year);
    lines += "; --year takes another one.\n";
  }
  for (const auto& each : trade.other_weights) lines += "- " + each + ".\n";
  return lines;
}

std::string loss_lines(const compose_summary& made) {
  std::string lines = "\n## Left out\n";
  if (made.trade.losses.empty()) return lines + "Nothing.\n";
  lines += "| why | whose | rows | t | USD |\n|---|---|---|---|---|\n";
  for (const auto& [key, lost] : made.trade.losses)
    lines += fmt::format("| {} | {} | {} | {:.3f} | {:.0f} |\n",
                         loss_words[static_cast<std::size_t>(key.first)], key.second, lost.rows,
                         lost.tonnes, lost.value_usd);
  return lines;
}

std::string place_lines(const compose_request& request, const compose_summary& made) {
  auto lines = fmt::format(
      "\n## Places\n"
      "{} A place within 100 m of a node of its country is that node; others are joined to the "
      "nearest node of each mode within {} km, in the largest part of the mode's network in their "
      "country unless another node is 10 km nearer.\n"
      "| place | country | its node | joined by |\n|---|---|---|---|\n",
      request.places.empty() ? "The network's own cities, ports, plants, mines and fields."
                             : "From `" + file_of(request.places) + "`.",
      request.reach_km);
  for (const auto& each : made.places) {
    std::string how;
    for (std::size_t c = 0; c < each.joint.connectors.size(); ++c)
      how += fmt::format("{}{} {:.1f} km", how.empty() ? "" : ", ", each.connector_modes[c],
                         each.joint.connectors[c].straight_km);
    if (!each.joint.is_joined())
      how =
          std::isfinite(each.joint.nearest_km)
              ? fmt::format("not joined: the nearest node is {:.1f} km away", each.joint.nearest_km)
              : "not joined: its country has no node of a mode that goods use";
    lines += fmt::format("| {} | {} | {} | {} |\n", each.of.name, each.of.country, each.node_id,
                         how.empty() ? "being it" : how);
  }
  return lines;
}

std::string crossing_lines(const compose_request& request, const compose_summary& made) {
  const auto& crossings = made.crossings;
  auto lines = fmt::format(
      "\n## Crossings\n- {} were made of links that change country and were in none (not of rivers "
      "and seas).\n",
      crossings.made);
  if (!made.borders) return lines + "- Waits and fees are the network's; --borders takes others.\n";
  lines += fmt::format(
      "- `{}` ({}) has terms for {} of them. A crossing is one for both directions: where these "
      "differ ({} pairs of countries), it has their mean.\n",
      file_of(request.borders), made.borders->is_matrix ? "a matrix of waits" : "a row each",
      crossings.with_terms, made.borders->unequal);
  if (!crossings.unchanged.empty())
    lines += "- Without terms, and so as they were: " + text::join(crossings.unchanged) + ".\n";
  if (!crossings.unused.empty())
    lines += fmt::format("- {} pairs of the file have no crossing between them.\n",
                         crossings.unused.size());
  return lines;
}

}  // namespace

std::string log_of(const compose_request& request, const compose_summary& made) {
  return fmt::format(
             "# How this case was made\n"
             "By `amur build` of the network `{}` ({}).{}\n\n## Model\n"
             "- The choice model is {}: `equilibrium.model` of case.toml.\n"
             "- The day is 1 July {}: a trade table names years alone.\n"
             "- Goods use {}; vehicles, loading, values of time, dispersions and speeds of "
             "connectors are those of import/build_defaults.csv, and assumed. Changed, the file "
             "goes back in by --defaults.\n"
             "- A tonne of {} is worth what the trade table's rows with value and weight come "
             "to.\n",
             request.network.lexically_normal().filename().string(), made.network_title,
             made.other_tables.empty() ? ""
                                       : " Of that folder's tables these were not used: " +
                                             text::join(made.other_tables) + ".",
             request.model, made.year, text::join(made.modes), text::join(made.commodities)) +
         trade_lines(request, made) + loss_lines(made) + crossing_lines(request, made) +
         place_lines(request, made);
}

}  // namespace amur::compose

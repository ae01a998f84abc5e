// What amur skim prints and writes.

#include "amur/app/skim_view.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

nlohmann::json number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

std::string days(double hours) { return cli::grouped(hours / 24, 1); }

}  // namespace

void write_pairs(text::file_writer& file, const skimmed& before, const skimmed* after) {
  const auto write = [&file](const model::city_skim& skim, std::size_t cell) {
    for (const auto* matrix :
         {&skim.cost_usd_per_t, &skim.freight_usd_per_t, &skim.time_h, &skim.length_km}) {
      file << ',';
      if (std::isfinite((*matrix)[cell])) file << fmt::format("{:.3f}", (*matrix)[cell]);
    }
  };
  file << "origin_node_id,destination_node_id,cost_usd_per_t,freight_usd_per_t,time_h,length_km";
  if (after) file << ",cost_usd_per_t_b,freight_usd_per_t_b,time_h_b,length_km_b";
  file << '\n';
  const auto& skim = before.skim;
  for (std::size_t row = 0; row < skim.origins.size(); ++row)
    for (std::size_t column = 0; column < skim.destinations.size(); ++column) {
      file << before.data.nodes[skim.origins[row]].id << ','
           << before.data.nodes[skim.destinations[column]].id;
      write(skim, skim.at(row, column));
      if (after) write(after->skim, skim.at(row, column));
      file << '\n';
    }
}

void write_countries(text::file_writer& file,
                     const std::vector<model::country_pair_change>& pairs) {
  file << "origin_country,destination_country,city_pairs,time_h,time_h_b,time_reduction,"
          "cost_usd_per_t,cost_usd_per_t_b,cost_reduction,trade_usd_per_day\n";
  for (const auto& pair : pairs)
    file << fmt::format("{},{},{},{:.3f},{:.3f},{:.5f},{:.3f},{:.3f},{:.5f},{:.0f}\n", pair.origin,
                        pair.destination, pair.city_pairs, pair.time_before_h, pair.time_after_h,
                        pair.time_reduction(), pair.cost_before_usd_per_t,
                        pair.cost_after_usd_per_t, pair.cost_reduction(), pair.trade_usd_per_day);
}

void print_pairs(const skimmed& before, const skimmed* after) {
  std::vector<std::pair<std::string, cli::align>> columns{
      {"from", cli::align::left},     {"to", cli::align::left},    {"USD/t", cli::align::right},
      {"freight", cli::align::right}, {"days", cli::align::right}, {"km", cli::align::right}};
  if (after)
    for (const char* name : {"USD/t B", "freight B", "days B", "km B"})
      columns.emplace_back(name, cli::align::right);
  cli::text_table table(columns);
  const auto& skim = before.skim;
  for (std::size_t row = 0; row < skim.origins.size(); ++row)
    for (std::size_t column = 0; column < skim.destinations.size(); ++column) {
      if (skim.origins[row] == skim.destinations[column]) continue;
      std::vector<std::string> cells{before.data.nodes[skim.origins[row]].id,
                                     before.data.nodes[skim.destinations[column]].id};
      const auto cell = skim.at(row, column);
      for (const auto* one : {&before, after}) {
        if (!one) continue;
        const bool joined = std::isfinite(one->skim.time_h[cell]);
        const auto shown = [&](const std::string& text) { return joined ? text : "-"; };
        cells.push_back(shown(cli::grouped(one->skim.cost_usd_per_t[cell], 1)));
        cells.push_back(shown(cli::grouped(one->skim.freight_usd_per_t[cell], 1)));
        cells.push_back(shown(days(one->skim.time_h[cell])));
        cells.push_back(shown(cli::grouped(one->skim.length_km[cell])));
      }
      table.add(cells);
    }
  fmt::print("{}", table.to_string());
}

nlohmann::json pairs_json(const skimmed& one) {
  auto list = nlohmann::json::array();
  const auto& skim = one.skim;
  for (std::size_t row = 0; row < skim.origins.size(); ++row)
    for (std::size_t column = 0; column < skim.destinations.size(); ++column) {
      const auto cell = skim.at(row, column);
      list.push_back({{"from", one.data.nodes[skim.origins[row]].id},
                      {"to", one.data.nodes[skim.destinations[column]].id},
                      {"cost_usd_per_t", number(skim.cost_usd_per_t[cell])},
                      {"freight_usd_per_t", number(skim.freight_usd_per_t[cell])},
                      {"time_h", number(skim.time_h[cell])},
                      {"length_km", number(skim.length_km[cell])}});
    }
  return list;
}

nlohmann::json groups_json(const std::vector<model::group_change>& groups) {
  auto list = nlohmann::json::array();
  for (const auto& group : groups)
    list.push_back({{"group_id", group.id},
                    {"name", group.name},
                    {"country_pairs", group.country_pairs},
                    {"time_reduction", number(group.time_reduction)},
                    {"time_reduction_by_trade", number(group.time_reduction_by_trade)},
                    {"cost_reduction", number(group.cost_reduction)},
                    {"cost_reduction_by_trade", number(group.cost_reduction_by_trade)},
                    {"largest_time_reduction", number(group.largest_time_reduction)},
                    {"largest_pair", group.largest_pair}});
  return list;
}

void print_groups(const std::vector<model::group_change>& groups) {
  const auto share = [](double value) {
    return std::isfinite(value) ? fmt::format("{:.2f}%", 100 * value) : std::string("-");
  };
  cli::text_table table({{"Shorter and cheaper in B, within", cli::align::left},
                         {"pairs", cli::align::right},
                         {"time", cli::align::right},
                         {"by trade", cli::align::right},
                         {"cost", cli::align::right},
                         {"by trade", cli::align::right},
                         {"most time", cli::align::right},
                         {"pair", cli::align::left}});
  for (const auto& group : groups)
    table.add({group.name, cli::grouped(static_cast<double>(group.country_pairs)),
               share(group.time_reduction), share(group.time_reduction_by_trade),
               share(group.cost_reduction), share(group.cost_reduction_by_trade),
               share(group.largest_time_reduction), group.largest_pair});
  fmt::print("{}", table.to_string());
}

}  // namespace amur::app

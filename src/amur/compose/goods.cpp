#include "amur/compose/goods.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/starter_tables.h"
#include "amur/compose/text_edits.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

constexpr const char* handling = "general";

// [mode] whether a commodity may use it.
std::vector<bool> modes_for(const cases::case_data& network, const defaults_table& defaults,
                            const std::string& commodity) {
  const auto words = defaults.modes_of(commodity);
  std::vector<bool> usable;
  for (const auto& mode : network.modes)
    usable.push_back(std::ranges::find(words, mode.id) != words.end() ||
                     std::ranges::find(words, mode.id.substr(0, mode.id.find('_'))) != words.end());
  return usable;
}

}  // namespace

trade_goods goods_of(const std::vector<customs::trade_flow>& trade,
                     const defaults_table& defaults) {
  std::map<std::string, std::pair<double, double>> sums;  // of what has both
  for (const auto& row : trade) {
    auto& [value, tonnes] = sums[row.commodity];
    if (!(row.value_usd > 0) || !(row.tonnes > 0)) continue;
    value += row.value_usd;
    tonnes += row.tonnes;
  }
  trade_goods goods;
  for (const auto& [id, sum] : sums) {
    goods.ids.push_back(id);
    goods.value_usd_per_t[id] =
        sum.second > 0 ? sum.first / sum.second : defaults.number("value_usd_per_t", id);
  }
  return goods;
}

std::optional<std::vector<bool>> modes_of_goods(const cases::case_data& network,
                                                const trade_goods& goods,
                                                const defaults_table& defaults,
                                                diagnostics& report) {
  std::vector<bool> usable(network.modes.size(), false);
  std::vector<bool> has_link(usable.size(), false);
  for (const auto& link : network.links) has_link[link.mode.index()] = true;
  for (const auto& id : goods.ids) {
    const auto own = modes_for(network, defaults, id);
    bool any = false;
    for (std::size_t m = 0; m < own.size(); ++m)
      if (own[m] && has_link[m]) usable[m] = any = true;
    if (any) continue;
    std::vector<std::string> modes;
    for (const auto& mode : network.modes) modes.push_back(mode.id);
    report.error("defaults", 0, "modes", text::join(defaults.modes_of(id), ";"),
                 "the network has no link of a mode that " + id + " may use",
                 "some of " + text::join(modes) + ", in a row 'modes' of --defaults");
    return std::nullopt;
  }
  return usable;
}

void set_commodities(cases::case_text& text, const cases::case_data& network,
                     const trade_goods& goods, const defaults_table& defaults,
                     const std::string& source) {
  empty_table(text, "commodities");
  for (const auto& id : goods.ids) {
    std::string vehicles;
    const auto usable = modes_for(network, defaults, id);
    for (std::size_t m = 0; m < usable.size(); ++m)
      if (usable[m])
        vehicles +=
            (vehicles.empty() ? "" : ";") + cases::vehicle_of_mode(network.modes[mode_id(m)].id);
    const double value = goods.value_usd_per_t.at(id);
    const auto of = [&](const char* what) { return defaults.number(what, id); };
    constexpr double hours_a_day = 24;
    add_row(text, "commodities",
            {{"commodity_id", id},
             {"name", id},
             {"handling", handling},
             {"value_usd_per_t", fmt::format("{}", value)},
             {"value_of_time_usd_per_t_h",
              fmt::format("{}", value * of("time_share_of_value_per_day") / hours_a_day)},
             {"dispersion_usd_per_t", fmt::format("{}", of("dispersion_usd_per_t"))},
             {"vehicles", vehicles},
             {"source", source},
             {"note", "value_usd_per_t is the trade table's"}});
  }
}

path_finder::path_finder(const cases::case_data& network, const defaults_table& defaults,
                         const std::vector<composed_place>& places)
    : network_(network), defaults_(defaults) {
  std::map<std::string, node_id> nodes;
  for (std::size_t n = 0; n < network.nodes.size(); ++n)
    nodes[network.nodes[node_id(n)].id] = node_id(n);
  for (const auto& each : places)
    nodes_.push_back(each.node_id.empty() ? node_id() : nodes.at(each.node_id));
}

bool path_finder::reaches(const std::string& commodity, std::uint32_t from, std::uint32_t to) {
  const auto [modes, fresh_modes] = modes_.try_emplace(commodity);
  if (fresh_modes) modes->second = modes_for(network_, defaults_, commodity);
  const auto graph = graphs_.try_emplace(modes->second, network_, modes->second, handling).first;
  const auto [found, fresh] = reached_.try_emplace({modes->second, from});
  if (fresh) found->second = graph->second.from(nodes_[from]);
  return found->second[nodes_[to].index()];
}

}  // namespace amur::compose

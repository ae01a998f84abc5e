// What the tables of flows say of each other: by the tables alone.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "amur/case/country_codes.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr double lost = 1e-8;  // of all that is carried of a commodity

// Numbers names in the order in which they are met.
class name_numbers {
 public:
  std::size_t of(const std::string& name) {
    return at_.try_emplace(name, at_.size()).first->second;
  }
  [[nodiscard]] std::size_t size() const { return at_.size(); }

 private:
  std::unordered_map<std::string, std::size_t> at_;
};

bool same_or_both_unknown(double a, double b) { return std::isnan(a) && std::isnan(b); }

double difference(double a, double b) {
  return same_or_both_unknown(a, b) ? 0 : relative_difference(a, b);
}

}  // namespace

void check_numbers(const result::result_tables& tables, verification& found) {
  largest_miss finite("figures are finite", "figures", 0), negative("nothing is negative", "", 0);
  for (const auto& table : tables.tables) {
    const table_columns columns(table);
    for (const auto& column : table.columns)
      if (const auto* values = std::get_if<std::vector<double>>(&column.values))
        // Of trade an infinite cost is a ban.
        for (std::size_t i = 0; i < values->size() && column.name != "cost_factor"; ++i)
          if (std::isinf((*values)[i]))
            finite.note(1, [&] { return columns.place(i, column.name); });
  }
  const std::vector<std::pair<const char*, std::vector<const char*>>> never_negative = {
      {"links", {"t", "passengers", "vehicles", "pce", "time_h"}},
      {"link_flows", {"quantity", "vehicles", "pce"}},
      {"transfer_flows", {"quantity"}},
      {"od", {"observed", "wanted", "delivered", "unserved"}},
      {"crossings", {"t", "passengers", "vehicles", "fee_income_usd", "scarcity_usd"}},
      {"capacities", {"flow", "price_usd"}}};
  for (const auto& [name, columns] : never_negative) {
    const table_columns table(tables.table(name));
    for (const auto* column : columns) {
      const auto values = table.numbers(column);
      for (std::size_t i = 0; i < values.size(); ++i)
        negative.note(-values[i], [&] { return table.place(i, column); });
    }
  }
  found.push_back(finite.finish());
  found.push_back(negative.finish());
}

void check_demand(const case_data& data, const network_model& model,
                  const result::result_tables& tables, verification& found) {
  const table_columns od(tables.table("od"));
  const auto wanted = od.numbers("wanted"), delivered = od.numbers("delivered"),
             unserved = od.numbers("unserved"), cost = od.numbers("cost"),
             expected = od.numbers("expected_cost"), quantity = od.numbers("anchor_quantity"),
             price = od.numbers("anchor_price"), elasticity = od.numbers("anchor_elasticity"),
             source = od.numbers("price_at_source"), visa = od.numbers("visa");
  std::vector<std::span<const double>> parts;
  for (const char* name : {"transport", "fee", "handling", "time", "scarcity", "duty"})
    parts.push_back(od.numbers(name));
  largest_miss balance("delivered and unserved are what is wanted", of_larger, rounding),
      components("costs are the sum of their parts", of_larger, rounding),
      // Only the logits know what is wanted by a formula; a user equilibrium searches for it.
      answers("demand answers to the delivered price", of_larger,
              data.settings.equilibrium == equilibrium::user
                  ? std::max(rounding, 10 * model.terms.tolerance)
                  : rounding);
  for (std::size_t i = 0; i < od.rows(); ++i) {
    const auto place = [&](const char* column) {
      return [&, column] { return od.place(i, column); };
    };
    balance.note(difference(wanted[i], delivered[i] + unserved[i]), place("delivered"));
    double sum = 0, size = 0;
    for (const auto& part : parts) {
      sum += part[i];
      size += std::abs(part[i]);
    }
    if (!std::isnan(cost[i]))
      components.note(std::abs(cost[i] - sum) / std::max(size, std::abs(cost[i]) + 1e-300),
                      place("cost"));
    double asked = quantity[i];
    if (elasticity[i] > 0 && !std::isnan(expected[i]))
      asked *= std::pow((source[i] + parts.back()[i] + visa[i] + expected[i]) / price[i],
                        -elasticity[i]);
    answers.note(difference(wanted[i], asked), place("wanted"));
  }
  for (auto* each : {&balance, &components, &answers}) found.push_back(each->finish());
}

void check_elasticities(const case_data& base, const result::result_tables& tables,
                        verification& found) {
  // Demand that follows from trade answers by the elasticities of its sectors.
  if (tables.has("trade_regions")) return;
  const table_columns od(tables.table("od"));
  const auto goods = od.texts("commodity_id");
  const auto elasticity = od.numbers("anchor_elasticity");
  largest_miss same("elasticities are the case's", of_larger, rounding);
  for (std::size_t i = 0; i < od.rows(); ++i) {
    const auto at = std::ranges::find(base.commodities, goods[i], &commodity::id);
    // Demand of a run on the case's own day has no elasticity, nor has what finds no route there.
    if (elasticity[i] == 0) continue;
    same.note(at == base.commodities.end() ? 1 : difference(elasticity[i], at->elasticity),
              [&] { return od.place(i, "anchor_elasticity"); });
  }
  found.push_back(same.finish());
}

void check_link_sums(const result::result_tables& tables, verification& found) {
  const table_columns links(tables.table("links")), flows(tables.table("link_flows"));
  name_numbers arcs;
  const auto link = links.texts("link_id"), way = links.texts("direction");
  for (std::size_t i = 0; i < links.rows(); ++i) (void)arcs.of(link[i] + ' ' + way[i]);
  std::vector<std::array<double, 4>> sums(arcs.size());
  const auto flow_link = flows.texts("link_id"), flow_way = flows.texts("direction"),
             unit = flows.texts("unit");
  const auto quantity = flows.numbers("quantity"), vehicles = flows.numbers("vehicles"),
             pce = flows.numbers("pce");
  largest_miss known("flows are on links of the network", "rows", 0);
  for (std::size_t i = 0; i < flows.rows(); ++i) {
    const auto arc = arcs.of(flow_link[i] + ' ' + flow_way[i]);
    if (arc >= sums.size()) {
      known.note(1, [&] { return flows.place(i, "link_id"); });
      continue;
    }
    sums[arc][unit[i] == "t" ? 0 : 1] += quantity[i];
    sums[arc][2] += vehicles[i];
    sums[arc][3] += pce[i];
  }
  found.push_back(known.finish());
  largest_miss same("links carry the sum of their flows", of_larger, rounding);
  constexpr const char* columns[] = {"t", "passengers", "vehicles", "pce"};
  for (std::size_t c = 0; c < 4; ++c) {
    const auto written = links.numbers(columns[c]);
    for (std::size_t i = 0; i < links.rows() && i < sums.size(); ++i)
      same.note(difference(written[i], sums[i][c]), [&] { return links.place(i, columns[c]); });
  }
  found.push_back(same.finish());
}

namespace {

// What enters less what leaves each place, by commodity: a node and a mode, or a node's gate.
class balances {
 public:
  void add(const std::string& place, const std::string& mode, const std::string& commodity,
           double t) {
    auto& sum = sums_[{place, mode, commodity}];
    sum += t;
    moved_[commodity] += std::abs(t) / 2;
  }
  checked finish() {
    largest_miss miss("what enters a place leaves it or ends there",
                      "of all that is carried of the commodity", lost);
    for (const auto& [key, rest] : sums_) {
      const double all = moved_[std::get<2>(key)];
      if (all > 0)
        miss.note(std::abs(rest) / all, [&, &key = key] {
          return "node '" + std::get<0>(key) + "', " + std::get<1>(key) + ", " + std::get<2>(key);
        });
    }
    return miss.finish();
  }

 private:
  struct hash {
    std::size_t operator()(const std::tuple<std::string, std::string, std::string>& key) const {
      const std::hash<std::string> of;
      return (of(std::get<0>(key)) * 31 + of(std::get<1>(key))) * 31 + of(std::get<2>(key));
    }
  };
  std::unordered_map<std::tuple<std::string, std::string, std::string>, double, hash> sums_;
  std::map<std::string, double> moved_;
};

}  // namespace

void check_conservation(const result::result_tables& tables, verification& found) {
  const table_columns links(tables.table("links")), flows(tables.table("link_flows")),
      changes(tables.table("transfer_flows")), od(tables.table("od"));
  std::unordered_map<std::string, std::size_t> row_of;
  const auto link = links.texts("link_id"), way = links.texts("direction"),
             from = links.texts("from_node_id"), to = links.texts("to_node_id"),
             link_mode = links.texts("mode");
  for (std::size_t i = 0; i < links.rows(); ++i) row_of.emplace(link[i] + ' ' + way[i], i);
  balances sums;
  const auto flow_link = flows.texts("link_id"), flow_way = flows.texts("direction"),
             goods = flows.texts("commodity_id");
  const auto quantity = flows.numbers("quantity");
  for (std::size_t i = 0; i < flows.rows(); ++i) {
    const auto at = row_of.find(flow_link[i] + ' ' + flow_way[i]);
    if (at == row_of.end()) continue;
    sums.add(from[at->second], link_mode[at->second], goods[i], -quantity[i]);
    sums.add(to[at->second], link_mode[at->second], goods[i], quantity[i]);
  }
  const auto node = changes.texts("node_id"), from_mode = changes.texts("from_mode"),
             to_mode = changes.texts("to_mode"), changed = changes.texts("commodity_id");
  const auto moved = changes.numbers("quantity");
  for (std::size_t i = 0; i < changes.rows(); ++i) {
    sums.add(node[i], from_mode[i], changed[i], -moved[i]);
    sums.add(node[i], to_mode[i], changed[i], moved[i]);
  }
  const auto origin = od.texts("origin_node_id"), destination = od.texts("destination_node_id"),
             carried = od.texts("commodity_id");
  const auto delivered = od.numbers("delivered");
  for (std::size_t i = 0; i < od.rows(); ++i) {
    sums.add(origin[i], "origin", carried[i], delivered[i]);
    sums.add(destination[i], "destination", carried[i], -delivered[i]);
  }
  found.push_back(sums.finish());
}

void check_borders(const case_data& data, const result::result_tables& tables,
                   verification& found) {
  // Only the logit's chains never pass a border twice the same way.
  if (data.settings.equilibrium != equilibrium::logit || !data.reentries.empty()) return;
  const table_columns nodes(tables.table("nodes")), links(tables.table("links")),
      flows(tables.table("link_flows")), od(tables.table("od"));
  std::unordered_map<std::string, std::string> country;
  const auto node = nodes.texts("node_id"), of_node = nodes.texts("country");
  for (std::size_t i = 0; i < nodes.rows(); ++i) country.emplace(node[i], of_node[i]);
  std::unordered_map<std::string, std::string> border;  // "AAA > BBB" by link and direction
  const auto link = links.texts("link_id"), way = links.texts("direction"),
             start = links.texts("from_node_id"), end = links.texts("to_node_id");
  for (std::size_t i = 0; i < links.rows(); ++i) {
    const auto &from = country[start[i]], &to = country[end[i]];
    if (from != to && from != cases::high_seas && to != cases::high_seas)
      border.emplace(link[i] + ' ' + way[i], from + " > " + to);
  }
  std::map<std::string, double> sent;
  const auto carried = od.texts("commodity_id");
  const auto delivered = od.numbers("delivered");
  for (std::size_t i = 0; i < od.rows(); ++i) sent[carried[i]] += delivered[i];
  std::map<std::pair<std::string, std::string>, double> crossed;
  const auto flow_link = flows.texts("link_id"), flow_way = flows.texts("direction"),
             goods = flows.texts("commodity_id");
  const auto quantity = flows.numbers("quantity");
  for (std::size_t i = 0; i < flows.rows(); ++i)
    if (const auto at = border.find(flow_link[i] + ' ' + flow_way[i]); at != border.end())
      crossed[{at->second, goods[i]}] += quantity[i];
  largest_miss miss("no border carries more than is sent", "of what is sent of the commodity",
                    lost);
  for (const auto& [key, sum] : crossed)
    miss.note((sum - sent[key.second]) / std::max(sent[key.second], 1e-300),
              [&, key = key] { return "border " + key.first + ", " + key.second; });
  found.push_back(miss.finish());
}

}  // namespace amur::verify

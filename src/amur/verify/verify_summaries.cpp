// Sums over flows that other tables of a run state again.

#include <array>
#include <cmath>
#include <map>
#include <unordered_map>
#include <vector>

#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr const char* parts[] = {"cost", "transport", "fee", "handling",
                                 "time", "scarcity",  "duty"};

// By commodity: quantities, then what all its freight pays, takes and travels.
void check_by_commodity(const result::result_tables& tables, largest_miss& miss) {
  const table_columns od(tables.table("od")), sums(tables.table("by_commodity"));
  const auto goods = od.texts("commodity_id"), names = sums.texts("commodity_id");
  const auto delivered = od.numbers("delivered");
  std::map<std::string, double> carried;
  for (std::size_t i = 0; i < od.rows(); ++i) carried[goods[i]] += delivered[i];
  for (const char* column : {"observed", "wanted", "delivered", "unserved"}) {
    std::map<std::string, double> sum;
    const auto values = od.numbers(column);
    for (std::size_t i = 0; i < od.rows(); ++i) sum[goods[i]] += values[i];
    for (std::size_t c = 0; c < sums.rows(); ++c)
      miss.note(relative_difference(sum[names[c]], sums.numbers(column)[c]),
                [&] { return sums.place(c, column); });
  }
  std::vector<const char*> averaged(std::begin(parts), std::end(parts));
  averaged.insert(averaged.end(), {"time_h", "length_km"});
  for (const char* column : averaged) {
    const auto values = od.numbers(column);
    std::map<std::string, double> sum;
    for (std::size_t i = 0; i < od.rows(); ++i)
      if (delivered[i] > 0) sum[goods[i]] += delivered[i] * values[i];
    for (std::size_t c = 0; c < sums.rows(); ++c)
      if (carried[names[c]] > 0)
        miss.note(relative_difference(sum[names[c]] / carried[names[c]], sums.numbers(column)[c]),
                  [&] { return sums.place(c, column); });
  }
}

// Over each crossing one way go its links' flows.
void check_crossings(const result::result_tables& tables, largest_miss& miss) {
  const table_columns flows(tables.table("crossing_flows")), sums(tables.table("crossings"));
  const auto key = [](const table_columns& table, std::size_t i) {
    return table.texts("crossing_id")[i] + ' ' + table.texts("direction")[i];
  };
  std::map<std::string, std::array<double, 3>> sum;
  for (std::size_t i = 0; i < flows.rows(); ++i) {
    auto& at = sum[key(flows, i)];
    at[flows.texts("unit")[i] == "t" ? 0 : 1] += flows.numbers("quantity")[i];
    at[2] += flows.numbers("vehicles")[i];
  }
  constexpr const char* columns[] = {"t", "passengers", "vehicles"};
  for (std::size_t i = 0; i < sums.rows(); ++i)
    for (std::size_t c = 0; c < 3; ++c)
      miss.note(relative_difference(sums.numbers(columns[c])[i], sum[key(sums, i)][c]),
                [&] { return sums.place(i, columns[c]); });
}

// Kilometres of freight, passengers and vehicles are those of the links.
void check_by_mode(const result::result_tables& tables, largest_miss& miss) {
  const table_columns links(tables.table("links")), sums(tables.table("by_mode"));
  constexpr std::pair<const char*, const char*> columns[] = {
      {"t", "t_km"}, {"passengers", "passenger_km"}, {"vehicles", "vehicle_km"}};
  for (const auto& [of_link, of_mode] : columns) {
    std::map<std::string, double> sum;
    const auto mode = links.texts("mode");
    const auto carried = links.numbers(of_link), km = links.numbers("length_km");
    for (std::size_t i = 0; i < links.rows(); ++i) sum[mode[i]] += carried[i] * km[i];
    for (std::size_t m = 0; m < sums.rows(); ++m)
      miss.note(relative_difference(sum[sums.texts("mode")[m]], sums.numbers(of_mode)[m]),
                [&, column = of_mode] { return sums.place(m, column); });
  }
}

// Shares of a flow over modes, and of freight over crossings.
void check_shares(const result::result_tables& tables, largest_miss& miss) {
  const table_columns modes(tables.table("od_modes")), crossings(tables.table("crossings"));
  std::map<std::string, std::pair<double, std::size_t>> sum;
  for (std::size_t i = 0; i < modes.rows(); ++i) {
    auto& [share, row] =
        sum[modes.texts("origin_node_id")[i] + ' ' + modes.texts("destination_node_id")[i] + ' ' +
            modes.texts("commodity_id")[i]];
    share += modes.numbers("share")[i];
    row = i;
  }
  for (const auto& [flow, of] : sum)
    miss.note(std::abs(of.first - 1), [&, row = of.second] { return modes.place(row, "share"); });
  double all = 0;
  for (const double each : crossings.numbers("share"))
    if (!std::isnan(each)) all += each;
  if (all > 0) miss.note(std::abs(all - 1), [] { return std::string("crossings, share"); });
}

void check_totals(const result::result_tables& tables, largest_miss& miss) {
  const table_columns od(tables.table("od")), totals(tables.table("totals"));
  const auto unit = od.texts("unit");
  const auto wanted = od.numbers("wanted"), delivered = od.numbers("delivered"),
             unserved = od.numbers("unserved"), cost = od.numbers("cost"), fee = od.numbers("fee"),
             duty = od.numbers("duty"), km = od.numbers("length_km");
  std::map<std::string, double> sum;
  for (std::size_t i = 0; i < od.rows(); ++i) {
    const double t = delivered[i];
    const auto all = [t](double each) { return t > 0 ? t * each : 0; };
    sum["transport cost"] += all(cost[i]) - all(duty[i]);
    sum["fees"] += all(fee[i]);
    if (unit[i] == "passenger") {
      sum["passengers carried"] += t;
      sum["passengers unserved"] += unserved[i];
      continue;
    }
    sum["freight wanted"] += wanted[i];
    sum["freight delivered"] += t;
    sum["freight unserved"] += unserved[i];
    sum["transport work"] += all(km[i]);
    sum["duty"] += all(duty[i]);
  }
  for (std::size_t i = 0; i < totals.rows(); ++i)
    if (const auto at = sum.find(totals.texts("name")[i]); at != sum.end())
      miss.note(relative_difference(at->second, totals.numbers("value")[i]),
                [&] { return totals.place(i, "value"); });
}

}  // namespace

void check_summaries(const result::result_tables& tables, verification& found) {
  largest_miss miss("sums over flows are those of other tables", "of the larger figure",
                    rounding_of_sums);
  check_by_commodity(tables, miss);
  check_crossings(tables, miss);
  check_by_mode(tables, miss);
  check_shares(tables, miss);
  check_totals(tables, miss);
  found.push_back(miss.finish());
}

}  // namespace amur::verify

// A skim by the case that its result keeps: its paths found once more, and how good the best one of
// each pair is by an algorithm that looks at one origin at a time.

#include <algorithm>
#include <stdexcept>

#include "amur/model/city_skim.h"
#include "amur/result/case_store.h"
#include "amur/result/tables_skim.h"
#include "amur/text/text.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

template <class Id, class Table>
Id place_of(const Table& table, const std::string& id) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[Id(i)].id == id) return Id(i);
  throw std::out_of_range("the case has no '" + id + "'");
}

// The places of a column, each once, in their order.
std::vector<node_id> places(const case_data& data, std::span<const std::string> ids) {
  std::vector<node_id> found;
  std::map<std::string, bool> known;
  for (const auto& id : ids)
    if (!std::exchange(known[id], true)) found.push_back(place_of<node_id>(data.nodes, id));
  return found;
}

city_skim_options options_of(const case_data& data, const result::result_tables& tables) {
  const table_columns written(tables.table("skim"));
  city_skim_options options;
  options.origins = places(data, written.texts("origin_node_id"));
  options.destinations = places(data, written.texts("destination_node_id"));
  options.commodity =
      place_of<commodity_id>(data.commodities, result::run_value(tables, "commodity"));
  options.by = result::run_value(tables, "least") == "time" ? skim_by::time : skim_by::cost;
  for (const auto& mode : text::split_list(result::run_value(tables, "without")))
    options.without_modes.push_back(place_of<mode_id>(data.modes, mode));
  return options;
}

}  // namespace

void check_skim(const case_data& data, const result::result_tables& tables, std::size_t threads,
                verification& found) {
  auto options = options_of(data, tables);
  options.threads = threads;
  const auto& written = tables.table("skim");
  found.push_back(compare_tables(result::skim_table(data, skim_cities(data, options)), written,
                                 {rounding, 0, {}}));
  found.back().name = "paths found again are as good and as long";
  options.method = route::skim_method::dijkstra;
  const char* best = options.by == skim_by::time ? "time_h" : "cost_usd_per_t";
  const auto by_origin = result::skim_table(data, skim_cities(data, options));
  largest_miss miss("the best is that of Dijkstra's algorithm", "of the larger figure", rounding);
  const table_columns computed(by_origin), said(written);
  for (std::size_t i = 0; i < std::min(computed.rows(), said.rows()); ++i) {
    const double a = said.numbers(best)[i], b = computed.numbers(best)[i];
    if (!std::isnan(a) || !std::isnan(b))
      miss.note(relative_difference(a, b), [&] { return said.place(i, best); });
  }
  found.push_back(miss.finish());
}

}  // namespace amur::verify

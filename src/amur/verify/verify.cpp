#include "amur/verify/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

template <class Value>
std::span<const Value> values_of(const result::result_table& table, const std::string& column) {
  const auto* values = std::get_if<std::vector<Value>>(&table.column(column).values);
  if (!values)
    throw std::out_of_range("column '" + table.name + "." + column + "' has another type");
  return *values;
}

}  // namespace

bool holds(const verification& found) { return std::ranges::all_of(found, &checked::holds); }

std::string why_not_verified(const verification& found) {
  const auto at = std::ranges::find(found, false, &checked::holds);
  if (at == found.end()) return {};
  return fmt::format("{}: {:.2g} {}, allowed {:.2g}{}{}", at->name, at->largest, at->unit,
                     at->allowed, at->where.empty() ? "" : "; most at ", at->where);
}

std::span<const double> table_columns::numbers(const std::string& column) const {
  return values_of<double>(*table_, column);
}

std::span<const std::int64_t> table_columns::integers(const std::string& column) const {
  return values_of<std::int64_t>(*table_, column);
}

std::span<const std::string> table_columns::texts(const std::string& column) const {
  return values_of<std::string>(*table_, column);
}

std::string table_columns::place(std::size_t row, const std::string& column) const {
  std::string ids;
  for (const auto& each : table_->columns) {
    const auto* texts = std::get_if<std::vector<std::string>>(&each.values);
    if (!texts) break;
    if (!texts->at(row).empty()) ids += (ids.empty() ? "" : ", ") + texts->at(row);
  }
  return fmt::format("{}, row {} ({}){}{}", table_->name, row + 1, ids, column.empty() ? "" : ", ",
                     column);
}

double relative_difference(double a, double b) {
  const double larger = std::max(std::abs(a), std::abs(b));
  return larger > 0 ? std::abs(a - b) / larger : std::abs(a - b);
}

arcs_by_link::arcs_by_link(const case_data& data, const network_model& model) {
  for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc) {
    if (model.net.kind[arc] == network::arc_kind::change) continue;
    const bool backward = model.net.kind[arc] == network::arc_kind::link_backward;
    arcs_[data.links[link_id(model.net.row[arc])].id + (backward ? " backward" : " forward")] = arc;
  }
}

demand_anchors written_anchors(const result::result_tables& tables) {
  const table_columns od(tables.table("od"));
  const auto from = od.texts("origin_node_id"), to = od.texts("destination_node_id"),
             goods = od.texts("commodity_id");
  const auto observed = od.numbers("observed"), quantity = od.numbers("anchor_quantity"),
             price = od.numbers("anchor_price"), elasticity = od.numbers("anchor_elasticity");
  demand_anchors anchors;
  for (std::size_t i = 0; i < od.rows(); ++i)
    if (elasticity[i] > 0 || quantity[i] != observed[i])
      anchors[{from[i], to[i], goods[i]}] = {std::isnan(price[i]) ? 0 : price[i], elasticity[i],
                                             observed[i] > 0 ? quantity[i] / observed[i] : 1};
  return anchors;
}

verification verify_studies(const case_data& data, const result::result_tables& tables) {
  verification found;
  if (tables.has("finance_years")) check_finance_tables(tables, found);
  if (tables.has("trade_pairs")) check_trade_tables(data, tables, found);
  if (tables.has("month_totals")) check_months(tables, found);
  if (tables.has("toll_curve")) check_tolls(tables, found);
  if (tables.has("paths")) check_paths(tables, found);
  if (tables.has("claims")) check_answers(data, tables, found);
  return found;
}

verification verify_simulation(const result::result_tables& tables) {
  verification found;
  check_simulation(tables, found);
  return found;
}

verification verify_network(const case_data& data, const network_model& model,
                            const result::result_tables& tables, const run_options& options,
                            bool fresh_loading) {
  verification found;
  check_numbers(tables, found);
  check_demand(data, model, tables, found);
  check_link_sums(tables, found);
  check_conservation(tables, found);
  check_borders(data, tables, found);
  check_summaries(tables, found);
  check_times(data, model, tables, found);
  check_capacities(model, tables, found);
  if (data.settings.equilibrium == equilibrium::user)
    check_gap(data, model, tables, found);
  else if (fresh_loading)
    check_loading(data, model, tables, options, found);
  return found;
}

}  // namespace amur::verify

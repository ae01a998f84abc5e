#include "amur/customs/flow_table.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/customs/millionths.h"

namespace amur::customs {
namespace {

double usd(std::int64_t value) { return static_cast<double>(value) / 1e3; }

void keep_dearest_first(std::vector<named_value>& values) {
  std::ranges::stable_sort(values, std::ranges::greater{}, &named_value::value_usd);
}

}  // namespace

bool add_estimates(std::span<const unweighed_row> rows, const unit_values& found, flow_sums& sums,
                   trade_import& made) {
  // Goods as a whole, from what is reported alone.
  std::map<std::uint32_t, std::pair<double, double>> goods;
  for (const auto& each : sums.sorted()) {
    auto& [value, quantity] = goods[flow_key::of(each.key).goods];
    value += static_cast<double>(each.value);
    quantity += static_cast<double>(each.quantity);
  }
  // In whole numbers, as rows come in any order.
  struct counted_rows {
    std::size_t rows = 0;
    std::int64_t value = 0, quantity = 0;
  };
  std::array<counted_rows, unit_value_origins + 1> counted;
  for (const auto& row : rows) {
    auto key = flow_key::of(row.key);
    auto unit = found.find(product_flow(key.origin, key.destination, row.product));
    if (const auto& [value, quantity] = goods[key.goods]; !unit && value > 0 && quantity > 0)
      unit = {value / quantity, unit_value_origin::same_goods};
    auto& to = counted[unit ? static_cast<std::size_t>(unit->origin) : unit_value_origins];
    ++to.rows;
    if (!add_to(to.value, row.value)) return false;
    if (!unit) continue;
    const double quantity = std::round(static_cast<double>(row.value) / unit->unit_value);
    key.estimated = true;
    if (!(quantity < 9e18) || !add_to(to.quantity, static_cast<std::int64_t>(quantity)) ||
        !sums.add(key.packed(), row.value, static_cast<std::int64_t>(quantity)))
      return false;
  }
  for (std::size_t origin = 0; origin < counted.size(); ++origin)
    (origin < unit_value_origins ? made.estimated[origin] : made.without_unit_value) = {
        counted[origin].rows, usd(counted[origin].value), of_millionths(counted[origin].quantity)};
  return true;
}

void lay_out(const flow_sums& sums, const std::vector<std::string>& countries,
             const goods_numbering& goods, trade_import& made) {
  std::map<std::string, goods_total> totals;
  for (const auto& each : sums.sorted()) {
    const auto key = flow_key::of(each.key);
    const auto name = goods.name(key.goods);
    made.flows.push_back({countries[key.origin], countries[key.destination], name,
                          static_cast<int>(key.year), usd(each.value), of_millionths(each.quantity),
                          key.estimated ? tonnes_origin::estimated : tonnes_origin::reported});
    auto& total = totals[name];
    total.commodity = name;
    total.value_usd += made.flows.back().value_usd;
    total.tonnes += made.flows.back().tonnes;
    if (key.estimated) total.estimated_tonnes += made.flows.back().tonnes;
  }
  for (auto& [name, total] : totals) made.goods.push_back(std::move(total));
}

void account_for_products(std::span<const std::int64_t> value_of_product, const commodity_map& by,
                          trade_import& made) {
  std::vector<std::int64_t> value_of_prefix(by.prefixes.size(), 0);
  for (std::uint32_t product = 0; product < value_of_product.size(); ++product) {
    const auto value = value_of_product[product];
    if (value == 0) continue;
    const auto commodity = by.commodity_of[product];
    if (commodity == commodity_map::unmatched)
      made.unmatched.push_back({product_digits(product), "", usd(value)});
    else if (commodity == commodity_map::left_out)
      made.left_out.push_back({product_digits(product), "", usd(value)});
    if (const auto prefix = by.prefix_of[product]; prefix != commodity_map::unmatched)
      value_of_prefix[prefix] += value;
  }
  keep_dearest_first(made.unmatched);
  keep_dearest_first(made.left_out);
  const auto name = [&by](std::uint16_t commodity) {
    return commodity == commodity_map::left_out ? std::string() : by.commodities[commodity];
  };
  for (std::uint16_t prefix = 0; prefix < by.prefixes.size(); ++prefix) {
    const auto within = by.within(prefix);
    if (within == commodity_map::unmatched ||
        by.prefixes[within].commodity == by.prefixes[prefix].commodity)
      continue;
    made.overlaps.push_back({by.prefixes[prefix].digits, name(by.prefixes[prefix].commodity),
                             by.prefixes[within].digits, name(by.prefixes[within].commodity),
                             usd(value_of_prefix[prefix])});
  }
}

void report_overflow(const std::string& file, diagnostics& report) {
  report.error(file, 0, "", "", "the sums are too large", "less than 9e12 thousand USD and tonnes");
}

}  // namespace amur::customs

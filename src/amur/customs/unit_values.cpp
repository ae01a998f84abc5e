#include "amur/customs/unit_values.h"

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/customs/commodity_map.h"
#include "amur/customs/millionths.h"

namespace amur::customs {
namespace {

constexpr std::uint32_t product_bits = (1U << 20U) - 1;

void keep_each_once(auto& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::size_t place_in(const auto& sorted, auto value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sorted, value) - sorted.begin());
}

// The mean of the two in the middle where there is an even number.
double median_of(std::vector<double>& values) {
  if (values.empty()) return no_number;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

unit_values::unit_values(std::vector<std::uint64_t> wanted_flows)
    : flows_(std::move(wanted_flows)), is_wanted_(product_count / 64 + 1, 0) {
  keep_each_once(flows_);
  for (const auto flow : flows_) {
    const auto product = static_cast<std::uint32_t>(flow) & product_bits;
    products_.push_back(product);
    is_wanted_[product / 64] |= std::uint64_t{1} << (product % 64);
  }
  keep_each_once(products_);
}

unit_values::part unit_values::new_part() const {
  part made;
  made.value.assign(flows_.size(), 0);
  made.quantity.assign(flows_.size(), 0);
  return made;
}

void unit_values::gather(part& to, std::uint32_t origin, std::uint32_t destination,
                         std::uint32_t product, std::int64_t value, std::int64_t quantity) const {
  if (value <= 0 || quantity <= 0) return;
  if (((is_wanted_[product / 64] >> (product % 64)) & 1U) == 0) return;
  to.product.push_back(product);
  to.unit_value.push_back(static_cast<double>(value) / static_cast<double>(quantity));
  const auto flow = product_flow(origin, destination, product);
  const auto place = place_in(flows_, flow);
  if (place == flows_.size() || flows_[place] != flow) return;
  if (!add_to(to.value[place], value) || !add_to(to.quantity[place], quantity))
    to.overflowed = true;
}

bool unit_values::finish(const std::vector<part>& parts) {
  std::vector<std::int64_t> value(flows_.size(), 0), quantity(flows_.size(), 0);
  std::vector<std::size_t> rows(products_.size(), 0);  // [product]
  for (const auto& each : parts) {
    if (each.overflowed) return false;
    for (std::size_t flow = 0; flow < flows_.size(); ++flow)
      if (!add_to(value[flow], each.value[flow]) || !add_to(quantity[flow], each.quantity[flow]))
        return false;
    for (const auto product : each.product) ++rows[place_in(products_, product)];
  }
  flow_value_.assign(flows_.size(), no_number);
  for (std::size_t flow = 0; flow < flows_.size(); ++flow)
    if (quantity[flow] > 0)
      flow_value_[flow] = static_cast<double>(value[flow]) / static_cast<double>(quantity[flow]);
  std::vector<std::vector<double>> of_product(products_.size());
  for (std::size_t product = 0; product < products_.size(); ++product)
    of_product[product].reserve(rows[product]);
  for (const auto& each : parts)
    for (std::size_t row = 0; row < each.product.size(); ++row)
      of_product[place_in(products_, each.product[row])].push_back(each.unit_value[row]);
  product_value_.clear();
  for (auto& values : of_product) product_value_.push_back(median_of(values));
  return true;
}

std::optional<unit_values::answer> unit_values::find(std::uint64_t flow) const {
  const auto of_flow = flow_value_[place_in(flows_, flow)];
  if (!std::isnan(of_flow)) return answer{of_flow, unit_value_origin::same_flow};
  const auto product = static_cast<std::uint32_t>(flow) & product_bits;
  const auto of_product = product_value_[place_in(products_, product)];
  if (!std::isnan(of_product)) return answer{of_product, unit_value_origin::same_product};
  return std::nullopt;
}

}  // namespace amur::customs

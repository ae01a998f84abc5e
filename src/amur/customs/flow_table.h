#pragma once
// From sums by product to a trade table of commodities, with missing tonnes estimated: what BACI
// and Comtrade share.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/customs/commodity_map.h"
#include "amur/customs/flow_sums.h"
#include "amur/customs/trade_import.h"
#include "amur/customs/unit_values.h"

namespace amur::customs {

/// A row whose tonnes nobody gave.
struct unweighed_row {
  std::uint64_t key = 0;  ///< of the flow, as what is reported
  std::uint32_t product = 0;
  std::int64_t value = 0;
};

/// Which products are which goods, and how those are called.
struct goods_numbering {
  const commodity_map* commodities = nullptr;  ///< null: each product is goods of its own

  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// `none` where the product is left out.
  [[nodiscard]] std::uint32_t of(std::uint32_t product) const {
    if (!commodities) return product;
    const auto commodity = commodities->commodity_of[product];
    return commodity < commodity_map::left_out ? commodity : none;
  }
  [[nodiscard]] std::string name(std::uint32_t goods) const {
    return commodities ? commodities->commodities[goods] : product_digits(goods);
  }
};

/// Adds the unweighed rows to the sums at the unit values found, and counts them.
[[nodiscard]] bool add_estimates(std::span<const unweighed_row> rows, const unit_values& found,
                                 flow_sums& sums, trade_import& made);

/// The rows of the table and the totals by goods.
void lay_out(const flow_sums& sums, const std::vector<std::string>& countries,
             const goods_numbering& goods, trade_import& made);

/// What became of each product's value, against the table of commodities.
void account_for_products(std::span<const std::int64_t> value_of_product, const commodity_map& by,
                          trade_import& made);

/// Sums beyond what 64 bits hold.
void report_overflow(const std::string& file, diagnostics& report);

}  // namespace amur::customs

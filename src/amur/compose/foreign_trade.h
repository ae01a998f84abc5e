#pragma once
// A table of trade that somebody else made, as a trade table.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/compose/foreign_table.h"
#include "amur/customs/trade_table.h"

namespace amur::compose {

struct foreign_trade_request {
  std::filesystem::path file;
  column_names names;
  double value_unit_usd = 1, tonnes_unit = 1;  ///< what a unit of the file's figures is
  std::optional<int> year;                     ///< of all rows; empty: the file has a column
  std::string commodity_prefix;                ///< before each commodity: "hs_"
};

struct foreign_trade {
  std::vector<customs::trade_flow> flows;  ///< summed, in the order of the table's key
  std::size_t rows = 0;
  std::size_t estimated = 0;   ///< rows whose tonnes follow from the commodity's other rows
  std::size_t worthless = 0;   ///< left out: neither value nor tonnes
  std::size_t weightless = 0;  ///< left out: no tonnes, and no row of the commodity that has both
  double weightless_usd = 0;
};

[[nodiscard]] const cases::table_rule& foreign_trade_rule();

/// Rows of the same key are added up. A row without tonnes gets them from what the commodity's rows
/// with value and tonnes are worth a tonne in all, and is marked estimated. Commodities become ids:
/// what an id may not have becomes '_'.
[[nodiscard]] std::optional<foreign_trade> read_foreign_trade(const foreign_trade_request& request,
                                                              diagnostics& report);

}  // namespace amur::compose

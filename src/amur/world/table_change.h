#pragma once
// Changes to a table as they are written: `pta=1 where exporter=CAN and importer=JPN`.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "amur/world/trade_table.h"

namespace amur::world {

/// What a row must have: one of these words in this column, or none of them.
struct row_condition {
  std::string column;
  std::vector<std::string> words;
  bool is_one_of = true;
};

/// A duty on what goods emitted where they were made, as a share of their value:
///
///     intensity / 1000 x max(0, price - charged)
///
/// the intensity in kg of CO2 a USD, prices in USD a tonne of CO2.
struct border_carbon_duty {
  std::string intensity;  ///< column
  double price_usd_per_t = 0;
  std::string charged;  ///< column of what the origin charges; empty: `charged_usd_per_t`
  double charged_usd_per_t = 0;
};

struct table_change {
  enum class operation { set, multiply, add };
  std::string text, column;
  operation use = operation::set;
  double amount = 0;
  std::optional<border_carbon_duty> carbon = {};  ///< the amount of each row, where there is one
  std::vector<row_condition> conditions;          ///< all of them

  /// Of a row of the table.
  [[nodiscard]] double amount_in(const trade_table& table, std::size_t row) const;
};

/// `COLUMN=VALUE`, `COLUMN*=VALUE` or `COLUMN+=VALUE`, with ` where ` and conditions joined by
/// ` and `; VALUE a number or `border_carbon(INTENSITY,PRICE)`, perhaps with `,CHARGED`, a column
/// or a number. Throws `no_answer` naming `option`.
[[nodiscard]] table_change parse_change(const std::string& option, const std::string& text);

/// `COLUMN=WORD` or `COLUMN!=WORD`, several words with `|` between, joined by ` and `.
[[nodiscard]] std::vector<row_condition> parse_conditions(const std::string& option,
                                                          const std::string& text);

/// Whether each row of the table meets all conditions. Words that are numbers match numbers.
[[nodiscard]] std::vector<bool> rows_that_meet(const trade_table& table,
                                               const std::vector<row_condition>& conditions);

}  // namespace amur::world

#pragma once
// Changes to a table as they are written: `pta=1 where exporter=CAN and importer=JPN`.

#include <cstddef>
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

struct table_change {
  enum class operation { set, multiply, add };
  std::string text, column;
  operation use = operation::set;
  double amount = 0;
  std::vector<row_condition> conditions;  ///< all of them
};

/// `COLUMN=VALUE`, `COLUMN*=VALUE` or `COLUMN+=VALUE`, with ` where ` and conditions joined by
/// ` and `. Throws `no_answer` naming `option`.
[[nodiscard]] table_change parse_change(const std::string& option, const std::string& text);

/// `COLUMN=WORD` or `COLUMN!=WORD`, several words with `|` between, joined by ` and `.
[[nodiscard]] std::vector<row_condition> parse_conditions(const std::string& option,
                                                          const std::string& text);

/// Whether each row of the table meets all conditions. Words that are numbers match numbers.
[[nodiscard]] std::vector<bool> rows_that_meet(const trade_table& table,
                                               const std::vector<row_condition>& conditions);

}  // namespace amur::world

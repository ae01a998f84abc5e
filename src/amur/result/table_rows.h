#pragma once
// Rows of mixed cells gathered into a result table's typed columns.

#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "amur/result/result.h"

namespace amur::result {

enum class cell_type { number, integer, text };

/// A result table filled row by row. Cells must come in the order and types of the columns.
class table_rows {
 public:
  table_rows(std::string name, std::initializer_list<std::pair<const char*, cell_type>> columns,
             geometry_kind geometry = geometry_kind::none);

  using cell = std::variant<double, std::int64_t, std::string>;
  /// Throws std::logic_error where the cells don't match the columns.
  void add(std::vector<cell> cells, std::vector<std::array<double, 2>> geometry = {});
  [[nodiscard]] result_table finish() { return std::move(table_); }

 private:
  result_table table_;
};

}  // namespace amur::result

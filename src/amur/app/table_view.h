#pragma once
// Cells of a result table by column name.

#include <cstdint>
#include <string>

#include "amur/result/result.h"

namespace amur::app {

class table_view {
 public:
  explicit table_view(const result::result_table& table) : table_(&table) {}
  [[nodiscard]] std::size_t rows() const { return table_->row_count(); }
  [[nodiscard]] double number(std::size_t row, const char* column) const {
    return std::get<std::vector<double>>(table_->column(column).values)[row];
  }
  [[nodiscard]] const std::string& text(std::size_t row, const char* column) const {
    return std::get<std::vector<std::string>>(table_->column(column).values)[row];
  }
  [[nodiscard]] std::int64_t integer(std::size_t row, const char* column) const {
    return std::get<std::vector<std::int64_t>>(table_->column(column).values)[row];
  }

 private:
  const result::result_table* table_;
};

}  // namespace amur::app

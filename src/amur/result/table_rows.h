#pragma once
// Rows gathered into a result table's typed columns, as the schema of their struct says.

#include <array>
#include <utility>
#include <variant>
#include <vector>

#include "amur/result/result.h"
#include "amur/result/schema.h"

namespace amur::result {

template <typename row>
class table_rows {
 public:
  table_rows() {
    table_.name = row::schema().table;
    table_.geometry_type = row::schema().geometry;
    for (const auto& each : row::schema().columns)
      std::visit(
          [&]<typename value>(value row::*) {
            table_.columns.push_back({each.name, std::vector<value>{}});
          },
          each.member);
  }

  void add(row values, std::vector<std::array<double, 2>> geometry = {}) {
    auto column = table_.columns.begin();
    for (const auto& each : row::schema().columns) {
      std::visit(
          [&]<typename value>(value row::*member) {
            std::get<std::vector<value>>(column->values).push_back(std::move(values.*member));
          },
          each.member);
      ++column;
    }
    if (table_.geometry_type != geometry_kind::none) table_.geometry.push_back(std::move(geometry));
  }

  [[nodiscard]] result_table finish() { return std::move(table_); }

 private:
  result_table table_;
};

}  // namespace amur::result

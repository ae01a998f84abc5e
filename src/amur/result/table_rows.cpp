#include "amur/result/table_rows.h"

#include <stdexcept>

namespace amur::result {

table_rows::table_rows(std::string name,
                       std::initializer_list<std::pair<const char*, cell_type>> columns,
                       geometry_kind geometry) {
  table_.name = std::move(name);
  table_.geometry_type = geometry;
  for (const auto& [column, type] : columns) {
    result_column next{column, {}};
    if (type == cell_type::number)
      next.values = std::vector<double>{};
    else if (type == cell_type::integer)
      next.values = std::vector<std::int64_t>{};
    else
      next.values = std::vector<std::string>{};
    table_.columns.push_back(std::move(next));
  }
}

void table_rows::add(std::vector<cell> cells, std::vector<std::array<double, 2>> geometry) {
  if (cells.size() != table_.columns.size())
    throw std::logic_error("a row of table '" + table_.name + "' has the wrong number of cells");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto& column = table_.columns[i];
    const bool fits = std::visit(
        [&column](auto& value) {
          using type = std::decay_t<decltype(value)>;
          auto* values = std::get_if<std::vector<type>>(&column.values);
          if (values) values->push_back(std::move(value));
          return values != nullptr;
        },
        cells[i]);
    if (!fits)
      throw std::logic_error("a cell of '" + table_.name + "." + column.name +
                             "' has the wrong type");
  }
  if (table_.geometry_type != geometry_kind::none) table_.geometry.push_back(std::move(geometry));
}

}  // namespace amur::result

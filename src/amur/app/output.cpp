// What several commands print.

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"

namespace amur::app {

nlohmann::json table_json(const model::result_table& table) {
  auto list = nlohmann::json::array();
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (const auto& column : table.columns)
      std::visit([&](const auto& values) { object[column.name] = values[row]; }, column.values);
  }
  return list;
}

}  // namespace amur::app

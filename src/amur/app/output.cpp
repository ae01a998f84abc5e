// What several commands print.

#include <nlohmann/json.hpp>

#include "amur/app/cli.h"
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

int exit_code_of(io::run_status status) {
  return status == io::run_status::solved      ? done
         : status == io::run_status::bad_input ? bad_input
                                               : not_solved;
}

}  // namespace amur::app

// What several commands print.

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "amur/app/exit_code.h"
#include "amur/app/commands.h"
#include "amur/io/case_text.h"

namespace amur::app {

bool may_write_of_case(const std::vector<io::named_output>& outputs, const std::string& folder,
                       std::vector<std::filesystem::path> inputs, diagnostics& report) {
  std::ranges::copy(io::files_of_case(folder), std::back_inserter(inputs));
  std::erase(inputs, std::filesystem::path());
  return io::may_write(outputs, inputs, report);
}

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

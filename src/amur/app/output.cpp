// What several commands print.

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/case/case_text.h"
#include "amur/cli/exit_code.h"

namespace amur::app {

bool may_write_of_case(const std::vector<text::named_output>& outputs, const std::string& folder,
                       std::vector<std::filesystem::path> inputs, diagnostics& report) {
  std::ranges::copy(cases::files_of_case(folder), std::back_inserter(inputs));
  std::erase(inputs, std::filesystem::path());
  return text::may_write(outputs, inputs, report);
}

nlohmann::json table_json(const result::result_table& table) {
  auto list = nlohmann::json::array();
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (const auto& column : table.columns)
      std::visit([&](const auto& values) { object[column.name] = values[row]; }, column.values);
  }
  return list;
}

int exit_code_of(study::run_status status) {
  return status == study::run_status::solved      ? done
         : status == study::run_status::bad_input ? bad_input
                                                  : not_solved;
}

}  // namespace amur::app

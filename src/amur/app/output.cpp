// What several commands print.

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"

namespace amur::app {

void print_findings(const diagnostics& report, std::size_t most) {
  for (const auto level : {severity::error, severity::warning}) {
    const char* name = level == severity::error ? "error" : "warning";
    std::size_t shown = 0;
    for (const auto& finding : report.findings) {
      if (finding.level != level || ++shown > most) continue;
      fmt::print(stderr, "{}: {}\n", name, to_string(finding));
    }
    if (shown > most) fmt::print(stderr, "{}: and {} more\n", name, shown - most);
  }
}

nlohmann::json findings_json(const diagnostics& report) {
  auto list = nlohmann::json::array();
  for (const auto& finding : report.findings)
    list.push_back({{"level", finding.level == severity::error ? "error" : "warning"},
                    {"file", finding.file},
                    {"row", finding.row},
                    {"field", finding.field},
                    {"value", finding.value},
                    {"message", finding.message},
                    {"allowed", finding.allowed}});
  return list;
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

}  // namespace amur::app

#include "amur/app/findings.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

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

void print_json(const nlohmann::json& answer) {
  fmt::print("{}\n", answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace amur::app

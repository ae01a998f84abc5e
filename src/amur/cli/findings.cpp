#include "amur/cli/findings.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "amur/cli/exit_code.h"

namespace amur::cli {

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

int refused(const diagnostics& report, bool json) {
  print_findings(report);
  if (json) print_json(nlohmann::json{{"findings", findings_json(report)}});
  return bad_input;
}

void print_json(const nlohmann::json& answer) {
  const auto text = answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  // JSON itself lets DEL and the control characters U+0080 to U+009F stand as they are.
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte == 0x7F)
      escaped += "\\u007f";
    else if (byte == 0xC2 && next >= 0x80 && next < 0xA0)
      escaped += fmt::format("\\u{:04x}", next), ++at;
    else
      escaped += text[at];
  }
  fmt::print("{}\n", escaped);
}

}  // namespace amur::cli

#include "amur/base/diagnostic.h"

#include <algorithm>

#include "amur/base/printable.h"

namespace amur {

std::string to_string(const diagnostic& finding) {
  std::string text = finding.file;
  const auto append = [&text](const std::string& part) {
    if (!text.empty()) text += ", ";
    text += part;
  };
  if (finding.row > 0) append("row " + std::to_string(finding.row));
  if (!finding.field.empty()) append("field '" + finding.field + "'");
  if (!finding.value.empty()) append("value '" + finding.value + "'");
  if (!text.empty()) text += ": ";
  text += finding.message;
  if (!finding.allowed.empty()) text += "; allowed: " + finding.allowed;
  return printable(text);
}

void diagnostics::error(std::string file, std::size_t row, std::string field, std::string value,
                        std::string message, std::string allowed) {
  add({severity::error, std::move(file), row, std::move(field), std::move(value),
       std::move(message), std::move(allowed)});
}

void diagnostics::warning(std::string file, std::size_t row, std::string field, std::string value,
                          std::string message, std::string allowed) {
  add({severity::warning, std::move(file), row, std::move(field), std::move(value),
       std::move(message), std::move(allowed)});
}

std::size_t diagnostics::count(severity level) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [level](const diagnostic& finding) { return finding.level == level; }));
}

bool diagnostics::has_errors() const { return count(severity::error) > 0; }

}  // namespace amur

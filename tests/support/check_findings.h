#pragma once
// What a check of a case says of it.

#include <gtest/gtest.h>

#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"

namespace amur::test {

/// Its warnings, one a line; an error is a failure.
inline std::string warnings_of(void (*check)(const cases::case_data&, diagnostics&),
                               const cases::case_data& data) {
  diagnostics report;
  check(data, report);
  EXPECT_FALSE(report.has_errors());
  std::string all;
  for (const auto& finding : report.findings) all += to_string(finding) + "\n";
  return all;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace amur::test

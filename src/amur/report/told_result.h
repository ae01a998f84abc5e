#pragma once
// A result as a report reads it: what it is of, its facts, its lines.

#include <map>
#include <string>
#include <vector>

#include "amur/report/land.h"
#include "amur/report/page_parts.h"
#include "amur/result/result_lines.h"

namespace amur::report {

enum class result_kind { run, months, trade, toll, finance, simulation, appraisal, invest, skim };

/// "a run", "a run by months".
[[nodiscard]] const char* to_string(result_kind kind);

struct told_result {
  told_result(const result::result_database& database, diagnostics& report);

  /// Of its run or simulation; empty where it says none.
  [[nodiscard]] std::string fact(const std::string& name) const;
  /// What its scenarios are called: "“Bridge toll zero”", or "the case as it is".
  [[nodiscard]] std::string scenario() const;

  std::string file;
  result_pages pages;
  result_kind kind = result_kind::run;
  std::vector<std::pair<std::string, std::string>> facts;  ///< in their order
  std::vector<result::drawn_link> links;
};

/// What a report is asked: one result, or what changed since another.
struct asked_report {
  const told_result& now;
  const told_result* before = nullptr;
  const std::vector<polygon>& land;
};

}  // namespace amur::report

#pragma once
// What could be built: a case's table of investments.

#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_text.h"

namespace amur::cases {

struct case_builder;

/// Edits of the case, and what they cost whom.
struct investment {
  std::string id, name;
  std::string scenario;  ///< of the case, whose edits build it; empty: `cells` alone do
  std::string cells;     ///< "TABLE.ROW.COLUMN=VALUE; …" that it sets, after the scenario
  project_id project;    ///< valid: its loans and its income come with the investment
  double cost_usd = 0;   ///< at constant prices
  std::vector<std::string> countries;  ///< that pay; empty: nobody whose budget counts
  std::vector<double> cost_shares;     ///< [country] they sum to 1
  int start_year = 0;                  ///< first spending, even until the opening
  int opening_year = 0;                ///< first year of use
  std::string group;                   ///< of which one at most is built; empty: of none
  source_id source;
  std::size_t row = 0;
};

/// Reads the table, once its builder has the projects; what is wrong goes to its report.
[[nodiscard]] std::vector<investment> build_investments(case_builder& in);

/// The investments of a case that was read from this text.
[[nodiscard]] std::vector<investment> investments_of(const case_text& text, const case_data& data);

}  // namespace amur::cases

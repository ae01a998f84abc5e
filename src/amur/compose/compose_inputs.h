#pragma once
// What a case is made of, read and checked before anything is made.

#include "amur/case/case.h"
#include "amur/case/case_text.h"
#include "amur/compose/case_compose.h"

namespace amur::compose {

struct compose_inputs {
  cases::case_text text;  ///< of the network's folder, without goods and what is said of them
  std::vector<std::string> other_tables;  ///< of the folder, whose rows are not used
  cases::case_data network;
  std::vector<customs::trade_flow> trade;  ///< of one year
  std::vector<place> places;
  defaults_table defaults;
  std::optional<border_terms> borders;
  int year = 0;
  std::vector<int> other_years;  ///< that the table has too
};

/// Reports all that is wrong with any of the files in one go.
[[nodiscard]] std::optional<compose_inputs> read_inputs(const compose_request& request,
                                                        diagnostics& report);

}  // namespace amur::compose

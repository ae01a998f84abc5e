#pragma once
// Who takes what users pay on a day.

#include <map>
#include <string>

#include "amur/model/run.h"

namespace amur::model {

/// USD a day. What is paid is summed over flows by the averages along their routes, what is
/// received over arcs and borders; a carbon price is received where the emission is.
struct day_receipts {
  std::map<std::string, double> fees_usd;    ///< by crossing, or "links in" a country
  std::map<std::string, double> duties_usd;  ///< by country, which exporters' duties are of too
  std::map<std::string, double> carbon_usd;  ///< by country; ZZZ: the high seas
  double fees_paid_usd = 0, duties_paid_usd = 0, carbon_paid_usd = 0;
  double co2e_kg = 0;
};

/// Of an answer that has its averages.
[[nodiscard]] day_receipts receipts_of(const case_data& data, const run_answer& answer);

}  // namespace amur::model

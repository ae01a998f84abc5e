#pragma once
// What everybody gains from one solved case to another with the same flows: the worth of a change
// of the network, and whose it is.

#include <map>
#include <string>

#include "amur/model/run.h"

namespace amur::model {

/// Beyond what holds in the case before, of the case's day taken for all 365 of a year.
struct case_gain {
  double surplus_usd_per_year = 0;  ///< the demand's area above the expected cost
  double paid_usd_per_year = 0;     ///< fees and duties
  double trade_usd_per_year = 0;    ///< goods delivered into another country, at their source
  double freight_t_per_year = 0;    ///< goods delivered

  /// Users' surplus and what they pay to others: waits for a full capacity are lost to all.
  [[nodiscard]] double welfare_usd_per_year() const {
    return surplus_usd_per_year + paid_usd_per_year;
  }
};

/// Of what is worth choosing by: two solved cases to USD a year. Other rules than these (say, by
/// the rule of a half) take their place here.
using gain_measure = double (*)(const case_data& data, const run_answer& before,
                                const run_answer& after);

/// A flow that has no way, or none that is worth it, values one at what freight pays at most
/// (`refusal_usd_per_t`). Throws `no_answer` where the cases have other flows, duties or prices at
/// the source.
[[nodiscard]] case_gain gain_between(const case_data& data, const run_answer& before,
                                     const run_answer& after);

[[nodiscard]] double welfare_gain_usd(const case_data& data, const run_answer& before,
                                      const run_answer& after);
[[nodiscard]] double trade_gain_usd(const case_data& data, const run_answer& before,
                                    const run_answer& after);

/// A country's part: half of the surplus of a flow at either end, duties where they are levied, and
/// half of an arc's fees at either end. Parts sum to the gain.
struct country_gain {
  double surplus_usd_per_year = 0, paid_usd_per_year = 0;
};
[[nodiscard]] std::map<std::string, country_gain> gains_by_country(const case_data& data_before,
                                                                   const run_answer& before,
                                                                   const case_data& data_after,
                                                                   const run_answer& after);

/// Whether it is certain that nothing built can lower welfare or trade, whatever else is: nobody is
/// in anybody's way (no time answers to traffic, no capacity is hard), nobody pays anybody, and
/// freight takes its cheapest ways. The nested logit is not among these, as the bound of its choice
/// may shut one way when another opens.
[[nodiscard]] bool more_never_harms(const case_data& data, const network_model& model);

}  // namespace amur::model

#pragma once
// Whether it pays to send goods to a country by another one, where they are declared anew.

#include <span>
#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

struct detour_question {
  std::string from, to;          ///< countries
  std::vector<std::string> via;  ///< countries
  std::vector<commodity_id> commodities;
  double papers_usd_per_t = 0;  ///< of declaring the goods anew
};

/// Part of a way: the least cost at the times and prices of an answer, and what is levied.
struct detour_part {
  double transport_usd_per_t = 0;  ///< infinite where there is no way, or the trade is banned
  double duty_usd_per_t = 0;
  bool is_banned = false;
  [[nodiscard]] double usd_per_t() const { return transport_usd_per_t + duty_usd_per_t; }
};

struct detour {
  commodity_id commodity;
  node_id origin, destination, hub;  ///< hub: the cheapest of `via`; invalid where there is none
  std::string via;
  double t_per_day = 0;  ///< delivered directly
  detour_part direct, first, second;
  double papers_usd_per_t = 0;

  [[nodiscard]] double detour_usd_per_t() const {
    return first.usd_per_t() + second.usd_per_t() + papers_usd_per_t;
  }
};

/// The pairs of places that trade a commodity between two countries; where none does, because of a
/// ban perhaps, the one that sends most of it in the one to the one that gets most of it in the
/// other. None where nobody in either country trades it.
[[nodiscard]] std::vector<std::pair<node_id, node_id>> trading_pairs(const case_data& data,
                                                                     const detour_question& asked,
                                                                     commodity_id commodity);

/// Where goods may be declared anew: the places of a country that trade anything.
[[nodiscard]] std::vector<node_id> hubs_of(const case_data& data, const std::string& country);

/// The case with flows of nothing between the places asked about, so that its model has their gates
/// and the classes of their bans.
[[nodiscard]] case_data with_detour_flows(const case_data& data, const detour_question& asked);

/// By commodity, pair and country of passage, of an answer to the case with those flows. Goods that
/// are declared anew meet the duties and bans of `via` on the second part of their way.
[[nodiscard]] std::vector<detour> compare_detours(const case_data& data, const run_answer& now,
                                                  const detour_question& asked);

}  // namespace amur::model

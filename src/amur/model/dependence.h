#pragma once
// How near places are to those who buy, and by which crossings and neighbours a country trades.

#include <string>
#include <vector>

#include "amur/model/criticality.h"

namespace amur::model {

/// [demand * parts + part] how often a unit of the class's demand passes each part, by the routes
/// of the answer.
[[nodiscard]] std::vector<double> passing_shares(const case_data& data, const run_answer& now,
                                                 std::size_t k,
                                                 std::span<const closable_part> parts,
                                                 thread_pool& pool);

/// Freight a day from and to a country, in tonnes and in USD at its source.
struct trade_passing {
  double exports_t = 0, imports_t = 0, exports_usd = 0, imports_usd = 0;
  [[nodiscard]] double usd() const { return exports_usd + imports_usd; }
};

/// What of a country's foreign trade passes a crossing, and what it loses where that is shut.
struct crossing_dependence {
  std::string country;
  crossing_id crossing;
  std::string neighbour;  ///< behind it, where it is on the country's own border
  trade_passing passing;
  double share = 0;                          ///< of the country's foreign trade in USD
  double shut_usd = 0, shut_unserved_t = 0;  ///< that its trade then loses a day
  crossing_id instead;  ///< which then gains most of all; invalid where none does
};

/// Of countries with foreign trade, by name and then by share; what passes nothing is left out.
[[nodiscard]] std::vector<crossing_dependence> dependence_on_crossings(
    const case_data& data, const run_answer& now, const closure_options& options);

/// A place's nearness to buyers, and to sellers.
struct place_access {
  node_id place;
  commodity_id commodity;
  double to_buyers_usd = 0, to_sellers_usd = 0;  ///< USD a day, as if they were next door
  double least_cost_usd_per_t = 0;               ///< to the cheapest buyer
};

/// Market access (Harris 1954; Donaldson & Hornbeck 2016): of a commodity, sum over the places that
/// buy (or sell) it of what they trade, times (1 + (cost + duty) / value) to the power of minus
/// `elasticity`, at the least costs on the answer's times and prices. Places are those that trade
/// the commodity; pairs that bans part are left out.
[[nodiscard]] std::vector<place_access> market_access(const case_data& data, const run_answer& now,
                                                      double elasticity, std::size_t threads);

}  // namespace amur::model

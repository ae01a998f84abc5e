#pragma once
// Trade that depends on what the network charges, and a network whose flows are that trade: both
// until they agree.

#include <string>
#include <vector>

#include "amur/model/coupled_crossings.h"
#include "amur/model/reference_demand.h"
#include "amur/model/world_trade.h"

namespace amur::model {

/// One round: the network was solved, trade was solved on its costs.
struct trade_round {
  int round = 0;
  double change = 0;  ///< largest relative difference of a flow between the two
  std::string flow;   ///< where: "origin > destination, commodity"
  int network_steps = 0;
  double network_residual = 0;
  int trade_steps = 0;
  double trade_residual = 0;  ///< largest error of any equation of the trade model
};

struct trade_answer {
  coupled_answer network;
  world_trade trade;
  pair_changes pairs;
  cell_changes cells;
  std::vector<double> delivery;  ///< [cell] factor on the cost of delivering
  trade::many_sector_equilibrium before, after;
  trade::welfare_change welfare;
  std::vector<trade_round> log;
  bool agreed = false;
  std::string why_not;  ///< empty where agreed
};

/// Solves `data`, a scenario of `base`, with demand that is the trade model's: a flow wants
///
///     observed x trade / (price at the destination),
///
/// trade and price as factors from `base` on the day that its demand table reflects. The factor on
/// the cost of delivering is that of (1 + freight / value) x (1 + days x value of a day / value).
/// Goods without a sector, and passengers, answer by their elasticity to the anchors of
/// `reference`. Within each
/// round the network lets demand answer prices by the elasticity that the trade model has where it
/// stands, so that a full crossing doesn't swing. Throws `no_answer`, also where the trade
/// model has no solution or the trade tables can't be the accounts of a year.
/// `reference`: of `base`, its delays too.
[[nodiscard]] trade_answer solve_with_trade(const case_data& base, const case_data& data,
                                            const reference_day& reference,
                                            const run_options& options);

/// How closely such a run solves the network: closer than the case asks where trade would move by
/// what that leaves open.
[[nodiscard]] double tolerance_with_trade(const case_data& data);

}  // namespace amur::model

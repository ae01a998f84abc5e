#pragma once
// A case's trade table as the world of the many-sector model, and what changes it: duties, bans and
// the cost of delivering each flow of the network.

#include <string>
#include <utility>
#include <vector>

#include "amur/model/network_model.h"
#include "amur/trade/many_sector.h"

namespace amur::model {

/// A part of a pair's trade in a sector that meets the same costs, duties and bans: a flow of the
/// network, or one commodity between one country and another of what the network doesn't carry.
struct trade_cell {
  std::size_t pair = 0;  ///< as in many_sector_world
  /// Share in the pair's spending on the reference day; what a ban kept from trading has the share
  /// that it would have beside it.
  double weight = 0;
  double import_duty = 0, export_duty = 0;  ///< on the reference day
  commodity_id commodity;                   ///< invalid: of a sector without commodities
  std::string origin_country, destination_country;
  bool banned = false;       ///< on the reference day
  bool beyond_bans = false;  ///< was traded though all of its kind was banned
  bool is_flow = false;
  flow_key flow;
};

struct world_trade {
  trade::many_sector_world world;
  std::vector<trade_cell> cells;        ///< by pair
  std::vector<std::size_t> pair_begin;  ///< [pair + 1] of its cells
  std::vector<double> extra_duty;       ///< [pair] import duty beside the case's rows
  /// Pairs whose flows in the network are worth more than the table says, and how many times;
  /// infinite where the table has none: then trade can't move them.
  std::vector<std::pair<std::size_t, double>> overfull;

  [[nodiscard]] std::size_t sector_of(std::size_t pair) const {
    return pair / (world.countries * world.countries);
  }
  [[nodiscard]] std::size_t importer_of(std::size_t pair) const {
    return pair / world.countries % world.countries;
  }
  [[nodiscard]] std::size_t exporter_of(std::size_t pair) const { return pair % world.countries; }
};

/// The world on the reference day of `base`, the case without scenarios. Throws
/// `no_answer`.
[[nodiscard]] world_trade build_world_trade(const case_data& base);

/// What a scenario makes of the cells of a world, all [cell].
struct cell_changes {
  std::vector<double> import_duty, export_duty;
  std::vector<double> duty_factor;  ///< of cost, from duties; infinite: banned
  std::vector<double> cost_factor;  ///< kappa: duties and delivery
  std::vector<double> share;        ///< in the pair's new spending
};

/// The duties and bans of `data` on its day; costs and shares are left empty.
[[nodiscard]] cell_changes policy_of(const world_trade& trade, const case_data& data);

/// [pair] as trade_change wants it.
struct pair_changes {
  std::vector<double> duty, export_duty, cost_factor;
};

/// `delivery` is the factor on the cost of delivering, [cell]. Within a pair goods compete with the
/// sector's elasticity: kappa^-theta = sum of weight x kappa_cell^-theta. Fills the cells' costs
/// and shares.
[[nodiscard]] pair_changes change_of(const world_trade& trade, const std::vector<double>& delivery,
                                     cell_changes& cells);

}  // namespace amur::model

#pragma once
// A case turned into an assignment problem: supernetwork, classes, costs by component, capacities.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/model/emission_factor.h"
#include "amur/model/names.h"
#include "amur/network/supernetwork.h"

namespace amur::model {

/// What a tonne pays for, in the order of the result's columns. A carbon price is part of transport
/// and handling, as a duty on fuel is. Duty depends on the pair alone.
enum cost_component : std::size_t {
  transport,
  fee,
  handling,
  time_value,
  scarcity,
  duty_paid,
  component_count
};

/// A class: a commodity whose flows meet the same bans.
struct class_info {
  commodity_id commodity;
  std::vector<std::uint32_t> bans;  ///< indices of the bans that close links to it
  /// [arc] USD per tonne at no time: distance and handling and fees.
  std::vector<double> distance_usd_per_t, fee_usd_per_t, handling_usd_per_t;
  std::vector<double> vehicle_usd_per_t_h;  ///< [arc group]
  double cargo_usd_per_t_h = 0;
  std::vector<emission_factor> emission{};  ///< [arc group]
};

/// One origin-destination-commodity flow, its table rows added up.
struct trade_flow {
  node_id origin, destination;
  commodity_id commodity;
  double observed_t = 0;                 ///< per day, as the demand table states it
  double price_at_source_usd_per_t = 0;  ///< of passengers the basket of a trip
  double duty_usd_per_t = 0;
  double visa_usd_per_t = 0;
  bool banned = false;       ///< the trade itself is banned
  class_id user_class;       ///< valid unless banned
  std::uint32_t demand = 0;  ///< index in the class's demand

  /// What a unit costs delivered but for its transport.
  [[nodiscard]] double price_base_usd_per_t() const {
    return price_at_source_usd_per_t + duty_usd_per_t + visa_usd_per_t;
  }
};

/// Which arcs of a crossing lead the same way over the border.
struct crossing_direction {
  crossing_id crossing;
  bool backward = false;
  std::vector<arc_id> arcs;
  node_id from, to;  ///< of the first link in this direction
  bool open = false;
};

/// What simulations gave in the place of a crossing's `wait_h`, without its links' own time:
/// [forward, backward], empty where it was not simulated.
using simulated_delay = std::array<std::optional<network::delay_function>, 2>;

/// How a case is solved beyond what it says itself.
struct solving_terms {
  double tolerance = 0;  ///< of the network, relative; 0: the case's own
  id_vector<crossing_id, simulated_delay> delays{};  ///< empty: of no crossing
};

struct network_model {
  solving_terms terms;  ///< that it was built with; the tolerance is filled in
  network::supernetwork net;
  assign::problem problem;
  std::vector<transfer_id> change_transfer;  ///< [row of change arcs] the transfer behind it
  std::vector<class_info> classes;           ///< as problem.classes
  std::vector<trade_flow> flows;             ///< sorted by origin, destination, commodity
  std::vector<crossing_direction> crossing_directions;
  id_vector<link_id, std::uint8_t> link_open;
};

/// Origin, destination and commodity ids.
using flow_key = std::tuple<std::string, std::string, std::string>;
[[nodiscard]] flow_key key_of(const case_data& data, const trade_flow& flow);

/// What elastic demand is measured against: at this delivered price a flow is `t_factor` times what
/// the demand table states.
struct demand_anchor {
  double price_usd_per_t = 0;
  double elasticity = 0;
  double t_factor = 1;
};
using demand_anchors = std::map<flow_key, demand_anchor>;

/// Demand without an anchor is fixed.
[[nodiscard]] network_model build_network_model(const case_data& data,
                                                const demand_anchors& anchors,
                                                const solving_terms& terms = {});

/// Whether a calendar (invalid: none) is open on a day.
[[nodiscard]] bool is_open(const case_data& data, calendar_id calendar, date day);

enum class duty_side { importer, exporter, both };

/// Duty on one tonne, all matching rows added up that the given side levies.
[[nodiscard]] double duty_usd_per_t(const case_data& data, const std::string& origin_country,
                                    const std::string& destination_country, commodity_id commodity,
                                    duty_side side = duty_side::both);

}  // namespace amur::model

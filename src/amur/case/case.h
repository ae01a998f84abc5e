#pragma once
// A case in memory: every table typed, every reference resolved, every row with its source.
// docs/case-format.md is the manual of the files behind it.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/base/ids.h"
#include "amur/base/table.h"
#include "amur/case/finance_rows.h"
#include "amur/case/place_rows.h"
#include "amur/case/spread_rows.h"
#include "amur/case/trade_rows.h"
#include "amur/crossing/model.h"
#include "amur/network/delay.h"

namespace amur::cases {

using network::delay_kind;

/// How far a figure can be trusted, best first.
enum class confidence { measured, reported, estimated, assumed };

struct source {
  std::string id, title, publisher, year, note;
  amur::cases::confidence confidence = confidence::assumed;
};

struct node {
  std::string id, name, country, type;  ///< country: ISO 3166 alpha-3
  double longitude = 0, latitude = 0;
  source_id source;
  std::size_t row = 0;
};

struct mode {
  std::string id;
};

/// A link as the case states it; `both_ways` makes two directed links of it.
struct link {
  std::string id, name;
  node_id from, to;
  bool both_ways = true;
  mode_id mode;
  double length_km = 0, free_time_h = 0;
  double capacity_pce_per_day = 0;  ///< infinite where the table leaves it blank
  delay_kind delay = delay_kind::constant;
  double alpha = 0.15, beta = 4;
  double fee_usd_per_vehicle = 0, fee_usd_per_t = 0;
  calendar_id calendar;                         ///< invalid: always open
  std::vector<std::array<double, 2>> geometry;  ///< longitude, latitude; at least two points
  source_id source;
  std::size_t row = 0;
};

/// Its geometry in the direction of travel.
[[nodiscard]] inline std::vector<std::array<double, 2>> line_of(const link& row, bool backward) {
  if (!backward) return row.geometry;
  return {row.geometry.rbegin(), row.geometry.rend()};
}

struct vehicle {
  std::string id, name;
  mode_id mode;
  double payload_t = 1, cost_usd_per_km = 0, cost_usd_per_h = 0, pce = 1;
  /// What its mode has against it (negative: for it) beyond cost, at each loading onto or change
  /// into the mode; part of the choice, of no cost.
  double constant_usd_per_t = 0;
  /// Greenhouse gases of a kilometre with its load, from well to wheel; none: its mode's usual ones
  /// (usual_emissions.h), empty kilometres included.
  std::optional<double> co2e_kg_per_km;
  std::optional<double> co2e_kg_per_empty_km;  ///< none: as with its load
  double empty_km_share = 0;                   ///< of all kilometres that it drives
  double co2e_kg_per_h = 0;                    ///< of each hour on the way, waits included
  source_id source;
  std::size_t row = 0;
};

enum class unit { tonne, passenger };

/// Where `unit` is passenger, every `_t` of this commodity counts passengers.
struct commodity {
  std::string id, name, handling;
  amur::cases::unit unit = unit::tonne;
  double value_usd_per_t = 0, value_of_time_usd_per_t_h = 0;
  double value_lost_per_day = 0;     ///< share of its value, for each day on the way
  double dispersion_usd_per_t = 1;   ///< logit scale of the choice of mode and crossing
  double elasticity = 0;             ///< of demand to the delivered price, >= 0
  std::vector<vehicle_id> vehicles;  ///< at most one per mode; no vehicle: the mode is not used
  trade_sector_id sector;            ///< invalid: takes no part in the trade model
  source_id source;
  std::size_t row = 0;
};

/// A change of mode at a node. `from` invalid: loading at the origin; `to` invalid: unloading at
/// the destination. `node` invalid (loading and unloading only): every node without a row of its
/// own.
struct transfer {
  std::string id;
  node_id node;
  mode_id from, to;
  std::vector<std::string> handling;  ///< handling classes taken; empty: all
  double cost_usd_per_t = 0, time_h = 0;
  double co2e_kg_per_t = 0;       ///< greenhouse gases of handling
  double capacity_t_per_day = 0;  ///< hard; infinite where blank
  calendar_id calendar;
  source_id source;
  std::size_t row = 0;
};

/// A border crossing: hard capacities and fees over its links.
struct crossing {
  std::string id, name;
  std::vector<link_id> links;
  double capacity_vehicles_per_day = 0;  ///< hard, each way unless `shared`; infinite where blank
  double capacity_t_per_day = 0;         ///< hard, freight only
  bool shared = false;                   ///< capacity counts both directions together
  double fee_usd_per_vehicle = 0, fee_usd_per_t = 0;
  double constant_usd_per_t = 0;  ///< as a vehicle's, at each passage
  double wait_h = 0;              ///< control and queue, whatever the flow
  double open_h_per_day = 24;
  calendar_id calendar;
  source_id source;
  std::size_t row = 0;
};

/// Open on the days of any of its windows.
struct calendar {
  std::string id;
  std::vector<date_window> open;
  double spread_days = 0;  ///< standard deviation of each end, from year to year
};

struct duty {
  std::string id;
  std::vector<std::string> origin_countries, destination_countries;  ///< empty: any
  std::vector<commodity_id> commodities;                             ///< empty: any
  double ad_valorem = 0, usd_per_t = 0;
  bool on_exports = false;  ///< levied by the exporter, whose revenue it is
  date_window in_force;
  source_id source;
  std::size_t row = 0;
};

/// A sanction, embargo or closure; every list left empty means 'any'.
struct ban {
  std::string id;
  std::vector<std::string> origin_countries, destination_countries;
  std::vector<std::string> through_countries;  ///< links that touch a node of these countries
  std::vector<commodity_id> commodities;
  std::vector<mode_id> modes;
  std::vector<link_id> links;
  std::vector<crossing_id> crossings;
  date_window in_force;
  source_id source;
  std::size_t row = 0;
};

/// Flows that may enter a country again that they have left; every list left empty means 'any'.
struct reentry {
  std::string id;
  std::vector<std::string> origin_countries, destination_countries;
  std::vector<commodity_id> commodities;
  date_window in_force;
  source_id source;
  std::size_t row = 0;
};

/// Demand that rises (or falls) by a share a year in a window; every list left empty means 'any'.
struct growth {
  std::string id;
  std::vector<std::string> origin_countries, destination_countries;
  std::vector<commodity_id> commodities;
  double per_year = 0;
  date_window in_force;
  source_id source;
  std::size_t row = 0;
};

struct demand {
  node_id origin, destination;
  commodity_id commodity;
  double t_per_day = 0;
  source_id source;
  std::size_t row = 0;
};

/// What somebody says. `holds_if` compares the query's one number, e.g. ">= 1".
struct claim {
  std::string id, says, who, source_text;
  source_id source;
  std::string query;
  std::string comparison;  ///< one of < <= > >= = !=
  double threshold = 0;
  double margin = 0;  ///< a figure nearer to the threshold than this can't be told
  std::string unit;   ///< of the figure, for the reader
  std::vector<std::string>
      rests_on;                ///< "table/id" of case rows; an assumed one means 'cannot be told'
  bool needs_trade = false;    ///< asked only of a run with trade
  bool needs_finance = false;  ///< asked only of the case's finance
  bool needs_months = false;   ///< asked only of a run by months
  std::string simulation_of;   ///< the crossing whose simulation is asked; empty: a run
  std::string note;
};

/// A figure known from outside, set beside the computed one. `fitted` ones tuned a constant.
struct observation {
  std::string id, label, unit, query, note;
  double observed = 0;
  std::optional<double> error;  ///< standard error of `observed`; none: by its source's confidence
  bool fitted = false;
  bool needs_finance = false;  ///< asked only of the case's finance
  source_id source;
};

enum class equilibrium { logit, user, all_or_nothing, markov };

/// Where the hours that a crossing takes come from.
enum class crossing_delay {
  fixed,     ///< `wait_h`
  simulated  ///< curves fitted to simulations of those crossings that have stages
};

struct simulation_settings {
  std::optional<date> from;  ///< empty: 1 January of the case's day
  double days = 365;
  std::size_t replications = 30;
  std::uint64_t seed = 1;
  std::optional<double> warm_up_h;  ///< empty: found by the simulation
};

struct time_settings {
  double reconsider_share = 1;  ///< of shippers who choose anew each month
  double recovery_share = 1;  ///< of what a trade lost by being cut off that comes back each month
};

struct settings {
  std::string title, description, currency = "USD";
  int base_year = 0;
  date day;         ///< calendars, duties, visas, rates and bans are read for this day
  date demand_day;  ///< day whose prices the demand table reflects, of the unedited case
  std::vector<crossing_id> focus;  ///< what the case is about
  amur::cases::equilibrium equilibrium = equilibrium::logit;
  double tolerance = 1e-6;
  int max_iterations = 500;
  double route_dispersion_share =
      0.1;  ///< dispersion of route detail, as a share of the commodity's
  double refusal_usd_per_t =
      1000;             ///< a shipper pays at most this before the freight stays unserved
  int max_changes = 3;  ///< of mode within one stay in a country
  double considered_dispersions =
      12;  ///< what is dearer than the pair's least cost by more dispersions is left out
  amur::cases::crossing_delay crossing_delay = amur::cases::crossing_delay::fixed;
  /// Charged on each tonne of CO2 equivalent, as part of what kilometres, hours and handling cost.
  double carbon_price_usd_per_t = 0;
  simulation_settings simulation;
  trade_settings trade;
  finance_settings finance;
  time_settings time;
};

/// Which of a crossing's two directions a simulated stream belongs to.
enum class stream_direction { none, forward, backward };
struct stream_role {
  stream_direction direction = stream_direction::none;
  bool counts =
      true;  ///< its vehicles are those of the network; others only rise and fall with them
};

/// A scenario as applied: its name and how many cells and rows it changed.
struct applied_scenario {
  std::string name, title;
  std::size_t cells_changed = 0, rows_added = 0, rows_removed = 0;
};

struct case_data {
  std::string folder;
  std::string sha256;  ///< over the case's files in name order, before scenarios
  amur::cases::settings settings;
  id_vector<source_id, source> sources;
  id_vector<node_id, node> nodes;
  id_vector<mode_id, mode> modes;
  id_vector<link_id, link> links;
  id_vector<vehicle_id, vehicle> vehicles;
  id_vector<commodity_id, commodity> commodities;
  id_vector<transfer_id, transfer> transfers;
  id_vector<crossing_id, crossing> crossings;
  id_vector<calendar_id, calendar> calendars;
  std::vector<duty> duties;
  std::vector<visa> visas;
  std::vector<exchange_rate> exchange_rates;
  std::vector<exchange_rate> observed_exchange_rates;  ///< of the unedited case
  std::vector<ban> bans;
  std::vector<reentry> reentries;
  std::vector<growth> growths;
  std::vector<demand> demands;
  id_vector<trade_region_id, trade_region> trade_regions;
  id_vector<trade_sector_id, trade_sector> trade_sectors;
  std::vector<trade_value> trade_values;
  std::vector<input_share> input_shares;
  id_vector<project_id, project> projects;
  std::vector<loan> loans;
  std::vector<state_economy> economies;
  std::vector<shopping_centre> centres;
  std::vector<shopper_kind> shoppers;
  std::vector<spread> spreads;
  std::vector<correlation> correlations;
  std::vector<claim> claims;
  std::vector<observation> observations;
  std::vector<applied_scenario> scenarios;
  /// The stages, resources and arrivals of all crossings that have them; `seasons` as `calendars`.
  amur::crossing::crossing_model crossings_inside;
  id_vector<amur::crossing::stream_id, stream_role> stream_roles;
  /// "links/heihe_bridge" -> confidence of that row's source, for every row that has an id.
  std::map<std::string, confidence> row_confidence;
};

/// The same case on another day.
[[nodiscard]] inline case_data on_day(case_data data, date day) {
  data.settings.day = day;
  return data;
}

}  // namespace amur::cases

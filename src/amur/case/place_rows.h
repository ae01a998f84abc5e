#pragma once
// The rows of a case's places: what a border asks of travellers, what money is worth, who shops
// where.

#include <optional>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/base/ids.h"

namespace amur::cases {

/// What entering costs a traveller, fee and trouble together; every list left empty means 'any'.
/// Only classes of passengers pay it, and to nobody's revenue.
struct visa {
  std::string id;
  std::vector<std::string> origin_countries, destination_countries;
  std::vector<commodity_id> commodities;
  double cost_usd_per_trip = 0;
  date_window in_force;
  source_id source;
  std::size_t row = 0;
};

/// What a unit of a country's money is worth from a day on, until that country's next row.
struct exchange_rate {
  std::string country;
  date from;
  double usd_per_unit = 1;
  source_id source;
  std::size_t row = 0;
};

/// People who shop in a town: those who travel to it, or residents.
struct shopper_kind {
  std::string id, name;
  node_id town;
  commodity_id visitors;     ///< valid: as many as come to the town in a run
  double trips_per_day = 0;  ///< else
  double spend_usd_per_trip = 0;
  double attraction_exponent = 1, distance_exponent = 2;
  double longitude = 0, latitude = 0;  ///< where their trip starts
  source_id source;
  std::size_t row = 0;
};

struct shopping_centre {
  std::string id, name;
  node_id town;
  double floor_area_m2 = 0;
  double longitude = 0, latitude = 0;
  bool open = true;  ///< as the case finds it
  double margin = 0;
  double fixed_cost_usd_per_year = 0;
  std::optional<double> reopen_margin;
  source_id source;
  std::size_t row = 0;
};

}  // namespace amur::cases

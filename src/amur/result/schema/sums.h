#pragma once
// Sums over a run.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct by_commodity_row {
  std::string commodity_id, name, unit;
  double observed, wanted, delivered, unserved, cost, transport, fee, handling, time, scarcity,
      duty, time_h, length_km;

  static const row_schema<by_commodity_row>& schema() {
    using row = by_commodity_row;
    static const row_schema<row> declared{
        "by_commodity",
        written_by::run,
        "A commodity over all flows; costs, times and lengths are means per unit delivered.",
        {{"commodity_id", &row::commodity_id, means::commodity, key},
         {"name", &row::name, {"", "Its name."}},
         {"unit", &row::unit, means::flow_unit},
         {"observed", &row::observed, means::observed},
         {"wanted", &row::wanted, means::wanted, compared},
         {"delivered", &row::delivered, means::delivered, compared},
         {"unserved", &row::unserved, means::unserved, compared},
         {"cost", &row::cost, means::cost, nullable | compared},
         {"transport", &row::transport, means::transport, nullable},
         {"fee", &row::fee, means::fee, nullable},
         {"handling", &row::handling, means::handling, nullable},
         {"time", &row::time, means::time_value, nullable},
         {"scarcity", &row::scarcity, means::scarcity, nullable},
         {"duty", &row::duty, means::duty, nullable | compared},
         {"time_h", &row::time_h, means::time_h, nullable | compared},
         {"length_km", &row::length_km, means::length_km, nullable}},
        geometry_kind::none,
        by_month::yes};
    return declared;
  }
};

struct by_mode_row {
  std::string mode;
  double t, t_km, passengers, passenger_km, vehicle_km;

  static const row_schema<by_mode_row>& schema() {
    using row = by_mode_row;
    static const row_schema<row> declared{
        "by_mode",
        written_by::run,
        "A mode over all flows and links.",
        {{"mode", &row::mode, means::mode, key},
         {"t",
          &row::t,
          {"t/day",
           "Tonnes carried; a flow's are split over its modes by their share of its kilometres."},
          compared},
         {"t_km", &row::t_km, {"t km/day", "Transport work."}, compared},
         {"passengers",
          &row::passengers,
          {"passengers/day", "Passengers carried, split as tonnes are."},
          compared},
         {"passenger_km", &row::passenger_km, {"passenger km/day", "Kilometres of passengers."}},
         {"vehicle_km", &row::vehicle_km, {"vehicle km/day", "Kilometres of vehicles."}, compared}},
        geometry_kind::none,
        by_month::yes};
    return declared;
  }
};

struct by_country_row {
  std::string country;
  double export_t, import_t, export_usd, import_usd, duty_paid_on_imports_usd,
      duty_paid_on_exports_usd, unserved_t;

  static const row_schema<by_country_row>& schema() {
    using row = by_country_row;
    static const row_schema<row> declared{
        "by_country",
        written_by::run,
        "A country's freight trade.",
        {{"country", &row::country, means::country, key},
         {"export_t", &row::export_t, {"t/day", "Tonnes delivered from it."}, compared},
         {"import_t", &row::import_t, {"t/day", "Tonnes delivered to it."}, compared},
         {"export_usd", &row::export_usd, {"USD/day", "Value of what is delivered from it."}},
         {"import_usd", &row::import_usd, {"USD/day", "Value of what is delivered to it."}},
         {"duty_paid_on_imports_usd",
          &row::duty_paid_on_imports_usd,
          {"USD/day", "Duties on what is delivered to it."},
          compared},
         {"duty_paid_on_exports_usd",
          &row::duty_paid_on_exports_usd,
          {"USD/day", "Duties on what is delivered from it."},
          compared},
         {"unserved_t",
          &row::unserved_t,
          {"t/day", "Tonnes wanted from it or by it and not delivered."},
          compared}}};
    return declared;
  }
};

struct totals_row {
  std::string name;
  double value;
  std::string unit;

  static const row_schema<totals_row>& schema() {
    using row = totals_row;
    static const row_schema<row> declared{"totals",
                                          written_by::run,
                                          "A figure of the whole run.",
                                          {{"name", &row::name, means::pair_name, key},
                                           {"value", &row::value, {"unit", "Its value."}, compared},
                                           {"unit", &row::unit, {"", "Unit of the value."}, key}},
                                          geometry_kind::none,
                                          by_month::yes};
    return declared;
  }
};

struct transit_row {
  std::string country, commodity_id;
  double enters_t, import_t, leaves_t, export_t, transit_t, transit_usd;

  static const row_schema<transit_row>& schema() {
    using row = transit_row;
    static const row_schema<row> declared{
        "transit",
        written_by::run,
        "Freight of a commodity that enters or leaves a country, and what of it passes through.",
        {{"country", &row::country, means::country, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"enters_t", &row::enters_t, {"t/day", "Freight that enters."}},
         {"import_t", &row::import_t, {"t/day", "Freight from abroad that is delivered here."}},
         {"leaves_t", &row::leaves_t, {"t/day", "Freight that leaves."}},
         {"export_t", &row::export_t, {"t/day", "Freight from here that is delivered abroad."}},
         {"transit_t",
          &row::transit_t,
          {"t/day", "What enters and is no import: on its way between other countries, or home."}},
         {"transit_usd", &row::transit_usd, {"USD/day", "Value of that."}}}};
    return declared;
  }
};

inline schema_part sums_schema() {
  return {"Sums over a run",
          {described<by_commodity_row>(), described<by_mode_row>(), described<by_country_row>(),
           described<totals_row>(), described<transit_row>()}};
}

}  // namespace amur::result

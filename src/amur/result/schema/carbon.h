#pragma once
// Greenhouse gases of a run.

#include "amur/result/schema/meanings.h"

namespace amur::result {

namespace means {

inline constexpr meaning co2e{"kg/day", "All of these together, as CO2."};
inline constexpr meaning co2e_without_price{
    "kg/day", "The same were there no carbon price; without one, the same figure."};
inline constexpr meaning carbon_paid{"USD/day", "What the carbon price takes for it."};
inline constexpr meaning co2e_of_units{"kg/day", "Greenhouse gases, as CO2."};
inline constexpr meaning co2e_share{"share", "Of all greenhouse gases of the run."};

}  // namespace means

struct emissions_row {
  std::string commodity_id, mode, country, unit;
  double unit_km, vehicle_km, loaded_kg, empty_kg, hours_kg, handling_kg, co2e_kg,
      co2e_kg_without_price, carbon_usd;

  static const row_schema<emissions_row>& schema() {
    using row = emissions_row;
    static const row_schema<row> declared{
        "emissions",
        "`amur carbon`",
        "Greenhouse gases of a commodity in a mode within a country; a link between two countries "
        "emits half in each.",
        {{"commodity_id", &row::commodity_id, means::commodity, key},
         {"mode",
          &row::mode,
          {"", "The mode; of handling the one that is taken, or left to unload."},
          key},
         {"country", &row::country, {"", "Where it is emitted; ZZZ on the high seas."}, key},
         {"unit", &row::unit, means::flow_unit},
         {"unit_km", &row::unit_km, {"unit km/day", "Transport work."}},
         {"vehicle_km", &row::vehicle_km, {"vehicle km/day", "Kilometres of vehicles with load."}},
         {"loaded_kg", &row::loaded_kg, {"kg/day", "Of kilometres with load."}},
         {"empty_kg", &row::empty_kg, {"kg/day", "Of kilometres without load."}},
         {"hours_kg", &row::hours_kg, {"kg/day", "Of hours on the way, waits included."}},
         {"handling_kg",
          &row::handling_kg,
          {"kg/day", "Of loading, unloading and changes of mode."}},
         {"co2e_kg", &row::co2e_kg, means::co2e, compared},
         {"co2e_kg_without_price", &row::co2e_kg_without_price, means::co2e_without_price},
         {"carbon_usd", &row::carbon_usd, means::carbon_paid}}};
    return declared;
  }
};

struct emissions_by_commodity_row {
  std::string commodity_id, name, unit;
  double co2e_kg, co2e_kg_without_price, share, kg_per_unit, g_per_unit_km, carbon_usd;

  static const row_schema<emissions_by_commodity_row>& schema() {
    using row = emissions_by_commodity_row;
    static const row_schema<row> declared{
        "emissions_by_commodity",
        "`amur carbon`",
        "Greenhouse gases of a commodity.",
        {{"commodity_id", &row::commodity_id, means::commodity, key},
         {"name", &row::name, {"", "Its name."}},
         {"unit", &row::unit, means::flow_unit},
         {"co2e_kg", &row::co2e_kg, means::co2e_of_units, compared},
         {"co2e_kg_without_price", &row::co2e_kg_without_price, means::co2e_without_price},
         {"share", &row::share, means::co2e_share},
         {"kg_per_unit", &row::kg_per_unit, {"kg/unit", "Of a unit delivered."}, nullable},
         {"g_per_unit_km",
          &row::g_per_unit_km,
          {"g/(unit km)", "Of a unit over a kilometre."},
          nullable},
         {"carbon_usd", &row::carbon_usd, means::carbon_paid, compared}}};
    return declared;
  }
};

struct emissions_by_mode_row {
  std::string mode, unit;
  double unit_km, co2e_kg, co2e_kg_without_price, share, g_per_unit_km, carbon_usd;

  static const row_schema<emissions_by_mode_row>& schema() {
    using row = emissions_by_mode_row;
    static const row_schema<row> declared{
        "emissions_by_mode",
        "`amur carbon`",
        "Greenhouse gases of freight, or of passengers, in a mode.",
        {{"mode", &row::mode, means::mode, key},
         {"unit", &row::unit, means::flow_unit, key},
         {"unit_km", &row::unit_km, {"unit km/day", "Transport work."}},
         {"co2e_kg", &row::co2e_kg, means::co2e_of_units, compared},
         {"co2e_kg_without_price", &row::co2e_kg_without_price, means::co2e_without_price},
         {"share", &row::share, means::co2e_share},
         {"g_per_unit_km",
          &row::g_per_unit_km,
          {"g/(unit km)", "Of a unit over a kilometre."},
          nullable},
         {"carbon_usd", &row::carbon_usd, means::carbon_paid}}};
    return declared;
  }
};

struct emissions_by_country_row {
  std::string country;
  double co2e_kg, co2e_kg_without_price, share, carbon_usd;

  static const row_schema<emissions_by_country_row>& schema() {
    using row = emissions_by_country_row;
    static const row_schema<row> declared{
        "emissions_by_country",
        "`amur carbon`",
        "Greenhouse gases within a country, and what its treasury takes for them.",
        {{"country", &row::country, {"", "Where it is emitted; ZZZ on the high seas."}, key},
         {"co2e_kg", &row::co2e_kg, means::co2e_of_units, compared},
         {"co2e_kg_without_price", &row::co2e_kg_without_price, means::co2e_without_price},
         {"share", &row::share, means::co2e_share},
         {"carbon_usd", &row::carbon_usd, means::carbon_paid, compared}}};
    return declared;
  }
};

struct emission_factors_row {
  std::string vehicle_id, name, mode, unit;
  double loaded_g_per_unit_km, empty_g_per_unit_km, g_per_unit_h;
  std::string basis;

  static const row_schema<emission_factors_row>& schema() {
    using row = emission_factors_row;
    static const row_schema<row> declared{
        "emission_factors",
        "`amur carbon`",
        "What a vehicle emits for each unit that it carries, by what it carries in the case.",
        {{"vehicle_id", &row::vehicle_id, {"", "The vehicle."}, key},
         {"name", &row::name, {"", "Its name."}},
         {"mode", &row::mode, means::mode},
         {"unit", &row::unit, means::flow_unit, key},
         {"loaded_g_per_unit_km",
          &row::loaded_g_per_unit_km,
          {"g/(unit km)", "Of a kilometre with load."}},
         {"empty_g_per_unit_km",
          &row::empty_g_per_unit_km,
          {"g/(unit km)", "Of the kilometres without load that belong to it."}},
         {"g_per_unit_h", &row::g_per_unit_h, {"g/(unit h)", "Of an hour on the way."}},
         {"basis",
          &row::basis,
          {"",
           "The case's source of the vehicle; or `usual`: what the mode emits in the EU-27 (EEA "
           "2021); or `unknown`: kilometres count for nothing."}}}};
    return declared;
  }
};

inline schema_part carbon_schema() {
  return {"Greenhouse gases",
          {described<emissions_row>(), described<emissions_by_commodity_row>(),
           described<emissions_by_mode_row>(), described<emissions_by_country_row>(),
           described<emission_factors_row>()}};
}

}  // namespace amur::result

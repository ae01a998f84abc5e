// What columns the tables of a case have; docs/case-format.md explains them.

#include "amur/case/case_text.h"

namespace amur::cases {
namespace {

// "name*" is required.
table_rule rule(std::string name, bool required_file, bool may_be_empty,
                std::initializer_list<const char*> columns) {
  table_rule result{std::move(name), required_file, may_be_empty, {}};
  for (const std::string column : columns) {
    const bool required = column.back() == '*';
    result.columns.push_back({required ? column.substr(0, column.size() - 1) : column, required});
  }
  result.columns.push_back({"source", false});
  result.columns.push_back({"note", false});
  return result;
}

}  // namespace

const std::vector<table_rule>& table_rules() {
  static const std::vector<table_rule> rules = {
      rule("calendars", false, true, {"calendar_id*", "from_date*", "to_date*", "spread_days"}),
      rule("nodes", true, false,
           {"node_id*", "name*", "country*", "node_type", "x_coord*", "y_coord*"}),
      rule("links", true, false,
           {"link_id*", "name", "from_node_id*", "to_node_id*", "directed", "mode*", "length_km*",
            "free_time_h*", "capacity_pce_per_day", "delay", "alpha", "beta", "fee_usd_per_vehicle",
            "fee_usd_per_t", "calendar", "geometry"}),
      rule("vehicles", true, false,
           {"vehicle_id*", "name", "mode*", "payload_t*", "cost_usd_per_km*", "cost_usd_per_h*",
            "pce", "constant_usd_per_t"}),
      rule("commodities", true, false,
           {"commodity_id*", "name*", "unit", "handling*", "value_usd_per_t*",
            "value_of_time_usd_per_t_h*", "dispersion_usd_per_t*", "elasticity", "vehicles*",
            "sector_id"}),
      rule("transfers", true, false,
           {"transfer_id*", "node_id", "from_mode*", "to_mode*", "handling", "cost_usd_per_t",
            "time_h", "capacity_t_per_day", "calendar"}),
      rule("crossings", false, true,
           {"crossing_id*", "name*", "links*", "capacity_vehicles_per_day", "capacity_t_per_day",
            "capacity_is", "fee_usd_per_vehicle", "fee_usd_per_t", "constant_usd_per_t", "wait_h",
            "open_h_per_day", "calendar"}),
      rule("duties", false, true,
           {"duty_id*", "origin_country", "destination_country", "commodity_id", "ad_valorem",
            "usd_per_t", "levied_by", "from_date", "to_date"}),
      rule("visas", false, true,
           {"visa_id*", "origin_country", "destination_country", "commodity_id",
            "cost_usd_per_trip*", "from_date", "to_date"}),
      rule("exchange_rates", false, true, {"country*", "from_date*", "usd_per_unit*"}),
      rule("bans", false, true,
           {"ban_id*", "origin_country", "destination_country", "through_country", "commodity_id",
            "mode", "link_id", "crossing_id", "from_date", "to_date"}),
      rule("reentries", false, true,
           {"reentry_id*", "origin_country", "destination_country", "commodity_id", "from_date",
            "to_date"}),
      rule("growth", false, true,
           {"growth_id*", "origin_country", "destination_country", "commodity_id", "per_year*",
            "from_date", "to_date"}),
      rule("demand", true, true,
           {"origin_node_id*", "destination_node_id*", "commodity_id*", "quantity*"}),
      rule("regions", false, true,
           {"region_id*", "name*", "countries", "group", "x_coord", "y_coord"}),
      rule("sectors", false, true,
           {"sector_id*", "name*", "trade_elasticity*", "trade_elasticity_sd"}),
      rule("trade", false, true,
           {"exporter_region_id*", "importer_region_id*", "sector_id*", "value_usd*",
            "value_without_bans_usd", "import_duty"}),
      rule("inputs", false, true, {"region_id", "sector_id*", "input_sector_id*", "share*"}),
      rule("projects", false, true,
           {"project_id*",
            "name*",
            "country",
            "start_year*",
            "opening_year*",
            "end_year*",
            "construction_usd*",
            "construction_shares",
            "income_usd_per_year",
            "crossing_id",
            "without_scenario",
            "income_growth",
            "ramp_up",
            "operating_usd_per_year",
            "operating_growth",
            "discount_rate",
            "target_dscr",
            "reserve_months",
            "state_share",
            "tax_rate",
            "depreciation_years",
            "loss_years",
            "economic_rate",
            "shadow_construction",
            "shadow_operating",
            "user_savings_usd_per_year",
            "assumed"}),
      rule("loans", false, true,
           {"loan_id*",
            "project_id*",
            "lender",
            "currency",
            "usd_per_unit",
            "amount*",
            "draw_shares",
            "first_year",
            "rate*",
            "margin",
            "grace_years",
            "maturity_years*",
            "repayment",
            "payments_per_year",
            "capitalised_years",
            "upfront_fee",
            "commitment_fee",
            "refinances",
            "state_share",
            "assumed"}),
      rule("economies", false, true, {"country*", "figure*", "value*"}),
      rule("centres", false, true,
           {"centre_id*", "name*", "node_id*", "floor_area_m2*", "x_coord*", "y_coord*", "state",
            "margin*", "fixed_cost_usd_per_year*", "reopen_margin", "assumed"}),
      rule("shoppers", false, true,
           {"shopper_id*", "name*", "node_id*", "commodity_id", "trips_per_day",
            "spend_usd_per_trip*", "attraction_exponent", "distance_exponent", "x_coord*",
            "y_coord*", "assumed"}),
      rule("shifts", false, true, {"shift_id*", "days", "from_hour*", "to_hour*", "share"}),
      rule("profiles", false, true, {"profile_id*", "by*", "number*", "factor*"}),
      rule("resources", false, true,
           {"resource_id*", "name", "kind", "units*", "start_t", "shift", "calendar",
            "mean_h_between_failures", "repair_h"}),
      rule("stages", false, true,
           {"stage_id*",      "crossing_id*", "name",         "kind*",   "resource_id",
            "units",          "time_min",     "amount_t",     "again",   "queue_limit",
            "patience_min",   "on_leave",     "batch_size",   "batch_t", "batch_least",
            "batch_wait_min", "departures",   "carrier_next", "rule",    "next",
            "fee_usd",        "interrupts"}),
      rule("arrivals", false, true,
           {"stream_id*", "crossing_id*", "name", "kind", "per_day", "times", "spread_min",
            "no_show", "profile", "calendar", "platoon", "load_t", "priority", "cost_usd_per_h",
            "first_stage*", "direction", "counts"}),
  };
  return rules;
}

const table_rule* find_table_rule(const std::string& name) {
  for (const auto& candidate : table_rules())
    if (candidate.name == name) return &candidate;
  return nullptr;
}

const std::vector<std::string>& setting_names() {
  static const std::vector<std::string> names = {"title",
                                                 "description",
                                                 "base_year",
                                                 "currency",
                                                 "date",
                                                 "demand.per",
                                                 "demand.observed_on",
                                                 "equilibrium.model",
                                                 "equilibrium.tolerance",
                                                 "equilibrium.max_iterations",
                                                 "equilibrium.route_dispersion_share",
                                                 "equilibrium.refusal_usd_per_t",
                                                 "equilibrium.max_changes",
                                                 "equilibrium.considered_dispersions",
                                                 "crossing.delay",
                                                 "trade.deficits",
                                                 "trade.tolerance",
                                                 "trade.max_rounds",
                                                 "trade.samples",
                                                 "trade.seed",
                                                 "finance.years",
                                                 "finance.samples",
                                                 "finance.seed",
                                                 "time.reconsider_share",
                                                 "time.recovery_share",
                                                 "simulation.from",
                                                 "simulation.days",
                                                 "simulation.replications",
                                                 "simulation.seed",
                                                 "simulation.warm_up_h"};
  return names;
}

}  // namespace amur::cases

#pragma once
// Flows between places, and the ways that they take.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct od_row {
  std::string origin_node_id, destination_node_id, origin_country, destination_country,
      commodity_id, unit;
  double observed, wanted, delivered, unserved;
  std::string why_unserved;
  double cost, transport, fee, handling, time, scarcity, duty, expected_cost, constant, time_h,
      length_km, price_at_source, visa, anchor_quantity, anchor_price, anchor_elasticity;

  static const row_schema<od_row>& schema() {
    using row = od_row;
    static const row_schema<row> declared{
        "od",
        written_by::run,
        "A flow of a commodity between two places.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"origin_country", &row::origin_country, {"", "Country where the flow starts."}},
         {"destination_country", &row::destination_country, {"", "Country where the flow ends."}},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"observed", &row::observed, means::observed},
         {"wanted", &row::wanted, means::wanted},
         {"delivered", &row::delivered, means::delivered},
         {"unserved", &row::unserved, means::unserved},
         {"why_unserved", &row::why_unserved, {"", "Why, in words; empty where all is delivered."}},
         {"cost", &row::cost, means::cost, nullable},
         {"transport", &row::transport, means::transport, nullable},
         {"fee", &row::fee, means::fee, nullable},
         {"handling", &row::handling, means::handling, nullable},
         {"time", &row::time, means::time_value, nullable},
         {"scarcity", &row::scarcity, means::scarcity, nullable},
         {"duty", &row::duty, means::duty},
         {"expected_cost",
          &row::expected_cost,
          {"USD/unit", "Log-sum of the alternatives."},
          nullable},
         {"constant", &row::constant, means::constant, nullable},
         {"time_h", &row::time_h, means::time_h, nullable},
         {"length_km", &row::length_km, means::length_km, nullable},
         {"price_at_source",
          &row::price_at_source,
          {"USD/unit", "Value of the goods, or what the basket costs on the day; beside cost."}},
         {"visa", &row::visa, {"USD/unit", "Price of a visa; beside cost."}},
         {"anchor_quantity",
          &row::anchor_quantity,
          {"unit/day", "Quantity that elastic demand is measured against."}},
         {"anchor_price",
          &row::anchor_price,
          {"USD/unit", "Delivered price at that quantity; NULL where demand is fixed."},
          nullable},
         {"anchor_elasticity",
          &row::anchor_elasticity,
          {"1", "By how many per cent demand falls as the delivered price rises by one."}}}};
    return declared;
  }
};

struct od_modes_row {
  std::string origin_node_id, destination_node_id, commodity_id, mode;
  double quantity_km, share;

  static const row_schema<od_modes_row>& schema() {
    using row = od_modes_row;
    static const row_schema<row> declared{
        "od_modes",
        written_by::run,
        "A mode's part in a flow.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"mode", &row::mode, means::mode, key},
         {"quantity_km",
          &row::quantity_km,
          {"unit km/day", "Quantity times kilometres by the mode."}},
         {"share", &row::share, {"share", "Its share of the flow's quantity times kilometres."}}}};
    return declared;
  }
};

struct paths_row {
  std::string origin_node_id, destination_node_id, commodity_id, unit;
  std::int64_t rank;
  double share, quantity, cost, transport, fee, handling, time, scarcity, duty, constant, time_h,
      length_km;
  std::string says;

  static const row_schema<paths_row>& schema() {
    using row = paths_row;
    static const row_schema<row> declared{
        "paths",
        written_by::paths,
        "An alternative of a flow: a chain of loading, ways, crossings, changes of mode and "
        "unloading.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"rank", &row::rank, {"1", "From 1, the likeliest."}, key},
         {"share", &row::share, {"share", "Share of what the flow delivers."}},
         {"quantity", &row::quantity, means::quantity},
         {"cost", &row::cost, means::cost},
         {"transport", &row::transport, means::transport},
         {"fee", &row::fee, means::fee},
         {"handling", &row::handling, means::handling},
         {"time", &row::time, means::time_value},
         {"scarcity", &row::scarcity, means::scarcity},
         {"duty", &row::duty, means::duty},
         {"constant", &row::constant, means::constant},
         {"time_h", &row::time_h, means::time_h},
         {"length_km", &row::length_km, means::length_km},
         {"says", &row::says, {"", "The way in words."}}},
        geometry_kind::line};
    return declared;
  }
};

struct path_steps_row {
  std::string origin_node_id, destination_node_id, commodity_id;
  std::int64_t rank, step;
  std::string kind, id, mode, from_node_id, to_node_id, link_id, direction;

  static const row_schema<path_steps_row>& schema() {
    using row = path_steps_row;
    static const row_schema<row> declared{
        "path_steps",
        written_by::paths,
        "A step of an alternative, along the cheapest of its routes.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"rank", &row::rank, {"1", "Rank of the alternative in `paths`."}, key},
         {"step", &row::step, {"1", "From 1."}, key},
         {"kind", &row::kind, {"", "load, link, crossing, transfer or unload."}},
         {"id", &row::id, {"", "The link, crossing or transfer."}},
         {"mode", &row::mode, {"", "The mode; of a transfer the one changed to."}},
         {"from_node_id", &row::from_node_id, {"", "Node where the step starts."}},
         {"to_node_id", &row::to_node_id, {"", "Node where the step ends."}},
         {"link_id", &row::link_id, {"", "The link, empty where nothing moves."}},
         {"direction", &row::direction, {"", "forward or backward, empty where nothing moves."}}}};
    return declared;
  }
};

struct selected_users_row {
  std::string origin_node_id, destination_node_id, commodity_id, unit;
  double passes, delivered, share;

  static const row_schema<selected_users_row>& schema() {
    using row = selected_users_row;
    static const row_schema<row> declared{
        "selected_users",
        "`amur select`",
        "A flow that passes the link, crossing, place or country asked for, the largest first. The "
        "sum of `passes` is what passes there.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"passes",
          &row::passes,
          {"unit/day", "What of it passes, as often as it does."},
          compared},
         {"delivered", &row::delivered, means::delivered},
         {"share", &row::share, {"share", "Of what is delivered, the part that passes."}}}};
    return declared;
  }
};

struct selected_flows_row {
  std::string kind, id, direction, commodity_id, unit, mode, from_node_id, to_node_id;
  double passes, quantity;

  static const row_schema<selected_flows_row>& schema() {
    using row = selected_flows_row;
    static const row_schema<row> declared{
        "selected_flows",
        "`amur select`",
        "What of a commodity on a link, or at a transfer, has passed there or will; the "
        "most first.",
        {{"kind", &row::kind, {"", "link, transfer, load or unload."}, key},
         {"id", &row::id, {"", "The link or transfer."}, key},
         {"direction", &row::direction, {"", "forward or backward; empty at a transfer."}, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"mode", &row::mode, {"", "The mode; of a transfer the one changed to."}},
         {"from_node_id", &row::from_node_id, {"", "Node where the link starts."}},
         {"to_node_id", &row::to_node_id, {"", "Node where it ends."}},
         {"passes", &row::passes, {"unit/day", "What of it passes there, as often as it does."}},
         {"quantity", &row::quantity, {"unit/day", "All that is on it."}}},
        geometry_kind::line};
    return declared;
  }
};

inline schema_part flows_schema() {
  return {"Flows between places, and the ways that they take",
          {described<od_row>(), described<od_modes_row>(), described<paths_row>(),
           described<path_steps_row>(), described<selected_users_row>(),
           described<selected_flows_row>()}};
}

}  // namespace amur::result

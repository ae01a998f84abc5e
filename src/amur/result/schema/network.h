#pragma once
// The network under load.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct nodes_row {
  std::string node_id, name, country, node_type;

  static const row_schema<nodes_row>& schema() {
    using row = nodes_row;
    static const row_schema<row> declared{
        "nodes",
        written_by::run,
        "A node of the network.",
        {{"node_id", &row::node_id, {"", "The node."}, key},
         {"name", &row::name, {"", "Its name."}},
         {"country", &row::country, {"", "Its country."}},
         {"node_type", &row::node_type, {"", "Kind of node, as the case says."}}},
        geometry_kind::point};
    return declared;
  }
};

struct links_row {
  std::string link_id, direction, name, mode, from_node_id, to_node_id, crossing_id;
  double length_km, free_time_h, time_h, capacity_pce, t, passengers, vehicles, pce, utilisation;
  std::int64_t is_open;

  static const row_schema<links_row>& schema() {
    using row = links_row;
    static const row_schema<row> declared{
        "links",
        written_by::run,
        "One direction of a link.",
        {{"link_id", &row::link_id, means::link, key},
         {"direction", &row::direction, means::direction, key},
         {"name", &row::name, {"", "Its name."}},
         {"mode", &row::mode, means::mode},
         {"from_node_id", &row::from_node_id, {"", "Node where this direction starts."}},
         {"to_node_id", &row::to_node_id, {"", "Node where this direction ends."}},
         {"crossing_id",
          &row::crossing_id,
          {"", "Crossing that the link belongs to, empty for none."}},
         {"length_km", &row::length_km, {"km", "Length."}},
         {"free_time_h", &row::free_time_h, {"h", "Time without other traffic."}},
         {"time_h", &row::time_h, {"h", "Time under the day's traffic, with the border's."}},
         {"capacity_pce", &row::capacity_pce, {"pce/day", "Capacity; NULL for none."}, nullable},
         {"t", &row::t, means::freight},
         {"passengers", &row::passengers, means::passengers},
         {"vehicles", &row::vehicles, means::vehicles},
         {"pce", &row::pce, means::pce},
         {"utilisation", &row::utilisation, means::share_use, nullable},
         {"is_open", &row::is_open, means::is_open}},
        geometry_kind::line};
    return declared;
  }
};

struct link_flows_row {
  std::string link_id, direction, mode, commodity_id;
  std::int64_t class_id;
  std::string unit;
  double quantity, vehicles, pce;

  static const row_schema<link_flows_row>& schema() {
    using row = link_flows_row;
    static const row_schema<row> declared{
        "link_flows",
        written_by::run,
        "What one class of a commodity sends along one direction of a link.",
        {{"link_id", &row::link_id, means::link, key},
         {"direction", &row::direction, means::direction, key},
         {"mode", &row::mode, means::mode},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"class_id", &row::class_id, {"1", "Class of the traffic assignment, from 0."}, key},
         {"unit", &row::unit, means::flow_unit},
         {"quantity", &row::quantity, means::quantity},
         {"vehicles", &row::vehicles, means::vehicles},
         {"pce", &row::pce, means::pce}},
        geometry_kind::line,
        by_month::yes};
    return declared;
  }
};

struct transfer_flows_row {
  std::string transfer_id, node_id, from_mode, to_mode, commodity_id, unit;
  double quantity, capacity_t, utilisation;

  static const row_schema<transfer_flows_row>& schema() {
    using row = transfer_flows_row;
    static const row_schema<row> declared{
        "transfer_flows",
        written_by::run,
        "What of a commodity changes mode at a node.",
        {{"transfer_id", &row::transfer_id, {"", "The transfer."}, key},
         {"node_id", &row::node_id, {"", "Its node."}, key},
         {"from_mode", &row::from_mode, {"", "Mode left, or origin."}, key},
         {"to_mode", &row::to_mode, {"", "Mode taken, or destination."}, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"quantity", &row::quantity, means::quantity},
         {"capacity_t",
          &row::capacity_t,
          {"t/day", "Capacity for all commodities; NULL for none."},
          nullable},
         {"utilisation", &row::utilisation, means::share_use, nullable}}};
    return declared;
  }
};

inline schema_part network_schema() {
  return {"The network under load",
          {described<nodes_row>(), described<links_row>(), described<link_flows_row>(),
           described<transfer_flows_row>()}};
}

}  // namespace amur::result

#pragma once
// Level of service between the places of a case.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct skim_row {
  std::string origin_node_id, destination_node_id;
  double cost_usd_per_t, freight_usd_per_t, time_h, length_km;

  static const row_schema<skim_row>& schema() {
    using row = skim_row;
    static const row_schema<row> declared{
        "skim",
        written_by::skim,
        "The best path of a commodity between two places, on empty roads; NULL where there is none "
        "or a ban forbids the trade, 0 from a place to itself.",
        {{"origin_node_id", &row::origin_node_id, {"", "Place where the path starts."}, key},
         {"destination_node_id",
          &row::destination_node_id,
          {"", "Place where the path ends."},
          key},
         {"cost_usd_per_t",
          &row::cost_usd_per_t,
          {"USD/t", "What it costs, with the value of the cargo's time."},
          nullable | compared},
         {"freight_usd_per_t",
          &row::freight_usd_per_t,
          {"USD/t", "What it costs without."},
          nullable | compared},
         {"time_h", &row::time_h, {"h", "How long it takes."}, nullable | compared},
         {"length_km", &row::length_km, {"km", "How long it is."}, nullable | compared}}};
    return declared;
  }
};

inline schema_part skim_schema() { return {"Skims", {described<skim_row>()}}; }

}  // namespace amur::result

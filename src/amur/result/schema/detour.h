#pragma once
// Whether ways around a duty or a ban pay.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct detours_row {
  std::string commodity_id, origin_node_id, destination_node_id, via_country, via_node_id, direct;
  double t_per_day, direct_transport_usd_per_t, direct_duty_usd_per_t, first_transport_usd_per_t,
      first_duty_usd_per_t, second_transport_usd_per_t, second_duty_usd_per_t, papers_usd_per_t,
      detour_usd_per_t, saved_usd_per_t, break_even_duty;
  std::int64_t pays;

  static const row_schema<detours_row>& schema() {
    using row = detours_row;
    static const row_schema<row> declared{
        "detours",
        "`amur detour`",
        "Goods sent directly, and by another country where they are declared anew: what each way "
        "costs at the times and prices of the day.",
        {{"commodity_id", &row::commodity_id, means::commodity, key},
         {"origin_node_id", &row::origin_node_id, {"", "Where the goods start."}, key},
         {"destination_node_id", &row::destination_node_id, {"", "Where they end."}, key},
         {"via_country", &row::via_country, {"", "Country of passage."}, key},
         {"via_node_id",
          &row::via_node_id,
          {"", "Its cheapest place; empty where none has a way."}},
         {"direct", &row::direct, {"", "open, banned, or no way."}},
         {"t_per_day", &row::t_per_day, {"t/day", "What is delivered directly."}},
         {"direct_transport_usd_per_t",
          &row::direct_transport_usd_per_t,
          {"USD/t", "Least generalised cost of the direct way; NULL where there is none."},
          nullable | compared},
         {"direct_duty_usd_per_t", &row::direct_duty_usd_per_t, {"USD/t", "Duties on it."}},
         {"first_transport_usd_per_t",
          &row::first_transport_usd_per_t,
          {"USD/t", "The same to the country of passage, loading and unloading included."},
          nullable},
         {"first_duty_usd_per_t", &row::first_duty_usd_per_t, {"USD/t", "Duties there."}},
         {"second_transport_usd_per_t",
          &row::second_transport_usd_per_t,
          {"USD/t", "The same on from there, as goods of that country."},
          nullable},
         {"second_duty_usd_per_t", &row::second_duty_usd_per_t, {"USD/t", "Duties at the end."}},
         {"papers_usd_per_t", &row::papers_usd_per_t, {"USD/t", "To declare the goods anew."}},
         {"detour_usd_per_t",
          &row::detour_usd_per_t,
          {"USD/t", "The detour's transport, duties and papers; NULL where it has no way."},
          nullable | compared},
         {"saved_usd_per_t",
          &row::saved_usd_per_t,
          {"USD/t",
           "The direct way's transport and duties less that; where it is banned or none, what "
           "freight pays at most (refusal_usd_per_t) less that."},
          nullable | compared},
         {"break_even_duty",
          &row::break_even_duty,
          {"share",
           "Of the goods' value: by how much the direct way's duties must rise before the detour "
           "pays; below 0 where it does."},
          nullable},
         {"pays", &row::pays, {"0 or 1", "Whether the detour is cheaper."}, compared}}};
    return declared;
  }
};

inline schema_part detour_schema() {
  return {"Ways around a duty or a ban", {described<detours_row>()}};
}

}  // namespace amur::result

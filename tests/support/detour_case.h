#pragma once
// Three countries on three roads, and a duty on the direct one.

#include "support/tiny_case.h"

namespace amur::test {

inline case_files detour_case() {
  return {
      {"case.toml",
       "title = \"Around\"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\nper = \"day\"\n\n"
       "[equilibrium]\ntolerance = 1e-8\nrefusal_usd_per_t = 300\n"},
      {"nodes.csv",
       "node_id,name,country,node_type,x_coord,y_coord,source\n"
       "farm,Farm,AAA,city,127,50,survey\n"
       "city,City,BBB,city,129,50,survey\n"
       "town,Town,CCC,city,128,49,survey\n"
       "village,Village,CCC,city,128,48,survey\n"},
      {"links.csv",
       "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\n"
       "direct,farm,city,road,200,4,survey\n"
       "out,farm,town,road,120,2.5,survey\n"
       "on,town,city,road,130,2.5,survey\n"
       "off,town,village,road,40,1,survey\n"},
      {"vehicles.csv",
       "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
       "truck,Truck,road,20,1,10,2,survey\n"},
      {"commodities.csv",
       "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
       "dispersion_usd_per_t,elasticity,vehicles,source\n"
       "grain,Grain,t,bulk,200,0.1,0.2,0,truck,survey\n"
       "cars,Cars,t,bulk,4000,0.1,0.2,0,truck,survey\n"},
      {"transfers.csv",
       "transfer_id,node_id,from_mode,to_mode,handling,cost_usd_per_t,time_h,source\n"
       "load,,origin,road,,1,0.5,survey\nunload,,road,destination,,1.5,0.5,survey\n"},
      {"duties.csv",
       "duty_id,origin_country,destination_country,commodity_id,ad_valorem,usd_per_t,source\n"
       "on_direct,AAA,BBB,grain,0.1,,survey\n"
       "on_passage,AAA,CCC,grain,0.02,,survey\n"},
      {"bans.csv",
       "ban_id,origin_country,destination_country,commodity_id,source\n"
       "no_cars,AAA,BBB,cars,survey\n"},
      {"demand.csv",
       "origin_node_id,destination_node_id,commodity_id,quantity,source\n"
       "farm,city,grain,1000,survey\n"
       "farm,town,grain,10,survey\n"
       "town,city,grain,10,survey\n"
       "village,city,grain,10,survey\n"
       "farm,village,cars,5,survey\n"
       "town,city,cars,5,survey\n"},
      {"sources.toml",
       "[survey]\ntitle = \"A survey\"\npublisher = \"Amur\"\nyear = 2023\nconfidence = "
       "\"measured\"\n"},
  };
}

}  // namespace amur::test

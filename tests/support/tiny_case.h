#pragma once
// The smallest case that has every table: two countries, a bridge and a boat.

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include "support/temporary_folder.h"

namespace amur::test {

using case_files = std::map<std::string, std::string>;

inline case_files tiny_case() {
  return {
      {"case.toml",
       "title = \"Tiny\"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\nper = \"day\"\n\n"
       "[equilibrium]\ntolerance = 1e-8\n"},
      {"nodes.csv",
       "node_id,name,country,node_type,x_coord,y_coord,source\n"
       "farm,Farm,AAA,field,127,50,survey\n"
       "bank_a,Bank A,AAA,border,128,50,survey\n"
       "bank_b,\"Bank B, the far one\",BBB,border,128.1,50,survey\n"
       "city_b,City B,BBB,city,129,50,survey\n"},
      {"links.csv",
       "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,"
       "alpha,beta,geometry,source\n"
       "farm_road,farm,bank_a,road,100,2,,,,,,survey\n"
       "bridge_link,bank_a,bank_b,road,20,0.5,3000,bpr,0.15,4,"
       "\"LINESTRING (128 50, 128.05 50.01, 128.1 50)\",survey\n"
       "boat_link,bank_a,bank_b,river,5,1,,,,,,guess\n"
       "city_road,bank_b,city_b,road,50,1,2000,conical,4,,,survey\n"},
      {"vehicles.csv",
       "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
       "truck,Truck,road,20,1,10,2,survey\n"
       "barge,Barge,river,500,10,100,1,survey\n"
       "coach,Coach,road,40,1,15,2,survey\n"},
      {"commodities.csv",
       "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
       "dispersion_usd_per_t,elasticity,vehicles,source\n"
       "grain,Grain,t,bulk,200,0.1,2,0.5,truck;barge,survey\n"
       "visitors,Visitors,passenger,passenger,0,5,2,,coach,survey\n"},
      {"transfers.csv",
       "transfer_id,node_id,from_mode,to_mode,handling,cost_usd_per_t,time_h,capacity_t_per_day,"
       "calendar,source\n"
       "load,,origin,road,,1,0,,,survey\n"
       "unload,,road,destination,,1,0,,,survey\n"
       "to_boat,bank_a,road,river,bulk,2,3,5000,navigation,survey\n"
       "from_boat,bank_b,river,road,bulk,2,3,,,survey\n"},
      {"crossings.csv",
       "crossing_id,name,links,capacity_vehicles_per_day,capacity_t_per_day,capacity_is,"
       "fee_usd_per_vehicle,fee_usd_per_t,wait_h,open_h_per_day,calendar,source\n"
       "bridge,Bridge,bridge_link,600,,each_way,100,,2,16,,survey\n"
       "boat,Boat,boat_link,,4000,both_ways,,1,2,12,navigation,guess\n"},
      {"calendars.csv",
       "calendar_id,from_date,to_date,source\nnavigation,05-03,10-27,survey\n"
       "navigation,2023-11-01,2023-11-05,survey\n"},
      {"duties.csv",
       "duty_id,origin_country,destination_country,commodity_id,ad_valorem,usd_per_t,from_date,"
       "to_date,source\nexport_duty,AAA,BBB,grain,0.07,,2023-10-01,2024-12-31,survey\n"},
      {"bans.csv",
       "ban_id,origin_country,destination_country,through_country,commodity_id,mode,link_id,"
       "crossing_id,from_date,to_date,source\n"
       "no_visitors_by_boat,,,,visitors,,,boat,,,survey\n"},
      {"demand.csv",
       "origin_node_id,destination_node_id,commodity_id,quantity,source\n"
       "farm,city_b,grain,1000,survey\n"
       "farm,city_b,visitors,60,guess\n"},
      {"sources.toml",
       "[survey]\ntitle = \"A survey\"\npublisher = \"Amur\"\nyear = 2023\nconfidence = "
       "\"measured\"\n\n[guess]\ntitle = \"A guess\"\nconfidence = \"assumed\"\n"},
      {"claims.toml",
       "[[claim]]\nid = \"boat_used\"\nsays = \"The boat is used\"\nwho = \"crew\"\nsource = "
       "\"survey\"\nquery = \"SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'\"\nholds_if "
       "= \"> 0\"\nunit = \"t/day\"\n\n[[claim]]\nid = \"boat_guess\"\nsays = \"The boat carries "
       "most\"\nsource = \"survey\"\nquery = \"SELECT sum(t) FROM crossings WHERE crossing_id = "
       "'boat'\"\nholds_if = \"> 500\"\nrests_on = [\"crossings/boat\"]\n"},
      {"observations.toml",
       "[[observation]]\nid = \"grain\"\nlabel = \"Grain\"\nquery = \"SELECT delivered FROM "
       "by_commodity WHERE commodity_id = 'grain'\"\nobserved = 1000\nunit = \"t/day\"\nsource = "
       "\"survey\"\nfitted = true\n"},
      {"scenarios/free_bridge.toml",
       "title = \"Free bridge\"\n\n[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { "
       "crossing_id = \"bridge\" }\nvalues = { fee_usd_per_vehicle = 0 }\n"},
      {"scenarios/half_fee.toml",
       "[[edit]]\ntable = \"crossings\"\naction = \"scale\"\nwhere = { crossing_id = \"bridge\" "
       "}\nvalues = { fee_usd_per_vehicle = 0.5 }\n"},
      {"scenarios/winter.toml",
       "extends = [\"half_fee\"]\n\n[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date "
       "= "
       "2024-01-20 }\n"},
  };
}

/// Replaces the first `from` in a file by `to`; throws where there is none, so that no test goes
/// stale in silence.
inline void edit(case_files& files, const std::string& file, const std::string& from,
                 const std::string& to) {
  auto& text = files.at(file);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error(file + " has no '" + from + "'");
  text.replace(at, from.size(), to);
}

inline std::filesystem::path write_case(const temporary_folder& folder, const case_files& files) {
  for (const auto& [name, text] : files) (void)folder.write("case/" + name, text);
  return folder.path() / "case";
}

}  // namespace amur::test

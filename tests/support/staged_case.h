#pragma once
// The tiny case with the inside of its bridge and its boat.

#include "support/tiny_case.h"

namespace amur::test {

// For a calibration.
inline constexpr const char* observed_by_boat =
    "\n[[observation]]\nid = \"by_boat\"\nlabel = \"By boat\"\nobserved = 900\nsource = "
    "\"survey\"\nquery = \"SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'\"\n";

inline case_files staged_case() {
  auto files = tiny_case();
  files["case.toml"] += "\n[simulation]\ndays = 20\nreplications = 5\nseed = 7\nwarm_up_h = 24\n";
  files["shifts.csv"] = "shift_id,days,from_hour,to_hour,share,source\nday,,6,22,1,survey\n";
  files["profiles.csv"] = "profile_id,by,number,factor,source\nrush,hour,8,3,survey\n";
  files["resources.csv"] =
      "resource_id,name,kind,units,start_t,shift,mean_h_between_failures,repair_h,source\n"
      "booths,Booths,,2,,day,200,exponential(3),survey\n"
      "berth,Berth,,1,,,,,guess\n"
      "cranes,Cranes,,2,,day,,,guess\n"
      "quay,Quay,store,200,0,,,,guess\n";
  files["stages.csv"] =
      "stage_id,crossing_id,name,kind,resource_id,time_min,amount_t,again,next,fee_usd,source\n"
      "control,bridge,Control,service,booths,lognormal(12;6),,,,100,survey\n"
      "papers,bridge,Papers,delay,,5,,,exit,,survey\n"
      "berthing,boat,Berthing,seize,berth,,,,,,guess\n"
      "lift,boat,Lift,service,cranes,gamma(6;2),,,,,guess\n"
      "put,boat,Onto the quay,put,quay,,20,lift,,,guess\n"
      "cast_off,boat,Cast off,release,berth,,,,exit,,guess\n"
      "fetch,boat,Fetch,take,quay,,,,exit,,guess\n";
  files["arrivals.csv"] =
      "stream_id,crossing_id,name,per_day,profile,load_t,cost_usd_per_h,first_stage,direction,"
      "counts,source\n"
      "trucks,bridge,Trucks,60,rush,20,10,control,forward,,survey\n"
      "barges,boat,Barges,0.8,,500,100,berthing,forward,,guess\n"
      "fetching,boat,Fetching trucks,24,,20,10,fetch,forward,false,guess\n";
  files["claims.toml"] +=
      "\n[[claim]]\nid = \"queue\"\nsays = \"Trucks wait a day\"\nsimulation_of = \"bridge\"\n"
      "query = \"SELECT wait_h FROM simulation_stages WHERE stage_id = 'control'\"\n"
      "holds_if = \">= 24\"\nrests_on = [\"stages/control\"]\n";
  return files;
}

}  // namespace amur::test

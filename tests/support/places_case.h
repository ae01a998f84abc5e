#pragma once
// The tiny case with people: its visitors have a basket, a visa and two kinds of money, and shop in
// city B, where one centre is open and one is shut.

#include "support/tiny_case.h"

namespace amur::test {

inline case_files places_case() {
  auto files = tiny_case();
  edit(files, "case.toml", "per = \"day\"\n", "per = \"day\"\nobserved_on = 2023-09-15\n");
  edit(files, "commodities.csv", "passenger,passenger,0,5,2,,coach",
       "passenger,passenger,100,5,2,2,coach");
  files["visas.csv"] =
      "visa_id,origin_country,destination_country,commodity_id,cost_usd_per_trip,from_date,to_date,"
      "source\n"
      "entry,AAA,BBB,visitors,30,2023-10-01,,survey\n"
      "exit,BBB,,,50,,,survey\n";
  files["exchange_rates.csv"] =
      "country,from_date,usd_per_unit,source\n"
      "AAA,2023-01-01,0.1,survey\n"
      "AAA,2023-10-01,0.08,survey\n"
      "BBB,2023-01-01,0.5,guess\n";
  files["centres.csv"] =
      "centre_id,name,node_id,floor_area_m2,x_coord,y_coord,state,margin,fixed_cost_usd_per_year,"
      "reopen_margin,assumed,source\n"
      "mall,The mall,city_b,3000,129.01,50,,0.25,36500,,floor_area_m2,survey\n"
      "shut_mall,The shut mall,city_b,1000,129.01,50,shut,0.25,36500,0.1,,guess\n";
  files["shoppers.csv"] =
      "shopper_id,name,node_id,commodity_id,trips_per_day,spend_usd_per_trip,attraction_exponent,"
      "distance_exponent,x_coord,y_coord,assumed,source\n"
      "guests,Guests,city_b,visitors,,20,,,129,50,,survey\n"
      "residents,Residents,city_b,,40,10,1,2,129.02,50.01,,guess\n";
  files["scenarios/weak.toml"] =
      "[[edit]]\ntable = \"exchange_rates\"\naction = \"scale\"\nwhere = { country = \"AAA\" }\n"
      "values = { usd_per_unit = 0.5 }\n";
  files["scenarios/open_border.toml"] =
      "[[edit]]\ntable = \"visas\"\naction = \"remove\"\nwhere = { visa_id = \"entry\" }\n";
  files["scenarios/as_observed.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date = 2023-09-15 }\n";
  files["scenarios/cheap_shops.toml"] =
      "[[edit]]\ntable = \"centres\"\naction = \"scale\"\nwhere = { centre_id = \"shut_mall\" }\n"
      "values = { fixed_cost_usd_per_year = 0.5 }\n\n[[edit]]\ntable = \"shoppers\"\naction = "
      "\"set\"\nwhere = { shopper_id = \"residents\" }\nvalues = { trips_per_day = 120 }\n";
  return files;
}

}  // namespace amur::test

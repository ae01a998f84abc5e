#pragma once
// The tiny case with a table of world trade: A and B at the river, and the rest of the world.

#include "support/tiny_case.h"

namespace amur::test {

/// Grain of A is 0.73 of the value of sector `farm` that A sells B; `oats` are in it too, though no
/// demand row has them.
inline case_files trade_case() {
  auto files = tiny_case();
  edit(files, "commodities.csv", "vehicles,source\n", "vehicles,sector_id,source\n");
  edit(files, "commodities.csv", "truck;barge,survey\n",
       "truck;barge,farm,survey\noats,Oats,t,bulk,180,0.1,2,,truck,farm,survey\n");
  edit(files, "commodities.csv", "coach,survey\n", "coach,,survey\n");
  edit(files, "duties.csv", "usd_per_t,from_date", "usd_per_t,levied_by,from_date");
  edit(files, "duties.csv", "0.07,,2023", "0.07,,exporter,2023");
  files["regions.csv"] =
      "region_id,name,countries,group,source\n"
      "A,Land A,AAA,east,survey\nB,Land B,BBB;CCC,east,survey\nrest,Others,,far,survey\n";
  files["sectors.csv"] =
      "sector_id,name,trade_elasticity,trade_elasticity_sd,source\n"
      "farm,Farming,4,1,survey\nthings,All else,5,,survey\n";
  // Grain: 1000 t x 365 x 200 USD = 73 million.
  files["trade.csv"] =
      "exporter_region_id,importer_region_id,sector_id,value_usd,source\n"
      "A,A,farm,200e6,survey\nA,B,farm,100e6,survey\nA,rest,farm,50e6,survey\n"
      "B,B,farm,300e6,survey\nB,rest,farm,20e6,survey\nrest,rest,farm,5000e6,survey\n"
      "rest,A,farm,10e6,survey\nrest,B,farm,40e6,survey\n"
      "A,A,things,900e6,survey\nA,B,things,30e6,survey\nA,rest,things,100e6,survey\n"
      "B,B,things,1500e6,survey\nB,A,things,90e6,survey\nB,rest,things,80e6,survey\n"
      "rest,rest,things,60000e6,survey\nrest,A,things,150e6,survey\nrest,B,things,90e6,survey\n";
  files["inputs.csv"] =
      "region_id,sector_id,input_sector_id,share,source\n"
      ",farm,farm,0.2,survey\n,farm,things,0.2,survey\n,things,farm,0.02,survey\n"
      "A;B;rest,things,things,0.3,survey\n";
  files["scenarios/high_duty.toml"] =
      "[[edit]]\ntable = \"duties\"\naction = \"add\"\nvalues = { duty_id = \"high\", "
      "origin_country = \"AAA\", destination_country = \"BBB;CCC\", commodity_id = "
      "\"grain;oats\", ad_valorem = 0.3, source = \"survey\" }\n";
  files["scenarios/no_grain.toml"] =
      "[[edit]]\ntable = \"bans\"\naction = \"add\"\nvalues = { ban_id = \"no_grain\", "
      "origin_country = \"AAA\", commodity_id = \"grain\", source = \"survey\" }\n";
  return files;
}

}  // namespace amur::test

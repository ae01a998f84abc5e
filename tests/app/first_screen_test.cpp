// What stands on the first screen, more than two results side by side, and a crossing at a change
// of gauge.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "support/check_findings.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

struct solved {
  temporary_folder folder;
  std::string result = (folder.path() / "r.gpkg").string();
  program_run run;

  explicit solved(const case_files& files, const std::string& options = {}) {
    run = run_program("run " + write_case(folder, files).string() + options + " -o " + result);
  }
};

TEST(first_screen, lists_claims_that_the_run_answers_and_counts_the_others_by_command) {
  auto files = tiny_case();
  for (const char* need : {"needs_trade", "needs_trade", "needs_finance", "needs_months"}) {
    static int number = 0;
    files.at("claims.toml") += "\n[[claim]]\nid = \"later_" + std::to_string(++number) +
                               "\"\nsays = \"Later\"\nsource = \"survey\"\nquery = \"SELECT 1\"\n"
                               "holds_if = \"> 0\"\n" +
                               need + " = true\n";
  }
  const solved ran(files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_TRUE(has(ran.run.out, "\"The boat is used\"")) << ran.run.out;
  EXPECT_FALSE(has(ran.run.out, "\"Later\"")) << ran.run.out;
  EXPECT_TRUE(has(ran.run.out,
                  "others: 2 asked of a run with trade (amur run --trade), 1 asked of "
                  "the case's finance"))
      << ran.run.out;
  EXPECT_TRUE(has(ran.run.out, "(amur run --from ... --to ...)")) << ran.run.out;
  const auto all = run_program("claims " + ran.result).out;
  EXPECT_TRUE(has(all, "\"Later\"")) << all;
}

TEST(first_screen, no_line_tells_of_others_where_there_are_none) {
  EXPECT_FALSE(has(solved(tiny_case()).run.out, "others:"));
}

TEST(first_screen, of_a_large_case_is_an_answer_not_a_list) {
  const temporary_folder folder;
  const auto result = (folder.path() / "r.gpkg").string();
  const auto run = run_program("run " AMUR_PROJECT_DIR "/cases/heihe -o " + result);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_LT(std::ranges::count(run.out, '\n'), 60) << run.out;
  // What is left out is told: of crossings all but the four that the case names first.
  const double others = 100 * ask(result,
                                  "SELECT sum(t) FILTER (WHERE crossing_id NOT IN ('heihe_bridge', "
                                  "'heihe_port', 'zabaikalsk_rail', 'grodekovo_rail')) / sum(t) "
                                  "FROM crossings");
  const auto told = " other crossings with " + std::to_string(std::lround(others)) + "% of the";
  EXPECT_TRUE(has(run.out, told)) << told << "\n" << run.out;
  // The commodity that pays most for transport is there, the one that pays least is not.
  EXPECT_TRUE(has(run.out, "Crude oil ")) << run.out;
  EXPECT_FALSE(has(run.out, "Sand ")) << run.out;
  // Of what is observed, what the case misses most, however well the fitted figures agree.
  const auto table = run.out.substr(run.out.find("Observed against computed"));
  EXPECT_TRUE(has(table, "Heihe bridge, first year")) << table;
  EXPECT_TRUE(has(table, "Grodekovo rail")) << table;
  EXPECT_FALSE(has(table, "(fitted)")) << table;
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM observations WHERE abs(ln(ratio)) > (SELECT abs(ln(ratio)) "
                "FROM observations WHERE label = 'Grodekovo rail')"),
            1);
}

TEST(compare_command, sets_several_results_beside_the_first) {
  const solved a(tiny_case()), b(tiny_case(), " -s free_bridge"), c(tiny_case(), " -s winter");
  const auto files = a.result + " " + b.result + " " + c.result;
  const auto text = run_program("compare " + files);
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_TRUE(has(text.out, "C  " + c.result + ": Tiny, 2024-01-20")) << text.out;
  const auto together = nlohmann::json::parse(run_program("compare --json " + files).out);
  EXPECT_EQ(together["b"]["scenarios"], "free_bridge");
  // Each beside the first is what the two alone say.
  for (const auto& [letter, other] : {std::pair("b", &b), std::pair("c", &c)}) {
    const auto alone =
        nlohmann::json::parse(run_program("compare --json " + a.result + " " + other->result).out);
    ASSERT_EQ(alone["crossings"].size(), together["crossings"].size());
    for (std::size_t i = 0; i < alone["crossings"].size(); ++i) {
      const auto &pair = alone["crossings"][i]["t"], &all = together["crossings"][i]["t"];
      EXPECT_EQ(pair["a"], all["a"]);
      EXPECT_EQ(pair["b"], all[letter]);
      EXPECT_EQ(pair["change"], all["change"][letter]);
    }
  }
  EXPECT_EQ(run_program("compare " + a.result).exit_code, 2);
}

case_files gauge_case() {
  auto files = tiny_case();
  files.at("links.csv") =
      "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\n"
      "narrow,farm,bank_a,rail_1435,100,2,survey\nbridge_link,bank_a,bank_b,rail_1435,20,0.5,"
      "survey\n"
      "broad,bank_b,city_b,rail_1520,65,1,survey\n";
  files.at("vehicles.csv") =
      "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
      "wagon_1435,Wagon,rail_1435,60,1,10,1,survey\nwagon_1520,Wagon,rail_1520,60,1,10,1,survey\n";
  files.at("commodities.csv") =
      "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,dispersion_usd_per_t,"
      "vehicles,source\ngrain,Grain,bulk,200,0.1,2,wagon_1435;wagon_1520,survey\n";
  files.at("transfers.csv") =
      "transfer_id,node_id,from_mode,to_mode,cost_usd_per_t,time_h,capacity_t_per_day,source\n"
      "load,,origin,rail_1435,1,0,,survey\nunload,,rail_1520,destination,1,0,,survey\n"
      "yard,bank_b,rail_1435,rail_1520,6,12,,survey\nyard_back,bank_b,rail_1520,rail_1435,6,12,,"
      "survey\n";
  files.at("crossings.csv") =
      "crossing_id,name,links,wait_h,source\nbridge,Bridge,bridge_link,2,survey\n";
  files.at("demand.csv") =
      "origin_node_id,destination_node_id,commodity_id,quantity,source\nfarm,city_b,grain,1000,"
      "survey\n";
  for (const char* none :
       {"bans.csv", "calendars.csv", "duties.csv", "claims.toml", "observations.toml",
        "scenarios/free_bridge.toml", "scenarios/half_fee.toml", "scenarios/winter.toml"})
    files.erase(none);
  return files;
}

TEST(gauge_break, a_crossing_before_a_yard_carries_freight_over_both_gauges) {
  const solved ran(gauge_case(), " --json");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const auto answer = nlohmann::json::parse(ran.run.out);
  EXPECT_NEAR(answer["crossings"][0]["t"].get<double>(), 1000, 1e-6);
  // 185 km and 3.5 h of wagons of 60 t, loading, the yard, and 15.5 and 2 hours at 0.1.
  EXPECT_NEAR(answer["by_commodity"][0]["cost"].get<double>(),
              (185.0 + 10 * 5.5) / 60 + 2 + 6 + 0.1 * 17.5, 1e-6);
}

TEST(gauge_break, a_crossing_of_both_gauges_says_why_not_and_what_to_do) {
  auto files = gauge_case();
  edit(files, "crossings.csv", ",bridge_link,", ",bridge_link;broad,");
  const auto run = solved(files).run;
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(has(run.err,
                  "crossings.csv, row 2, field 'links', value 'broad': the links of a "
                  "crossing are of different modes: its vehicles and its wait are those of "
                  "one; allowed: links of one mode; at a change of gauge the link over the "
                  "border, and rows of transfers.csv where it ends"))
      << run.err;
}

}  // namespace
}  // namespace amur::test

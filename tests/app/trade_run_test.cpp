// amur run --trade, end to end.

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

struct ran_trade {
  temporary_folder folder;
  std::filesystem::path path, result;
  program_run run;

  explicit ran_trade(const std::string& options, const case_files& files = trade_case())
      : path(write_case(folder, files)), result(folder.path() / "r.gpkg") {
    run = run_program("run " + path.string() + " -o " + result.string() + " --trade " + options);
  }
};

TEST(trade_run, shows_who_wins_and_loses_and_that_the_models_agree) {
  auto files = trade_case();
  files.at("claims.toml") +=
      "\n[[claim]]\nid = \"cooled\"\nsays = \"Duties cooled trade\"\nneeds_trade = true\nquery = "
      "\"SELECT change FROM trade_totals WHERE exporter_region_id = 'A' AND importer_region_id = "
      "'B'\"\nholds_if = \"< 0\"\n";
  const ran_trade ran("-s high_duty --samples 20", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  for (const char* part : {"Land A", "Others", "A > B", "* real, change", "5 %", "95 %",
                           "Walras' law", "\"Duties cooled trade\""})
    EXPECT_NE(ran.run.out.find(part), std::string::npos) << part << " not in\n" << ran.run.out;
  EXPECT_LT(ask(ran.result, "SELECT min(change) FROM trade_coupling"), 1e-6);
  EXPECT_LT(ask(ran.result, "SELECT max(after) FROM trade_residuals"), 1e-9);
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM trade_uncertainty"), 12);
  // The network carries what the trade model trades: less grain, at a higher price.
  EXPECT_LT(ask(ran.result, "SELECT wanted FROM od WHERE commodity_id = 'grain'"), 700);
  // Duty revenue is what the new duty takes of what is still bought.
  EXPECT_NEAR(ask(ran.result,
                  "SELECT import_duty_after_usd FROM trade_regions WHERE region_id = "
                  "'B'") /
                  ask(ran.result,
                      "SELECT 0.3 * value_after_usd FROM trade_pairs WHERE "
                      "exporter_region_id = 'A' AND importer_region_id = 'B' AND "
                      "sector_id = 'farm'"),
              1, 1e-9);
  const auto plain = run_program("run " + ran.path.string() + " -o " + ran.result.string());
  EXPECT_NE(plain.out.find("asked of a run with trade"), std::string::npos) << plain.out;
}

TEST(trade_run, has_the_same_bytes_for_any_number_of_threads) {
  const ran_trade one("-s high_duty --samples 9 --threads 1"),
      three("-s high_duty --samples 9 --threads 3");
  ASSERT_EQ(one.run.exit_code, 0) << one.run.err;
  EXPECT_EQ(dump(one.result), dump(three.result));
}

// Trade asks the network for more than the case does; what the case asked for stays what it was.
TEST(trade_run, tells_the_tolerance_that_the_case_asks_for) {
  auto files = trade_case();
  auto& settings = files.at("case.toml");
  const auto at = settings.find("tolerance = 1e-8");
  ASSERT_NE(at, std::string::npos) << settings;
  settings.replace(at, 16, "tolerance = 1e-4");
  const ran_trade ran("-s high_duty", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_EQ(ask(ran.result, "SELECT CAST(value AS REAL) FROM run WHERE name = 'tolerance'"), 1e-4);
  EXPECT_LT(ask(ran.result, "SELECT max(network_residual) FROM trade_coupling"), 1e-6);
  const auto verified = run_program("verify " + ran.result.string());
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST(trade_run, gives_the_trade_tables_as_json) {
  const ran_trade ran("-s high_duty --json");
  const auto json = nlohmann::json::parse(ran.run.out);
  EXPECT_EQ(json["trade_regions"].size(), 3U);
  EXPECT_EQ(json["trade_partners"].size(), 3U * 2 + 5);
}

TEST(trade_run, checks_what_demand_is_worth) {
  auto files = trade_case();
  edit(files, "trade.csv", "A,B,farm,100e6", "A,B,farm,50e6");
  const temporary_folder folder;
  const auto checked = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(checked.exit_code, 0);
  EXPECT_NE(checked.err.find("trade.csv, field 'value_usd': demand of sector 'farm' from region "
                             "'A' to 'B' is worth 1.46 times what the table says"),
            std::string::npos)
      << checked.err;
}

struct broken_trade {
  const char* name;
  std::function<void(case_files&)> spoil;
  std::vector<std::string> message;
};

auto change(const char* file, const char* from, const char* to) {
  return [=](case_files& files) { edit(files, file, from, to); };
}

TEST(trade_run, broken_tables_end_with_one_message_that_names_the_place) {
  const std::vector<broken_trade> all = {
      {"no table",
       [](case_files& files) { files.erase("trade.csv"); },
       {"trade.csv", "needs the case's trade table"}},
      {"unknown region",
       change("trade.csv", "A,rest,farm", "A,moon,farm"),
       {"trade.csv, row 4", "'importer_region_id'", "'moon'", "no such region"}},
      {"given twice",
       change("trade.csv", "B,rest,farm", "A,B,farm"),
       {"trade.csv, row 6", "given twice, first in row 3"}},
      {"negative",
       change("trade.csv", "200e6", "-200"),
       {"trade.csv, row 2", "'value_usd'", "'-200'", ">= 0"}},
      {"country twice",
       change("regions.csv", "BBB;CCC", "BBB;AAA"),
       {"regions.csv, row 3", "'AAA'", "already in region 'A'"}},
      {"two rests",
       change("regions.csv", "Land A,AAA", "Land A,"),
       {"regions.csv, row 4", "already the rest of the world"}},
      {"node outside", change("regions.csv", "Others,,", "Others,DDD,"), {}},
      {"country without region",
       [](case_files& files) {
         edit(files, "regions.csv", "BBB;CCC", "CCC");
         edit(files, "regions.csv", "Others,,", "Others,DDD,");
       },
       {"regions.csv", "country 'BBB' of node", "no region"}},
      {"elasticity",
       change("sectors.csv", "Farming,4", "Farming,0"),
       {"sectors.csv, row 2", "'trade_elasticity'", "> 0"}},
      {"passengers trade",
       change("commodities.csv", "coach,,survey", "coach,farm,survey"),
       {"commodities.csv, row 4", "'sector_id'", "passengers"}},
      {"all inputs",
       change("inputs.csv", "farm,farm,0.2", "farm,farm,0.8"),
       {"inputs.csv", "'farm' of region 'A'", "some value added"}},
      {"more used than there is",
       change("inputs.csv", "things,farm,0.02", "things,farm,0.5"),
       {"inputs.csv", "region 'A'", "sector 'farm'", "can't be below 0"}},
      {"share",
       change("inputs.csv", "things,things,0.3", "things,things,1.3"),
       {"inputs.csv, row 5", "'share'", "0 to 1"}},
      {"levied by",
       change("duties.csv", ",exporter,", ",customs,"),
       {"duties.csv, row 2", "'levied_by'", "importer, exporter"}},
      {"nothing to grow from",
       [](case_files& files) {
         edit(files, "trade.csv", "value_usd,source", "value_without_bans_usd,value_usd,source");
         files.at("trade.csv")
             .replace(files.at("trade.csv").find("\nA,A,farm"), std::string::npos,
                      "\nA,A,farm,5,0,survey\n");
       },
       {"trade.csv, row 2", "'value_usd'", "nothing can grow"}},
  };
  for (const auto& broken : all) {
    auto files = trade_case();
    broken.spoil(files);
    const ran_trade ran("", files);
    if (broken.message.empty()) {
      EXPECT_EQ(ran.run.exit_code, 0) << broken.name << ran.run.err;
      continue;
    }
    EXPECT_EQ(ran.run.exit_code, 2) << broken.name << ": " << ran.run.err;
    EXPECT_EQ(ran.run.err.find("error:"), ran.run.err.rfind("error:")) << ran.run.err;
    for (const auto& part : broken.message)
      EXPECT_NE(ran.run.err.find(part), std::string::npos)
          << broken.name << ": " << part << " not in " << ran.run.err;
    EXPECT_FALSE(std::filesystem::exists(ran.result));
  }
}

TEST(trade_run, no_equilibrium_ends_with_code_1_and_the_region_named) {
  auto files = trade_case();
  for (const char* row :
       {"B,B,farm,300e6,survey\n", "B,rest,farm,20e6,survey\n", "rest,B,farm,40e6,survey\n"})
    edit(files, "trade.csv", row, "");
  edit(files, "scenarios/no_grain.toml", "\"grain\"", "\"grain;oats\"");
  const ran_trade ran("-s no_grain", files);
  EXPECT_EQ(ran.run.exit_code, 1);
  EXPECT_NE(ran.run.err.find("goods are wanted that nobody can deliver any more in region 'B'"),
            std::string::npos)
      << ran.run.err;
  EXPECT_FALSE(std::filesystem::exists(ran.result));
}

}  // namespace
}  // namespace amur::test

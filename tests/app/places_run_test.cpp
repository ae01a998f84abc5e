// Visas, exchange rates, shops: the program from tables to screen.

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "support/places_case.h"
#include "support/program.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

struct ran_places {
  temporary_folder folder;
  std::filesystem::path result;
  program_run run;

  explicit ran_places(const std::string& options, const case_files& files = places_case())
      : result(folder.path() / "r.gpkg") {
    run = run_program("run " + write_case(folder, files).string() + " -o " + result.string() + " " +
                      options);
  }
  [[nodiscard]] double trip(const std::string& column) const {
    return ask(result, "SELECT " + column + " FROM od WHERE commodity_id = 'visitors'");
  }
};

TEST(places_run, trips_answer_to_money_visas_and_journeys) {
  const ran_places seen("-s as_observed"), now(""), weak("-s weak"), open("-s open_border");
  ASSERT_EQ(now.run.exit_code, 0) << now.run.err;
  ASSERT_EQ(weak.run.exit_code, 0) << weak.run.err;
  EXPECT_EQ(seen.trip("price_at_source"), 100);
  EXPECT_EQ(seen.trip("visa"), 0);
  EXPECT_NEAR(seen.trip("wanted"), 60, 1e-7);
  // A's money is worth 0.8 of what it was, in the scenario half of that; B's is worth the same.
  EXPECT_NEAR(now.trip("price_at_source"), 125, 1e-9);
  EXPECT_NEAR(weak.trip("price_at_source"), 250, 1e-9);
  EXPECT_NEAR(open.trip("price_at_source"), 125, 1e-9);
  EXPECT_EQ(now.trip("visa"), 30);
  EXPECT_EQ(open.trip("visa"), 0);
  const double before = 100 + seen.trip("expected_cost");
  for (const auto* run : {&now, &weak, &open})
    EXPECT_NEAR(run->trip("wanted"),
                60 * std::pow((run->trip("price_at_source + visa + expected_cost")) / before, -2),
                1e-5);
}

TEST(places_run, shops_live_on_those_who_come) {
  const ran_places ran("");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const double guests = ran.trip("delivered"), sales = 20 * guests + 40 * 10;
  const auto of = [&](const char* centre, const char* column) {
    return ask(ran.result,
               std::string("SELECT ") + column + " FROM places WHERE centre_id = '" + centre + "'");
  };
  EXPECT_NEAR(of("mall", "visits"), guests + 40, 1e-9);
  EXPECT_NEAR(of("mall", "sales_usd"), sales, 1e-9);
  EXPECT_NEAR(of("mall", "result_usd"), 0.25 * sales - 100, 1e-9);
  EXPECT_NEAR(of("mall", "break_even_visits"), 100 * (guests + 40) / (0.25 * sales), 1e-9);
  // At the same place and a third as large, so a quarter of all.
  EXPECT_EQ(of("shut_mall", "is_open"), 0);
  EXPECT_NEAR(of("shut_mall", "visits_if_open"), (guests + 40) / 4, 1e-9);
  EXPECT_NEAR(of("shut_mall", "cover_if_open"), 0.25 * sales / 4 / 100, 1e-9);
  EXPECT_NEAR(ask(ran.result, "SELECT sum(visits) FROM place_visits"), guests + 40, 1e-9);
  EXPECT_EQ(ask(ran.result,
                "SELECT count(*) FROM inputs WHERE row = 'centres/mall.floor_area_m2' AND "
                "confidence = 'assumed'"),
            1);
  EXPECT_NE(ran.run.out.find("The shut mall"), std::string::npos) << ran.run.out;
  EXPECT_NE(ran.run.out.find("% below break-even"), std::string::npos) << ran.run.out;
}

TEST(places_run, a_scenario_may_change_shops_and_shoppers) {
  const ran_places ran("-s cheap_shops --json");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const auto json = nlohmann::json::parse(ran.run.out);
  ASSERT_EQ(json["places"].size(), 2U);
  EXPECT_EQ(json["places"][1]["centre_id"], "shut_mall");
  // A quarter of at least 1200 USD, a quarter of that kept: more than 1.1 x 50.
  EXPECT_EQ(json["places"][1]["is_open"], 1);
  EXPECT_EQ(json["places"][1]["was_open"], 0);
  EXPECT_EQ(json["place_visits"].size(), 4U);
  EXPECT_EQ(json["place_visits"][1]["trips"], 120);
}

TEST(places_run, compare_says_what_became_of_the_shops) {
  const ran_places before(""), after("-s cheap_shops"), plain("", tiny_case());
  const auto both = before.result.string() + " " + after.result.string();
  const auto shown = run_program("compare " + both);
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_NE(shown.out.find("By shopping centre"), std::string::npos) << shown.out;
  const auto json = nlohmann::json::parse(run_program("compare --json " + both).out);
  EXPECT_EQ(json["places"][1]["visits"]["a"], 0);
  EXPECT_GT(json["places"][1]["visits"]["b"], 30);
  const auto without =
      run_program("compare " + before.result.string() + " " + plain.result.string());
  EXPECT_EQ(without.exit_code, 0) << without.err;
  EXPECT_EQ(without.out.find("By shopping centre"), std::string::npos) << without.out;
}

// Figures of docs/heihe.md; all rest on assumed spending, areas and costs.
TEST(places_run, heihe_and_its_shops) {
  const temporary_folder folder;
  const auto solve = [&](const std::string& name) {
    const auto result = folder.path() / ("r_" + name + ".gpkg");
    const auto run = run_program("run " AMUR_PROJECT_DIR "/cases/heihe " +
                                 (name.empty() ? "" : "-s " + name) + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return result;
  };
  const auto base = solve(""), visa_free = solve("visa_free"), weak = solve("rouble_weak"),
             shut = solve("border_closed");
  const auto people = [](const std::filesystem::path& result, const char* column, const char* to) {
    return ask(result, std::string("SELECT sum(") + column +
                           ") FROM od WHERE unit = 'passenger' AND destination_node_id = '" + to +
                           "'");
  };
  EXPECT_NEAR(people(base, "observed", "heihe"), 280000 / 365.0, 1e-9);
  EXPECT_NEAR(people(base, "observed", "blagoveshchensk"), 200000 / 365.0, 1e-9);
  // Only what Chinese groups pay has changed since the demand was observed.
  EXPECT_NEAR(people(base, "wanted", "heihe"), 280000 / 365.0, 1e-4);
  EXPECT_NEAR(people(base, "wanted", "blagoveshchensk"), 631, 1);
  // Demand answers to what a trip costs beside the day it was observed on, which for Heihe is that
  // of the base.
  const auto trips = [](const std::filesystem::path& result) {
    std::string problem;
    const auto database = result::result_database::open(result, problem);
    return database.value()
        .query(
            "SELECT commodity_id, observed, price_at_source + visa + duty + expected_cost FROM od "
            "WHERE unit = 'passenger' AND destination_node_id = 'heihe' ORDER BY commodity_id, "
            "origin_node_id",
            problem)
        ->rows;
  };
  const std::map<std::string, double> elasticity{
      {"tourists", 1.5}, {"shoppers", 2}, {"traders", 3}};
  const auto before = trips(base);
  for (const auto& result : {visa_free, weak}) {
    const auto after = trips(result);
    ASSERT_EQ(before.size(), after.size());
    double wanted = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
      wanted += std::get<double>(before[i][1]) *
                std::pow(std::get<double>(after[i][2]) / std::get<double>(before[i][2]),
                         -elasticity.at(std::get<std::string>(before[i][0])));
    EXPECT_NEAR(people(result, "wanted", "heihe"), wanted, 1e-4 * wanted);
  }
  EXPECT_GT(people(visa_free, "wanted", "heihe"), 1.2 * people(base, "wanted", "heihe"));
  EXPECT_LT(people(weak, "wanted", "heihe"), 0.7 * people(base, "wanted", "heihe"));
  EXPECT_GT(people(weak, "wanted", "blagoveshchensk"), people(base, "wanted", "blagoveshchensk"));

  const auto cover = [](const std::filesystem::path& result, const char* centre) {
    return ask(result,
               std::string("SELECT cover_if_open FROM places WHERE centre_id = '") + centre + "'");
  };
  const auto open = [](const std::filesystem::path& result) {
    return ask(result, "SELECT sum(is_open) FROM places WHERE node_id = 'heihe'");
  };
  EXPECT_EQ(ask(base, "SELECT count(*) FROM places WHERE was_open <> is_open"), 0);
  EXPECT_EQ(open(base), 5);
  EXPECT_NEAR(cover(base, "island_upper_floors"), 0.83, 0.005);
  EXPECT_NEAR(cover(base, "second_centre"), 0.91, 0.005);
  EXPECT_EQ(open(visa_free), 5);
  EXPECT_NEAR(cover(visa_free, "island_upper_floors"), 0.975, 0.005);
  EXPECT_GT(cover(visa_free, "second_centre"), 1);
  EXPECT_EQ(open(weak), 4);
  EXPECT_NEAR(cover(weak, "island_upper_floors"), 0.61, 0.005);
  EXPECT_EQ(open(shut), 2);
  EXPECT_NEAR(cover(shut, "island_upper_floors"), 0.27, 0.005);
  for (const auto& result : {base, visa_free, weak})
    EXPECT_EQ(ask(result,
                  "SELECT count(*) FROM claims WHERE verdict = 'cannot be told' AND claim_id IN "
                  "('two_centres_shut', 'shops_lack_russians', 'weak_rouble', "
                  "'visa_free_fills_shops')"),
              4);
}

TEST(places_run, says_what_is_odd) {
  auto files = places_case();
  files.at("centres.csv") += "far,Far,farm,100,120,50,,0.2,1000,,,survey\n";
  files.at("shoppers.csv") += "nobody,Nobody,bank_a,visitors,,1,,,128,50,,survey\n";
  files.at("exchange_rates.csv") += "CCC,2024-01-01,2,\n";
  const temporary_folder folder;
  const auto run = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* part : {"centres.csv, row 4, field 'x_coord', value '120'",
                           "km from its town 'farm'", "nobody shops in this town",
                           "this town has no centre", "nobody of this class travels to 'bank_a'",
                           "'CCC' has no rate", "exchange_rates.csv, row 5, field 'source'"})
    EXPECT_NE(run.err.find(part), std::string::npos) << part << " not in\n" << run.err;
}

TEST(places_run, broken_tables_are_named) {
  struct broken_places {
    const char *file, *from, *to;
    std::vector<std::string> message;
  };
  const std::vector<broken_places> all = {
      {"visas.csv",
       "BBB,visitors",
       "BBB,grain",
       {"visas.csv, row 2", "'commodity_id'", "'grain'", "goods need no visa"}},
      {"visas.csv",
       "visitors,30",
       "visitors,-30",
       {"visas.csv, row 2", "'cost_usd_per_trip'", "'-30'", "out of range", "a number >= 0"}},
      {"visas.csv",
       "entry,AAA",
       "entry,aaa",
       {"visas.csv, row 2", "'origin_country'", "'aaa'", "not a country code"}},
      {"visas.csv",
       "2023-10-01,,survey",
       "2023-10-01,2023-09-01,survey",
       {"visas.csv, row 2", "'to_date'", "ends before it begins"}},
      {"visas.csv",
       "exit,BBB",
       "entry,BBB",
       {"visas.csv, row 3", "'visa_id'", "given twice, first in row 2"}},
      {"exchange_rates.csv",
       "AAA,2023-10-01",
       "AAA,2023-01-01",
       {"exchange_rates.csv, row 3", "'from_date'", "two rates from that day, first in row 2"}},
      {"exchange_rates.csv",
       "0.08",
       "0",
       {"exchange_rates.csv, row 3", "'usd_per_unit'", "out of range", "> 0"}},
      {"exchange_rates.csv",
       "AAA,2023-10-01",
       "AAA,2023-10-32",
       {"exchange_rates.csv, row 3", "'from_date'", "no such day"}},
      {"centres.csv",
       "shut_mall,The",
       "mall,The",
       {"centres.csv, row 3", "'centre_id'", "given twice"}},
      {"centres.csv",
       "city_b,1000",
       "city_c,1000",
       {"centres.csv, row 3", "'node_id'", "no such node"}},
      {"centres.csv",
       "city_b,1000",
       "city_b,0",
       {"centres.csv, row 3", "'floor_area_m2'", "out of range", "> 0"}},
      {"centres.csv",
       "50,shut",
       "50,closed",
       {"centres.csv, row 3", "'state'", "'closed'", "open, shut"}},
      {"centres.csv",
       "shut,0.25",
       "shut,25",
       {"centres.csv, row 3", "'margin'", "'25'", "a share above 0, at most 1"}},
      {"centres.csv",
       "129.01,50,,",
       "129.01,95,,",
       {"centres.csv, row 2", "'y_coord'", "a latitude"}},
      {"centres.csv",
       "36500,0.1",
       "36500,-0.1",
       {"centres.csv, row 3", "'reopen_margin'", "out of range"}},
      {"centres.csv",
       "floor_area_m2,survey",
       "floor_area,survey",
       {"centres.csv, row 2", "'assumed'", "'floor_area'", "no such column"}},
      {"shoppers.csv",
       "city_b,visitors,,",
       "city_b,visitors,5,",
       {"shoppers.csv, row 2", "'trips_per_day'", "one of the two"}},
      {"shoppers.csv",
       "city_b,,40",
       "city_b,,",
       {"shoppers.csv, row 3", "'trips_per_day'", "one of the two"}},
      {"shoppers.csv",
       "city_b,visitors",
       "city_b,grain",
       {"shoppers.csv, row 2", "'commodity_id'", "goods do not shop"}},
      {"shoppers.csv",
       "40,10,1,2",
       "40,10,1,-2",
       {"shoppers.csv, row 3", "'distance_exponent'", "out of range"}},
      {"shoppers.csv",
       "visitors,,20",
       "visitors,,much",
       {"shoppers.csv, row 2", "'spend_usd_per_trip'", "'much'", "not a number"}},
  };
  for (const auto& broken : all) {
    auto files = places_case();
    edit(files, broken.file, broken.from, broken.to);
    const ran_places ran("", files);
    EXPECT_EQ(ran.run.exit_code, 2) << broken.to << ": " << ran.run.err;
    EXPECT_EQ(ran.run.err.find("error:"), ran.run.err.rfind("error:"))
        << broken.to << ": " << ran.run.err;
    for (const auto& part : broken.message)
      EXPECT_NE(ran.run.err.find(part), std::string::npos)
          << broken.to << ": " << part << " not in " << ran.run.err;
    EXPECT_FALSE(std::filesystem::exists(ran.result));
  }
}

}  // namespace
}  // namespace amur::test

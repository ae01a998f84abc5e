// Investments chosen, held against closed forms and every set of them solved by itself.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>

#include "amur/base/date.h"
#include "amur/case/case_reader.h"
#include "amur/invest/project_choice.h"
#include "amur/model/run.h"
#include "support/invest_desk.h"
#include "support/manual_page.h"
#include "support/read_files.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

using invest::project_set;

class invest_study : public invest_desk {};
std::string edit_of(const std::string& table, const std::string& where, const std::string& values) {
  return "[[edit]]\ntable = \"" + table + "\"\naction = \"" + (where.empty() ? "add" : "set") +
         "\"\n" + (where.empty() ? "" : "where = { " + where + " }\n") + "values = { " + values +
         " }\n";
}
// The tiny case with what could be built as scenarios, so that any set is a list of scenarios.
constexpr std::array built_on_tiny = {"wide_bridge", "fast_boat", "city_motorway", "second_bridge"};
case_files tiny_choice() {
  auto files = tiny_case();
  files["scenarios/wide_bridge.toml"] = edit_of("crossings", "crossing_id = \"bridge\"",
                                                "capacity_vehicles_per_day = 1200, wait_h = 1");
  files["scenarios/fast_boat.toml"] =
      edit_of("crossings", "crossing_id = \"boat\"", "wait_h = 0.5");
  files["scenarios/city_motorway.toml"] =
      edit_of("links", "link_id = \"city_road\"", "free_time_h = 0.6, capacity_pce_per_day = 9000");
  files["scenarios/second_bridge.toml"] =
      edit_of("links", "",
              "link_id = \"second_link\", from_node_id = \"farm\", to_node_id = \"city_b\", mode = "
              "\"road\", length_km = 120, free_time_h = 2, source = \"survey\"") +
      "\n" +
      edit_of("crossings", "",
              "crossing_id = \"second\", name = \"Second bridge\", links = \"second_link\", wait_h "
              "= 2, "
              "fee_usd_per_vehicle = 60, capacity_vehicles_per_day = 20, source = \"survey\"");
  files["investments.csv"] =
      "investment_id,scenario,cost_usd,countries,cost_shares,opening_year,source\n"
      "wide_bridge,wide_bridge,1e6,AAA;BBB,0.25;0.75,2023,survey\n"
      "fast_boat,fast_boat,0.2e6,AAA,,2025,survey\n"
      "city_motorway,city_motorway,3e6,BBB,,2024,survey\n"
      "second_bridge,second_bridge,5e6,AAA;BBB,,2026,survey\n";
  return files;
}
// USD a day of a flow from one cost to another: the demand curve by Simpson's rule.
double area_under_demand(const assign::od_demand& demand, double low, double high) {
  const auto quantity = [&](double cost) {
    return demand.elasticity == 0
               ? demand.t_per_day
               : demand.t_per_day * std::pow((demand.price_base_usd_per_t + cost) /
                                                 demand.reference_price_usd_per_t,
                                             -demand.elasticity);
  };
  constexpr int steps = 200;
  double sum = quantity(low) + quantity(high);
  for (int i = 1; i < steps; ++i)
    sum += (i % 2 == 1 ? 4 : 2) * quantity(low + (high - low) * i / steps);
  return sum * (high - low) / steps / 3;
}
// A year's surplus and payments of a case beyond another, flow by flow along the routes.
double welfare_usd(const model::run_answer& before, const model::run_answer& after) {
  double sum = 0;
  for (std::size_t i = 0; i < after.model.flows.size(); ++i) {
    const auto& flow = after.model.flows[i];
    if (flow.banned) continue;
    const auto k = flow.user_class.index();
    const auto &was = before.solution.od[k][flow.demand], &is = after.solution.od[k][flow.demand];
    sum += area_under_demand(after.model.problem.classes[k].demand[flow.demand],
                             is.expected_cost_usd_per_t, was.expected_cost_usd_per_t);
    const auto paid = [&](const model::run_answer& of, const assign::od_result& at) {
      return at.delivered_t * (of.flow_averages[i].component[model::fee] + flow.duty_usd_per_t);
    };
    sum += paid(after, is) - paid(before, was);
  }
  return days_a_year * sum;
}
TEST_F(invest_study, every_choice_of_a_small_case_is_worth_what_its_scenarios_are) {
  const auto path = write_case(folder, tiny_choice());
  diagnostics report;
  const auto base = cases::read_case(path, {}, report);
  ASSERT_TRUE(base) << to_string(report.findings.front());
  model::run_options options;
  options.threads = 1;
  const auto anchors = model::observed_demand(*base, options).anchors;
  const auto before = model::solve_case(*base, anchors, options);
  const int opening[] = {2023, 2025, 2024, 2026};
  const double cost[] = {1e6, 0.2e6, 3e6, 5e6};
  std::vector<double> yearly(16);
  for (project_set set = 1; set < 16; ++set) {
    std::vector<std::string> scenarios;
    for (std::size_t i = 0; i < 4; ++i)
      if (set >> i & 1) scenarios.emplace_back(built_on_tiny[i]);
    const auto data = cases::read_case(path, scenarios, report);
    ASSERT_TRUE(data);
    yearly[set] = welfare_usd(before, model::solve_case(*data, anchors, options));
  }
  double best = 0;
  project_set best_set = 0;
  for (project_set set = 0; set < 16; ++set) {
    double worth = 0, spent = 0;
    for (std::size_t i = 0; i < 4; ++i)
      if (set >> i & 1) spent += cost[i];
    for (int year = 2023; year < 2033; ++year) {
      project_set open = 0;
      for (std::size_t i = 0; i < 4; ++i)
        if ((set >> i & 1) && opening[i] <= year) open |= project_set{1} << i;
      worth += yearly[open] / std::pow(1.04, year - 2023);
    }
    if (spent <= 6.2e6 && worth > best) {
      best = worth;
      best_set = set;
    }
  }
  choose(path.string() + " --budget 6.2e6 --steps 1 --years 10 --rate 0.04");
  EXPECT_NEAR(figure("value_usd FROM invest_frontier") / best, 1, 1e-5);
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(figure("is_chosen FROM invest_projects WHERE investment_id = '" +
                     std::string(built_on_tiny[i]) + "'"),
              (best_set >> i & 1))
        << built_on_tiny[i];
  EXPECT_EQ(figure("count(*) FROM invest_frontier WHERE answer = 'certified' AND bound = 'every "
                   "set'"),
            1);
}
// Four roads, six tonnes, an hour costs a dollar (Braess 1968). With f on each of both ways and 6 -
// 2f across, both cost the same where 0.01 + 10 (6 - f) + 50 + f is 0.02 + 20 (6 - f) + 10 + 6 -
// 2f.
TEST_F(invest_study, a_road_that_harms_is_left_alone) {
  case_files files = {
      {"case.toml",
       "title = \"Braess\"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\nper = \"day\"\n\n"
       "[equilibrium]\nmodel = \"user\"\ntolerance = 1e-12\n"},
      {"nodes.csv",
       "node_id,name,country,node_type,x_coord,y_coord,source\n"
       "s,S,AAA,field,0,0,survey\na,A,AAA,field,1,1,survey\nb,B,AAA,field,1,-1,survey\n"
       "t,T,BBB,field,2,0,survey\n"},
      {"links.csv",
       "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,"
       "alpha,beta,source\n"
       "sa,s,a,road,1,0.01,1,bpr,1000,1,survey\nat,a,t,road,1,50,1,bpr,0.02,1,survey\n"
       "sb,s,b,road,1,50,1,bpr,0.02,1,survey\nbt,b,t,road,1,0.01,1,bpr,1000,1,survey\n"},
      {"vehicles.csv",
       "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
       "truck,Truck,road,1,0,1,1,survey\n"},
      {"commodities.csv",
       "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
       "dispersion_usd_per_t,elasticity,vehicles,source\n"
       "grain,Grain,t,bulk,200,0,2,0,truck,survey\n"},
      {"transfers.csv",
       "transfer_id,node_id,from_mode,to_mode,cost_usd_per_t,time_h,source\n"
       "load,,origin,road,0,0,survey\nunload,,road,destination,0,0,survey\n"},
      {"demand.csv",
       "origin_node_id,destination_node_id,commodity_id,quantity,source\ns,t,grain,6,survey\n"},
      {"sources.toml", "[survey]\ntitle = \"A survey\"\nconfidence = \"measured\"\n"},
      {"scenarios/across.toml",
       edit_of("links", "",
               "link_id = \"ab\", from_node_id = \"a\", to_node_id = \"b\", mode = \"road\", "
               "length_km = 1, free_time_h = 10, capacity_pce_per_day = 1, delay = \"bpr\", alpha "
               "= 0.1, beta = 1, source = \"survey\"")},
      {"investments.csv",
       "investment_id,scenario,cost_usd,countries,source\nacross,across,1,AAA,survey\n"},
  };
  choose(write_case(folder, files).string() + " --years 1 --rate 0");
  const double f = 26.01 / 13, with_road = 0.01 + 10 * (6 - f) + 50 + f;
  const double without = 0.01 + 10 * 3 + 50 + 3;
  EXPECT_NEAR(figure("alone_usd FROM invest_projects"), -6 * (with_road - without) * 365, 1e-3);
  EXPECT_EQ(figure("sum(investments) FROM invest_frontier"), 0);
  EXPECT_EQ(figure("sum(value_usd) FROM invest_frontier"), 0);
}
TEST_F(invest_study, who_gains_and_who_pays_sums_to_what_is_gained_and_paid) {
  choose(write_case(folder, tiny_choice()).string() + " --years 10 --steps 4");
  EXPECT_NEAR(figure("sum(surplus_usd_per_year + paid_usd_per_year) FROM invest_countries") /
                  figure("welfare_usd_per_year FROM invest_frontier ORDER BY budget_usd DESC "
                         "LIMIT 1"),
              1, 1e-4);
  EXPECT_NEAR(figure("sum(gain_usd) FROM invest_countries") /
                  figure("value_usd FROM invest_frontier ORDER BY budget_usd DESC LIMIT 1"),
              1, 1e-4);
  EXPECT_NEAR(figure("sum(pays_usd) FROM invest_countries") -
                  figure("cost_usd FROM invest_frontier ORDER BY budget_usd DESC LIMIT 1"),
              0, 1e-6);
  // More money never buys less.
  EXPECT_EQ(figure("count(*) FROM invest_frontier a JOIN invest_frontier b ON a.budget_usd < "
                   "b.budget_usd AND a.value_usd > b.value_usd + 1"),
            0);
  EXPECT_EQ(figure("count(*) FROM invest_frontier WHERE cost_usd > budget_usd"), 0);
}
TEST_F(invest_study, keeps_to_the_budget_of_each_country) {
  const auto path = write_case(folder, tiny_choice()).string();
  choose(path + " --budgets 'AAA=0.3e6; BBB=3.8e6' --steps 1");
  EXPECT_LE(figure("pays_usd FROM invest_countries WHERE country = 'AAA'"), 0.3e6);
  EXPECT_LE(figure("pays_usd FROM invest_countries WHERE country = 'BBB'"), 3.8e6);
  EXPECT_EQ(figure("is_chosen FROM invest_projects WHERE investment_id = 'second_bridge'"), 0);
  choose(path + " --budgets 'BBB=0' --steps 1");
  EXPECT_EQ(figure("count(*) FROM invest_projects WHERE is_chosen = 1 AND investment_id <> "
                   "'fast_boat'"),
            0);
}
// A state with debt just below the threshold of 55 % may not borrow what the bridge costs, unless
// the bridge's income repays it.
TEST_F(invest_study, keeps_states_below_the_threshold_of_their_debt) {
  auto files = tiny_choice();
  files["economies.csv"] =
      "country,figure,value,source\n"
      "AAA,base_year,2023,survey\nAAA,gdp_usd,20.5e6,survey\nAAA,public_debt,0.54,survey\n"
      "AAA,external_debt,0,survey\nAAA,growth,0,survey\nAAA,primary_balance,0,survey\n"
      "AAA,exports,0.4,survey\nAAA,revenue,0.25,survey\nAAA,external_rate,0.05,survey\n"
      "AAA,external_maturity_years,20,survey\nAAA,external_share,0,survey\n"
      "AAA,capacity,medium,survey\n";
  const auto path = write_case(folder, files).string();
  choose(path + " --steps 1");
  EXPECT_EQ(figure("is_chosen FROM invest_projects WHERE investment_id = 'second_bridge'"), 1);
  EXPECT_GT(figure("public_debt_peak FROM invest_countries WHERE country = 'AAA'"), 0.55);
  // Its limit leaves few enough of the 16 sets to solve them all.
  choose(path + " --steps 1 --debt public --most 9");
  EXPECT_EQ(figure("answer = 'certified' AND bound = 'every set' FROM invest_frontier"), 1);
  EXPECT_EQ(figure("is_chosen FROM invest_projects WHERE investment_id = 'second_bridge'"), 0);
  EXPECT_LE(figure("public_debt_peak FROM invest_countries WHERE country = 'AAA'"), 0.55);
  EXPECT_NEAR(figure("public_debt_peak_without FROM invest_countries WHERE country = 'AAA'"), 0.54,
              1e-9);
}
TEST_F(invest_study, says_where_its_answer_is_only_the_best_found) {
  const auto path = write_case(folder, tiny_choice()).string();
  choose(path + " --steps 1 --most 9");
  EXPECT_EQ(figure("count(*) FROM invest_frontier WHERE answer = 'best found' AND bound = "
                   "'first-order gains'"),
            1);
}
TEST_F(invest_study, of_one_group_takes_one) {
  auto files = tiny_choice();
  files["investments.csv"] =
      "investment_id,cells,cost_usd,group,source\n"
      "some,crossings.bridge.wait_h=1.5,1,bridge,survey\n"
      "more,crossings.bridge.wait_h=1;crossings.bridge.fee_usd_per_vehicle=90,2,bridge,survey\n";
  choose(write_case(folder, files).string() + " --steps 1");
  EXPECT_EQ(figure("sum(is_chosen) FROM invest_projects"), 1);
  EXPECT_EQ(figure("is_chosen FROM invest_projects WHERE investment_id = 'more'"), 1);
}
TEST_F(invest_study, refuses_what_has_no_meaning) {
  const std::string head =
      "investment_id,scenario,cells,cost_usd,countries,cost_shares,project_id,"
      "start_year,opening_year,source\n";
  const std::pair<std::string, const char*> rows[] = {
      {"a,,,1,,,,,,survey\n", "nothing says what this builds"},
      {"a,no_such,,1,,,,,,survey\n", "there is no such scenario"},
      {"a,winter,,1,,,,,,survey\n", "it changes more than the network"},
      {"a,,crossings.bridge.wait_h=2,1,,,,,,survey\n", "it changes nothing"},
      {"a,,crossings.bridge.wait_h,1,,,,,,survey\n", "its value is not said"},
      {"a,,crossings.bridge.wait_h=-1,1,,,,,,survey\n", "is not allowed there"},
      {"a,,crossings.nowhere.wait_h=1,1,,,,,,survey\n", "has no such row"},
      {"a,,demand.farm/city_b/grain.quantity=2,1,,,,,,survey\n",
       "it changes more than the network"},
      {"a,,crossings.bridge.wait_h=1,,,,,,,survey\n", "what this costs is not said"},
      {"a,,crossings.bridge.wait_h=1,1,AAA;AAA,,,,,survey\n", "a country is named twice"},
      {"a,,crossings.bridge.wait_h=1,1,AAA;BBB,1,,,,survey\n", "not one share for each country"},
      {"a,,crossings.bridge.wait_h=1,1,,,,2024,2024,survey\n", "opens before anything is spent"},
      {"a,,crossings.bridge.wait_h=1,1,,,nothing,,,survey\n", "there is no such project"},
      {"a,,crossings.bridge.wait_h=1,1,,,,,,survey\nb,,crossings.bridge.wait_h=0,1,,,,,,survey\n",
       "it changes a cell that 'a' changes too"}};
  for (const auto& [row, message] : rows) {
    auto files = tiny_choice();
    files["investments.csv"] = head + row;
    const auto run = choose(write_case(folder, files).string(), 2);
    EXPECT_NE(run.err.find("investments.csv"), std::string::npos) << row << run.err;
    EXPECT_NE(run.err.find(message), std::string::npos) << row << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
  const auto path = write_case(folder, tiny_choice()).string();
  for (const auto& [what, message] :
       {std::pair<std::string, const char*>{" --budgets AAA", "its budget is not said"},
        {" --budgets CCC=1", "this country pays for no investment"},
        {" --budgets 'AAA=1;AAA=2'", "said twice"},
        {" --budgets AAA=-1", "this is no budget"},
        {" --debt public", "the case has no economies"},
        {" --budget -1", "budget"}}) {
    const auto run = choose(path + what, 2);
    EXPECT_NE(run.err.find(message), std::string::npos) << run.err;
  }
}
TEST_F(invest_study, manual_shows_real_output) {
  const std::string command = "invest cases/heihe --budget 300e6 --steps 3";
  const auto run = choose(AMUR_PROJECT_DIR "/cases/heihe --budget 300e6 --steps 3");
  expect_printed("docs/invest.md", "amur " + command, run.out, 20);
}

}  // namespace
}  // namespace amur::test

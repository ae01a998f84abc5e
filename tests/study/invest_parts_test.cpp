// Investments built in part, held against a closed form and the same parts built as wholes.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "amur/case/case_reader.h"
#include "support/invest_desk.h"
#include "support/manual_page.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

class invest_parts : public invest_desk {
 protected:
  [[nodiscard]] double share_of(const std::string& id) const {
    return figure("share FROM invest_projects WHERE investment_id = '" + id + "'");
  }
};

// Two roads that share nobody, each with a day's grain, whose time is t0 (1 + (v / c)^2).
case_files two_roads() {
  auto files = tiny_case();
  for (const auto* gone :
       {"transfers.csv", "crossings.csv", "calendars.csv", "duties.csv", "bans.csv", "claims.toml",
        "observations.toml", "scenarios/free_bridge.toml", "scenarios/half_fee.toml",
        "scenarios/winter.toml"})
    files.erase(gone);
  files["nodes.csv"] =
      "node_id,name,country,node_type,x_coord,y_coord,source\n"
      "a,A,AAA,field,127,50,survey\nb,B,BBB,city,128,50,survey\n"
      "c,C,AAA,field,127,51,survey\nd,D,BBB,city,128,51,survey\n";
  files["links.csv"] =
      "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,"
      "alpha,beta,source\n"
      "south,a,b,road,100,2,100,bpr,1,2,survey\n"
      "north,c,d,road,100,3,100,bpr,1,2,survey\n";
  files["commodities.csv"] =
      "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
      "dispersion_usd_per_t,vehicles,source\n"
      "grain,Grain,t,bulk,200,0.1,1,truck,survey\n";
  files["vehicles.csv"] =
      "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
      "truck,Truck,road,20,1,10,2,survey\n";
  files["transfers.csv"] =
      "transfer_id,node_id,from_mode,to_mode,handling,cost_usd_per_t,time_h,source\n"
      "load,,origin,road,,1,0,survey\nunload,,road,destination,,1,0,survey\n";
  files["demand.csv"] =
      "origin_node_id,destination_node_id,commodity_id,quantity,source\n"
      "a,b,grain,1000,survey\nc,d,grain,600,survey\n";
  files["investments.csv"] =
      "investment_id,cells,cost_usd,countries,opening_year,source\n"
      "widen_south,links.south.capacity_pce_per_day=300,3e6,AAA,2023,survey\n"
      "widen_north,links.north.capacity_pce_per_day=200,2e6,BBB,2023,survey\n";
  return files;
}
// What a year brings at these shares: a tonne's hour costs 10 / 20 and 0.1 dollars, and twenty of
// them are two cars.
double yearly_usd(double south, double north) {
  const auto road = [](double t, double hours, double capacity, double more, double share) {
    const double volume = 2 * t / 20;
    const auto time_h = [&](double c) { return hours * (1 + std::pow(volume / c, 2)); };
    return 365 * t * (10.0 / 20 + 0.1) * (time_h(capacity) - time_h(capacity + share * more));
  };
  return road(1000, 2, 100, 200, south) + road(600, 3, 100, 100, north);
}

TEST_F(invest_parts, of_two_roads_are_what_the_closed_form_says) {
  const auto path = write_case(folder, two_roads()).string();
  for (const double budget : {1e6, 2e6, 3e6, 4e6}) {
    double best = 0, best_south = 0;
    for (int i = 0; i <= 30000; ++i) {
      const double south = i / 30000.0, north = std::min(1.0, (budget - 3e6 * south) / 2e6);
      if (north < 0) break;
      if (const double worth = yearly_usd(south, north); worth > best) {
        best = worth;
        best_south = south;
      }
    }
    std::ostringstream asked;
    asked << path << " --continuous --steps 1 --years 1 --rate 0 --budget " << budget;
    choose(asked.str());
    EXPECT_NEAR(figure("value_usd FROM invest_frontier") / best, 1, 1e-5) << budget;
    EXPECT_NEAR(share_of("widen_south"), best_south, 0.02) << budget;
    EXPECT_LE(figure("cost_usd FROM invest_frontier"), budget * (1 + 1e-9));
    EXPECT_GE(figure("bound_usd FROM invest_frontier"), best * (1 - 1e-6));
    EXPECT_LE(figure("bound_usd FROM invest_frontier"), best * 1.01);
    // A USD more is worth the same on either, unless one of them is whole.
    const double south = share_of("widen_south"), north = share_of("widen_north");
    if (south > 0.01 && south < 0.99 && north > 0.01 && north < 0.99) {
      EXPECT_NEAR(figure("min(next_usd) / max(next_usd) FROM invest_projects"), 1, 0.02);
    }
    const double gain_usd = yearly_usd(south, north) - yearly_usd(0, north);
    EXPECT_NEAR(figure("last_usd FROM invest_projects WHERE investment_id = 'widen_south'"),
                gain_usd, 1e-4 * best);
  }
}

TEST_F(invest_parts, are_paid_by_those_who_pay_within_what_they_may) {
  const auto path = write_case(folder, two_roads()).string();
  choose(path + " --continuous --steps 1 --budgets 'AAA=0.6e6; BBB=0.5e6'");
  EXPECT_NEAR(share_of("widen_south"), 0.2, 1e-9);
  EXPECT_NEAR(share_of("widen_north"), 0.25, 1e-9);
  EXPECT_NEAR(figure("pays_usd FROM invest_countries WHERE country = 'AAA'"), 0.6e6, 1e-3);
  EXPECT_NEAR(figure("pays_usd FROM invest_countries WHERE country = 'BBB'"), 0.5e6, 1e-3);
  EXPECT_NEAR(
      figure("sum(gain_usd) FROM invest_countries") / figure("value_usd FROM invest_frontier"), 1,
      1e-7);
}

// The cells that a part sets, written by hand into a list of wholes, are worth the same.
void expect_same_as_wholes(const std::filesystem::path& path, const std::filesystem::path& result,
                           const std::string& options,
                           const std::map<std::string, std::array<double, 2>>& wait_h) {
  ASSERT_EQ(run_program("invest " + path.string() + " --continuous --steps 1 " + options + " -o " +
                        result.string())
                .exit_code,
            0);
  const double worth = ask(result, "SELECT value_usd FROM invest_frontier"),
               cost = ask(result, "SELECT cost_usd FROM invest_frontier");
  std::ostringstream list;
  list.precision(17);
  list << "investment_id,cells,cost_usd,source\n";
  double spent = 0;
  int parts = 0;
  for (const auto& [id, hours] : wait_h) {
    const auto of = "FROM invest_projects WHERE investment_id = '" + id + "'";
    const double share = ask(result, "SELECT share " + of);
    if (share == 0) continue;
    parts += share < 1;
    const double part_cost = share * ask(result, "SELECT cost_usd " + of);
    spent += part_cost;
    list << id << ",crossings." << id << ".wait_h=" << hours[0] + share * (hours[1] - hours[0])
         << "," << part_cost << ",assumed\n";
  }
  EXPECT_GT(parts, 0);
  EXPECT_NEAR(spent / cost, 1, 1e-9);
  std::ofstream(path / "investments.csv") << list.str();
  ASSERT_EQ(run_program("invest " + path.string() + " --steps 1 -o " + result.string()).exit_code,
            0);
  const double whole = ask(result, "SELECT value_usd FROM invest_frontier WHERE abs(cost_usd / " +
                                       std::to_string(spent) + " - 1) < 1e-6");
  EXPECT_NEAR(worth / whole, 1, 1e-5);
}

TEST_F(invest_parts, on_khorgos_are_worth_what_the_same_wholes_are) {
  AMUR_NEEDS_DATA(khorgos);
  const auto path = khorgos_with(
      "investment_id,cells,cost_usd,source\n"
      "khorgos_road,crossings.khorgos_road.wait_h=10,80e6,assumed\n"
      "dostyk_road,crossings.dostyk_road.wait_h=16,50e6,assumed\n"
      "caspian,crossings.caspian.wait_h=12,150e6,assumed\n");
  std::map<std::string, std::array<double, 2>> wait_h{
      {"khorgos_road", {0, 10}}, {"dostyk_road", {0, 16}}, {"caspian", {0, 12}}};
  diagnostics report;
  const auto data = cases::read_case(path, {}, report);
  ASSERT_TRUE(data);
  for (const auto& crossing : data->crossings)
    if (const auto at = wait_h.find(crossing.id); at != wait_h.end())
      at->second[0] = crossing.wait_h;
  expect_same_as_wholes(path, result, "--budget 120e6", wait_h);
}

TEST_F(invest_parts, stand_beside_what_can_only_be_whole) {
  auto files = two_roads();
  files["scenarios/third.toml"] =
      "[[edit]]\ntable = \"links\"\naction = \"add\"\nvalues = { link_id = \"third\", from_node_id "
      "= \"a\", to_node_id = \"b\", mode = \"road\", length_km = 90, free_time_h = 1, source = "
      "\"survey\" }\n";
  files["investments.csv"] += "third,,1e3,AAA,2023,survey\n";
  edit(files, "investments.csv", "investment_id,cells", "investment_id,scenario,cells");
  edit(files, "investments.csv", "widen_south,", "widen_south,,");
  edit(files, "investments.csv", "widen_north,", "widen_north,,");
  edit(files, "investments.csv", "third,,", "third,third,,");
  const auto path = write_case(folder, files).string();
  choose(path + " --continuous --steps 1 --budget 4e6");
  EXPECT_EQ(share_of("third"), 1);
  EXPECT_GT(share_of("widen_north"), 0);
  EXPECT_NEAR(figure("cost_usd FROM invest_frontier"),
              2e6 * share_of("widen_north") + 3e6 * share_of("widen_south") + 1e3, 1e-3);
  files["investments.csv"] =
      "investment_id,scenario,cells,cost_usd,countries,opening_year,source\n"
      "third,third,,1e3,AAA,2023,survey\n";
  const auto none = choose(write_case(folder, files).string() + " --continuous", 2);
  EXPECT_NE(none.err.find("none of the investments can be built in part"), std::string::npos);
}

TEST_F(invest_parts, of_heihe_are_what_the_manual_shows) {
  const std::string options = " --budget 400e6 --steps 1 --continuous";
  const auto run = choose(AMUR_PROJECT_DIR "/cases/heihe" + options);
  expect_printed("docs/invest.md", "amur invest cases/heihe" + options, run.out, 15);
}

TEST_F(invest_parts, refuse_what_is_about_wholes) {
  const auto path = write_case(folder, two_roads()).string();
  for (const auto* option : {"--most 10", "--debt public"}) {
    const auto run = choose(path + " --continuous " + option, 2);
    EXPECT_NE(run.err.find("this is about choices of whole investments"), std::string::npos)
        << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

TEST_F(invest_parts, are_the_same_for_any_number_of_threads) {
  const auto path = write_case(folder, two_roads()).string();
  choose(path + " --continuous --steps 3 --threads 1");
  const auto one = dump(result);
  choose(path + " --continuous --steps 3 --threads 4");
  EXPECT_EQ(one, dump(result));
}

}  // namespace
}  // namespace amur::test

// amur optimal-network: its tables, its answer, and what it refuses.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "support/africa_network.h"
#include "support/program.h"

namespace amur::test {
namespace {

using nlohmann::json;

const std::string corridor = AMUR_PROJECT_DIR "/examples/corridor";

// The example's tables, with some of them changed.
struct copied_corridor {
  temporary_folder folder;

  copied_corridor() {
    for (const char* file : {"places.csv", "products.csv", "roads.csv"})
      folder.write(file, slurp(corridor + "/" + file));
  }
  void change(const std::string& file, const std::string& from, const std::string& to) {
    auto text = slurp(folder.path() / file);
    text.replace(text.find(from), from.size(), to);
    folder.write(file, text);
  }
  [[nodiscard]] program_run run(const std::string& options) const {
    return run_program("optimal-network " + folder.path().string() + " " + options);
  }
};

TEST(network_command, manual_shows_real_output) {
  const auto run = run_program("optimal-network " + corridor + " --budget 10 --alpha 0.7");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto page = slurp(AMUR_PROJECT_DIR "/docs/invest.md");
  std::istringstream output(run.out);
  std::size_t shown = 0;
  for (std::string line; std::getline(output, line); ++shown) {
    // The time that it took, wherever it stands.
    std::smatch time;
    if (std::regex_search(line, time, std::regex("; [0-9.]+ s")))
      line.resize(static_cast<std::size_t>(time.position()));
    EXPECT_NE(page.find(line), std::string::npos) << line;
  }
  EXPECT_GT(shown, 10U);
}

TEST(network_command, writes_what_it_prints) {
  const temporary_folder out;
  const auto roads = (out.path() / "roads.csv").string(), places = (out.path() / "p.csv").string();
  const auto run =
      run_program("optimal-network " + corridor + " --budget 10 --alpha 0.7 --json -o " + roads +
                  " --places " + places);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = json::parse(run.out);
  EXPECT_FALSE(answer["local"].get<bool>());
  EXPECT_LT(answer["gap"].get<double>(), 1e-10);
  EXPECT_GT(answer["welfare"].get<double>(), answer["welfare_before"].get<double>());
  double spent = 0;
  for (const auto& each : answer["roads"]) spent += each["cost"].get<double>();
  EXPECT_NEAR(spent, 10, 1e-6);
  const auto table = slurp(roads);
  EXPECT_TRUE(table.starts_with(
      "from,to,infrastructure_before,infrastructure,cost,goods,goods_back\nPort,Junction,40,"));
  EXPECT_TRUE(slurp(places).starts_with("place,consumption_before,consumption,price_index_before"));
}

TEST(network_command, a_zone_spends_no_more_than_its_own_budget) {
  copied_corridor world;
  world.folder.write("zones.csv", "zone,budget\nnorth,1\n");
  world.change("roads.csv", "price\n", "price,zone\n");
  world.change("roads.csv", "100,0.10\n", "100,0.10,north\n");
  for (const char* row : {"100,0.12\n", "80,0.08\n", "100,0.15\n", "60,0.05\n"}) {
    std::string with_zone(row);
    with_zone.back() = ',';
    world.change("roads.csv", row, with_zone + "\n");
  }
  const auto run = world.run("--budget 10 --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = json::parse(run.out);
  EXPECT_NEAR(answer["roads"][0]["cost"].get<double>(), 1, 1e-6);
  EXPECT_GT(answer["zones"][0]["budget_price"].get<double>(), 0);
}

TEST(network_command, refuses_what_makes_no_problem_and_says_where) {
  struct {
    const char *file, *from, *to, *told;
  } const mistakes[] = {
      {"roads.csv", "Port,Junction", "Port,Juncton",
       "roads.csv, row 2, field 'to', value 'Juncton': unknown name (did you mean 'Junction'?)"},
      {"roads.csv", "40,100", "40,30",
       "roads.csv, row 2, field 'most_infrastructure', value '30': this is less than there is"},
      {"roads.csv", "0.25", "0", "roads.csv, row 2, field 'cost_factor', value '0'"},
      {"roads.csv", "Port,Junction", "Port,Port", "the road leads to where it starts"},
      {"places.csv", "Mine,1", "Port,1", "places.csv, row 5, field 'place', value 'Port'"},
      {"places.csv", "Port,4", "Port,-4", "places.csv, row 2, field 'population', value '-4'"},
      {"places.csv", "Mine,1", "Mine,0",
       "products.csv, field 'good', value 'ore': 'Port' can't have this good"},
      {"products.csv", "productivity", "output", "field 'productivity': this column is missing"}};
  for (const auto& each : mistakes) {
    copied_corridor world;
    world.change(each.file, each.from, each.to);
    const auto kept = world.folder.write("out.csv", "earlier");
    const auto run = world.run("--budget 10 -o " + kept.string());
    EXPECT_EQ(run.exit_code, 2) << each.to;
    EXPECT_NE(run.err.find(each.told), std::string::npos) << run.err;
    EXPECT_EQ(slurp(kept), "earlier");
  }
  const copied_corridor world;
  EXPECT_EQ(world.run("--budget 10 --sigma 1").exit_code, 2);
  EXPECT_EQ(world.run("--budget 10 --alpha 1").exit_code, 2);
  EXPECT_EQ(world.run("--budget -1").exit_code, 2);
  EXPECT_EQ(world.run("").exit_code, 2);
  EXPECT_EQ(world.run("--budget 1 -o " + (world.folder.path() / "roads.csv").string()).exit_code,
            2);
}

TEST(network_command, the_published_network_from_tables_is_the_solvers_own) {
  const std::string run_name = "22g_10b_fixed_cgc_sigma3.8_rho0";
  AMUR_NEEDS_DATA(africa_file("optimal_network/nodes_" + run_name + ".csv"));
  const auto problem = read_africa(run_name).problem;
  const temporary_folder folder;
  std::ostringstream places, products, roads;
  for (auto* each : {&places, &products, &roads}) each->precision(17);
  places << "place,population\n";
  products << "place,good,productivity\n";
  roads << "from,to,cost_factor,infrastructure,most_infrastructure,price\n";
  for (std::size_t j = 0; j < problem.places; ++j) {
    places << j << ',' << problem.population[j] << '\n';
    for (std::size_t n = 0; n < problem.goods; ++n)
      if (const double each = problem.productivity[j * problem.goods + n]; each > 0)
        products << j << ",g" << n << ',' << each << '\n';
  }
  for (const auto& each : problem.roads)
    roads << each.from << ',' << each.to << ',' << each.cost_factor << ','
          << each.least_infrastructure << ',' << each.most_infrastructure << ',' << each.price
          << '\n';
  folder.write("places.csv", places.str());
  folder.write("products.csv", products.str());
  folder.write("roads.csv", roads.str());
  const auto run = run_program("optimal-network " + folder.path().string() +
                               " --budget 10000 --alpha 0.7 --sigma 3.8 --gamma 0.946 "
                               "--beta 1.1773916 --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = json::parse(run.out);
  EXPECT_NEAR(answer["welfare"].get<double>() / 6610687.0473, 1, 1e-9);
  EXPECT_NEAR(answer["welfare_before"].get<double>() / 6606269.6411, 1, 1e-9);
}

}  // namespace
}  // namespace amur::test

// Corridors: where the chart ends, what its steps are, and what is observed of it.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/staged_case.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

const std::string heihe = AMUR_PROJECT_DIR "/cases/heihe";

class corridor_study : public testing::Test {
 protected:
  program_run draw(const std::string& what) {
    auto run = run_program("corridor " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run;
  }
  // Each alternative's last row ends where `amur paths` says that its journey does.
  void expect_paths_figures(const std::string& what) {
    draw(what);
    const auto paths = run_program("paths " + what + " --json");
    ASSERT_EQ(paths.exit_code, 0) << paths.err;
    std::size_t compared = 0;
    const auto told = nlohmann::json::parse(paths.out);
    for (const auto& flow : told.at("flows"))
      for (const auto& way : flow.at("alternatives")) {
        // The screen of paths lists less likely ones too.
        if (way.at("share").get<double>() < 1e-3) break;
        const auto last = " FROM corridor WHERE commodity_id = '" +
                          flow.at("commodity_id").get<std::string>() +
                          "' AND rank = " + std::to_string(way.at("rank").get<int>()) +
                          " ORDER BY step DESC LIMIT 1";
        for (const auto& [ends, whole] :
             {std::pair{"at_km", "length_km"}, std::pair{"at_h", "time_h"},
              std::pair{"at_cost", "cost"}}) {
          const double expected = way.at(whole).get<double>();
          EXPECT_NEAR(ask(result, std::string("SELECT ") + ends + last), expected,
                      1e-9 * (1 + expected))
              << what << " " << whole;
        }
        if (++compared == 5) return;
      }
    EXPECT_GT(compared, 0U);
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "corridor.gpkg";
};

TEST_F(corridor_study, chart_ends_at_the_door_to_door_figures_of_paths) {
  expect_paths_figures(write_case(folder, tiny_case()).string() +
                       " --from farm --to city_b --commodity grain");
  expect_paths_figures(heihe + " --from moscow --to shanghai --commodity food_containers");
  expect_paths_figures(heihe + " --from tambovka --to heihe --commodity soybeans");
  const auto khorgos = data_dir() / "cases/khorgos";
  if (std::filesystem::exists(khorgos))
    expect_paths_figures(khorgos.string() + " --from shanghai --to moscow");
}

// A truck of 20 t pays 100 USD at the bridge and waits 2 h there; the bridge's own 0.5 h are
// stretched by its traffic, 60 visitors and grain in trucks, by 0.15 (v / 3000)^4.
TEST_F(corridor_study, border_of_the_tiny_case_is_what_its_rows_say) {
  draw(write_case(folder, tiny_case()).string() + " --from farm --to city_b --commodity grain");
  const std::string bridge = " FROM corridor_indicators WHERE crossing_id = 'bridge'";
  const double pce = figure("sum(pce) FROM links WHERE link_id = 'bridge_link'");
  EXPECT_GT(pce, 0);
  EXPECT_NEAR(figure("clearance_h" + bridge), 2 + 0.5 * 0.15 * std::pow(pce / 3000, 4), 1e-9);
  EXPECT_NEAR(figure("clearance_usd" + bridge), 100, 1e-9);
  // The farm's road: 100 km in 2 h, then the bridge's stop. 1 USD/km and 10 USD/h for 20 t.
  const std::string first =
      " FROM corridor_indicators WHERE scope = 'section' AND from_node_id = 'farm' AND to_node_id "
      "= 'bank_a' AND rank = (SELECT rank" +
      bridge + ")";
  const double stop_h = figure("clearance_h" + bridge);
  EXPECT_NEAR(figure("swod_kmh" + first), 50, 1e-9);
  EXPECT_NEAR(figure("swd_kmh" + first), 100 / (2 + stop_h), 1e-9);
  EXPECT_NEAR(figure("usd_per_500km_20t" + first), 5 * (100 + 10 * (2 + stop_h) + 100), 1e-6);
  // The duty, 7 % of 200 USD, is paid at the border and is no part of what the corridor costs.
  EXPECT_NEAR(
      figure("cost FROM corridor WHERE kind = 'duty' AND rank = (SELECT rank" + bridge + ")"), 14,
      1e-9);
}

TEST_F(corridor_study, sections_add_up_to_the_corridor) {
  draw(heihe + " --from moscow --to shanghai --commodity food_containers");
  for (const auto* what : {"length_km", "time_h", "stop_h"})
    EXPECT_LT(figure(std::string("max(abs(total)) FROM (SELECT sum(") + what +
                     " * CASE scope WHEN 'section' THEN 1 WHEN 'corridor' THEN -1 ELSE 0 END) "
                     "total FROM corridor_indicators GROUP BY rank)"),
              1e-9)
        << what;
  EXPECT_EQ(figure("count(*) FROM corridor_indicators WHERE swd_kmh > swod_kmh * (1 + 1e-12)"), 0);
}

// Where crossings are simulated, journeys have a spread from the first of them on, and none before.
TEST_F(corridor_study, simulated_crossings_spread_what_comes_after_them) {
  auto files = staged_case();
  files["scenarios/simulated.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { \"crossing.delay\" = "
      "\"simulated\" }\n";
  const auto path = write_case(folder, files).string();
  draw(path + " -s simulated --from farm --to city_b --commodity grain");
  const std::string bridge =
      " FROM corridor WHERE rank = (SELECT rank FROM corridor WHERE kind = 'border' AND id = "
      "'bridge')";
  const double border = figure("step" + bridge + " AND kind = 'border'");
  const auto step = [](double at, const char* sign) {
    return std::string(" AND step ") + sign + " " + std::to_string(static_cast<int>(at));
  };
  EXPECT_EQ(figure("count(low_h)" + bridge + step(border, "<")), 0);
  EXPECT_EQ(figure("count(*) - count(low_h)" + bridge + step(border, ">=")), 0);
  EXPECT_EQ(figure("count(*)" + bridge + step(border, ">=") +
                   " AND NOT (low_h <= at_h AND at_h <= high_h AND low_h < high_h AND low_cost <= "
                   "at_cost AND at_cost <= high_cost)"),
            0);
  // An hour is worth the same everywhere: the truck's 10 USD for 20 t and the grain's 0.1.
  EXPECT_NEAR(figure("max((high_cost - low_cost) / (high_h - low_h))" + bridge), 0.6, 1e-9);
  draw(path + " --from farm --to city_b --commodity grain");
  EXPECT_EQ(figure("count(low_h) FROM corridor"), 0);
}

TEST_F(corridor_study, observations_of_a_corridor_stand_beside_it_and_not_beside_a_run) {
  auto files = tiny_case();
  files.at("observations.toml") +=
      "\n[[observation]]\nid = \"clear\"\nlabel = \"Clearing the bridge\"\nquery = \"SELECT "
      "clearance_h FROM corridor_indicators WHERE crossing_id = 'bridge'\"\nobserved = 4\nunit = "
      "\"h\"\nsource = \"survey\"\n";
  const auto path = write_case(folder, files).string();
  const auto said = draw(path + " --from farm --to city_b --commodity grain").out;
  EXPECT_NE(said.find("Clearing the bridge: observed 4.0, computed 2."), std::string::npos) << said;
  EXPECT_NEAR(figure("computed FROM observations WHERE observation_id = 'clear'"),
              figure("clearance_h FROM corridor_indicators WHERE crossing_id = 'bridge'"), 1e-12);
  const auto run = run_program("run " + path + " -o " + result.string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(figure("count(*) FROM observations WHERE observation_id = 'clear'"), 0);
}

TEST_F(corridor_study, picture_and_report_show_it_with_a_project_over_without) {
  const auto path = write_case(folder, tiny_case()).string();
  const auto without = folder.path() / "without.gpkg", svg = folder.path() / "chart.svg",
             html = folder.path() / "r.html";
  const std::string flow = " --from farm --to city_b --commodity grain";
  ASSERT_EQ(run_program("corridor " + path + flow + " -o " + without.string()).exit_code, 0);
  draw(path + flow + " -s free_bridge --beside " + without.string() + " --svg " + svg.string());
  const auto picture = read_text(svg);
  for (const auto* word : {"Grain: hours against distance", "Grain: cost against distance",
                           "with: ", "without: ", "Bridge"})
    EXPECT_NE(picture.find(word), std::string::npos) << word;
  EXPECT_EQ(picture.find("nan"), std::string::npos);
  const auto told =
      run_program("report " + without.string() + " " + result.string() + " -o " + html.string());
  ASSERT_EQ(told.exit_code, 0) << told.err;
  for (const auto* word : {"Time and cost against distance", "CAREC", "before: "})
    EXPECT_NE(read_text(html).find(word), std::string::npos) << word;
}

TEST_F(corridor_study, wrong_questions_are_refused) {
  for (const auto& [what, message] :
       {std::pair{" --from moscow --to shanghaii", "did you mean 'shanghai'?"},
        std::pair{" --from moscow", "--to is required"},
        std::pair{" --from moscow --to shanghai --beside x.gpkg", "--svg"}}) {
    const auto run = run_program("corridor " + heihe + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_NE(run.err.find(message), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

}  // namespace
}  // namespace amur::test

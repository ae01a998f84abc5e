// The commands end to end, as a user runs them.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

struct ran_case {
  temporary_folder folder;
  std::filesystem::path path, result;
  program_run run;

  explicit ran_case(const std::string& options = "", const case_files& files = tiny_case())
      : path(write_case(folder, files)), result(folder.path() / "r.gpkg") {
    run = run_program("run " + path.string() + " -o " + result.string() + " " + options);
  }
};

TEST(run_command, answers_on_the_screen_and_in_the_file) {
  const ran_case ran;
  EXPECT_EQ(ran.run.exit_code, 0) << ran.run.err;
  for (const char* part : {"Tiny", "Bridge", "Boat", "Grain", "The boat is used", "holds",
                           "cannot be told", "crossings/boat"})
    EXPECT_NE(ran.run.out.find(part), std::string::npos) << part << " not in\n" << ran.run.out;
  EXPECT_NEAR(ask(ran.result, "SELECT sum(quantity) FROM crossing_flows WHERE unit = 't'"), 1000,
              1e-6);
  EXPECT_NEAR(ask(ran.result, "SELECT computed FROM observations"), 1000, 1e-6);
  EXPECT_LT(ask(ran.result, "SELECT CAST(value AS REAL) FROM run WHERE name = 'conservation'"),
            1e-9);
}

TEST(run_command, markov_equilibrium_answers_end_to_end) {
  auto files = tiny_case();
  edit(files, "case.toml", "[equilibrium]\n", "[equilibrium]\nmodel = \"markov\"\n");
  const ran_case one("--threads 1", files), three("--threads 3", files);
  ASSERT_EQ(one.run.exit_code, 0) << one.run.err;
  EXPECT_EQ(dump(one.result), dump(three.result));
  EXPECT_LT(ask(one.result, "SELECT CAST(value AS REAL) FROM run WHERE name = 'conservation'"),
            1e-9);
  EXPECT_NEAR(ask(one.result, "SELECT delivered FROM by_commodity WHERE commodity_id = 'grain'"),
              1000, 1);
}

TEST(run_command, no_finite_solution_ends_with_code_1_and_one_message) {
  auto files = tiny_case();
  edit(files, "case.toml", "[equilibrium]\n", "[equilibrium]\nmodel = \"markov\"\n");
  edit(files, "commodities.csv", "grain,Grain,t,bulk,200,0.1,2,",
       "grain,Grain,t,bulk,200,0.1,200,");
  const ran_case ran("", files);
  EXPECT_EQ(ran.run.exit_code, 1);
  EXPECT_EQ(ran.run.err.find("error:"), ran.run.err.rfind("error:"));
  for (const char* part : {"no finite solution", "'grain'", "200 USD/t", "lower its"})
    EXPECT_NE(ran.run.err.find(part), std::string::npos) << part << " not in " << ran.run.err;
  EXPECT_FALSE(std::filesystem::exists(ran.result));
}

TEST(run_command, no_line_of_the_screen_is_wider_than_a_terminal) {
  const temporary_folder folder;
  const auto good =
      run_program("run " AMUR_PROJECT_DIR "/cases/heihe -o " + (folder.path() / "r.gpkg").string());
  EXPECT_EQ(good.exit_code, 0) << good.err;
  std::istringstream lines(good.out);
  for (std::string line; std::getline(lines, line);) {
    const auto width = std::count_if(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    EXPECT_LE(width, 100) << line;
  }
}

TEST(run_command, json_is_all_that_standard_output_holds) {
  const ran_case ran("--json");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const auto json = nlohmann::json::parse(ran.run.out);
  EXPECT_EQ(json["run"]["case_title"], "Tiny");
  EXPECT_EQ(json["run"]["status"], "converged");
  EXPECT_EQ(json["claims"].size(), 2U);
  EXPECT_EQ(json["crossings"][0]["crossing_id"], "bridge");
}

TEST(run_command, threads_do_not_change_a_byte_of_the_tables) {
  const ran_case one("--threads 1"), two("--threads 2");
  EXPECT_EQ(dump(one.result), dump(two.result));
}

TEST(run_command, heihe_gives_the_same_bytes_for_one_two_and_three_threads) {
  const temporary_folder folder;
  for (const char* threads : {"1", "2", "3"}) {
    const auto run = run_program(std::string("run " AMUR_PROJECT_DIR "/cases/heihe --threads ") +
                                 threads + " -o " + (folder.path() / threads).string() + ".gpkg");
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  const auto one = dump(folder.path() / "1.gpkg");
  EXPECT_EQ(one, dump(folder.path() / "2.gpkg"));
  EXPECT_EQ(one, dump(folder.path() / "3.gpkg"));
}

TEST(run_command, heihe_has_one_answer_by_run_toll_and_month) {
  const temporary_folder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string() + ".gpkg"; };
  const std::string heihe = AMUR_PROJECT_DIR "/cases/heihe -o ";
  ASSERT_EQ(run_program("run " + heihe + at("run")).exit_code, 0);
  ASSERT_EQ(run_program("toll " + heihe + at("toll") + " -c heihe_bridge --steps 2").exit_code, 0);
  ASSERT_EQ(run_program("run " + heihe + at("month") + " --from 2023-10 --to 2023-10").exit_code,
            0);
  const std::string sum = "SELECT sum(vehicles) FROM crossings WHERE crossing_id = 'heihe_bridge'";
  const double right = ask(at("run"), sum);
  EXPECT_GT(right, 10);
  EXPECT_NEAR(ask(at("toll"), sum), right, 1e-5 * right);
  EXPECT_NEAR(ask(at("toll"),
                  "SELECT vehicles_per_day FROM toll_curve WHERE "
                  "fee_usd_per_vehicle = 90"),
              right, 1e-5 * right);
  EXPECT_NEAR(ask(at("month"), sum), right, 1e-5 * right);
}

TEST(run_command, every_heihe_scenario_is_solved_and_conserves_freight) {
  const temporary_folder folder;
  const std::filesystem::path scenarios = AMUR_PROJECT_DIR "/cases/heihe/scenarios";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scenarios)) {
    const auto name = entry.path().stem().string();
    const auto result = folder.path() / (name + ".gpkg");
    const auto run =
        run_program("run " AMUR_PROJECT_DIR "/cases/heihe -s " + name + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << name << ": " << run.err;
    EXPECT_LT(ask(result, "SELECT CAST(value AS REAL) FROM run WHERE name = 'conservation'"), 1e-9);
    EXPECT_LT(ask(result, "SELECT max(abs(wanted - delivered - unserved)) FROM od"), 1e-6);
    ++count;
  }
  EXPECT_GE(count, 7U);
}

TEST(run_command, heihe_scenarios_move_freight_the_way_they_must) {
  const temporary_folder folder;
  const auto solve = [&](const std::string& name) {
    const auto result = folder.path() / ("r_" + name + ".gpkg");
    const auto run = run_program("run " AMUR_PROJECT_DIR "/cases/heihe " +
                                 (name.empty() ? "" : "-s " + name) + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return result;
  };
  const auto base = solve("");
  const std::string bridge = "SELECT sum(t) FROM crossings WHERE crossing_id = 'heihe_bridge'";
  const std::string port = "SELECT sum(t) FROM crossings WHERE crossing_id = 'heihe_port'";
  EXPECT_GT(ask(solve("bridge_toll_halved"), bridge), ask(base, bridge));
  EXPECT_GT(ask(solve("bridge_toll_zero"), bridge), ask(solve("bridge_toll_halved"), bridge));
  EXPECT_EQ(ask(solve("river_frozen"), port), 0);
  EXPECT_GT(ask(solve("river_frozen"), bridge), ask(base, bridge));
  EXPECT_EQ(ask(solve("border_closed"), bridge + " OR crossing_id = 'heihe_port'"), 0);
  const std::string goods =
      "SELECT sum(wanted) FROM od WHERE commodity_id = 'manufactured_goods' AND origin_country = "
      "'CHN'";
  EXPECT_LT(ask(solve("new_duty_on_chinese_goods"), goods), 0.99 * ask(base, goods));
  const std::string unserved = "SELECT value FROM totals WHERE name = 'freight unserved'";
  EXPECT_LT(ask(solve("sanctions_lifted"), unserved), 0.1 * ask(base, unserved));
  const std::string tongjiang = "SELECT sum(t) FROM crossings WHERE crossing_id = 'tongjiang_rail'";
  EXPECT_GT(ask(base, tongjiang), 0);
  EXPECT_EQ(ask(solve("rail_bridge_out"), tongjiang), 0);
}

TEST(run_command, takes_a_scenario_before_or_after_the_case) {
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  const auto run = run_program("run -s half_fee " + path.string() + " -o " +
                               (folder.path() / "r.gpkg").string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST(run_command, scenarios_stack_in_order) {
  const std::string fee = "SELECT fee_usd_per_vehicle FROM crossings WHERE crossing_id = 'bridge'";
  EXPECT_EQ(ask(ran_case().result, fee), 100);
  EXPECT_EQ(ask(ran_case("-s half_fee").result, fee), 50);
  EXPECT_EQ(ask(ran_case("-s half_fee -s half_fee").result, fee), 25);
  EXPECT_EQ(ask(ran_case("-s half_fee -s free_bridge").result, fee), 0);
  const ran_case winter("-s winter");
  EXPECT_EQ(ask(winter.result, fee), 50);
  EXPECT_EQ(ask(winter.result, "SELECT is_open FROM crossings WHERE crossing_id = 'boat'"), 0);
}

TEST(run_command, ends_with_1_where_no_equilibrium_was_found) {
  auto files = tiny_case();
  edit(files, "case.toml", "tolerance = 1e-8", "tolerance = 1e-15\nmax_iterations = 1");
  const ran_case ran("", files);
  EXPECT_EQ(ran.run.exit_code, 1);
  EXPECT_NE(ran.run.err.find("no equilibrium after 1 steps"), std::string::npos) << ran.run.err;
}

TEST(run_command, result_opens_in_gdal) {
  const ran_case ran;
  const temporary_folder folder;
  const auto out = folder.path() / "info";
  ASSERT_EQ(std::system(("ogrinfo -so " + ran.result.string() + " links >" + out.string()).c_str()),
            0);
  const auto info = slurp(out);
  EXPECT_NE(info.find("Geometry: Line String"), std::string::npos) << info;
  EXPECT_NE(info.find("WGS 84"), std::string::npos);
  EXPECT_NE(info.find("Feature Count: 8"), std::string::npos);
}

TEST(compare_command, says_what_changed) {
  const ran_case a, b("-s free_bridge");
  const auto text = run_program("compare " + a.result.string() + " " + b.result.string());
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_NE(text.out.find("fee_income_usd"), std::string::npos) << text.out;
  const auto json = nlohmann::json::parse(
      run_program("compare --json " + a.result.string() + " " + b.result.string()).out);
  const auto& bridge = json["crossings"][0];
  EXPECT_EQ(bridge["crossing_id"], "bridge");
  EXPECT_GT(bridge["t"]["change"], 0);
  EXPECT_EQ(bridge["fee_income_usd"]["b"], 0);
  EXPECT_EQ(json["b"]["scenarios"], "free_bridge");
}

TEST(compare_command, shows_the_top_and_what_is_above_the_threshold) {
  const ran_case a, b("-s free_bridge");
  const auto both = "compare " + a.result.string() + " " + b.result.string();
  const auto top = run_program(both + " --top 1");
  EXPECT_EQ(top.exit_code, 0) << top.err;
  EXPECT_NE(top.out.find("more with smaller changes (--top "), std::string::npos) << top.out;
  EXPECT_EQ(run_program(both + " --threshold 1").out.find("utilisation"), std::string::npos);
  EXPECT_EQ(run_program(both + " --top 0").exit_code, 2);
}

TEST(compare_command, refuses_what_is_no_result) {
  const ran_case a;
  const auto run =
      run_program("compare " + a.result.string() + " " + (a.path / "nodes.csv").string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("nodes.csv: this is not a GeoPackage"), std::string::npos) << run.err;
}

TEST(claims_command, prints_the_verdicts_of_a_result) {
  const ran_case a;
  const auto text = run_program("claims " + a.result.string());
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_NE(text.out.find("holds           \"The boat is used\" (crew; A survey)"),
            std::string::npos)
      << text.out;
  const auto json = nlohmann::json::parse(run_program("claims --json " + a.result.string()).out);
  EXPECT_EQ(json["claims"][1]["verdict"], "cannot be told");
}

TEST(check_command, accepts_the_built_in_case) {
  const auto run = run_program("check --json " AMUR_PROJECT_DIR "/cases/heihe");
  EXPECT_EQ(run.exit_code, 0);
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["errors"], 0);
  EXPECT_GE(json["counts"]["nodes"], 60);
  EXPECT_GE(json["counts"]["commodities"], 11);
}

TEST(help, gives_an_example_for_each_command) {
  for (const char* command : {"run", "check", "compare", "claims", "assign", "import"}) {
    const auto run = run_program(std::string(command) + " --help");
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_NE(run.out.find("Example:\n  amur " + std::string(command)), std::string::npos);
  }
  EXPECT_EQ(run_program("").exit_code, 2);
  const auto unknown = run_program("frobnicate");
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.err.find("no command 'frobnicate'; allowed: run, check"), std::string::npos);
}

}  // namespace
}  // namespace amur::test

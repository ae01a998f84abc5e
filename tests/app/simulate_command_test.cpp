// amur simulate, and amur run on simulated delays, as a user runs them.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

nlohmann::json row_of(const nlohmann::json& table, const char* column, const char* value) {
  for (const auto& row : table)
    if (row[column] == value) return row;
  return {};
}

struct simulated {
  program_run program;
  nlohmann::json json;
};

simulated simulate(const temporary_folder& folder, const case_files& files,
                   const std::string& options) {
  const auto path = write_case(folder, files);
  auto program = run_program("simulate " + path.string() + " --json -o " +
                             (folder.path() / "s.gpkg").string() + " " + options);
  auto json = nlohmann::json::parse(program.out, nullptr, false);
  return {std::move(program), std::move(json)};
}

TEST(simulate_command, tells_waits_use_and_claims) {
  const temporary_folder folder;
  const auto found = simulate(folder, staged_case(), "--crossing bridge");
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  const auto control = row_of(found.json["simulation_stages"], "stage_id", "control");
  EXPECT_NEAR(control["vehicles_per_day"], 60, 6);
  EXPECT_GT(control["wait_h"], 0);
  EXPECT_GT(control["wait_p95_h"], control["wait_median_h"]);
  // Each vehicle that begins the stage pays its fee.
  EXPECT_NEAR(control["fee_usd_per_day"], 100 * control["vehicles_per_day"].get<double>(), 1e-6);
  // Two booths for 16 hours, 12 minutes a vehicle.
  const auto booths = row_of(found.json["simulation_resources"], "resource_id", "booths");
  EXPECT_NEAR(booths["use"], 60 * 0.2 / 32, 0.06);
  ASSERT_EQ(found.json["claims"].size(), 1u);
  EXPECT_EQ(found.json["claims"][0]["claim_id"], "queue");
  EXPECT_EQ(found.json["claims"][0]["verdict"], "does not hold");
  double share = 0;
  for (const auto& row : found.json["simulation_waits"])
    if (row["stage_id"] == "control") share += row["share"].get<double>();
  EXPECT_NEAR(share, 1, 1e-9);
}

TEST(simulate_command, gives_the_same_bytes_for_any_number_of_threads) {
  std::string first;
  for (const char* threads : {"1", "3"}) {
    const temporary_folder folder;
    const auto path = write_case(folder, staged_case());
    const auto output = folder.path() / "s.gpkg";
    const auto run = run_program("simulate " + path.string() + " -c boat -o " + output.string() +
                                 " --threads " + threads);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto bytes = slurp(output);
    if (first.empty())
      first = bytes;
    else
      EXPECT_TRUE(bytes == first);
  }
}

TEST(simulate_command, writes_a_trace_in_order_of_time) {
  const temporary_folder folder;
  const auto trace = folder.path() / "trace.csv";
  const auto found = simulate(folder, staged_case(), "--crossing boat --trace " + trace.string());
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  std::istringstream lines(slurp(trace));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "time_h,vehicle,stream_id,stage_id,event");
  double before = 0;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    EXPECT_GE(std::stod(line), before);
    before = std::stod(line);
  }
  EXPECT_GT(count, 500u);
}

TEST(simulate_command, names_the_stages_of_a_deadlock_and_keeps_the_earlier_result) {
  const temporary_folder folder;
  auto files = staged_case();
  const auto earlier = folder.write("s.gpkg", "earlier");
  edit(files, "arrivals.csv", "Fetching trucks,24", "Fetching trucks,0");
  const auto found = simulate(folder, files, "--crossing boat");
  EXPECT_EQ(found.program.exit_code, 1);
  for (const char* part : {"deadlock", "'berthing'", "'put'", "'quay' is full"})
    EXPECT_NE(found.program.err.find(part), std::string::npos) << found.program.err;
  EXPECT_EQ(slurp(folder.path() / "s.gpkg"), "earlier");
}

TEST(simulate_command, says_where_more_arrive_than_can_be_served) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const auto command = "simulate " + path.string() + " -c bridge --traffic 4 -o " +
                       (folder.path() / "s.gpkg").string();
  const auto run = run_program(command + " --json");
  EXPECT_EQ(run.exit_code, 1);
  const auto json = nlohmann::json::parse(run.out);
  const auto control = row_of(json["simulation_stages"], "stage_id", "control");
  // 240 a day come, two booths of 16 hours and 12 minutes each serve 160.
  EXPECT_NEAR(control["grows_per_day"], 80, 16);
  EXPECT_NEAR(control["vehicles_per_day"], 160, 8);
  for (const char* unknown : {"wait_h", "wait_h_half_width", "wait_median_h", "waiting"})
    EXPECT_TRUE(control[unknown].is_null()) << unknown;
  const auto time = row_of(json["simulation_totals"], "name", "time");
  EXPECT_TRUE(time["value"].is_null() && time["half_width"].is_null());
  EXPECT_EQ(json["claims"][0]["verdict"], "cannot be told");
  EXPECT_NE(json["findings"].dump().find("grows without end at 'control'"), std::string::npos);
  const auto text = run_program(command);
  EXPECT_EQ(text.exit_code, 1);
  EXPECT_NE(text.out.find("the queue grows without end"), std::string::npos) << text.out;
}

TEST(simulate_command, serves_who_comes_as_another_is_done) {
  const auto data = data_dir() / "faults" / "04_tie_min";
  AMUR_NEEDS_DATA(data);
  const temporary_folder folder;
  const auto run = run_program("simulate " + data.string() + " --days 1 -r 1 --json -o " +
                               (folder.path() / "s.gpkg").string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto queue = row_of(nlohmann::json::parse(run.out)["simulation_stages"], "stage_id", "q");
  EXPECT_EQ(queue["vehicles_per_day"], 6);
  EXPECT_EQ(queue["turned_away_per_day"], 0);
}

TEST(simulate_command, asks_which_crossing) {
  const temporary_folder folder;
  for (const char* options : {"", "--crossing tunnel"}) {
    const auto found = simulate(folder, staged_case(), options);
    EXPECT_EQ(found.program.exit_code, 2);
    EXPECT_NE(found.program.err.find("allowed: bridge, boat"), std::string::npos)
        << found.program.err;
  }
  const auto none = simulate(folder, tiny_case(), "");
  EXPECT_EQ(none.program.exit_code, 2);
}

TEST(simulate_command, more_traffic_waits_longer) {
  double before = 0;
  for (const char* traffic : {"0.5", "1", "2"}) {
    const temporary_folder folder;
    const auto found =
        simulate(folder, staged_case(), std::string("-c bridge --traffic ") + traffic);
    const double wait_h = row_of(found.json["simulation_stages"], "stage_id", "control")["wait_h"];
    EXPECT_GT(wait_h, before);
    before = wait_h;
  }
}

TEST(run_command, agrees_with_the_simulation_of_its_crossings) {
  const temporary_folder folder;
  auto files = staged_case();
  files["case.toml"] += "\n[crossing]\ndelay = \"simulated\"\n";
  const auto path = write_case(folder, files);
  const auto output = (folder.path() / "r.gpkg").string();
  const auto run = run_program("run " + path.string() + " -o " + output + " --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  ASSERT_FALSE(json["crossing_delays"].empty());
  const int last = json["crossing_delays"].back()["round"];
  int checked = 0;
  for (const auto& row : json["crossing_delays"]) {
    if (row["round"] != last) continue;
    ++checked;
    const double network_h = row["network_delay_h"], simulated_h = row["simulated_delay_h"];
    EXPECT_LE(std::abs(network_h - simulated_h),
              std::max(0.02 * network_h, row["half_width_h"].get<double>()));
    // The flow is the one in the result.
    for (const auto& crossing : json["crossings"])
      if (crossing["crossing_id"] == row["crossing_id"] &&
          crossing["direction"] == row["direction"]) {
        EXPECT_NEAR(crossing["vehicles"], row["vehicles"], 1e-9);
        EXPECT_NEAR(crossing["wait_h"], network_h, 1e-6 * network_h);
      }
  }
  EXPECT_EQ(checked, 2);
}

}  // namespace
}  // namespace amur::test

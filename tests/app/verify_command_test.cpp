// amur verify: what the program wrote holds, and no figure can be changed unseen.

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "amur/study/case_run.h"
#include "amur/verify/verify_run.h"
#include "support/data_dir.h"
#include "support/finance_case.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/staged_case.h"
#include "support/tampering.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

// What verifying a result says.
class verdict {
 public:
  explicit verdict(const std::filesystem::path& result)
      : found_(verify::verify_result(result, 1, report_)) {}
  /// The first check that fails, with its place; empty where all hold.
  [[nodiscard]] std::string fault() const {
    if (!found_) return report_.findings.empty() ? "unread" : to_string(report_.findings.front());
    return verify::why_not_verified(found_->checks);
  }
  /// Whether some check fails at a row of this table.
  [[nodiscard]] bool names(const std::string& table) const {
    return !found_ || std::ranges::any_of(found_->checks, [&](const verify::checked& each) {
      return !each.holds() && each.where.find(table) != std::string::npos;
    });
  }

 private:
  diagnostics report_;
  std::optional<verify::verified_result> found_;
};

std::string fault(const std::filesystem::path& result) { return verdict(result).fault(); }

struct written {
  temporary_folder folder;
  std::filesystem::path result;
  std::string err;
  int exit_code = 0;

  written(const std::string& command, const case_files& files, const std::string& options = "")
      : result(folder.path() / "r.gpkg") {
    make(command, write_case(folder, files), options);
  }
  written(const std::string& command, const std::filesystem::path& of,
          const std::string& options = "")
      : result(folder.path() / "r.gpkg") {
    make(command, of, options);
  }

 private:
  void make(const std::string& command, const std::filesystem::path& of,
            const std::string& options) {
    const auto run =
        run_program(command + " " + of.string() + " -o " + result.string() + " " + options);
    err = run.err;
    exit_code = run.exit_code;
  }
};

case_files with_model(const std::string& model) {
  auto files = tiny_case();
  edit(files, "case.toml", "[equilibrium]\n", "[equilibrium]\nmodel = \"" + model + "\"\n");
  if (model == "markov") edit(files, "commodities.csv", "200,0.1,2,", "200,0.1,0.5,");
  if (model == "all-or-nothing") {
    edit(files, "links.csv", "3000,bpr", ",");
    edit(files, "links.csv", "2000,conical", ",");
  }
  return files;
}

case_files with_habits() {
  auto files = places_case();
  files["case.toml"] += "\n[time]\nreconsider_share = 0.3\nrecovery_share = 0.5\n";
  return files;
}

case_files simulated() {
  auto files = staged_case();
  files["case.toml"] += "\n[crossing]\ndelay = \"simulated\"\n";
  return files;
}

struct study {
  const char* name;
  std::function<case_files()> files;
  const char* command;
  const char* options;
};
void PrintTo(const study& which, std::ostream* out) { *out << which.name; }

class verify_command : public testing::TestWithParam<study> {};

TEST_P(verify_command, what_a_study_writes_holds) {
  const auto& of = GetParam();
  const written made(of.command, of.files(), of.options);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(fault(made.result), "");
}

// Where queues grow without end neither streams nor totals have a cost; that is no miss.
TEST(verify_simulation, holds_where_more_arrive_than_can_be_served) {
  const written made("simulate", staged_case(), "-c bridge --traffic 20");
  ASSERT_EQ(made.exit_code, 1);
  EXPECT_NE(made.err.find("grows without end"), std::string::npos) << made.err;
  EXPECT_EQ(made.err.find("bear each other out"), std::string::npos) << made.err;
  EXPECT_EQ(fault(made.result), "");
}

INSTANTIATE_TEST_SUITE_P(
    studies, verify_command,
    testing::Values(
        study{"tiny", tiny_case, "run", ""}, study{"winter", tiny_case, "run", "-s winter"},
        study{"free_bridge", tiny_case, "run", "-s winter -s free_bridge"},
        study{"markov", [] { return with_model("markov"); }, "run", ""},
        study{"user", [] { return with_model("user"); }, "run", "-s free_bridge"},
        study{"all_or_nothing", [] { return with_model("all-or-nothing"); }, "run", ""},
        study{"places", places_case, "run", ""}, study{"simulated", simulated, "run", ""},
        study{"simulated_months", simulated, "run", "--from 2023-09 --to 2023-11"},
        study{"simulated_toll", simulated, "toll", "-c bridge --steps 3"},
        study{"trade", trade_case, "run", "-s high_duty --trade"},
        study{"months", places_case, "run", "--from 2023-09 --to 2024-01"},
        study{"habits", with_habits, "run", "--from 2023-09 --to 2024-01"},
        study{"paths", tiny_case, "run", "--paths"},
        study{"toll", tiny_case, "toll", "-c bridge -r boat --steps 4"},
        study{"finance", finance_case, "finance", ""},
        study{"toll_bridge", toll_bridge_case, "finance", "--break-even"},
        study{"bridge", staged_case, "simulate", "-c bridge"},
        study{"boat", staged_case, "simulate", "-c boat"}, study{"skim", tiny_case, "skim", ""}),
    [](const auto& each) { return std::string(each.param.name); });

// Columns that no other figure of the result bears out, and why.
const std::map<std::string, std::set<std::string>>& open_columns() {
  static const std::map<std::string, std::set<std::string>> open = {
      {"case_text", {"piece"}},        // pieces of a file in their order
      {"toll_best", {"tolls_tried"}},  // how the search came there
      {"toll_game", {"round", "settled"}},
      {"trade_coupling",
       {"change", "network_residual", "trade_residual", "round", "network_steps", "trade_steps"}},
      {"trade_residuals", {"before", "after"}},  // rounding
      {"trade_uncertainty", {"mean", "p05", "p25", "p50", "p75", "p95", "samples"}}};
  return open;
}

// Where demand follows from trade, its slope at the answer is the trade model's own.
bool is_slope_of_trade(result_file& made, const std::string& column) {
  return column == "anchor_elasticity" && std::ranges::count(made.tables(), "trade_regions") > 0;
}

// Columns whose change is seen in what follows from them.
bool follows_elsewhere(const std::string& table, const std::string& column) {
  return (table == "capacities" && column == "price_usd") ||
         (table == "finance_seasons" && column == "fee_income_usd_per_day");
}

// Raises each column of numbers in turn, in its largest figure: by a hundredth, or by one where
// numbers are whole. `every`: not all columns, but one of so many.
void expect_all_seen(const written& made, std::size_t every = 1) {
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto copy = made.folder.path() / "copy.gpkg";
  std::size_t tried = 0, met = 0;
  result_file original(made.result);
  for (const auto& table : original.tables())
    for (const auto& column : original.number_columns(table)) {
      if (const auto at = open_columns().find(table);
          at != open_columns().end() && at->second.contains(column))
        continue;
      if (is_slope_of_trade(original, column)) continue;
      if (met++ % every != 0) continue;
      std::filesystem::copy_file(made.result, copy,
                                 std::filesystem::copy_options::overwrite_existing);
      if (!result_file(copy).raise(table, column)) continue;
      ++tried;
      const verdict said(copy);
      EXPECT_NE(said.fault(), "") << table << "." << column;
      if (!follows_elsewhere(table, column)) {
        EXPECT_TRUE(said.names(table)) << table << "." << column << ": " << said.fault();
      }
    }
  EXPECT_GT(tried * every, 8U);
}

TEST(verify_tampering, no_figure_of_a_run_is_changed_unseen) {
  expect_all_seen({"run", places_case(), "-s winter"});
  expect_all_seen({"run", tiny_case(), ""});
}
TEST(verify_tampering, no_figure_of_finance_is_changed_unseen) {
  expect_all_seen({"finance", finance_case()});
}
TEST(verify_tampering, no_figure_of_trade_is_changed_unseen) {
  expect_all_seen({"run", trade_case(), "-s high_duty --trade"});
}
TEST(verify_tampering, no_figure_of_tolls_is_changed_unseen) {
  expect_all_seen({"toll", tiny_case(), "-c bridge -r boat --steps 4"});
}
TEST(verify_tampering, no_figure_of_a_simulation_is_changed_unseen) {
  expect_all_seen({"simulate", staged_case(), "-c bridge"});
}
TEST(verify_tampering, no_figure_of_a_skim_is_changed_unseen) {
  auto two_cities = tiny_case();
  edit(two_cities, "nodes.csv", "AAA,field", "AAA,city");
  const written made("skim", two_cities, "");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto copy = made.folder.path() / "copy.gpkg";
  for (const char* column : {"cost_usd_per_t", "freight_usd_per_t", "time_h", "length_km"}) {
    std::filesystem::copy_file(made.result, copy,
                               std::filesystem::copy_options::overwrite_existing);
    ASSERT_TRUE(result_file(copy).raise("skim", column));
    EXPECT_TRUE(verdict(copy).names("skim")) << column << ": " << fault(copy);
  }
}
TEST(verify_tampering, no_figure_of_months_is_changed_unseen) {
  expect_all_seen({"run", places_case(), "--from 2023-09 --to 2023-10"});
  expect_all_seen({"run", with_habits(), "--from 2023-09 --to 2023-10"});
}
TEST(verify_tampering, no_figure_of_a_user_equilibrium_is_changed_unseen) {
  expect_all_seen({"run", with_model("user"), "-s free_bridge"});
}
TEST(verify_tampering, no_figure_of_the_cheapest_ways_is_changed_unseen) {
  expect_all_seen({"run", with_model("all-or-nothing")});
}

// AMUR_MUTATIONS=full: every column.
TEST(verify_tampering, no_figure_of_heihe_and_khorgos_is_changed_unseen) {
  const char* wanted = std::getenv("AMUR_MUTATIONS");
  const std::size_t every = wanted && std::string(wanted) == "full" ? 1 : 32;
  const auto heihe = std::filesystem::path(AMUR_PROJECT_DIR) / "cases" / "heihe";
  expect_all_seen({"run", heihe}, every);
  expect_all_seen({"finance", heihe}, every);
  expect_all_seen({"run", heihe, "--from 2022-06 --to 2022-07"}, every);
  expect_all_seen({"toll", heihe, "-c heihe_bridge --steps 2"}, every);
  const auto khorgos = data_dir() / "cases" / "khorgos";
  AMUR_NEEDS_DATA(khorgos);
  expect_all_seen({"run", khorgos}, every);
}

// Whatever the fees, capacities and demand are: what calls itself converged holds.
TEST(verify_property, what_calls_itself_converged_holds_in_random_cases) {
  std::mt19937_64 random(16);
  const auto among = [&random](std::initializer_list<const char*> words) {
    return std::string(words.begin()[random() % words.size()]);
  };
  std::size_t converged = 0;
  for (int round = 0; round < 40; ++round) {
    const temporary_folder folder;
    auto files = with_model(among({"logit", "logit", "markov", "user"}));
    edit(files, "crossings.csv", "bridge_link,600,",
         "bridge_link," + among({"", "5", "40", "600"}) + ",");
    edit(files, "crossings.csv", "boat_link,,4000,both_ways,,1",
         "boat_link,," + among({"", "100", "900", "4000"}) + ",both_ways,," +
             among({"0", "1", "9"}));
    edit(files, "links.csv", "3000,bpr", among({"3000,bpr", "60,bpr", "200,akcelik"}));
    edit(files, "transfers.csv", "2,3,5000", "2,3," + among({"", "300", "5000"}));
    edit(files, "demand.csv", "grain,1000", "grain," + among({"10", "1000", "2500", "20000"}));
    files["demand.csv"] += "city_b,farm,grain," + among({"0", "300"}) + ",survey\n";
    amur::study::case_run run;
    run.folder = write_case(folder, files);
    run.output = folder.path() / "r.gpkg";
    if (random() % 2 == 0) run.scenarios = {"free_bridge"};
    run.threads = 1;
    diagnostics report;
    if (amur::study::run_case(run, report).status != amur::study::run_status::solved) continue;
    ++converged;
    EXPECT_EQ(fault(run.output), "")
        << files["crossings.csv"] << files["demand.csv"] << files["case.toml"];
  }
  EXPECT_GT(converged, 20U);
}

// Freight moved from one road to another keeps every sum of its own row.
TEST(verify_tampering, flow_moved_between_crossings_is_seen) {
  const written made("run", tiny_case());
  result_file file(made.result);
  file.run("DROP TRIGGER IF EXISTS rtree_link_flows_geometry_update7");
  for (const char* sql :
       {"UPDATE link_flows SET quantity = quantity - 10 WHERE link_id = 'bridge_link' AND "
        "commodity_id = 'grain'",
        "UPDATE link_flows SET quantity = quantity + 10 WHERE link_id = 'boat_link' AND "
        "commodity_id = 'grain'"}) {
    for (const auto& trigger :
         file.run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = "
                  "'link_flows'"))
      file.run("DROP TRIGGER \"" + trigger + "\"");
    file.run(sql);
  }
  EXPECT_TRUE(verdict(made.result).names("links")) << fault(made.result);
  EXPECT_NE(fault(made.result).find("links"), std::string::npos);
}

TEST(verify_tampering, a_result_that_calls_itself_unsolved_is_not_verified) {
  const written made("run", tiny_case());
  result_file(made.result)
      .run("UPDATE run SET value = 'iteration limit reached' WHERE name = 'status'");
  EXPECT_EQ(run_program("verify " + made.result.string()).exit_code, 1);
}

TEST(verify_command_line, says_each_check_as_text_and_as_json) {
  const written made("run", tiny_case());
  const auto text = run_program("verify " + made.result.string());
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_NE(text.out.find("a fresh loading gives the written volumes"), std::string::npos);
  const auto json = run_program("verify --json " + made.result.string());
  const auto answer = nlohmann::json::parse(json.out);
  EXPECT_TRUE(answer["holds"].get<bool>());
  EXPECT_GT(answer["checks"].size(), 15U);
  result_file(made.result).run("UPDATE totals SET value = 2 * value WHERE name = 'fees'");
  const auto spoilt = run_program("verify " + made.result.string());
  EXPECT_EQ(spoilt.exit_code, 1);
  EXPECT_NE(spoilt.out.find("totals, row 9 (fees)"), std::string::npos) << spoilt.out;
}

TEST(verify_command_line, refuses_what_is_no_result_of_its_own) {
  const temporary_folder folder;
  const auto text = folder.write("x.gpkg", "no database").string();
  EXPECT_EQ(run_program("verify " + text).exit_code, 2);
  EXPECT_EQ(run_program("verify " + (folder.path() / "none.gpkg").string()).exit_code, 2);
  const written made("run", tiny_case());
  result_file(made.result).run("DROP TABLE case_text");
  const auto old = run_program("verify " + made.result.string());
  EXPECT_EQ(old.exit_code, 2);
  EXPECT_NE(old.err.find("keeps no case"), std::string::npos) << old.err;
}

}  // namespace
}  // namespace amur::test

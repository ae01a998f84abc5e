// A run by months that was stopped never goes on with months of other input.

#include <gtest/gtest.h>
#include <sys/file.h>

#include <fcntl.h>
#include <unistd.h>

#include "amur/study/months_run.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;

struct outcome {
  std::string went_on_at, findings, result;
};

// Runs five months, or stops after `last`.
outcome run_until(const fs::path& folder, const fs::path& result,
                  const std::vector<std::string>& scenarios, std::size_t last, bool fresh = false) {
  study::months_run run{
      {{folder, result, scenarios, 1, "test"}}, {2023, 9, 1}, {2024, 1, 1}, fresh, {}, {}};
  outcome made;
  run.month_done = [last](const std::string&, std::size_t done, std::size_t) {
    return done < last;
  };
  run.goes_on = [&made](const std::string& month) { made.went_on_at = month; };
  diagnostics report;
  const auto status = study::run_case_months(run, report).status;
  for (const auto& finding : report.findings) made.findings += to_string(finding) + "\n";
  if (last > 5) {
    EXPECT_EQ(status, study::run_status::solved) << made.findings;
    made.result = dump(result);
  }
  return made;
}

constexpr std::size_t to_the_end = 99;

// A case with a file of every kind, and scenarios of every kind of name.
struct monthly {
  temporary_folder folder;
  fs::path path, mine, result;

  monthly() {
    auto files = tiny_case();
    files["case.toml"] += "\n[time]\nreconsider_share = 0.5\n";
    files["growth.csv"] =
        "growth_id,commodity_id,per_year,from_date,to_date,source\ngrows,grain,0.1,,,guess\n";
    files["reentries.csv"] =
        "reentry_id,origin_country,destination_country,commodity_id,from_date,to_date,source\n"
        "back,AAA,BBB,grain,,,guess\n";
    files["scenarios/base.toml"] =
        "[[edit]]\ntable = \"demand\"\naction = \"scale\"\nwhere = { commodity_id = \"grain\" }\n"
        "values = { quantity = 1.1 }\n";
    files["scenarios/middle.toml"] = "extends = [\"base\"]\n";
    files["scenarios/top.toml"] = "extends = [\"middle\"]\n";
    path = write_case(folder, files);
    mine = folder.write("mine/own.toml",
                        "extends = [\"" + (folder.path() / "mine/below.toml").string() + "\"]\n");
    (void)folder.write("mine/below.toml",
                       "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = "
                       "\"bridge\" }\nvalues = { fee_usd_per_vehicle = 90 }\n");
    result = folder.path() / "m.gpkg";
  }
  [[nodiscard]] std::vector<std::string> scenarios() const { return {"top", mine.string()}; }
};

void replace(const fs::path& file, const std::string& from, const std::string& to) {
  auto text = slurp(file);
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << file;
  std::ofstream(file, std::ios::binary) << text.replace(at, from.size(), to);
}

TEST(months_input, of_every_file_is_that_of_all_months) {
  const auto changed = [](const char* file, const char* from, const char* to) {
    const monthly made;
    (void)run_until(made.path, made.result, made.scenarios(), 3);
    replace(made.folder.path() / file, from, to);
    const auto stopped = run_until(made.path, made.result, made.scenarios(), to_the_end);
    EXPECT_EQ(stopped.went_on_at, "") << file;
    EXPECT_NE(stopped.findings.find("starts anew"), std::string::npos) << file << stopped.findings;
    const auto fresh =
        run_until(made.path, made.folder.path() / "fresh.gpkg", made.scenarios(), to_the_end, true);
    EXPECT_EQ(stopped.result, fresh.result) << file;
  };
  changed("case/case.toml", "0.5", "0.6");
  changed("case/links.csv", "farm,bank_a,road,100", "farm,bank_a,road,101");
  changed("case/demand.csv", "grain,1000", "grain,1100");
  changed("case/growth.csv", "0.1", "0.2");
  changed("case/reentries.csv", "back,AAA,BBB", "back,BBB,AAA");
  changed("case/claims.toml", "> 500", "> 600");
  changed("case/observations.toml", "observed = 1000", "observed = 900");
  changed("case/sources.toml", "A survey", "The survey");
  changed("case/scenarios/top.toml", "extends", "title = \"Top\"\nextends");
  changed("case/scenarios/middle.toml", "extends", "title = \"Middle\"\nextends");
  changed("case/scenarios/base.toml", "1.1", "1.3");
  changed("mine/own.toml", "extends", "title = \"Own\"\nextends");
  changed("mine/below.toml", "90", "80");
}

TEST(months_input, counts_a_table_that_was_not_there_and_the_order_of_scenarios) {
  const monthly made;
  (void)run_until(made.path, made.result, made.scenarios(), 3);
  (void)made.folder.write("case/visas.csv",
                          "visa_id,commodity_id,cost_usd_per_trip,source\nv,visitors,5,guess\n");
  EXPECT_EQ(run_until(made.path, made.result, made.scenarios(), 2).went_on_at, "");
  EXPECT_EQ(run_until(made.path, made.result, {made.mine.string(), "top"}, 2).went_on_at, "");
  EXPECT_EQ(run_until(made.path, made.result, {made.mine.string(), "top"}, 2).went_on_at,
            "2023-11");
}

TEST(months_input, that_is_the_same_goes_on_to_the_same_result) {
  const monthly made;
  (void)run_until(made.path, made.result, made.scenarios(), 3);
  const auto stopped = run_until(made.path, made.result, made.scenarios(), to_the_end);
  EXPECT_EQ(stopped.went_on_at, "2023-12");
  EXPECT_EQ(stopped.findings, "");
  EXPECT_EQ(stopped.result, run_until(made.path, made.folder.path() / "fresh.gpkg",
                                      made.scenarios(), to_the_end, true)
                                .result);
}

TEST(months_input, belongs_to_one_run_at_a_time) {
  const monthly made;
  (void)run_until(made.path, made.result, {}, 3);
  const auto log = made.result.string() + ".months";
  const auto bytes = slurp(log);
  const int other = ::open(log.c_str(), O_RDONLY);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const auto run = run_program("run " + made.path.string() + " --from 2023-09 --to 2023-10 -o " +
                               made.result.string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("another run is writing to it"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(log), bytes);
  ::close(other);
}

}  // namespace
}  // namespace amur::test

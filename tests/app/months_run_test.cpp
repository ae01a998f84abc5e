// amur run --from --to, end to end.

#include <gtest/gtest.h>

#include <fstream>

#include "amur/study/months_run.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

case_files monthly_case() {
  auto files = tiny_case();
  files["case.toml"] += "\n[time]\nreconsider_share = 0.5\nrecovery_share = 0.5\n";
  files["growth.csv"] =
      "growth_id,commodity_id,per_year,from_date,to_date,source\ngrain_grows,grain,0.1,,,guess\n";
  files["claims.toml"] +=
      "\n[[claim]]\nid = \"boat_rests\"\nsays = \"In winter the boat rests\"\nsource = "
      "\"survey\"\nneeds_months = true\nquery = \"SELECT sum(t) FROM month_crossings WHERE "
      "crossing_id = 'boat' AND month = '2024-01'\"\nholds_if = \"= 0\"\nunit = \"t/day\"\n";
  return files;
}

struct monthly {
  temporary_folder folder;
  std::filesystem::path path, result;

  explicit monthly(const case_files& files = monthly_case())
      : path(write_case(folder, files)), result(folder.path() / "m.gpkg") {}
  [[nodiscard]] program_run run(const std::string& options) const {
    return run_program("run " + path.string() + " -o " + result.string() + " " + options);
  }
};

TEST(months_run, has_a_row_for_every_month_and_claims_compare_them) {
  const monthly made;
  const auto run = made.run("--from 2023-09 --to 2024-05 --step month");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const char* part : {"2023-09", "2024-05", "In winter the boat rests"})
    EXPECT_NE(run.out.find(part), std::string::npos) << part << " not in\n" << run.out;
  EXPECT_EQ(ask(made.result, "SELECT count(DISTINCT month) FROM month_totals"), 9);
  EXPECT_EQ(ask(made.result,
                "SELECT count(*) FROM claims WHERE claim_id = 'boat_rests' AND "
                "verdict = 'holds'"),
            1);
  // The last month's own tables are those of its rows.
  EXPECT_EQ(ask(made.result, "SELECT sum(t) FROM crossings"),
            ask(made.result, "SELECT sum(t) FROM month_crossings WHERE month = '2024-05'"));
  // Grain grows by a tenth a year, whatever its way.
  EXPECT_GT(ask(made.result,
                "SELECT max(delivered) FROM month_by_commodity WHERE commodity_id = "
                "'grain' AND month = '2024-05'"),
            ask(made.result,
                "SELECT max(delivered) FROM month_by_commodity WHERE commodity_id = "
                "'grain' AND month = '2023-10'"));
}

TEST(months_run, a_stopped_run_goes_on_to_the_same_bytes) {
  const monthly whole, stopped;
  const auto run_until = [](const monthly& made, std::size_t last) {
    study::months_run run{
        {{made.path, made.result, {}, 2, "test"}}, {2023, 9, 1}, {2024, 5, 1}, false, {}, {}};
    std::string went_on;
    run.month_done = [last](const std::string&, std::size_t done, std::size_t) {
      return done < last;
    };
    run.goes_on = [&went_on](const std::string& month) { went_on = month; };
    diagnostics report;
    const auto outcome = study::run_case_months(run, report);
    EXPECT_EQ(outcome.status == study::run_status::solved, last > 9);
    return went_on;
  };
  EXPECT_EQ(run_until(whole, 99), "");
  EXPECT_EQ(run_until(stopped, 4), "");
  EXPECT_FALSE(std::filesystem::exists(stopped.result));
  // What was being written when it was killed.
  std::ofstream(stopped.result.string() + ".months", std::ios::app) << "0000000000000099abc";
  EXPECT_EQ(run_until(stopped, 6), "2024-01");
  EXPECT_EQ(run_until(stopped, 99), "2024-03");
  EXPECT_EQ(dump(whole.result), dump(stopped.result));
  EXPECT_FALSE(std::filesystem::exists(stopped.result.string() + ".months"));
}

// A month without guests shuts the mall, which then stays shut though they are back; a run of that
// month alone knows nothing of it.
TEST(months_run, a_centre_is_as_the_month_before_left_it) {
  auto files = places_case();
  edit(files, "centres.csv", "0.25,36500,,floor", "0.25,40000,,floor");
  files["bans.csv"] =
      "ban_id,commodity_id,from_date,to_date,source\nclosed,visitors,2023-11-01,2023-11-30,"
      "survey\n";
  const monthly made(files);
  ASSERT_EQ(made.run("--from 2023-10 --to 2023-12").exit_code, 0);
  const auto open = [&](const std::string& table, const std::string& also) {
    return ask(made.result, "SELECT is_open FROM " + table + " WHERE centre_id = 'mall'" + also);
  };
  EXPECT_EQ(open("month_places", " AND month = '2023-10'"), 1);
  EXPECT_EQ(open("month_places", " AND month = '2023-11'"), 0);
  EXPECT_EQ(open("month_places", " AND month = '2023-12'"), 0);
  EXPECT_EQ(open("places", ""), 0);
  ASSERT_EQ(made.run("--from 2023-12").exit_code, 0);
  EXPECT_EQ(open("places", ""), 1);
}

TEST(months_run, does_not_go_on_from_another_case) {
  const monthly made;
  const auto log = made.result.string() + ".months";
  std::ofstream(log) << "something else";
  const auto run = made.run("--from 2023-09 --to 2023-10");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err.find("goes on"), std::string::npos);
}

TEST(months_run, names_what_it_is_not_given) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"--from 2023-13", "--from: value '2023-13': this is no month; allowed: YYYY-MM"},
      {"--from 2023-09 --to 2023-08",
       "field 'to', value '2023-08': the last month is before the first; allowed: 2023-09 or "
       "later"},
      {"--to 2023-08", "--to requires --from"},
      {"--from 2023-09 --step week",
       "--step: value 'week': there is no such word; allowed: month"}};
  const monthly made;
  for (const auto& [options, message] : mistakes) {
    const auto run = made.run(options);
    EXPECT_EQ(run.exit_code, 2) << options;
    EXPECT_NE(run.err.find(message), std::string::npos) << run.err;
  }
  auto files = monthly_case();
  edit(files, "case.toml", "[equilibrium]\n", "[equilibrium]\nmodel = \"user\"\n");
  const monthly user(files);
  EXPECT_NE(user.run("--from 2023-09").err.find("habit needs shippers who choose by logit"),
            std::string::npos);
  auto share = monthly_case();
  edit(share, "case.toml", "reconsider_share = 0.5", "reconsider_share = 0");
  const monthly none(share);
  EXPECT_NE(none.run("--from 2023-09").err.find("a share above 0, at most 1"), std::string::npos);
  auto rate = monthly_case();
  edit(rate, "growth.csv", "0.1", "-2");
  const monthly shrinking(rate);
  EXPECT_NE(shrinking.run("--from 2023-09").err.find("growth.csv, row 2, field 'per_year'"),
            std::string::npos);
}

}  // namespace
}  // namespace amur::test

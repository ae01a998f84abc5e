// The two pages with which a report begins, read as a minister would: figures are asked of the
// result by other queries than the report's.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "amur/case/country_codes.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/result/result_query.h"
#include "support/case_desk.h"
#include "support/finance_case.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;

double asked(const std::string& result, const std::string& sql) {
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  const auto rows = database ? database->query(sql, problem) : std::nullopt;
  EXPECT_TRUE(rows && rows->rows.size() == 1) << sql << ": " << problem;
  return rows && !rows->rows.empty() ? std::get<double>(rows->rows[0][0]) : NAN;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// What stands between two marks.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto begin = text.find(from);
  if (begin == std::string::npos) return {};
  const auto start = begin + from.size();
  return text.substr(start, text.find(to, start) - start);
}

std::string without_tags(const std::string& html) {
  return std::regex_replace(html, std::regex("<[^>]*>"), " ");
}

struct desk : case_desk {
  using case_desk::case_desk;

  std::string report(const std::string& results) {
    const auto file = (folder.path() / "report.html").string();
    const auto run = run_program("report " + results + " -o " + file);
    EXPECT_EQ(run.exit_code, 0) << results << run.err;
    return slurp(file);
  }
};

case_files bridge_and_boat() {
  auto files = tiny_case();
  edit(files, "case.toml", "date = 2023-10-15\n",
       "date = 2023-10-15\nfocus = [\"bridge\", \"boat\"]\n");
  edit(files, "crossings.csv", "bridge,Bridge,", "bridge,Anywhere old bridge,");
  edit(files, "crossings.csv", "boat,Boat,", "boat,Anywhere boat,");
  edit(files, "scenarios/free_bridge.toml", "Free bridge", "No toll <today>");
  return files;
}

case_files with_investments() {
  auto files = staged_case();
  files["investments.csv"] =
      "investment_id,cells,cost_usd,opening_year,source\nfast,crossings.bridge.wait_h=1,5,2023,"
      "survey\nwide,crossings.boat.capacity_t_per_day=9000,3,2025,survey\nnear,links.farm_road."
      "free_time_h=1,4,2024,survey\n";
  return files;
}

void expect_two_sheets(const std::string& html) {
  EXPECT_EQ(times(html, "<section class='sheet'>"), 2U);
  const auto contents = html.find("<nav class='contents'>");
  EXPECT_LT(html.rfind("<section class='sheet'>"), contents);
  EXPECT_GT(html.find("<section class='annex'>"), contents);
  EXPECT_EQ(times(html, "<p class='answer'></p>"), 0U);
  EXPECT_GE(times(html, "class='method'"), 1U);
  // Each entry of the contents leads to a heading.
  const std::regex link("href='#([a-z0-9-]+)'");
  std::size_t links = 0;
  for (auto at = std::sregex_iterator(html.begin(), html.end(), link); at != std::sregex_iterator();
       ++at, ++links)
    EXPECT_TRUE(has(html, "id='" + (*at)[1].str() + "'")) << (*at)[1];
  EXPECT_GE(links, 2U);
}

TEST(briefing, says_who_crosses_where_and_why_in_a_sentence_with_the_tables_figures) {
  desk made(bridge_and_boat());
  const auto result = made.result("run", "r");
  const auto html = made.report(result);
  expect_two_sheets(html);
  EXPECT_TRUE(has(html, "<h1>Who crosses at Anywhere, and why?</h1>"));
  const double all = asked(result, "SELECT sum(t) FROM crossings"),
               bridge = asked(result, "SELECT sum(t) FROM crossings WHERE crossing_id = 'bridge'"),
               cost = asked(result,
                            "SELECT cost FROM crossing_flows WHERE crossing_id = 'bridge' AND "
                            "commodity_id = 'grain' AND direction = 'forward'");
  const auto answer = between(html, "<p class='answer'>", "</p>");
  for (const auto& part :
       {"Of " + report::figure(std::round(all)) + " t a day at Anywhere",
        fmt::format("the old bridge takes {:.0f} %", 100 * bridge / all),
        fmt::format("the boat takes {:.0f} %", 100 * (1 - bridge / all)),
        "mostly grain, at " + report::figure(std::round(cost)) + " USD/t door to door"})
    EXPECT_TRUE(has(answer, part)) << part << "\n" << answer;
  const auto table = between(html, "<table class='who'>", "</table>");
  EXPECT_TRUE(has(table, "Anywhere old bridge, AAA to BBB")) << table;
  EXPECT_TRUE(has(table, ">" + report::figure(std::round(bridge)) + "</td>")) << table;
}

TEST(briefing, of_two_results_says_what_changed_and_which_claims_turn) {
  auto files = bridge_and_boat();
  desk first(files);
  const char* bridge = "SELECT sum(t) FROM crossings WHERE crossing_id = 'bridge'";
  const double before = asked(first.result("run", "a"), bridge),
               after = asked(first.result("run -s free_bridge", "b"), bridge);
  ASSERT_GT(after, before + 1);
  files["claims.toml"] += fmt::format(
      "\n[[claim]]\nid = \"much\"\nsays = \"The bridge carries much\"\nsource = \"survey\"\nquery "
      "= \"{}\"\nholds_if = \"> {}\"\nunit = \"t/day\"\n",
      bridge, (before + after) / 2);
  desk made(files);
  const auto a = made.result("run", "a"), b = made.result("run -s free_bridge", "b");
  const auto html = made.report(a + " " + b);
  expect_two_sheets(html);
  EXPECT_TRUE(has(html, "with “No toll &lt;today&gt;”?</h1>"));
  const auto answer = between(html, "<p class='answer'>", "</p>");
  EXPECT_TRUE(
      has(answer, fmt::format("the old bridge carries {} t a day instead of {} ({:+.1f} %)",
                              report::figure(std::round(after)), report::figure(std::round(before)),
                              100 * (after / before - 1))))
      << answer;
  const auto table = between(html, "<table class='changes'>", "</table>");
  EXPECT_TRUE(has(table, report::figure(before))) << table;
  EXPECT_TRUE(has(table, report::signed_figure(after - before))) << table;
  const auto claims = between(html, "<h2>Claims that turn</h2>", "<h2>");
  EXPECT_TRUE(has(claims, "“The bridge carries much”")) << claims;
  EXPECT_FALSE(has(claims, "The boat is used")) << claims;
  EXPECT_LT(claims.find("does not hold"), claims.rfind("holds"));
  EXPECT_TRUE(has(html, "more freight</text>"));
  // Against itself nothing changes.
  const auto same = made.report(a + " " + a);
  EXPECT_TRUE(has(same, "nothing changes by more than rounding")) << same;
}

TEST(briefing, has_two_pages_for_each_kind_of_result_alone_and_in_pairs) {
  const auto expect_both = [](desk& made, const std::string& command, const std::string& other,
                              const char* question) {
    const auto a = made.result(command, "a"), b = made.result(other, "b");
    const auto alone = made.report(a);
    expect_two_sheets(alone);
    EXPECT_TRUE(has(between(alone, "<h1>", "</h1>"), question)) << command << alone;
    expect_two_sheets(made.report(a + " " + b));
  };
  desk staged(staged_case());
  expect_both(staged, "simulate -c bridge", "simulate -c bridge -s free_bridge",
              "How long does it take to cross at Bridge");
  expect_both(staged, "toll --crossing bridge --steps 4",
              "toll --crossing bridge --steps 4 -s winter", "What toll at Bridge?");
  expect_both(staged, "skim", "skim -s winter", "What does the best way between places cost?");
  desk months(places_case());
  expect_both(months, "run --from 2023-10 --to 2023-12", "run --from 2023-11 --to 2024-01",
              "from October 2023 to December 2023?");
  desk trade(trade_case());
  expect_both(trade, "run --trade --samples 5 -s high_duty", "run --trade",
              "Who wins and who loses");
  desk finance(finance_case());
  expect_both(finance, "finance", "finance", "Do the projects bear their loans");
  expect_both(staged, "appraise --with half_fee --years 2", "appraise --with half_fee --years 3",
              "Is “half fee” worth it?");
  desk invest(with_investments());
  expect_both(invest, "invest", "invest --budget 5", "What to build?");
}

TEST(briefing, says_what_a_change_is_worth_and_to_whom) {
  desk made(staged_case());
  const auto result = made.result("appraise --with half_fee --years 3 --costs 2023:1e5", "r");
  const auto html = made.report(result);
  expect_two_sheets(html);
  const auto answer = between(html, "<p class='answer'>", "</p>");
  const auto present = [&](const std::string& kind) {
    return asked(result, "SELECT sum(npv_usd) FROM appraisal_gains WHERE kind = '" + kind + "'");
  };
  const double worth = asked(result, "SELECT sum(discounted_usd) FROM appraisal_years");
  for (const auto& part :
       {std::string("Over 3 years from 2023"), "is worth " + report::money(worth) + " USD",
        "users +" + report::money(present("users")),
        "operators -" + report::money(-present("operators")),
        "beyond the " + report::money(100'000) + " USD that it costs"})
    EXPECT_TRUE(has(answer, part)) << part << "\n" << answer;
}

TEST(briefing, says_what_to_build_and_what_it_is_worth) {
  desk made(with_investments());
  const auto result = made.result("invest --budget 8", "r");
  const auto html = made.report(result);
  expect_two_sheets(html);
  const auto answer = between(html, "<p class='answer'>", "</p>");
  const double most = asked(result, "SELECT max(value_usd) FROM invest_frontier"),
               cost = asked(result, "SELECT sum(cost_usd) FROM invest_projects WHERE is_chosen");
  ASSERT_GT(cost, 0);
  ASSERT_LE(cost, 8);
  for (const auto& part : {"costs " + report::money(cost) + " USD",
                           "is worth " + report::money(most) + " USD", std::string("proven")})
    EXPECT_TRUE(has(answer, part)) << part << "\n" << answer;
  for (const std::string id : {"fast", "wide", "near"})
    EXPECT_EQ(has(answer, id), asked(result,
                                     "SELECT count(*) FROM invest_projects WHERE is_chosen "
                                     "AND investment_id = '" +
                                         id + "'") == 1)
        << id << answer;
}

TEST(briefing, refuses_results_that_are_no_pair_and_keeps_the_earlier_report) {
  desk made(staged_case());
  const auto run = made.result("run", "r"), toll = made.result("toll -c bridge --steps 2", "t"),
             bridge = made.result("simulate -c bridge", "s"),
             boat = made.result("simulate -c boat", "o");
  const auto output = made.folder.write("kept.html", "earlier").string();
  for (const auto& [pair, why] :
       {std::pair{run + " " + toll, "this is tolls of a crossing, the first result a run"},
        std::pair{bridge + " " + boat, "another crossing"},
        std::pair{bridge + " " + run, "this is a run, the first result a simulation"}}) {
    const auto refused = run_program("report " + pair + " -o " + output);
    EXPECT_EQ(refused.exit_code, 2) << pair;
    EXPECT_EQ(times(refused.err, "error"), 1U) << refused.err;
    EXPECT_TRUE(has(refused.err, why)) << refused.err;
    EXPECT_EQ(slurp(output), "earlier");
  }
}

TEST(briefing, names_things_instead_of_ids_and_shows_no_paths) {
  desk made(bridge_and_boat());
  const auto a = made.result("run", "a"), b = made.result("run -s free_bridge", "b");
  const auto words = without_tags(made.report(a + " " + b));
  for (const auto& code :
       {std::string("free_bridge"), std::string("bridge_link"), std::string("farm_road"),
        std::string("bank_a"), std::string("case_sha256"), std::string("crossings/boat"),
        made.folder.path().string(), std::string(".gpkg")})
    EXPECT_FALSE(has(words, code)) << code;
}

TEST(briefing, keeps_what_strangers_write_as_text_on_two_pages) {
  auto files = bridge_and_boat();
  const std::string loud(3000, 'W');
  edit(files, "case.toml", "\"Tiny\"", "\"<script>x</script>" + loud + "\"");
  edit(files, "crossings.csv", "Anywhere boat", "<b>" + loud);
  desk made(files);
  const auto html = made.report(made.result("run", "r"));
  for (const char* part : {"<b>W", "<script"}) EXPECT_FALSE(has(html, part)) << part;
  const auto sheets = html.substr(0, html.find("<nav class='contents'>"));
  EXPECT_FALSE(has(sheets.substr(sheets.find("<body>")), std::string(200, 'W')));
}

TEST(report_words, are_as_people_write_them) {
  EXPECT_EQ(report::spelled_date("2023-10-05"), "5 October 2023");
  EXPECT_EQ(report::spelled_date("2023-10"), "October 2023");
  EXPECT_EQ(report::spelled_date("2023-13"), "2023-13");
  EXPECT_EQ(report::spelled_date("<b>"), "<b>");
  const std::vector<std::string> names = {"Heihe road bridge", "Heihe river port"};
  EXPECT_EQ(report::common_words(names), "Heihe");
  EXPECT_EQ(report::common_words(std::vector<std::string>{"Heihe", "Heihe port"}), "");
  EXPECT_EQ(report::common_words(std::vector<std::string>{"Heihe port"}), "");
  EXPECT_EQ(report::listed(std::vector<std::string>{"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(report::cut_to("Хэйхэ мост", 6), "Хэйхэ…");
  EXPECT_EQ(report::cut_to("Хэйхэ", 5), "Хэйхэ");
  EXPECT_EQ(report::percent(0.384), "38 %");
  EXPECT_EQ(report::percent(0.004), "0.4 %");
  EXPECT_EQ(report::money(1.24e9), "1.24 bn");
  EXPECT_EQ(report::uncapital("LNG"), "LNG");
  EXPECT_EQ(report::uncapital("Coal"), "coal");
  EXPECT_EQ(cases::country_name("CHN"), "China");
  EXPECT_EQ(cases::country_name("XKX"), "Kosovo");
  EXPECT_EQ(cases::country_name("AAA"), "AAA");
}

bool is_there(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
}

TEST(report_pdf, has_its_briefing_on_two_pages_of_a4_before_the_annexes) {
  if (!is_there("chromium") || !is_there("pdftotext")) GTEST_SKIP() << "no Chromium, or no poppler";
  desk made(bridge_and_boat());
  const auto a = made.result("run", "a"), b = made.result("run -s free_bridge", "b");
  const auto pdf = (made.folder.path() / "report.pdf").string(), words = pdf + ".txt";
  for (const auto& results : {a, a + " " + b}) {
    const auto run = run_program("report " + results + " -o " + pdf);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto annexes = [&](const char* page) {
      EXPECT_EQ(std::system(
                    ("pdftotext -f " + std::string(page) + " -l " + page + " " + pdf + " " + words)
                        .c_str()),
                0);
      return slurp(words);
    };
    EXPECT_TRUE(has(annexes("1"), "at Anywhere"));
    EXPECT_TRUE(has(annexes("2"), "How sure this is"));
    EXPECT_TRUE(has(annexes("2"), "Amur ")) << annexes("2");
    EXPECT_FALSE(has(annexes("2"), "Annexes"));
    EXPECT_TRUE(has(annexes("3"), "Annexes"));
    EXPECT_EQ(std::system(("pdfinfo " + pdf + " | grep -q 'A4'").c_str()), 0);
    // Nothing is left beside it.
    for (const auto& entry : fs::directory_iterator(made.folder.path()))
      EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
  }
}

TEST(report_pdf, says_where_there_is_no_browser_and_writes_the_html) {
  desk made(tiny_case());
  const auto result = made.result("run", "r");
  const auto html = made.folder.path() / "r.html", pdf = made.folder.path() / "r.pdf";
  const auto run = run_program(
      "report " + result + " -o " + html.string() + " --pdf " + pdf.string(), "env PATH=/nowhere");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "no Chromium")) << run.err;
  EXPECT_TRUE(fs::exists(html));
  EXPECT_FALSE(fs::exists(pdf));
}

TEST(report_pdf, says_where_the_browser_prints_none) {
  desk made(tiny_case());
  const auto result = made.result("run", "r");
  const auto pdf = made.folder.write("r.pdf", "earlier").string();
  const auto browser = made.folder.write("bin/chromium", "#!/bin/sh\nexit 3\n");
  fs::permissions(browser, fs::perms::owner_all);
  const auto run = run_program("report " + result + " -o " + pdf,
                               "PATH=" + browser.parent_path().string() + ":$PATH");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "chromium printed no PDF (exit code 3)")) << run.err;
  EXPECT_EQ(slurp(pdf), "earlier");
}

}  // namespace
}  // namespace amur::test

// Results and cases of strangers, given to the commands that read them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <iterator>
#include <set>
#include <stdexcept>

#include "amur/base/sanitized.h"
#include "support/changed_result.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using clock = std::chrono::steady_clock;

// A folder with the result of a run, made once.
const std::filesystem::path& run_result() {
  static const temporary_folder folder;
  static const auto path = [] {
    auto result = folder.path() / "r.gpkg";
    const auto made =
        run_program("run " + write_case(folder, staged_case()).string() + " -o " + result.string());
    if (made.exit_code != 0) throw std::runtime_error(made.err);
    return result;
  }();
  return path;
}

// A sanitizer finds no room for itself in less.
constexpr const char* limit_of_memory = is_sanitized ? "" : "ulimit -v 2000000;";

// What each command that reads a result says of one, which must be exit code 2.
std::string refusal_of(const std::string& command, const std::filesystem::path& result) {
  const temporary_folder folder;
  const auto report = folder.write("report.html", "earlier");
  const std::string arguments =
      command == "compare"  ? "compare " + run_result().string() + " " + result.string()
      : command == "report" ? "report " + result.string() + " -o " + report.string()
                            : command + " " + result.string();
  const auto begin = clock::now();
  const auto run = run_program(arguments, limit_of_memory);
  EXPECT_LT(clock::now() - begin, std::chrono::seconds(10)) << arguments;
  EXPECT_EQ(run.exit_code, 2) << arguments << "\n" << run.err;
  EXPECT_EQ(run.out, "") << arguments;
  EXPECT_TRUE(slurp(report) == "earlier");
  EXPECT_NE(run.err.find(result.string()), std::string::npos) << run.err;
  return run.err;
}

void expect_refused(const std::string& command, const std::string& sql, const std::string& said) {
  const auto error = refusal_of(command, changed_copy(run_result(), sql));
  EXPECT_NE(error.find(said), std::string::npos) << command << " after " << sql << ": " << error;
}

TEST(received_result, without_a_column_is_refused_by_name) {
  const std::string no_column = "': the table has no such column; allowed: ";
  expect_refused("claims", "ALTER TABLE claims RENAME COLUMN verdict TO v",
                 "field 'claims.verdict" + no_column + "text");
  expect_refused("compare", "ALTER TABLE totals RENAME COLUMN value TO v",
                 "field 'totals.value" + no_column + "numbers");
  expect_refused("compare", "ALTER TABLE run RENAME COLUMN value TO v", "field 'run.value");
  expect_refused("report", "ALTER TABLE crossings RENAME COLUMN utilisation TO v",
                 "field 'crossings': there is no column 'utilisation'");
  expect_refused("report", "ALTER TABLE links RENAME COLUMN geometry TO v",
                 "field 'links': no such column: geometry");
}

TEST(received_result, with_a_column_of_another_type_is_refused) {
  const std::string text =
      "UPDATE sqlite_schema SET sql = replace(sql, '\"value\" REAL', '\"value\" "
      "TEXT') WHERE name = 'totals'";
  expect_refused("compare", "PRAGMA writable_schema = on; " + text,
                 "field 'totals.value', value 'TEXT': the column is of another type; allowed: "
                 "numbers");
}

TEST(received_result, with_what_is_no_finite_number_is_refused_by_row) {
  for (const auto& [value, shown] : {std::pair{"9e999", "inf"}, std::pair{"'many'", "many"}}) {
    const std::string is = std::string(" = ") + value;
    const std::string said = std::string("value '") + shown + "': this can't be in the column";
    expect_refused("claims", "UPDATE claims SET figure" + is,
                   "row 1, field 'claims.figure', " + said);
    expect_refused("compare", "UPDATE totals SET value" + is + " WHERE fid = 2",
                   "row 2, field 'totals.value', " + said);
    expect_refused("report", "UPDATE claims SET figure" + is,
                   "row 1, field 'figure of claims', " + said);
    expect_refused("report", "UPDATE links SET t" + is,
                   "row 1, field 'links.t': this is not a finite number");
  }
  expect_refused("report", "UPDATE links SET geometry = x'4750'",
                 "'links.geometry': this is not a line");
}

TEST(received_result, without_a_table_or_no_result_at_all_is_refused) {
  expect_refused("claims", "DROP TABLE claims", "field 'claims': no such table");
  expect_refused("compare", "DROP TABLE totals", "field 'totals': no such table");
  for (const char* command : {"claims", "compare", "report"}) {
    expect_refused(command, "DROP TABLE run", "this is not a result of Amur");
    const temporary_folder folder;
    EXPECT_NE(refusal_of(command, folder.write("t.gpkg", "no database")).find("not a GeoPackage"),
              std::string::npos);
  }
}

// Endless rows, endless work in a column, and large text, each behind a name that is expected.
TEST(received_result, that_would_run_without_end_is_refused_in_time) {
  const auto view = [](const std::string& table, const std::string& select) {
    return "ALTER TABLE " + table + " RENAME TO other; CREATE VIEW " + table + " AS " + select;
  };
  const std::string endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'x' AS verdict, 'x' "
      "AS "
      "link_id, 'x' AS name, 'x' AS unit, i AS t, i AS value FROM n";
  expect_refused("claims", view("claims", endless),
                 "'claims' is a view; a query reads tables only");
  expect_refused("compare", view("totals", endless), "'totals' is a view");
  expect_refused("report", view("claims", endless), "'claims' is a view");
  expect_refused("report", view("links", endless), "'links' is a view");
  const std::string slow =
      "PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = "
      "replace(sql, '\"verdict\" TEXT', '\"verdict\" TEXT AS "
      "(instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || ''1''))') "
      "WHERE name = 'claims'";
  expect_refused("claims", slow, "field 'claims': the query took longer than 2 s");
  expect_refused("report", slow, "field 'claims': the query took longer than 2 s");
  const std::string large =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO "
      "claims(claim_id, says, figure) SELECT i, hex(zeroblob(1000000)), 1 FROM n";
  // Of more than 96 MB; on a busy machine the 2 s may pass first.
  expect_refused("claims", large, "field 'claims': the query ");
  expect_refused("report", large, "field 'claims': the query gives more than 8 MB");
  expect_refused("report", "UPDATE claims SET says = zeroblob(5000000)", "more than 4 MB");
}

// Sets every text of every table of a result.
std::filesystem::path with_every_text(const std::filesystem::path& result,
                                      const std::string& text) {
  std::string sql;
  for (const auto& column :
       words_of(result,
                "SELECT '\"' || t.name || '\" SET \"' || c.name || '\"' FROM sqlite_schema t JOIN "
                "pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name "
                "NOT LIKE 'gpkg%' AND t.name NOT LIKE 'sqlite%' AND NOT (t.name = 'run' AND c.name "
                "= 'name') AND c.name NOT IN ('month', 'crossing_id', 'direction')"))
    sql += "UPDATE " + column + " = " + text + "; ";
  return changed_copy(result, sql);
}

// The names of all elements of a page, and of all their attributes, read letter by letter as a
// browser does (HTML, 13.2.5), without regard to what the program meant.
std::set<std::string> names_in(const std::string& html) {
  std::set<std::string> names;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    const char next = html[++at];
    if (!std::isalpha(static_cast<unsigned char>(next))) continue;
    std::string name;
    for (; html[at] != '>' && html[at] != ' ' && html[at] != '\n' && html[at] != '/'; ++at)
      name += html[at];
    names.insert(name);
    while (html[at] != '>') {
      while (html[at] == ' ' || html[at] == '\n' || html[at] == '/') ++at;
      if (html[at] == '>') break;
      std::string attribute;
      for (; html[at] != '=' && html[at] != '>' && html[at] != ' '; ++at) attribute += html[at];
      names.insert(attribute);
      if (html[at] != '=') continue;
      const char quote = html[++at];
      if (quote != '"' && quote != '\'') {
        ADD_FAILURE() << "an attribute without quotes: " << attribute;
        return names;
      }
      at = html.find(quote, at + 1) + 1;
    }
  }
  return names;
}

TEST(report_of_a_received_result, holds_no_element_of_its_text) {
  const temporary_folder folder;
  const auto shops = folder.path() / "m.gpkg";
  ASSERT_EQ(run_program("run " + write_case(folder, places_case()).string() +
                        " --from 2023-10 --to 2023-12 -o " + shops.string())
                .exit_code,
            0);
  const auto toll = folder.path() / "t.gpkg", simulation = folder.path() / "s.gpkg";
  const auto staged = write_case(folder, staged_case()).string();
  ASSERT_EQ(run_program("toll " + staged + " --crossing bridge --rival boat --steps 4 -o " +
                        toll.string())
                .exit_code,
            0);
  ASSERT_EQ(run_program("simulate " + staged + " -c bridge -o " + simulation.string()).exit_code,
            0);
  const auto debt = folder.path() / "d.gpkg";
  ASSERT_EQ(
      run_program(std::string("finance ") + AMUR_PROJECT_DIR + "/cases/debt -o " + debt.string())
          .exit_code,
      0);
  const auto report_of = [&](const std::filesystem::path& result) {
    const auto html = folder.path() / "report.html";
    const auto run = run_program("report " + result.string() + " -o " + html.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return slurp(html);
  };
  const std::set<std::string> known = {
      "!doctype", "html",        "lang",  "head",      "meta",   "charset", "http-equiv",
      "content",  "name",        "title", "style",     "body",   "h1",      "h2",
      "h3",       "p",           "class", "div",       "table",  "thead",   "tbody",
      "tr",       "th",          "td",    "i",         "br",     "svg",     "viewBox",
      "role",     "rect",        "width", "height",    "x",      "y",       "fill",
      "text",     "text-anchor", "path",  "d",         "stroke", "circle",  "cx",
      "cy",       "r",           "g",     "transform", "header", "nav",     "section",
      "figure",   "figcaption",  "h4",    "ol",        "ul",     "li",      "type",
      "span",     "strong",      "a",     "href",      "id"};
  for (const auto& result : {run_result(), shops, toll, simulation, debt})
    for (const char* attack :
         {"'\"><script>alert(1)</script>'", "'''><img src=x onerror=alert(1)>'"}) {
      const auto html = report_of(with_every_text(result, attack));
      auto names = names_in(html);
      std::erase_if(names, [](const auto& name) { return name.starts_with("stroke-"); });
      std::set<std::string> others;
      std::ranges::set_difference(names, known, std::inserter(others, others.end()));
      EXPECT_EQ(others, std::set<std::string>()) << result;
      EXPECT_NE(html.find("alert(1)"), std::string::npos);
      // Its links lead to its own parts alone.
      for (auto at = html.find("href="); at != std::string::npos; at = html.find("href=", at + 1))
        EXPECT_EQ(html.substr(at, 7), "href='#") << result;
      EXPECT_NE(html.find("http-equiv='Content-Security-Policy' content=\"default-src 'none'; "),
                std::string::npos);
    }
}

TEST(received_result, sends_no_control_characters_to_the_terminal) {
  const auto hostile = with_every_text(run_result(),
                                       "char(27) || ']0;title' || char(7) || char(155) "
                                       "|| '31m' || char(10) || 'next'");
  for (const auto& command :
       {"claims " + hostile.string(), "compare " + run_result().string() + " " + hostile.string(),
        "report " + hostile.string() + " -o /dev/null/none"}) {
    const auto run = run_program(command);
    for (const char* bad : {"\x1b", "\x07", "\xC2\x9B"})
      EXPECT_EQ((run.out + run.err).find(bad), std::string::npos) << command;
  }
  EXPECT_NE(run_program("claims " + hostile.string()).out.find("next"), std::string::npos);
}

// Claims of a case: the query is the stranger's.
TEST(received_case, whose_claims_attack_is_refused_in_time_with_their_names) {
  const std::pair<std::string, std::string> attacks[] = {
      {"SELECT instr(hex(zeroblob(15000000)), hex(zeroblob(7000000)) || '1')",
       "the query makes a text or blob of more than 4 MB"},
      {"SELECT instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')",
       "the query took longer than 2 s"},
      {"SELECT printf('%.*c', 1e9, 'x')", "the query took longer than 2 s"},
      {"SELECT hex(zeroblob(30000000)) FROM links, nodes", "of more than 4 MB"},
      {"SELECT sum(a.t * b.t * c.t) FROM links a, links b, links c, links d, links e, links f, "
       "links "
       "g, links h, links i, links j",
       "the query took longer than 2 s"},
  };
  for (const auto& [query, problem] : attacks) {
    const temporary_folder folder;
    auto files = tiny_case();
    files["claims.toml"] = "[[claim]]\nid = \"trap\"\nsays = \"s\"\nwho = \"w\"\nquery = \"" +
                           query + "\"\nholds_if = \"> 0\"\n";
    const auto begin = clock::now();
    const auto run = run_program(
        "run " + write_case(folder, files).string() + " -o " + (folder.path() / "r.gpkg").string(),
        limit_of_memory);
    EXPECT_LT(clock::now() - begin, std::chrono::seconds(6)) << query;
    EXPECT_EQ(run.exit_code, 2) << query;
    EXPECT_NE(run.err.find("claims.toml, field 'trap.query'"), std::string::npos) << run.err;
    EXPECT_NE(run.err.find(problem), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "r.gpkg"));
  }
}

TEST(received_case, with_many_slow_claims_is_refused_after_the_first) {
  const temporary_folder folder;
  auto files = tiny_case();
  files["claims.toml"].clear();
  for (int i = 0; i < 20; ++i)
    files["claims.toml"] += "[[claim]]\nid = \"trap" + std::to_string(i) +
                            "\"\nsays = \"s\"\nwho = \"w\"\nquery = \"SELECT printf('%.*c', 1e9, "
                            "'x')\"\nholds_if = \"> 0\"\n";
  const auto begin = clock::now();
  const auto run = run_program("run " + write_case(folder, files).string() + " -o " +
                               (folder.path() / "r.gpkg").string());
  EXPECT_LT(clock::now() - begin, std::chrono::seconds(6));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("'trap0.query'"), std::string::npos) << run.err;
  EXPECT_EQ(run.err.find("'trap1.query'"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace amur::test

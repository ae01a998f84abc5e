// What is declared once is told, written and read alike.

#include "amur/case/schema.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>
#include <random>
#include <sstream>

#include "amur/case/case_reader.h"
#include "amur/case/case_writer.h"
#include "amur/case/scenario.h"
#include "amur/case/schema_entries.h"
#include "amur/case/schema_text.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::cases {
namespace {

using test::temporary_folder;

case_text text_of(const std::filesystem::path& folder) {
  diagnostics report;
  auto text = read_case_text(folder, report);
  EXPECT_FALSE(report.has_errors());
  return text ? *text : case_text{};
}

void expect_same(const case_text& one, const case_text& other) {
  ASSERT_EQ(one.settings.size(), other.settings.size());
  for (const auto& [name, setting] : one.settings)
    EXPECT_EQ(setting.value, other.settings.at(name).value) << name;
  EXPECT_EQ(one.toml, other.toml);
  ASSERT_EQ(one.tables.size(), other.tables.size());
  for (const auto& [name, table] : one.tables) {
    const auto& again = other.tables.at(name);
    if (table.rows.empty() && again.rows.empty()) continue;
    EXPECT_EQ(table.columns, again.columns) << name;
    ASSERT_EQ(table.rows.size(), again.rows.size()) << name;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      EXPECT_EQ(table.rows[i].cells, again.rows[i].cells) << name << " row " << i;
  }
}

void expect_round_trip(const case_text& text) {
  const temporary_folder folder;
  diagnostics report;
  ASSERT_TRUE(write_case(text, folder.path() / "again", report));
  expect_same(text, text_of(folder.path() / "again"));
}

std::filesystem::path real_case(const char* name) {
  return std::filesystem::path(AMUR_PROJECT_DIR) / "cases" / name;
}

TEST(case_writer, real_cases_come_back_as_they_were) {
  for (const char* name : {"heihe", "debt"}) expect_round_trip(text_of(real_case(name)));
}

TEST(case_writer, a_case_edited_by_scenarios_comes_back) {
  diagnostics report;
  auto text = text_of(real_case("heihe"));
  for (const auto& name : scenario_names(real_case("heihe"))) {
    auto edited = text;
    (void)apply_scenarios(real_case("heihe"), std::vector<std::string>{name}, edited, report);
    ASSERT_FALSE(report.has_errors()) << name;
    expect_round_trip(edited);
  }
}

// Cells of any characters that a CSV file may hold come back; a space at an end is kept by quotes.
TEST(case_writer, random_cells_come_back) {
  const temporary_folder folder;
  auto text = text_of(test::write_case(folder, test::staged_case()));
  std::mt19937 random(7);
  const std::string letters = "ab1.,;\"'\n\t -+eéЯ";
  for (int round = 0; round < 50; ++round) {
    auto& table = text.tables.at(round % 2 ? "nodes" : "stages");
    for (auto& row : table.rows) {
      auto& cell = row.cells[1 + random() % (row.cells.size() - 1)];
      cell = "x";
      for (auto i = random() % 12; i > 0; --i) cell += letters[random() % 14];
      cell += "Я";
    }
    for (const char* name : {"title", "base_year", "equilibrium.tolerance", "date"}) {
      text.settings[name].value = "";
      for (auto i = 1 + random() % 6; i > 0; --i)
        text.settings[name].value += "01.e-5x\"\\ "[random() % 10];
    }
    expect_round_trip(text);
  }
}

TEST(schema, says_something_of_every_column_and_setting) {
  const auto check = [](const std::string& table, const column_rule& rule) {
    const auto where = table + "." + rule.name;
    EXPECT_GE(rule.sentence.size(), 6U) << where;
    EXPECT_EQ(rule.sentence.back(), '.') << where;
    EXPECT_EQ(rule.required, rule.otherwise.empty()) << where;
    EXPECT_EQ(rule.type == cell_type::word, !rule.words.empty()) << where;
    if (rule.type == cell_type::reference && rule.table != "sources.toml") {
      EXPECT_TRUE(find_table_rule(rule.table)) << where;
    }
  };
  for (const auto& table : table_rules()) {
    EXPECT_FALSE(table.sentence.empty());
    for (const auto& rule : table.columns) check(table.name, rule);
  }
  for (const auto& rule : setting_rules()) check("case.toml", rule);
  for (const auto& file : entry_rules()) {
    EXPECT_FALSE(file.sentence.empty());
    for (const auto& rule : file.columns) check(file.file, rule);
  }
}

TEST(schema, its_numbers_are_the_limits_that_reading_holds) {
  // Each number column of the case's tables, set beyond its range, is refused by name.
  for (const auto& rule : table_rules()) {
    const auto files = test::staged_case();
    if (!files.contains(rule.name + ".csv")) continue;
    for (const auto& column : rule.columns) {
      if (column.type != cell_type::number || column.is_list || column.range.least < -1e14)
        continue;
      const temporary_folder folder;
      auto text = text_of(test::write_case(folder, files));
      auto& table = text.tables.at(rule.name);
      const auto at = table.column(column.name);
      if (at == table::npos) continue;
      table.rows.front().cells[at] = fmt::format("{}", column.range.least - 1);
      diagnostics report;
      EXPECT_FALSE(build_case(text, text, report)) << rule.name << "." << column.name;
      bool named = false;
      for (const auto& finding : report.findings)
        named = named || (finding.field == column.name && finding.allowed == column.range.words);
      EXPECT_TRUE(named) << rule.name << "." << column.name;
    }
  }
}

TEST(schema, every_key_of_an_entry_is_read_and_no_other) {
  // A value that no key can have is refused at the key.
  const auto findings_of = [](const entry_rule& rule, const std::string& key) {
    auto files = test::staged_case();
    files[rule.file + ".toml"] +=
        (rule.key.empty() ? "\n[another]\n" : "\n[[" + rule.key + "]]\n") + key + " = { a = 1 }\n";
    const temporary_folder folder;
    diagnostics report;
    EXPECT_FALSE(read_case(test::write_case(folder, files), {}, report)) << key;
    std::string fields;
    for (const auto& finding : report.findings)
      if (finding.message == "the value has the wrong type") fields += finding.field;
    return fields;
  };
  for (const auto& rule : entry_rules()) {
    const auto prefix = (rule.key.empty() ? "another" : rule.key) + ".";
    for (const auto& column : rule.columns)
      EXPECT_EQ(findings_of(rule, column.name), prefix + column.name);
    EXPECT_EQ(findings_of(rule, "no_such_key"), "");
  }
}

std::string between_markers(const std::string& page, const std::string& name) {
  const auto begin = page.find("<!-- " + name + " -->\n"),
             end = page.find("<!-- end of " + name + " -->", begin);
  if (begin == std::string::npos || end == std::string::npos) return "no markers";
  const auto from = page.find('\n', begin) + 1;
  return page.substr(from, end - from);
}

TEST(schema, the_manual_is_current) {
  std::ifstream file(std::filesystem::path(AMUR_PROJECT_DIR) / "docs" / "case-format.md");
  std::ostringstream page;
  page << file.rdbuf();
  EXPECT_EQ(between_markers(page.str(), "tables"), tables_markdown())
      << "tools/write_schemas.sh writes it anew";
  EXPECT_EQ(between_markers(page.str(), "entries"), entries_markdown())
      << "tools/write_schemas.sh writes it anew";
}

TEST(new_case, runs_at_once_and_leaves_nothing_to_say) {
  const temporary_folder folder;
  const auto path = (folder.path() / "fresh").string();
  const auto made = test::run_program("new " + path);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto checked = test::run_program("check " + path);
  EXPECT_EQ(checked.exit_code, 0);
  EXPECT_NE(checked.out.find("0 errors, 0 warnings"), std::string::npos)
      << checked.out << checked.err;
  const auto ran = test::run_program("run " + path + " -o " + path + ".gpkg");
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const auto again = test::run_program("new " + path);
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_NE(again.err.find("something is there already"), std::string::npos) << again.err;
}

TEST(new_case, explains_every_setting_and_every_column_of_its_tables) {
  const temporary_folder folder;
  const auto path = folder.path() / "fresh";
  ASSERT_EQ(test::run_program("new " + path.string()).exit_code, 0);
  const auto settings = test::slurp(path / "case.toml"), columns = test::slurp(path / "columns.md");
  for (const auto& rule : setting_rules())
    EXPECT_NE(settings.find("# " + rule.sentence), std::string::npos) << rule.name;
  for (const auto& [name, table] : text_of(path).tables)
    for (const auto& rule : find_table_rule(name)->columns)
      if (!table.rows.empty() && rule.name != "note") {
        EXPECT_NE(columns.find("| `" + rule.name + "`"), std::string::npos) << rule.name;
      }
}

}  // namespace
}  // namespace amur::cases

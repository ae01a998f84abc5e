#include "amur/result/schema.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "amur/model/run.h"
#include "amur/result/schema_text.h"
#include "amur/result/tables.h"
#include "support/border_case.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace amur::result {
namespace {

std::vector<table_schema> all_tables() {
  std::vector<table_schema> tables;
  for (const auto& part : result_schema())
    tables.insert(tables.end(), part.tables.begin(), part.tables.end());
  return tables;
}

TEST(result_schema, each_column_has_a_sentence_and_each_number_a_unit) {
  std::set<std::string> tables;
  for (const auto& table : all_tables()) {
    EXPECT_TRUE(tables.insert(table.name).second) << table.name << " twice";
    EXPECT_TRUE(table.says.ends_with('.')) << table.name;
    std::set<std::string> columns;
    for (const auto& column : table.columns) {
      const auto name = table.name + "." + column.name;
      EXPECT_TRUE(columns.insert(column.name).second) << name << " twice";
      EXPECT_TRUE(column.says.ends_with('.')) << name;
      EXPECT_EQ(column.says.find('|'), std::string::npos) << name;
      const bool has_unit =
          column.type != cell_type::text && name != "finance_tolls.worth";  // dollars or a ratio
      EXPECT_EQ(!column.unit.empty(), has_unit) << name;
      EXPECT_TRUE(!column.nullable || column.type == cell_type::number) << name;
    }
  }
}

TEST(result_schema, months_have_the_columns_of_the_day_after_their_own) {
  const auto* day = find_table_schema("totals");
  const auto* months = find_table_schema("month_totals");
  ASSERT_TRUE(day && months);
  ASSERT_EQ(months->columns.size(), day->columns.size() + 1);
  EXPECT_EQ(months->columns[0].name, "month");
  EXPECT_EQ(months->columns[2].name, "value");
  EXPECT_FALSE(find_table_schema("month_od"));
}

// What a run gives is what the schema says, and NULL is nowhere else than it allows.
TEST(result_schema, tables_of_a_run_are_as_declared) {
  const auto made = test::make_border_case();
  const model::run_options options;
  const auto answer = model::solve_case(made.data, {}, options);
  const auto tables = make_tables(made.data, answer, options);
  for (const auto& table : tables.tables) {
    const auto* schema = find_table_schema(table.name);
    ASSERT_TRUE(schema) << table.name;
    ASSERT_EQ(table.columns.size(), schema->columns.size()) << table.name;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto& declared = schema->columns[i];
      EXPECT_EQ(table.columns[i].name, declared.name) << table.name;
      const auto* numbers = std::get_if<std::vector<double>>(&table.columns[i].values);
      if (!numbers || declared.nullable) continue;
      for (const double value : *numbers)
        EXPECT_FALSE(std::isnan(value)) << table.name << "." << declared.name;
    }
  }
}

// tools/write_schemas.sh writes both anew.
TEST(result_schema, manual_and_page_are_current) {
  const auto manual = test::slurp(AMUR_PROJECT_DIR "/docs/result.md");
  const std::string start = "<!-- tables -->\n", end = "<!-- end of tables -->";
  const auto from = manual.find(start);
  ASSERT_NE(from, std::string::npos);
  EXPECT_TRUE(manual.substr(from + start.size(), manual.find(end) - from - start.size()) ==
              schema_markdown())
      << "docs/result.md is not what the schema says";
  EXPECT_TRUE(test::slurp(AMUR_PROJECT_DIR "/web/src/api/tables.ts") == schema_typescript())
      << "web/src/api/tables.ts is not what the schema says";
}

TEST(result_schema, the_program_prints_it) {
  const auto printed = test::run_program("schema result");
  EXPECT_EQ(printed.exit_code, 0) << printed.err;
  for (const auto& table : all_tables())
    EXPECT_NE(printed.out.find("\"name\": \"" + table.name + "\""), std::string::npos)
        << table.name;
}

}  // namespace
}  // namespace amur::result

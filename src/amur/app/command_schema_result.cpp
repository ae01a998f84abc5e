// amur schema result

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/result/schema.h"
#include "amur/result/schema_text.h"

namespace amur::app {
namespace {

nlohmann::json column_json(const result::column_schema& column) {
  return {{"name", column.name}, {"type", to_string(column.type)}, {"unit", column.unit},
          {"says", column.says}, {"nullable", column.nullable},    {"key", column.key}};
}

nlohmann::json schema_json() {
  static constexpr const char* geometries[] = {"none", "point", "line"};
  auto tables = nlohmann::json::array();
  for (const auto& part : result::result_schema())
    for (const auto& table : part.tables) {
      auto columns = nlohmann::json::array();
      for (const auto& column : table.columns) columns.push_back(column_json(column));
      tables.push_back({{"name", table.name},
                        {"part", part.title},
                        {"says", table.says},
                        {"when", table.when},
                        {"by_month", table.months == result::by_month::yes},
                        {"geometry", geometries[static_cast<std::size_t>(table.geometry)]},
                        {"columns", std::move(columns)}});
    }
  return {{"tables", std::move(tables)}};
}

}  // namespace

void add_result_schema(CLI::App& schema, int& exit_code) {
  auto markdown = std::make_shared<bool>(false), typescript = std::make_shared<bool>(false);
  auto* command = schema.add_subcommand("result", "Tables of a result, as JSON");
  auto* manual = command->add_flag("--markdown", *markdown, "As the manual has them");
  command->add_flag("--typescript", *typescript, "As the page's types have them")->excludes(manual);
  command->footer("Example:\n  amur schema result");
  command->callback([markdown, typescript, &exit_code] {
    if (*markdown)
      fmt::print("{}", result::schema_markdown());
    else if (*typescript)
      fmt::print("{}", result::schema_typescript());
    else
      cli::print_json(schema_json());
    exit_code = done;
  });
}

}  // namespace amur::app

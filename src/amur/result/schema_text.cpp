#include "amur/result/schema_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "amur/result/schema.h"

namespace amur::result {
namespace {

std::string keys_of(const table_schema& table) {
  std::string keys;
  for (const auto& column : table.columns)
    if (column.key) keys += fmt::format("{}`{}`", keys.empty() ? "" : ", ", column.name);
  return keys;
}

std::string table_markdown(const table_schema& table) {
  auto text = fmt::format("### `{}`\n\n{} In: {}{}.", table.name, table.says, table.when,
                          table.months == by_month::yes
                              ? fmt::format("; of every month as `month_{}`", table.name)
                              : "");
  if (const auto keys = keys_of(table); !keys.empty())
    text += fmt::format(" A row is named by {}.", keys);
  if (table.geometry != geometry_kind::none)
    text += table.geometry == geometry_kind::point ? " Its geometry is a point."
                                                   : " Its geometry is a line.";
  text += "\n\n| column | type | unit | |\n|---|---|---|---|\n";
  for (const auto& column : table.columns)
    text += fmt::format("| `{}` | {}{} | {} | {} |\n", column.name, to_string(column.type),
                        column.nullable ? " or NULL" : "", column.unit, column.says);
  return text;
}

// "trade_pairs" as "TradePairsRow".
std::string interface_name(const std::string& table) {
  std::string name;
  bool starts = true;
  for (const char letter : table) {
    if (letter != '_')
      name += starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    starts = letter == '_';
  }
  return name + "Row";
}

std::string type_of(const column_schema& column) {
  return std::string(column.type == cell_type::text ? "string" : "number") +
         (column.nullable ? " | null" : "");
}

std::string table_typescript(const table_schema& table) {
  auto text =
      fmt::format("\n/** {} */\nexport interface {} {{\n", table.says, interface_name(table.name));
  for (const auto& column : table.columns)
    text += fmt::format("  /** {} */\n  {}: {};\n", described_with_unit(column), column.name,
                        type_of(column));
  return text + "}\n";
}

}  // namespace

std::string schema_markdown() {
  std::string text;
  for (const auto& part : result_schema()) {
    text += fmt::format("{}## {}\n", text.empty() ? "" : "\n", part.title);
    for (const auto& table : part.tables) text += "\n" + table_markdown(table);
  }
  return text;
}

std::string schema_typescript() {
  std::string text =
      "// Rows of a result's tables, written by tools/write_schemas.sh from the engine's schema.\n";
  std::string tables;
  for (const auto& part : result_schema())
    for (const auto& table : part.tables) {
      text += table_typescript(table);
      tables += fmt::format("  {}: {};\n", table.name, interface_name(table.name));
    }
  return text + "\n/** Rows by the name of their table. */\nexport interface ResultTables {\n" +
         tables + "}\n";
}

}  // namespace amur::result

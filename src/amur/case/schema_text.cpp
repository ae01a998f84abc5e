#include "amur/case/schema_text.h"

#include <fmt/format.h>

#include "amur/case/schema_entries.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

std::string one_of_text(const column_rule& rule) {
  switch (rule.type) {
    case cell_type::text:
      return "text";
    case cell_type::id:
      return "id";
    case cell_type::number:
      return rule.range.words;
    case cell_type::whole: {
      const std::string words = rule.range.words;
      return words.find("whole") == std::string::npos ? words + ", whole" : words;
    }
    case cell_type::word:
      return text::join(rule.words);
    case cell_type::flag:
      return "true, false";
    case cell_type::country:
      return "ISO 3166 alpha-3";
    case cell_type::day:
      return "YYYY-MM-DD";
    case cell_type::recurring_day:
      return "MM-DD of every year, or YYYY-MM-DD";
    case cell_type::reference:
      return rule.table.ends_with(".toml") ? fmt::format("an entry of `{}`", rule.table)
             : rule.name.ends_with("mode") ? "a mode of `links.csv`"
                                           : fmt::format("id of `{}.csv`", rule.table);
    case cell_type::distribution:
      return "number or distribution";
    case cell_type::hours:
      return "HH:MM";
    case cell_type::line:
      return "WKT LINESTRING";
  }
  return {};
}

std::string row_markdown(const column_rule& rule) {
  return fmt::format("| `{}`{} | {} | {} | {} | {} |\n", rule.name, rule.required ? "*" : "",
                     allowed_text(rule), rule.unit, rule.otherwise, rule.sentence);
}

constexpr const char* header = "|---|---|---|---|---|\n";

}  // namespace

std::string allowed_text(const column_rule& rule) {
  return (rule.is_list ? "list: " : "") + one_of_text(rule);
}

std::string explanation_of(const column_rule& rule) {
  std::string line = fmt::format("{} ({}", rule.sentence, allowed_text(rule));
  if (!rule.unit.empty()) line += ", in " + rule.unit;
  line += rule.required ? ")" : fmt::format("; left out: {})", rule.otherwise);
  return line;
}

std::string table_markdown(const table_rule& rule) {
  std::string text = fmt::format("### `{}.csv`{}\n{}\n\n", rule.name, rule.required_file ? "*" : "",
                                 rule.sentence);
  text += "| column | holds | unit | blank | what it is |\n";
  text += header;
  for (const auto& column : rule.columns)
    if (column.name != "note") text += row_markdown(column);
  return text;
}

std::string settings_markdown() {
  std::string text = "| setting | holds | unit | left out | what it is |\n";
  text += header;
  for (const auto& rule : setting_rules()) text += row_markdown(rule);
  return text;
}

std::string entries_markdown() {
  std::string text;
  for (const auto& rule : entry_rules()) {
    text += fmt::format("{}### `{}.toml`\n{}\n\n| key | holds | unit | left out | what it is |\n{}",
                        text.empty() ? "" : "\n", rule.file, rule.sentence, header);
    for (const auto& column : rule.columns) text += row_markdown(column);
  }
  return text;
}

std::string tables_markdown() {
  std::string text;
  for (const auto& rule : table_rules()) text += (text.empty() ? "" : "\n") + table_markdown(rule);
  return text;
}

}  // namespace amur::cases

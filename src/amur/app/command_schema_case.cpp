// amur schema case

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/case/schema_entries.h"
#include "amur/case/schema_text.h"
#include "amur/cli/exit_code.h"

namespace amur::app {
namespace {

using cases::cell_type;
using nlohmann::json;

constexpr const char* id_pattern = "^[A-Za-z0-9_.-]{1,64}$";

json cell_schema(const cases::column_rule& rule) {
  const bool number = rule.type == cell_type::number || rule.type == cell_type::whole;
  if (rule.is_list) return {{"type", number ? json{"string", "number"} : json("string")}};
  if (number) {
    json schema{{"type", rule.type == cell_type::whole ? "integer" : "number"},
                {rule.range.above_least ? "exclusiveMinimum" : "minimum", rule.range.least},
                {"maximum", rule.range.most}};
    return schema;
  }
  switch (rule.type) {
    case cell_type::word:
      return {{"enum", rule.words}};
    case cell_type::flag:
      return {{"type", "boolean"}};
    case cell_type::id:
      return {{"type", "string"}, {"pattern", id_pattern}};
    case cell_type::country:
      return {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}};
    case cell_type::day:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case cell_type::recurring_day:
      return {{"type", "string"}, {"pattern", "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"}};
    case cell_type::distribution:
      return {{"type", {"string", "number"}}};
    default:
      return {{"type", "string"}};
  }
}

json column_schema(const cases::column_rule& rule) {
  auto schema = cell_schema(rule);
  schema["description"] = cases::explanation_of(rule);
  if (!rule.unit.empty()) schema["x-unit"] = rule.unit;
  if (rule.is_list) schema["x-list"] = true;
  if (!rule.table.empty()) schema["x-table"] = rule.table;
  return schema;
}

json object_of(const std::vector<cases::column_rule>& rules) {
  json object{{"type", "object"}, {"additionalProperties", false}};
  object["properties"] = json::object();
  object["required"] = json::array();
  for (const auto& rule : rules) {
    object["properties"][rule.name] = column_schema(rule);
    if (rule.required) object["required"].push_back(rule.name);
  }
  return object;
}

// case.toml: settings with a dot in their name stand in a section.
json settings_object() {
  std::map<std::string, std::vector<cases::column_rule>> sections;
  for (auto rule : cases::setting_rules()) {
    const auto dot = rule.name.find('.');
    const std::string section = dot == std::string::npos ? "" : rule.name.substr(0, dot);
    if (dot != std::string::npos) rule.name = rule.name.substr(dot + 1);
    // A case of money alone does without a day and demand.
    if (rule.type == cell_type::day || rule.name == "per") rule.required = false;
    sections[section].push_back(rule);
  }
  auto object = object_of(sections.at(""));
  // What a cell splits by ';' is a list in TOML.
  for (const auto& rule : sections.at(""))
    if (rule.is_list) {
      auto& list = object["properties"][rule.name];
      list["type"] = "array";
      list["items"] = {{"type", "string"}, {"pattern", id_pattern}};
    }
  for (const auto& [section, rules] : sections)
    if (!section.empty()) object["properties"][section] = object_of(rules);
  return object;
}

// A file of entries: by their ids, or as a list under their key.
json entries_of(const cases::entry_rule& rule) {
  auto entry = object_of(rule.columns);
  for (const auto& column : rule.columns)
    if (column.is_list) {
      auto& list = entry["properties"][column.name];
      list["type"] = "array";
      list["items"] = {{"type", "string"}};
    }
  if (rule.key.empty())
    return {{"type", "object"}, {"description", rule.sentence}, {"additionalProperties", entry}};
  json file{{"type", "object"}, {"description", rule.sentence}, {"additionalProperties", false}};
  file["properties"][rule.key] = {{"type", "array"}, {"items", entry}};
  return file;
}

json case_schema() {
  json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "A case of Amur"},
              {"description",
               "`case` is case.toml; `sources`, `claims` and `observations` are the files of these "
               "names in TOML; each other property is a CSV file, as the list of its rows, without "
               "their blank cells."},
              {"type", "object"},
              {"additionalProperties", false},
              {"required", {"case"}}};
  schema["properties"]["case"] = settings_object();
  for (const auto& rule : cases::entry_rules()) schema["properties"][rule.file] = entries_of(rule);
  for (const auto& rule : cases::table_rules())
    schema["properties"][rule.name] = {
        {"type", "array"}, {"description", rule.sentence}, {"items", object_of(rule.columns)}};
  return schema;
}

}  // namespace

void add_case_schema(CLI::App& schema, int& exit_code) {
  auto markdown = std::make_shared<bool>(false), entries = std::make_shared<bool>(false);
  auto* command = schema.add_subcommand("case", "Files of a case, as a JSON schema");
  command->add_flag("--markdown", *markdown, "As the manual has them");
  command->add_flag("--entries", *entries, "With --markdown: keys of the TOML files")
      ->needs("--markdown");
  command->footer("Example:\n  amur schema case > case.schema.json");
  command->callback([markdown, entries, &exit_code] {
    if (*markdown)
      fmt::print("{}", *entries ? cases::entries_markdown() : cases::tables_markdown());
    else
      cli::print_json(case_schema());
    exit_code = done;
  });
}

}  // namespace amur::app

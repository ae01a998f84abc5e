#include "amur/case/case_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/schema_text.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

std::string csv_cell(const std::string& cell) {
  const bool plain = cell.find_first_of(",;\t\"\r\n") == std::string::npos &&
                     (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
  if (plain) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void add_record(std::string& csv, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  csv += '\n';
}

// Lists, numbers and days as TOML has them; whatever else as text, which reads back as the same.
std::string toml_value(const column_rule& rule, const std::string& value) {
  if (rule.is_list) {
    auto entries = text::split_list(value);
    for (auto& entry : entries) entry = text::toml_string(entry);
    return "[" + text::join(entries) + "]";
  }
  if (rule.type == cell_type::day && parse_date(value)) return value;
  std::string problem;
  const bool is_number = (rule.type == cell_type::number || rule.type == cell_type::whole) &&
                         text::parse_number(value, problem);
  const bool as_toml = is_number && value.front() >= '1' && value.front() <= '9' &&
                       value.back() != '.' && value.find_first_of("xX") == std::string::npos;
  return as_toml || value == "0" ? value : text::toml_string(value);
}

std::string section_of(const std::string& name) {
  const auto dot = name.find('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

}  // namespace

std::string csv_of(const table& table) {
  std::string csv;
  add_record(csv, table.columns);
  for (const auto& row : table.rows) add_record(csv, row.cells);
  return csv;
}

std::string settings_toml(const std::map<std::string, setting>& settings, bool explained) {
  std::string toml, section;
  for (const auto& rule : setting_rules()) {
    const auto given = settings.find(rule.name);
    const bool is_given = given != settings.end();
    if (!is_given && !explained) continue;
    if (const auto own = section_of(rule.name); own != section) {
      section = own;
      toml += fmt::format("\n[{}]\n", section);
    }
    const auto key = section.empty() ? rule.name : rule.name.substr(section.size() + 1);
    if (explained) toml += fmt::format("# {}\n", explanation_of(rule));
    if (is_given)
      toml += fmt::format("{} = {}\n", key, toml_value(rule, given->second.value));
    else
      toml += fmt::format("# {} =\n", key);
  }
  return toml;
}

bool write_case(const case_text& text, const std::filesystem::path& folder, diagnostics& report,
                bool explained) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  bool good =
      text::write_file(folder / "case.toml", settings_toml(text.settings, explained), report);
  for (const auto& rule : table_rules()) {
    const auto found = text.tables.find(rule.name);
    if (found == text.tables.end()) continue;
    const auto& table = found->second;
    if (!table.rows.empty() || (rule.required_file && text.has_network))
      good = good && text::write_file(folder / (rule.name + ".csv"), csv_of(table), report);
  }
  for (const auto& [name, content] : text.toml)
    good = good && text::write_file(folder / (name + ".toml"), content, report);
  return good;
}

}  // namespace amur::cases

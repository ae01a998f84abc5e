#include "amur/result/case_store.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "amur/case/case_reader.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "amur/text/csv.h"

namespace amur::result {
namespace {

constexpr std::size_t piece_bytes = 64 << 10;
constexpr const char* settings_file = "settings.csv";
constexpr const char* before = "before/";

using files = std::map<std::string, std::string>;

void append_cell(const std::string& cell, std::string& line) {
  if (!cell.empty() && cell.find_first_of(",\"\r\n") == std::string::npos && cell.front() != ' ' &&
      cell.back() != ' ') {
    line += cell;
    return;
  }
  line += '"';
  for (const char each : cell) line += each == '"' ? "\"\"" : std::string(1, each);
  line += '"';
}

void append_line(const std::vector<std::string>& cells, std::string& text) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text += ',';
    append_cell(cells[i], text);
  }
  text += '\n';
}

files files_of(const cases::case_text& text) {
  files result;
  auto& settings = result[settings_file];
  append_line({"setting", "value"}, settings);
  for (const auto& [name, setting] : text.settings) append_line({name, setting.value}, settings);
  for (const auto& [name, table] : text.tables) {
    const auto* rule = cases::find_table_rule(name);
    if (table.rows.empty() && !(rule && rule->required_file && text.has_network)) continue;
    auto& content = result[name + ".csv"];
    append_line(table.columns, content);
    for (const auto& row : table.rows) append_line(row.cells, content);
  }
  for (const auto& [name, content] : text.toml) result[name + ".toml"] = content;
  return result;
}

// Pieces end with a line, so that none cuts a letter.
void add_pieces(const std::string& file, const std::string& content,
                table_rows<case_text_row>& rows) {
  std::int64_t piece = 1;
  for (std::size_t at = 0; at < content.size() || piece == 1; ++piece) {
    auto end = std::min(content.size(), at + piece_bytes);
    if (const auto line = content.rfind('\n', end);
        end < content.size() && line != std::string::npos && line >= at)
      end = line + 1;
    else if (end < content.size())
      end = std::min(content.find('\n', end), content.size() - 1) + 1;
    rows.add({.file = file, .piece = piece, .text = content.substr(at, end - at)});
    at = end;
  }
}

files pieces_together(const result_table& table) {
  const auto& file = std::get<std::vector<std::string>>(table.column("file").values);
  const auto& text = std::get<std::vector<std::string>>(table.column("text").values);
  files result;
  for (std::size_t i = 0; i < file.size(); ++i) result[file[i]] += text[i];
  return result;
}

cases::case_text text_of(const files& from, diagnostics& report) {
  cases::case_text text;
  const auto table_in = [&](const std::string& file) {
    const auto at = from.find(file);
    return at == from.end() ? std::nullopt
                            : text::parse_csv(at->second, "case_text: " + file, report);
  };
  if (const auto settings = table_in(settings_file); settings && settings->columns.size() == 2)
    for (const auto& row : settings->rows)
      text.settings[row.cells[0]] = {row.cells[1], "case_text", row.line};
  text.has_network = false;
  for (const auto& rule : cases::table_rules()) {
    auto& table = text.tables[rule.name];
    if (auto parsed = table_in(rule.name + ".csv")) {
      table = std::move(*parsed);
      text.has_network = text.has_network || rule.required_file;
    } else {
      for (const auto& column : rule.columns) table.columns.push_back(column.name);
    }
    table.name = rule.name;
    table.file = "case_text: " + rule.name + ".csv";
  }
  for (const std::string name : {"sources", "claims", "observations"})
    if (const auto at = from.find(name + ".toml"); at != from.end()) text.toml[name] = at->second;
  return text;
}

}  // namespace

result_table case_text_table(const cases::case_inputs& inputs) {
  table_rows<case_text_row> rows;
  const auto now = files_of(inputs.edited);
  for (const auto& [file, content] : now) add_pieces(file, content, rows);
  if (!inputs.before) return rows.finish();
  for (const auto& [file, content] : files_of(*inputs.before))
    if (const auto at = now.find(file); at == now.end() || at->second != content)
      add_pieces(before + file, content, rows);
  return rows.finish();
}

std::optional<cases::case_data> read_stored_case(const result_tables& tables, stored which,
                                                 diagnostics& report) {
  auto now = pieces_together(tables.table("case_text"));
  files then;
  for (auto at = now.begin(); at != now.end();) {
    if (!at->first.starts_with(before)) {
      then.try_emplace(at->first, at->second);
      ++at;
      continue;
    }
    then[at->first.substr(std::string(before).size())] = std::move(at->second);
    at = now.erase(at);
  }
  const auto unedited = text_of(then, report);
  auto data = which == stored::before_scenarios
                  ? cases::build_case(unedited, unedited, report)
                  : cases::build_case(text_of(now, report), unedited, report);
  if (!data) return std::nullopt;
  data->sha256 = run_value(tables, "case_sha256");
  std::istringstream names(run_value(tables, "scenarios"));
  for (std::string name; std::getline(names, name, ',');)
    data->scenarios.push_back({name, {}, 0, 0, 0});
  return data;
}

std::string run_value(const result_tables& tables, const std::string& name) {
  const auto& run = tables.table(tables.has("run") ? "run" : "simulation");
  const auto& names = std::get<std::vector<std::string>>(run.column("name").values);
  const auto& values = std::get<std::vector<std::string>>(run.column("value").values);
  const auto at = std::ranges::find(names, name);
  return at == names.end() ? "" : values[static_cast<std::size_t>(at - names.begin())];
}

}  // namespace amur::result

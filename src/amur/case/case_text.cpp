#include "amur/case/case_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/sha256.h"
#include "amur/case/toml_file.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr const char* whole_files[] = {"sources", "claims", "observations"};

void flatten_settings(const toml::table& values, const std::string& prefix, case_text& text,
                      diagnostics& report) {
  for (const auto& [key, node] : values) {
    const std::string name = prefix + std::string(key.str());
    const auto& known = setting_names();
    const bool is_section = std::any_of(known.begin(), known.end(), [&](const auto& setting) {
      return setting.starts_with(name + ".");
    });
    if (const auto* inner = node.as_table(); inner && is_section) {
      flatten_settings(*inner, name + ".", text, report);
    } else if (std::find(known.begin(), known.end(), name) == known.end()) {
      report.error("case.toml", line_of(node), name, "",
                   text::with_nearest("unknown key", name, known), text::join(known));
    } else {
      const bool is_list = find_setting_rule(name)->is_list;
      if (const auto value = setting_text(node, is_list))
        text.settings[name] = {*value, "case.toml", line_of(node)};
      else
        report.error("case.toml", line_of(node), name, "", "the value has the wrong type",
                     setting_words(is_list));
    }
  }
}

void check_columns(const table& table, const table_rule& rule, diagnostics& report) {
  const auto names = names_of(rule.columns);
  for (const auto& column : table.columns) {
    if (std::find(names.begin(), names.end(), column) != names.end()) continue;
    report.error(table.file, 1, column, "", text::with_nearest("unknown column", column, names),
                 text::join(names));
  }
  for (const auto& column : rule.columns)
    if (column.required && table.column(column.name) == table::npos)
      report.error(table.file, 1, column.name, "", "a required column is missing",
                   text::join(names));
  if (table.rows.empty() && !rule.may_be_empty)
    report.error(table.file, 0, "", "", "the table has no rows", "at least one row");
}

}  // namespace

std::optional<std::string> read_file_within(const std::filesystem::path& folder,
                                            const std::filesystem::path& path,
                                            const std::string& shown_name, diagnostics& report) {
  std::error_code code;
  const auto root = std::filesystem::canonical(folder, code);
  const auto file = std::filesystem::weakly_canonical(path, code);
  if (std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end())
    return text::read_file(path, shown_name, report);
  report.error(shown_name, 0, "", "", "this file lies outside its folder, and is not read",
               "files within the folder, and links to them");
  return std::nullopt;
}

std::vector<std::filesystem::path> files_of_case(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files = {folder / "case.toml"};
  for (const auto& rule : table_rules()) files.push_back(folder / (rule.name + ".csv"));
  for (const std::string name : whole_files) files.push_back(folder / (name + ".toml"));
  files.push_back(folder / "groups.csv");
  return files;
}

void warn_of_unknown_tables(const std::filesystem::path& folder, diagnostics& report) {
  std::vector<std::string> known = {"groups"}, found;
  for (const auto& rule : table_rules()) known.push_back(rule.name);
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code))
    if (entry.path().extension() == ".csv" || entry.path().extension() == ".CSV")
      found.push_back(entry.path().filename().string());
  std::sort(found.begin(), found.end());
  for (const auto& name : found) {
    const auto stem = name.substr(0, name.size() - 4);
    if (name.ends_with(".csv") && std::find(known.begin(), known.end(), stem) != known.end())
      continue;
    // "duty" is further from "duties" than a slip of the keyboard.
    const auto many = stem.ends_with('y') ? stem.substr(0, stem.size() - 1) + "ies" : stem;
    const auto meant = text::nearest(many, known);
    report.warning(name, 0, "", "",
                   meant.empty() ? "no table has this name: the file is not read"
                                 : fmt::format("no table has this name: the file is not read (did "
                                               "you mean '{}.csv'?)",
                                               meant));
  }
}

std::optional<case_text> read_case_text(const std::filesystem::path& folder, diagnostics& report) {
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code)) {
    report.error(folder.string(), 0, "", "", "there is no such case folder",
                 "a folder with a case.toml");
    return std::nullopt;
  }
  case_text text;
  if (const auto content = read_file_within(folder, folder / "case.toml", "case.toml", report)) {
    if (const auto values = parse_toml(*content, "case.toml", report))
      flatten_settings(*values, "", text, report);
    text.read["case.toml"] = sha256(*content);
  }
  const auto is_there = [&](const std::string& file) {
    return std::filesystem::exists(folder / file, code);
  };
  // Money can do without a network; a part of one is still an error.
  text.has_network = !is_there("economies.csv") && !is_there("projects.csv");
  for (const auto& rule : table_rules())
    if (rule.required_file && is_there(rule.name + ".csv")) text.has_network = true;
  for (const auto& rule : table_rules()) {
    const std::string file = rule.name + ".csv";
    auto& table = text.tables[rule.name];
    if (!(rule.required_file && text.has_network) && !is_there(file)) {
      table.name = rule.name;
      table.file = file;
      for (const auto& column : rule.columns) table.columns.push_back(column.name);
      continue;
    }
    const auto content = read_file_within(folder, folder / file, file, report);
    if (!content) continue;
    if (auto parsed = text::parse_csv(*content, file, report)) {
      table = std::move(*parsed);
      check_columns(table, rule, report);
    }
    table.name = rule.name;
    table.file = file;
    text.read[file] = sha256(*content);
  }
  for (const std::string name : whole_files) {
    const std::string file = name + ".toml";
    if (!is_there(file)) continue;
    if (auto content = read_file_within(folder, folder / file, file, report)) {
      text.read[file] = sha256(*content);
      text.toml[name] = std::move(*content);
    }
  }
  std::string all;
  for (const auto& [name, hash] : text.read) (all += name).append(1, '\0').append(hash) += '\n';
  text.sha256 = sha256(all);
  return text;
}

}  // namespace amur::cases

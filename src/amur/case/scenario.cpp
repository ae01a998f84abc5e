#include "amur/case/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <tuple>

#include "amur/case/sha256.h"
#include "amur/case/toml_file.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

const std::vector<std::string> scenario_keys = {"title", "description", "extends", "corrects",
                                                "edit"};
const std::vector<std::string> edit_keys = {"table", "action", "from", "where", "values"};
const std::vector<std::string> actions = {"set", "scale", "add", "remove"};

// One edit as written, with its place.
struct edit {
  const toml::table* values = nullptr;
  const toml::table* where = nullptr;
  std::string table, action, file;
  std::size_t line = 0;
};

struct applier {
  const std::filesystem::path& folder;
  case_text& text;
  diagnostics& report;
  applied_edits which;
  std::vector<std::string> open;  // scenarios being applied, outermost first
  std::vector<applied_scenario> done;
  // Cells that the scenario at hand has edited: table, row's serial, column.
  std::set<std::tuple<std::string, std::size_t, std::string>> edited;

  // `asking` is the folder that the asking scenario may name files of; the user may name any.
  void apply(const std::string& name, const std::string& file_asking, std::size_t line_asking,
             const std::filesystem::path& asking);
  void apply_edit(const toml::table& node, const std::string& file, applied_scenario& applied);
  bool holds_yet(const toml::table& node, const toml_reader& reader) const;
  void edit_settings(const edit& edit, applied_scenario& applied);
  void add_row(const edit& edit, table& table, applied_scenario& applied);
  void edit_rows(const edit& edit, table& table, applied_scenario& applied);
  bool matches(const edit& edit, const table& table, const table_row& row) const;
  void change_cell(const edit& edit, table& table, table_row& row, const std::string& column,
                   const toml::node& value);
  bool claim_cell(const edit& edit, std::size_t serial, const std::string& column);
  bool known_columns(const edit& edit, const toml::table& fields, const table& table) const;
};

std::optional<double> to_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::filesystem::path scenario_path(const std::filesystem::path& folder, const std::string& name) {
  if (name.ends_with(".toml")) return name;
  return folder / "scenarios" / (name + ".toml");
}

void applier::apply(const std::string& name, const std::string& file_asking,
                    std::size_t line_asking, const std::filesystem::path& asking) {
  if (const auto at = std::find(open.begin(), open.end(), name); at != open.end()) {
    std::vector<std::string> cycle(at, open.end());
    cycle.push_back(name);
    report.error(file_asking, line_asking, "extends", name,
                 "scenarios extend each other in a cycle: " + text::join(cycle, " -> "),
                 "scenarios that don't lead back to themselves");
    return;
  }
  const auto path = scenario_path(folder, name);
  std::error_code code;
  if (!std::filesystem::exists(path, code)) {
    const auto names = scenario_names(folder);
    report.error(
        file_asking, line_asking, file_asking.empty() ? "scenario" : "extends",
        text::shortened(name), text::with_nearest("there is no such scenario", name, names),
        names.empty() ? "a path to a .toml file (the case has no scenarios)" : text::join(names));
    return;
  }
  const std::string file = name.ends_with(".toml") ? name : "scenarios/" + name + ".toml";
  const auto content = file_asking.empty() ? text::read_file(path, file, report)
                                           : read_file_within(asking, path, file, report);
  if (!content) return;
  text.read["scenario " + path.string()] = sha256(*content);
  const auto parsed = parse_toml(*content, file, report);
  if (!parsed) return;
  const toml_reader top(*parsed, file, "", report);
  top.allow(scenario_keys);

  open.push_back(name);
  const bool is_users_own = file_asking.empty() && name.ends_with(".toml");
  for (const auto& other : top.texts("extends"))
    apply(other, file, top.line("extends"),
          is_users_own && other.ends_with(".toml") ? path.parent_path() : asking);
  open.pop_back();

  applied_scenario applied{name, top.text("title"), 0, 0, 0};
  edited.clear();
  const bool corrects = top.boolean("corrects", false);
  const auto* edits = parsed->get("edit");
  if (edits && (corrects || which == applied_edits::all)) {
    const auto* list = edits->as_array();
    if (!list) top.error("edit", "", "the value has the wrong type", "[[edit]] tables");
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      if (const auto* one = list->get(i)->as_table())
        apply_edit(*one, file, applied);
      else
        top.error("edit", "", "the value has the wrong type", "[[edit]] tables");
    }
  }
  done.push_back(std::move(applied));
}

void applier::apply_edit(const toml::table& node, const std::string& file,
                         applied_scenario& applied) {
  const toml_reader reader(node, file, "edit.", report);
  reader.allow(edit_keys);
  edit what;
  what.file = file;
  what.line = line_of(node);
  what.table = reader.text("table", true);
  what.action = reader.text("action", true);
  if (what.table.empty() || what.action.empty()) return;
  if (std::find(actions.begin(), actions.end(), what.action) == actions.end()) {
    reader.error("action", what.action, "unknown action", text::join(actions));
    return;
  }
  what.values = reader.table("values", what.action != "remove");
  what.where = reader.table("where", what.action != "add" && what.table != "case");
  if (what.action != "remove" && !what.values) return;
  if (!holds_yet(node, reader)) return;
  if (what.table == "case") {
    edit_settings(what, applied);
    return;
  }
  if (!find_table_rule(what.table)) {
    std::vector<std::string> names = {"case"};
    for (const auto& rule : table_rules()) names.push_back(rule.name);
    reader.error("table", what.table, "unknown table", text::join(names));
    return;
  }
  auto& table = text.tables[what.table];
  if (what.action == "add")
    add_row(what, table, applied);
  else if (what.where)
    edit_rows(what, table, applied);
}

// Whether the case's day has come to the day that the edit holds from; so it does without one.
bool applier::holds_yet(const toml::table& node, const toml_reader& reader) const {
  const auto* from = node.get("from");
  if (!from) return true;
  const auto written = scalar_text(*from);
  const auto first = written ? parse_date(*written) : std::nullopt;
  const auto given = text.settings.find("date");
  const auto day = given == text.settings.end() ? std::nullopt : parse_date(given->second.value);
  if (!first)
    reader.error("from", written.value_or(""), "there is no such day", "YYYY-MM-DD");
  else if (!day)
    reader.error("from", *written, "the case has no day that this could be before or after",
                 "a date in case.toml");
  return first && day && !(*day < *first);
}

void applier::edit_settings(const edit& edit, applied_scenario& applied) {
  if (edit.action != "set") {
    report.error(edit.file, edit.line, "edit.action", edit.action,
                 "fields of case.toml can only be set", "set");
    return;
  }
  // Dotted keys in TOML nest: demand.per is the table demand with a key per.
  const auto set = [&](const std::string& name, const toml::node& node) {
    const auto* rule = find_setting_rule(name);
    const auto value = rule ? setting_text(node, rule->is_list) : std::nullopt;
    if (!rule)
      report.error(edit.file, line_of(node), name, "", "unknown field of case.toml",
                   text::join(setting_names()));
    else if (!value)
      report.error(edit.file, line_of(node), name, "", "the value has the wrong type",
                   setting_words(rule->is_list));
    else if (claim_cell(edit, 0, name)) {
      text.settings[name] = {*value, edit.file, line_of(node)};
      ++applied.cells_changed;
    }
  };
  for (const auto& [key, node] : *edit.values) {
    const std::string name(key.str());
    if (const auto* inner = node.as_table())
      for (const auto& [inner_key, inner_node] : *inner)
        set(name + "." + std::string(inner_key.str()), inner_node);
    else
      set(name, node);
  }
}

bool applier::known_columns(const edit& edit, const toml::table& fields, const table& table) const {
  const auto names = names_of(find_table_rule(table.name)->columns);
  bool good = true;
  for (const auto& [key, node] : fields) {
    const std::string name(key.str());
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    report.error(edit.file, line_of(node), name, "",
                 fmt::format("table '{}' has no such column", table.name), text::join(names));
    good = false;
  }
  return good;
}

void applier::add_row(const edit& edit, table& table, applied_scenario& applied) {
  if (!known_columns(edit, *edit.values, table)) return;
  for (const auto& [key, node] : *edit.values) table.column_or_new(std::string(key.str()));
  std::size_t serial = 0;
  for (const auto& other : table.rows) serial = std::max(serial, other.serial + 1);
  table_row row{std::vector<std::string>(table.columns.size()), edit.file, edit.line, serial};
  for (const auto& [key, node] : *edit.values) {
    const auto value = scalar_text(node);
    if (!value) {
      report.error(edit.file, line_of(node), std::string(key.str()), "",
                   "the value has the wrong type", "one text, number, true, false or date");
      return;
    }
    row.cells[table.column(std::string(key.str()))] = *value;
  }
  table.rows.push_back(std::move(row));
  ++applied.rows_added;
}

bool applier::matches(const edit& edit, const table& table, const table_row& row) const {
  for (const auto& [key, node] : *edit.where) {
    const auto column = table.column(std::string(key.str()));
    const std::string cell = column == table::npos ? "" : row.cells[column];
    const auto same = [&cell](const toml::node& wanted) {
      const auto value = scalar_text(wanted);
      return value && *value == cell;
    };
    const auto* list = node.as_array();
    if (list ? std::none_of(list->begin(), list->end(), same) : !same(node)) return false;
  }
  return true;
}

void applier::edit_rows(const edit& edit, table& table, applied_scenario& applied) {
  if (!known_columns(edit, *edit.where, table)) return;
  if (edit.values && !known_columns(edit, *edit.values, table)) return;
  const auto fits = [&](const table_row& row) { return matches(edit, table, row); };
  const auto found =
      static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(), fits));
  if (found == 0) {
    report.error(edit.file, edit.line, "edit.where", "",
                 fmt::format("no row of '{}' matches this edit", table.name),
                 "fields and values that at least one row has");
    return;
  }
  if (edit.action == "remove") {
    table.rows.erase(std::remove_if(table.rows.begin(), table.rows.end(), fits), table.rows.end());
    applied.rows_removed += found;
    return;
  }
  // The rows are chosen before any cell changes, since an edit may touch a field it selects by.
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (fits(table.rows[i])) chosen.push_back(i);
  for (const auto& [key, node] : *edit.values) {
    const std::string column(key.str());
    table.column_or_new(column);
    for (const auto i : chosen) change_cell(edit, table, table.rows[i], column, node);
  }
  for (const auto i : chosen) {
    table.rows[i].file = edit.file;
    table.rows[i].line = edit.line;
  }
  applied.cells_changed += found * edit.values->size();
}

bool applier::claim_cell(const edit& edit, std::size_t serial, const std::string& column) {
  if (edited.insert({edit.table, serial, column}).second) return true;
  report.error(
      edit.file, edit.line, column, "",
      fmt::format("overlapping edits: this scenario edits the same cell of '{}' twice", edit.table),
      "one edit a cell within a scenario");
  return false;
}

void applier::change_cell(const edit& edit, table& table, table_row& row, const std::string& column,
                          const toml::node& node) {
  auto& cell = row.cells[table.column(column)];
  if (!claim_cell(edit, row.serial, column)) return;
  const auto value = scalar_text(node);
  if (!value) {
    report.error(edit.file, line_of(node), column, "", "the value has the wrong type",
                 "one text, number, true, false or date");
    return;
  }
  if (edit.action == "set") {
    cell = *value;
    return;
  }
  const auto factor = node.value<double>();
  const auto before = to_number(cell);
  if (!node.is_number() || !factor || !std::isfinite(*factor)) {
    report.error(edit.file, line_of(node), column, *value, "a factor must be a number",
                 "a finite number");
  } else if (!before) {
    report.error(
        edit.file, edit.line, column, cell,
        fmt::format("row '{}' of '{}' holds no number to scale", row.cells.front(), table.name),
        "a cell that holds a number");
  } else {
    cell = fmt::format("{}", *before * *factor);
  }
}

}  // namespace

std::vector<std::string> scenario_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "scenarios", code))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<applied_scenario> apply_scenarios(const std::filesystem::path& folder,
                                              std::span<const std::string> scenarios,
                                              case_text& text, diagnostics& report,
                                              applied_edits which) {
  applier run{folder, text, report, which, {}, {}, {}};
  for (const auto& name : scenarios) run.apply(name, "", 0, folder);
  return std::move(run.done);
}

}  // namespace amur::cases

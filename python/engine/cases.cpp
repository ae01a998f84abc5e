// A case as text: tables and settings, read, edited and written.

#include <pybind11/stl.h>

#include <optional>
#include <utility>

#include "amur/case/case_reader.h"
#include "amur/case/case_text.h"
#include "amur/case/case_writer.h"
#include "amur/case/new_case.h"
#include "amur/case/scenario.h"
#include "amur/case/schema.h"
#include "amur/case/schema_text.h"
#include "engine/engine.h"
#include "engine/result_arrays.h"

namespace amur::python {
namespace {

using cases::cell_type;

const char* type_name(cell_type type) {
  switch (type) {
    case cell_type::number:
      return "number";
    case cell_type::whole:
      return "whole";
    case cell_type::flag:
      return "flag";
    case cell_type::id:
      return "id";
    default:
      return "text";
  }
}

py::dict column_words(const cases::column_rule& rule) {
  py::dict words;
  words["name"] = rule.name;
  words["type"] = type_name(rule.type);
  words["required"] = rule.required;
  words["is_list"] = rule.is_list;
  words["unit"] = rule.unit;
  words["description"] = rule.sentence;
  words["allowed"] = cases::allowed_text(rule);
  words["otherwise"] = rule.otherwise;
  return words;
}

py::list words_of(const std::vector<cases::column_rule>& rules) {
  py::list list;
  for (const auto& rule : rules) list.append(column_words(rule));
  return list;
}

py::dict case_schema() {
  py::dict schema;
  for (const auto& rule : cases::table_rules()) {
    py::dict words;
    words["description"] = rule.sentence;
    words["columns"] = words_of(rule.columns);
    schema[py::str(rule.name)] = words;
  }
  return schema;
}

// (case or None, findings)
py::tuple told(std::optional<cases::case_text> text, const diagnostics& report) {
  py::object read = py::none();
  if (text && !report.has_errors()) read = py::cast(std::move(*text));
  return py::make_tuple(read, findings_of(report));
}

py::tuple read_text(const py::object& folder) {
  diagnostics report;
  const auto path = path_of(folder);
  std::optional<cases::case_text> text;
  {
    const py::gil_scoped_release free;
    text = cases::read_case_text(path, report);
  }
  return told(std::move(text), report);
}

py::tuple with_scenarios(const cases::case_text& text, const py::object& folder,
                         const std::vector<std::string>& scenarios) {
  diagnostics report;
  auto edited = text;
  (void)cases::apply_scenarios(path_of(folder), scenarios, edited, report);
  return told(std::move(edited), report);
}

// A list of (column, array of texts).
py::list columns_of(const cases::case_text& text, const std::string& name) {
  const auto& table = text.tables.at(name);
  py::list list;
  std::vector<std::string> cells(table.rows.size());
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    for (std::size_t row = 0; row < cells.size(); ++row) cells[row] = table.rows[row].cells[column];
    list.append(py::make_tuple(table.columns[column], text_array(cells)));
  }
  return list;
}

// Rows are numbered as they will stand in the file.
void set_columns(cases::case_text& text, const std::string& name,
                 const std::vector<std::pair<std::string, std::vector<std::string>>>& columns) {
  auto& table = text.tables.at(name);
  table.columns.clear();
  table.rows.assign(columns.empty() ? 0 : columns.front().second.size(), {});
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    table.rows[row] = {{}, table.file, row + 2, row};
  for (const auto& [column, cells] : columns) {
    if (cells.size() != table.rows.size())
      throw std::invalid_argument("columns of '" + name + "' have different lengths");
    table.columns.push_back(column);
    for (std::size_t row = 0; row < cells.size(); ++row)
      table.rows[row].cells.push_back(cells[row]);
  }
}

std::map<std::string, std::string> settings_of(const cases::case_text& text) {
  std::map<std::string, std::string> values;
  for (const auto& [name, setting] : text.settings) values[name] = setting.value;
  return values;
}

void set_settings(cases::case_text& text, const std::map<std::string, std::string>& values) {
  text.settings.clear();
  for (const auto& [name, value] : values) text.settings[name] = {value, "case.toml", 0};
}

py::list check_case(const py::object& folder) {
  diagnostics report;
  const auto path = path_of(folder);
  {
    const py::gil_scoped_release free;
    (void)cases::read_case(path, {}, report);
  }
  return findings_of(report);
}

// With the tables that it leaves out, empty, as a folder is read.
cases::case_text starter(const std::string& title) {
  auto text = cases::starter_case(title);
  for (const auto& rule : cases::table_rules()) {
    auto& table = text.tables[rule.name];
    if (!table.columns.empty()) continue;
    table.name = rule.name;
    table.file = rule.name + ".csv";
    table.columns = cases::names_of(rule.columns);
  }
  return text;
}

py::list write_text(const cases::case_text& text, const py::object& folder) {
  diagnostics report;
  (void)cases::write_case(text, path_of(folder), report);
  return findings_of(report);
}

}  // namespace

void add_cases(py::module_& to) {
  to.def("case_schema", &case_schema);
  to.def("setting_schema", [] { return words_of(cases::setting_rules()); });
  to.def("read_case", &read_text);
  to.def("starter_case", &starter);
  to.def("check_case", &check_case);
  to.def("scenario_names",
         [](const py::object& folder) { return cases::scenario_names(path_of(folder)); });
  py::class_<cases::case_text>(to, "CaseText")
      .def("columns", &columns_of)
      .def("set_columns", &set_columns)
      .def("settings", &settings_of)
      .def("set_settings", &set_settings)
      .def("with_scenarios", &with_scenarios)
      .def("copy", [](const cases::case_text& text) { return text; })
      .def("write", &write_text)
      .def_readwrite("files", &cases::case_text::toml);
}

}  // namespace amur::python

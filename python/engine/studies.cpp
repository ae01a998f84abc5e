// Studies of a case: what each asks for, and its answer.

#include <pybind11/stl.h>

#include <utility>

#include "amur/study/registry.h"
#include "engine/engine.h"
#include "engine/result_arrays.h"
#include "engine/watched_work.h"

namespace amur::python {
namespace {

using study::field_type;
using study::request_field;

// As `amur schema studies` says it.
py::dict field_words(const request_field& field) {
  py::dict words;
  words["name"] = field.name;
  words["option"] = field.option;
  words["type"] = text::schema_type(field.type);
  words["description"] = field.sentence;
  words["unit"] = field.unit;
  words["required"] = field.is_required;
  words["repeats"] = field.repeats;
  words["allowed"] = text::allowed(field);
  if (!field.needs.empty()) words["needs"] = field.needs;
  if (field.type == field_type::whole) {
    words["minimum"] = field.fewest;
    words["maximum"] = field.highest;
  } else if (field.type == field_type::number) {
    words["minimum"] = field.least;
    words["maximum"] = field.most;
  } else if (field.type == field_type::word) {
    words["enum"] = field.words;
  } else if (field.type == field_type::month) {
    words["pattern"] = text::month_pattern;
  } else if (field.type == field_type::text) {
    words["maxLength"] = field.longest;
  }
  if (field.usual) words["default"] = *field.usual;
  return words;
}

py::list declared_studies() {
  py::list list;
  for (const auto& asked : study::studies()) {
    py::list fields;
    for (const auto& field : asked.fields) fields.append(field_words(field));
    py::dict words;
    words["name"] = asked.name;
    words["sentence"] = asked.sentence;
    words["example"] = asked.example;
    words["served"] = true;
    words["fields"] = fields;
    list.append(words);
  }
  return list;
}

// A value of the field's type; nothing where it is of another.
std::optional<study::request_value> value_of(const request_field& field, const py::handle& given) {
  try {
    switch (field.type) {
      case field_type::flag:
        if (py::isinstance<py::bool_>(given)) return given.cast<bool>();
        return std::nullopt;
      case field_type::whole:
        if (py::isinstance<py::bool_>(given) || !PyIndex_Check(given.ptr())) return std::nullopt;
        return given.cast<std::uint64_t>();
      case field_type::number:
        if (py::isinstance<py::bool_>(given)) return std::nullopt;
        return given.cast<double>();
      default:
        if (py::isinstance<py::str>(given)) return given.cast<std::string>();
        return std::nullopt;
    }
  } catch (const py::cast_error&) {
    return std::nullopt;
  }
}

study::study_request request_of(const study::declared_study& asked, const py::dict& given,
                                diagnostics& report) {
  study::study_request request;
  for (const auto& [key, value] : given) {
    const auto name = key.cast<std::string>();
    const auto* field = asked.field(name);
    if (!field) {
      report.error("", 0, name, "", "there is no such field");
      continue;
    }
    const auto read = value_of(*field, value);
    const auto why = read ? study::why_refused(*field, *read) : "the value has the wrong type";
    if (!why.empty())
      report.error("", 0, name, py::str(value).cast<std::string>(), why, study::allowed(*field));
    else
      request.set(name, *read);
  }
  if (!report.has_errors()) study::check_fields(asked, request, report);
  return request;
}

const char* word_of(study::run_status status) {
  using enum study::run_status;
  switch (status) {
    case solved:
      return "solved";
    case not_solved:
      return "not_solved";
    case cancelled:
      return "cancelled";
    case bad_input:
      break;
  }
  return "bad_input";
}

// (status, tables or None, findings)
py::tuple run_study(const std::string& name, const py::object& folder, const py::object& output,
                    const std::vector<std::string>& scenarios, std::size_t threads,
                    const py::dict& fields, const py::object& progress) {
  const auto* asked = study::find_study(name);
  if (!asked) throw std::invalid_argument("there is no study " + name);
  diagnostics report;
  const auto request = request_of(*asked, fields, report);
  study::case_outcome outcome;
  if (!report.has_errors()) {
    watched_work watched(progress);
    study::study_task task{{path_of(folder), path_of(output), scenarios, threads, AMUR_VERSION}};
    task.progress = watched.each_step();
    task.part = watched.each_part();
    task.is_cancelled = [&watched] { return watched.is_cancelled(); };
    watched.run([&] { outcome = asked->run(task, request, report); });
  }
  py::object tables = py::none();
  if (!outcome.tables.tables.empty()) tables = py::cast(kept_tables(std::move(outcome.tables)));
  return py::make_tuple(word_of(outcome.status), tables, findings_of(report));
}

}  // namespace

void add_studies(py::module_& to) {
  to.def("studies", &declared_studies);
  to.def("run_study", &run_study);
}

}  // namespace amur::python

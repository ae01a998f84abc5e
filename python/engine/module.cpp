// The module `amur._engine`.

#include "engine/engine.h"

#include <pybind11/stl.h>

#include <stdexcept>

#include "amur/base/no_answer.h"
#include "amur/result/result_query.h"

namespace amur::python {
namespace {

// Raises `amur.Error`, as whoever called from Python sees it.
void raise_error(const diagnostics& report) {
  const auto error = py::module_::import("amur._errors").attr("Error");
  const auto raised = error.attr("of")("bad_input", findings_of(report));
  PyErr_SetObject(error.ptr(), raised.ptr());
}

void translate(std::exception_ptr thrown) {
  if (!thrown) return;
  diagnostics report;
  try {
    std::rethrow_exception(thrown);
  } catch (const no_answer& reason) {
    report.add(reason.finding);
  } catch (const std::invalid_argument& reason) {
    report.error("", 0, "", "", reason.what());
  }
  raise_error(report);
}

}  // namespace

py::list findings_of(const diagnostics& report) {
  py::list list;
  for (const auto& one : report.findings)
    list.append(py::make_tuple(one.level == severity::error ? "error" : "warning", one.file,
                               one.row, one.field, one.value, one.message, one.allowed,
                               to_string(one)));
  return list;
}

std::string path_of(const py::object& path) {
  return py::module_::import("os").attr("fsdecode")(path).cast<std::string>();
}

PYBIND11_MODULE(_engine, module) {
  module.doc() = "Amur's engine as the package `amur` calls it";
  module.attr("version") = AMUR_VERSION;
  module.def("use_reader",
             [](const py::object& path) { result::use_reader_program(path_of(path)); });
  py::register_exception_translator(translate);
  add_studies(module);
  add_results(module);
  add_cases(module);
  add_assign(module);
  add_skim(module);
  add_trade(module);
  add_sectors(module);
  add_networks(module);
}

}  // namespace amur::python

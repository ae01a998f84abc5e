#pragma once
// The parts of the module `_engine`. What is passed to Python is what `python/amur` makes into the
// objects that its users see.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::python {

namespace py = pybind11;

void add_studies(py::module_& to);
void add_results(py::module_& to);
void add_cases(py::module_& to);
void add_assign(py::module_& to);
void add_skim(py::module_& to);
void add_trade(py::module_& to);
void add_sectors(py::module_& to);
void add_networks(py::module_& to);

/// (level, file, row, field, value, message, allowed, text) of each.
[[nodiscard]] py::list findings_of(const diagnostics& report);

/// A path as Python has it: a text or anything with a path.
[[nodiscard]] std::string path_of(const py::object& path);

}  // namespace amur::python

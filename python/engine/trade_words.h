#pragma once
// How a model of trade ended, in words.

#include <pybind11/pybind11.h>

#include "amur/trade/status.h"

namespace amur::python {

[[nodiscard]] const char* word_of(trade::trade_status status);

/// None where nobody is meant.
[[nodiscard]] pybind11::object number_or_none(std::size_t number);

}  // namespace amur::python

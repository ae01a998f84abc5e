#pragma once
// Arrays of NumPy as spans, and vectors as arrays that own their memory.

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "amur/network/graph.h"

namespace amur::python {

namespace py = pybind11;

/// As NumPy has them; what comes otherwise is converted, what comes so is not copied.
template <class Value>
using given = py::array_t<Value, py::array::c_style | py::array::forcecast>;

template <class Value>
[[nodiscard]] std::span<const Value> span_of(const given<Value>& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

template <class Value>
[[nodiscard]] std::vector<Value> vector_of(const given<Value>& array) {
  return {array.data(), array.data() + array.size()};
}

/// The vector's memory as an array of the shape.
template <class Value>
[[nodiscard]] py::array_t<Value> array_of(std::vector<Value> values,
                                          std::vector<py::ssize_t> shape = {}) {
  if (shape.empty()) shape = {static_cast<py::ssize_t>(values.size())};
  auto held = std::make_unique<std::vector<Value>>(std::move(values));
  const Value* data = held->data();
  const py::capsule owner(held.release(),
                          [](void* kept) { delete static_cast<std::vector<Value>*>(kept); });
  return py::array_t<Value>(shape, data, owner);
}

/// Tails and heads as a graph. Arrays by arc come and go in the order given.
class ordered_graph {
 public:
  ordered_graph(std::size_t states, const given<std::uint32_t>& tails,
                const given<std::uint32_t>& heads)
      : built_(network::build_graph(states, span_of(tails), span_of(heads))) {}

  [[nodiscard]] const network::graph& graph() const { return built_.graph; }
  [[nodiscard]] std::size_t arcs() const { return built_.arc_of.size(); }
  [[nodiscard]] std::uint32_t arc_of(std::size_t i) const { return built_.arc_of.at(i); }

  template <class Value>
  [[nodiscard]] std::vector<Value> sorted(const given<Value>& by_arc, const char* name) const {
    if (static_cast<std::size_t>(by_arc.size()) != arcs())
      throw std::invalid_argument(std::string(name) + " must have a value for each arc");
    std::vector<Value> values(arcs());
    for (std::size_t i = 0; i < arcs(); ++i) values[built_.arc_of[i]] = by_arc.data()[i];
    return values;
  }
  template <class Value>
  [[nodiscard]] std::vector<Value> as_given(const std::vector<Value>& by_arc) const {
    std::vector<Value> values(by_arc.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = by_arc[built_.arc_of[i]];
    return values;
  }

 private:
  network::built_graph built_;
};

}  // namespace amur::python

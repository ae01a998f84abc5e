// Cheapest paths of a network given as arrays.

#include "amur/route/skim.h"

#include "engine/arrays.h"
#include "engine/engine.h"

namespace amur::python {
namespace {

std::vector<state_id> states_of(const given<std::uint32_t>& numbers) {
  std::vector<state_id> states;
  for (const auto number : span_of(numbers)) states.emplace_back(number);
  return states;
}

route::skim_method method_of(const std::string& name) {
  if (name == "automatic") return route::skim_method::automatic;
  if (name == "dijkstra") return route::skim_method::dijkstra;
  if (name == "hierarchy") return route::skim_method::hierarchy;
  throw std::invalid_argument("method must be automatic, dijkstra or hierarchy");
}

// (costs, [attributes])
py::tuple skim(std::size_t states, const given<std::uint32_t>& tails,
               const given<std::uint32_t>& heads, const given<double>& cost,
               const given<std::uint32_t>& origins, const given<std::uint32_t>& destinations,
               const std::vector<given<double>>& attributes, const given<std::uint8_t>& no_through,
               const std::string& method, std::size_t threads) {
  const ordered_graph graph(states, tails, heads);
  const auto costs = graph.sorted(cost, "cost");
  std::vector<std::vector<double>> sorted;
  for (const auto& attribute : attributes) sorted.push_back(graph.sorted(attribute, "attribute"));
  const std::vector<std::span<const double>> spans(sorted.begin(), sorted.end());
  route::skim_options options;
  options.no_through = span_of(no_through);
  options.attributes = spans;
  options.method = method_of(method);
  const auto from = states_of(origins), to = states_of(destinations);
  route::skim_matrix matrix;
  {
    const py::gil_scoped_release free;
    thread_pool pool(threads);
    matrix = route::skim(graph.graph(), costs, from, to, options, pool);
  }
  const std::vector<py::ssize_t> shape = {origins.size(), destinations.size()};
  py::list found;
  for (auto& attribute : matrix.attributes) found.append(array_of(std::move(attribute), shape));
  return py::make_tuple(array_of(std::move(matrix.cost), shape), found);
}

}  // namespace

void add_skim(py::module_& to) { to.def("skim", &skim); }

}  // namespace amur::python

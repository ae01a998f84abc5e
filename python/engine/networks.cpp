// The infrastructure of a network that serves welfare best, on arrays.

#include "amur/invest/optimal_network.h"
#include "engine/arrays.h"
#include "engine/engine.h"
#include "engine/watched_work.h"

namespace amur::python {
namespace {

const char* word_of(invest::network_status status) {
  constexpr const char* words[] = {"solved",      "local_optimum", "not_solved",
                                   "over_budget", "invalid_data",  "good_not_made"};
  return words[static_cast<std::size_t>(status)];
}

template <class Value>
given<Value> column(const py::dict& from, const char* name) {
  return from[name].cast<given<Value>>();
}

std::vector<invest::road> read_roads(const py::dict& from) {
  const auto start = column<std::uint32_t>(from, "from"), end = column<std::uint32_t>(from, "to"),
             zone = column<std::uint32_t>(from, "zone");
  const auto cost = column<double>(from, "cost_factor"),
             back = column<double>(from, "cost_factor_back"),
             least = column<double>(from, "least_infrastructure"),
             most = column<double>(from, "most_infrastructure"),
             price = column<double>(from, "price");
  for (const auto size :
       {end.size(), zone.size(), cost.size(), back.size(), least.size(), most.size(), price.size()})
    if (size != start.size())
      throw std::invalid_argument("columns of roads must have the same length");
  std::vector<invest::road> roads;
  for (py::ssize_t i = 0; i < start.size(); ++i)
    roads.push_back({start.data()[i], end.data()[i], cost.data()[i], back.data()[i],
                     least.data()[i], most.data()[i], price.data()[i], zone.data()[i]});
  return roads;
}

invest::network_problem read_problem(const py::dict& from) {
  invest::network_problem problem;
  problem.places = from["places"].cast<std::size_t>();
  problem.goods = from["goods"].cast<std::size_t>();
  problem.population = vector_of(column<double>(from, "population"));
  problem.housing = vector_of(column<double>(from, "housing"));
  problem.productivity = vector_of(column<double>(from, "productivity"));
  problem.zone_budget = vector_of(column<double>(from, "zone_budget"));
  problem.roads = read_roads(from);
  const auto number = [&from](const char* name) { return from[name].cast<double>(); };
  problem.consumption_share = number("consumption_share");
  problem.inequality_aversion = number("inequality_aversion");
  problem.substitution_elasticity = number("substitution_elasticity");
  problem.congestion = number("congestion");
  problem.returns_to_infrastructure = number("returns_to_infrastructure");
  problem.labour_exponent = number("labour_exponent");
  problem.goods_share_roads = from["goods_share_roads"].cast<bool>();
  problem.budget = number("budget");
  return problem;
}

py::dict told(invest::network_solution found, std::size_t places, std::size_t goods) {
  const auto shape = [](std::size_t rows, std::size_t columns) {
    return std::vector<py::ssize_t>{static_cast<py::ssize_t>(rows),
                                    static_cast<py::ssize_t>(columns)};
  };
  // What has no solution has no arrays either.
  const auto by_good = [&](std::vector<double> values, std::size_t rows) {
    return values.size() == rows * goods
               ? py::object(array_of(std::move(values), shape(rows, goods)))
               : py::object(py::none());
  };
  const auto arcs = 2 * found.infrastructure.size();
  py::dict answer;
  answer["status"] = word_of(found.status);
  answer["place"] = found.place;
  answer["good"] = found.good;
  answer["welfare"] = found.welfare;
  answer["bound"] = found.bound;
  answer["gap"] = found.gap;
  answer["spent"] = found.spent;
  answer["budget_price"] = found.budget_price;
  answer["shortage"] = found.shortage;
  answer["zone_budget_price"] = array_of(std::move(found.zone_budget_price));
  answer["infrastructure"] = array_of(std::move(found.infrastructure));
  answer["flow"] = by_good(std::move(found.flow), arcs);
  answer["price"] = by_good(std::move(found.price), places);
  answer["price_index"] = array_of(std::move(found.price_index));
  answer["consumption"] = array_of(std::move(found.consumption));
  answer["labour"] = by_good(std::move(found.labour), places);
  return answer;
}

// At an infrastructure that is given, or at the best.
py::dict optimal_network(const py::dict& given_problem, const py::object& infrastructure,
                         double tolerance) {
  const auto problem = read_problem(given_problem);
  invest::network_options options;
  options.tolerance = tolerance;
  std::vector<double> held;
  if (!infrastructure.is_none()) held = vector_of(infrastructure.cast<given<double>>());
  invest::network_solution found;
  watched_work(py::none()).run([&] {
    found = infrastructure.is_none() ? invest::solve_network(problem, options)
                                     : invest::solve_at(problem, held, options);
  });
  return told(std::move(found), problem.places, problem.goods);
}

}  // namespace

void add_networks(py::module_& to) { to.def("optimal_network", &optimal_network); }

}  // namespace amur::python

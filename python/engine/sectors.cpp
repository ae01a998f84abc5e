// The general equilibrium of trade with many sectors, on arrays.

#include "amur/trade/many_sector.h"

#include "engine/arrays.h"
#include "engine/engine.h"
#include "engine/trade_words.h"
#include "engine/watched_work.h"

namespace amur::python {
namespace {

template <class Value = double>
given<Value> column(const py::dict& from, const char* name) {
  return from[name].cast<given<Value>>();
}

trade::many_sector_world read_world(const py::dict& from) {
  trade::many_sector_world world;
  world.countries = from["countries"].cast<std::size_t>();
  world.sectors = from["sectors"].cast<std::size_t>();
  world.trade_elasticity = vector_of(column(from, "trade_elasticity"));
  world.share = vector_of(column(from, "share"));
  world.duty = vector_of(column(from, "duty"));
  world.value_added_share = vector_of(column(from, "value_added_share"));
  world.input_share = vector_of(column(from, "input_share"));
  world.final_share = vector_of(column(from, "final_share"));
  world.value_added = vector_of(column(from, "value_added"));
  world.deficit = vector_of(column(from, "deficit"));
  return world;
}

py::dict told(trade::many_sector_equilibrium found, const trade::many_sector_world& world) {
  const auto countries = static_cast<py::ssize_t>(world.countries),
             sectors = static_cast<py::ssize_t>(world.sectors);
  const std::vector<py::ssize_t> by_sector = {countries, sectors},
                                 by_pair = {sectors, countries, countries};
  // What has no solution has no arrays either.
  const auto shaped = [](std::vector<double> values, const std::vector<py::ssize_t>& shape) {
    const bool is_there = !values.empty();
    return is_there ? py::object(array_of(std::move(values), shape)) : py::object(py::none());
  };
  py::dict answer;
  answer["status"] = word_of(found.status);
  answer["country"] = number_or_none(found.place.country);
  answer["partner"] = number_or_none(found.place.partner);
  answer["sector"] = number_or_none(found.place.sector);
  answer["wage"] = array_of(std::move(found.wage));
  answer["consumer_price"] = array_of(std::move(found.consumer_price));
  answer["income"] = array_of(std::move(found.income));
  answer["duty_revenue"] = array_of(std::move(found.duty_revenue));
  answer["price"] = shaped(std::move(found.price), by_sector);
  answer["output"] = shaped(std::move(found.output), by_sector);
  answer["expenditure"] = shaped(std::move(found.expenditure), by_sector);
  answer["share"] = shaped(std::move(found.share), by_pair);
  answer["trade"] = shaped(std::move(found.trade), by_pair);
  answer["residual"] = found.residuals.largest_equation();
  return answer;
}

py::dict told(trade::welfare_change change) {
  py::dict answer;
  answer["real_income"] = array_of(std::move(change.real_income));
  answer["real_wage"] = array_of(std::move(change.real_wage));
  answer["terms_of_trade"] = array_of(std::move(change.terms_of_trade));
  answer["volume_of_trade"] = array_of(std::move(change.volume_of_trade));
  answer["delivery_cost"] = array_of(std::move(change.delivery_cost));
  return answer;
}

// (before, after, change of welfare or None)
py::tuple sectors(const py::dict& from, const given<double>& duty, const given<double>& cost_factor,
                  bool are_deficits_closed, double tolerance) {
  const auto world = read_world(from);
  const auto treatment =
      are_deficits_closed ? trade::deficit_treatment::closed : trade::deficit_treatment::held;
  const trade::many_sector_options options{.tolerance = tolerance};
  trade::many_sector_equilibrium before, after;
  watched_work(py::none()).run([&] {
    before = trade::solve_many_sectors(world, {}, options);
    after = trade::solve_many_sectors(
        world, {.duty = span_of(duty), .cost_factor = span_of(cost_factor), .deficits = treatment},
        options);
  });
  const bool are_solved =
      before.status == trade::trade_status::solved && after.status == trade::trade_status::solved;
  py::object welfare = py::none();
  if (are_solved) welfare = told(trade::compare(world, before, after));
  return py::make_tuple(told(std::move(before), world), told(std::move(after), world), welfare);
}

}  // namespace

void add_sectors(py::module_& to) { to.def("sectors", &sectors); }

}  // namespace amur::python

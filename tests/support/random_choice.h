#pragma once
// Random problems of freight between countries, as lists that can be cut down and printed.

#include <cstdint>
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "amur/assign/problem.h"
#include "support/small_network.h"

namespace amur::test {

/// An arc with its crossing and what is added to its cost in the choice.
struct choice_arc : small_arc {
  std::uint32_t crossing = assign::none;
  double constant = 0;
};

struct choice_class {
  double dispersion = 10, route_dispersion = 1, time_cost = 1, pce = 1, vehicles = 1;
  std::vector<assign::od_demand> demand;
};

struct choice_capacity {
  std::vector<std::size_t> arcs;  // as listed
  assign::measure measure = assign::measure::tonnes;
  double limit = 0;
};

struct choice_case {
  std::vector<std::uint32_t> country;  // [state]
  std::vector<choice_arc> arcs;
  std::vector<choice_class> classes;
  std::vector<choice_capacity> capacities;
  assign::choice_rules rules;
  double refusal = 1e6;

  [[nodiscard]] double demand() const {
    double sum = 0;
    for (const auto& user : classes)
      for (const auto& pair : user.demand) sum += pair.t_per_day;
    return sum;
  }
};

/// Where the arcs listed went.
inline std::vector<std::uint32_t> places_of_arcs(const choice_case& made) {
  std::vector<std::uint32_t> tails, heads;
  for (const auto& arc : made.arcs) {
    tails.push_back(arc.tail);
    heads.push_back(arc.head);
  }
  return network::build_graph(made.country.size(), tails, heads).arc_of;
}

inline assign::user_class class_of(const choice_case& made, const choice_class& user,
                                   const std::vector<std::uint32_t>& place) {
  assign::user_class built;
  built.name = "class";
  built.fixed_cost_usd_per_t.resize(place.size());
  built.choice_constant_usd_per_t.resize(place.size());
  for (std::size_t i = 0; i < place.size(); ++i) {
    built.fixed_cost_usd_per_t[place[i]] = made.arcs[i].fixed_cost;
    built.choice_constant_usd_per_t[place[i]] = made.arcs[i].constant;
  }
  built.time_cost_usd_per_t_h = {user.time_cost};
  built.pce_per_t = {user.pce};
  built.vehicles_per_t = {user.vehicles};
  built.dispersion_usd_per_t = user.dispersion;
  built.route_dispersion_usd_per_t = user.route_dispersion;
  built.refusal_usd_per_t = made.refusal;
  built.demand = user.demand;
  return built;
}

inline assign::problem problem_of(const choice_case& made) {
  const auto place = places_of_arcs(made);
  auto problem = small_problem(made.country.size(), {made.arcs.begin(), made.arcs.end()}, {});
  problem.arc_crossing.assign(place.size(), assign::none);
  for (std::size_t i = 0; i < place.size(); ++i)
    problem.arc_crossing[place[i]] = made.arcs[i].crossing;
  problem.state_country = made.country;
  problem.rules = made.rules;
  problem.classes.clear();
  for (const auto& user : made.classes) problem.classes.push_back(class_of(made, user, place));
  for (const auto& capacity : made.capacities) {
    auto& built = problem.constraints.emplace_back();
    built.name = "capacity";
    built.measure = capacity.measure;
    built.limit = capacity.limit;
    for (const auto arc : capacity.arcs) built.arcs.emplace_back(place[arc]);
  }
  return problem;
}

/// As C++ that makes the case again.
inline std::string printed(const choice_case& made) {
  std::ostringstream out;
  out.precision(17);
  const auto number = [](std::uint32_t n) {
    return n == assign::none ? std::string("none") : std::to_string(n);
  };
  out << "choice_case made;\nmade.country = {";
  for (const auto country : made.country) out << number(country) << ", ";
  out << "};\nmade.rules = {" << made.rules.considered_dispersions << ", " << made.rules.max_changes
      << "};\nmade.refusal = " << made.refusal << ";\nmade.arcs = {\n";
  for (const auto& arc : made.arcs) {
    out << "  {{" << arc.tail << ", " << arc.head << ", ";
    if (arc.delay.is_flat())
      out << "constant_delay(" << arc.delay.time_h(0) << ")";
    else
      out << "{network::delay_kind::bpr, " << arc.delay.free_time_h << ", "
          << arc.delay.capacity_pce << ", " << arc.delay.alpha << ", " << arc.delay.beta << "}";
    out << ", " << arc.fixed_cost << ", " << arc.label << "}, " << number(arc.crossing) << ", "
        << arc.constant << "},\n";
  }
  out << "};\nmade.classes = {\n";
  for (const auto& user : made.classes) {
    out << "  {" << user.dispersion << ", " << user.route_dispersion << ", " << user.time_cost
        << ", " << user.pce << ", " << user.vehicles << ", {";
    for (const auto& pair : user.demand)
      out << "{state_id(" << pair.origin.value << "), state_id(" << pair.destination.value << "), "
          << pair.t_per_day << (pair.may_reenter ? ", 0, 0, 0, true}, " : "}, ");
    out << "}},\n";
  }
  out << "};\nmade.capacities = {";
  for (const auto& capacity : made.capacities) {
    out << "{{";
    for (const auto arc : capacity.arcs) out << arc << ", ";
    out << "}, assign::measure::"
        << (capacity.measure == assign::measure::tonnes ? "tonnes" : "vehicles") << ", "
        << capacity.limit << "}, ";
  }
  out << "};\n";
  return out.str();
}

/// Makes random cases: the same from the same seed on any machine.
class choice_maker {
 public:
  explicit choice_maker(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t n) { return random_() % n; }
  [[nodiscard]] bool chance(double share) { return unit() < share; }
  [[nodiscard]] double between(double low, double high) { return low + (high - low) * unit(); }
  template <class Item>
  [[nodiscard]] Item pick(std::initializer_list<Item> items) {
    return *(items.begin() + below(items.size()));
  }

  /// 2 to 8 nodes, 1 to 3 modes, 1 to 4 countries and perhaps the high seas, 0 to 4 crossings.
  /// Where `congestion` is above 0 half of the links have a BPR delay, and all demand on one of
  /// them would be up to so many times its capacity.
  choice_case make(double congestion = 0) {
    made_ = {};
    nodes_ = 2 + below(7);
    modes_ = 1 + below(3);
    made_.rules = {pick({12.0, 12.0, 6.0, 60.0}), pick({3, 3, 1, 0})};
    make_countries();
    make_roads();
    make_crossings();
    make_changes();
    make_gates();
    make_classes();
    if (congestion > 0) congest(congestion);
    return made_;
  }

  /// Capacities that bind at times: over one or two arcs, half of what all demand would fill or
  /// less.
  void add_capacities(choice_case& made) {
    if (made.arcs.empty() || made.demand() == 0) return;
    const auto count = 1 + below(2);
    for (std::size_t i = 0; i < count; ++i) {
      auto& capacity = made.capacities.emplace_back();
      capacity.arcs = {below(made.arcs.size())};
      if (chance(0.3)) {
        const auto other = below(made.arcs.size());
        if (other != capacity.arcs[0]) capacity.arcs.push_back(other);
      }
      capacity.measure = pick({assign::measure::tonnes, assign::measure::vehicles});
      capacity.limit = made.demand() * between(0.02, 0.5);
    }
    made.refusal = pick({300.0, 1e4, 1e6});
  }

 private:
  double unit() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }
  std::uint32_t state(std::size_t node, std::size_t mode) const {
    return static_cast<std::uint32_t>(node * modes_ + mode);
  }
  std::uint32_t gate(std::size_t node, bool of_destinations) const {
    return static_cast<std::uint32_t>(nodes_ * modes_ + 2 * node + (of_destinations ? 1 : 0));
  }
  std::uint32_t country(std::size_t node) const { return made_.country[state(node, 0)]; }
  // Round costs make ties, others don't.
  double cost() { return chance(0.5) ? pick({0.0, 1.0, 2.0, 5.0, 20.0}) : between(0.01, 30); }

  void add_arc(std::uint32_t tail, std::uint32_t head, double usd, std::uint32_t label,
               std::uint32_t crossing = assign::none) {
    choice_arc arc{{tail, head, constant_delay(pick({0.0, 0.5})), usd, label}, crossing, 0};
    if (label != 0 && chance(0.1)) arc.constant = between(-8, 8);
    made_.arcs.push_back(arc);
  }
  void add_link(std::uint32_t a, std::uint32_t b, std::uint32_t label = 0,
                std::uint32_t crossing = assign::none) {
    const double usd = cost();
    add_arc(a, b, usd, label, crossing);
    if (chance(0.9)) add_arc(b, a, chance(0.7) ? usd : cost(), label, crossing);
  }

  void make_countries() {
    const auto countries = 1 + below(4);
    const bool sea = chance(0.25);
    for (std::size_t node = 0; node < nodes_; ++node) {
      const auto number =
          sea && chance(0.3) ? assign::none : static_cast<std::uint32_t>(below(countries));
      made_.country.insert(made_.country.end(), modes_, number);
    }
    for (std::size_t node = 0; node < nodes_; ++node)
      made_.country.insert(made_.country.end(), 2, country(node));
  }
  // Within a country, and between the high seas and their ports: trees, parallel links, diamonds.
  void make_roads() {
    const double more = pick({0.0, 0.2, 0.5}), ports = pick({0.0, 0.5});
    for (std::size_t mode = 0; mode < modes_; ++mode)
      for (std::size_t b = 1; b < nodes_; ++b) {
        const auto neighbour = below(b);
        for (std::size_t a = 0; a < b; ++a) {
          const bool at_port = (country(a) == assign::none) != (country(b) == assign::none);
          if (country(a) != country(b) && !(at_port && chance(ports))) continue;
          if (chance(a == neighbour ? 0.9 : more)) add_link(state(a, mode), state(b, mode));
          if (chance(more / 3)) add_link(state(a, mode), state(b, mode));
        }
      }
  }
  // Most between two countries, some straits within one; some of two links or modes.
  void make_crossings() {
    const auto count = below(5);
    for (std::uint32_t x = 0; x < count; ++x) {
      const auto a = below(nodes_), b = below(nodes_);
      if (a == b || (country(a) == country(b) && chance(0.5))) continue;
      const auto mode = below(modes_);
      add_link(state(a, mode), state(b, mode), 1 + x, x);
      if (chance(0.3)) {
        const auto other = below(modes_);
        add_link(state(a, other), state(b, other), 1 + x, x);
      }
    }
  }
  void make_changes() {
    const double often = pick({0.2, 0.6});
    for (std::size_t node = 0; node < nodes_; ++node)
      for (std::size_t from = 0; from < modes_; ++from)
        for (std::size_t to = 0; to < modes_; ++to)
          if (from != to && chance(often))
            add_arc(state(node, from), state(node, to), cost(),
                    static_cast<std::uint32_t>(10 + 3 * from + to));
  }
  void make_gates() {
    gates_ = chance(0.75);
    if (!gates_) return;
    for (std::size_t node = 0; node < nodes_; ++node)
      for (std::uint32_t mode = 0; mode < modes_; ++mode) {
        if (chance(0.9)) add_arc(gate(node, false), state(node, mode), cost(), 20 + mode);
        if (chance(0.9)) add_arc(state(node, mode), gate(node, true), cost(), 30 + mode);
      }
  }
  void make_classes() {
    const std::size_t count = chance(0.2) ? 2 : 1;
    for (std::size_t k = 0; k < count; ++k) {
      auto& user = made_.classes.emplace_back();
      user.dispersion = chance(0.5) ? pick({2.0, 5.0, 14.0, 30.0}) : between(2, 30);
      user.route_dispersion = user.dispersion * pick({0.1, 0.3, 1.0});
      user.time_cost = pick({0.5, 1.0, 4.0});
      user.pce = pick({0.05, 1.0, 2.0});
      user.vehicles = pick({0.05, 1.0});
      const auto pairs = 1 + below(6);
      for (std::size_t i = 0; i < pairs; ++i) {
        const auto a = below(nodes_), b = below(nodes_);
        if (a == b) continue;
        user.demand.push_back({state_id(gates_ ? gate(a, false) : state(a, 0)),
                               state_id(gates_ ? gate(b, true) : state(b, 0)),
                               pick({1.0, 100.0, 1000.0})});
        user.demand.back().may_reenter = chance(0.05);
      }
    }
  }
  void congest(double most) {
    double volume = 0;
    for (const auto& user : made_.classes)
      for (const auto& pair : user.demand) volume += pair.t_per_day * user.pce;
    for (auto& arc : made_.arcs) {
      if (!chance(0.5) || volume == 0) continue;
      arc.delay = {network::delay_kind::bpr, pick({0.1, 1.0, 3.0}),
                   volume / between(0.5, std::max(1.0, most)), pick({0.15, 1.0}),
                   pick({4.0, 4.0, 2.0, 1.0})};
    }
  }

  std::mt19937_64 random_;
  std::size_t nodes_ = 0, modes_ = 0;
  bool gates_ = true;
  choice_case made_;
};

/// How many random problems a test tries: `share` of AMUR_RANDOM_NETWORKS, where that is set.
inline std::size_t random_networks(std::size_t usual, double share = 1) {
  const char* asked = std::getenv("AMUR_RANDOM_NETWORKS");
  return asked ? static_cast<std::size_t>(share * std::strtod(asked, nullptr)) : usual;
}
inline std::uint64_t random_seed() {
  const char* asked = std::getenv("AMUR_RANDOM_SEED");
  return asked ? std::strtoull(asked, nullptr, 10) : 20231015;
}

}  // namespace amur::test

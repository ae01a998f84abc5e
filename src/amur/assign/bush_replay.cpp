#include "amur/assign/bush_replay.h"

#include "amur/assign/bush.h"

namespace amur::assign {
namespace {

struct bush_averages {
  const bush& own;
  const user_class& user;
  std::span<const double> delivered_t;
  std::span<const std::uint32_t> demands;
  const bush_places& places;
  const arc_attributes& attributes;
  std::vector<double> behind, ahead;  // [position * count] means from the origin, to the ends

  void add_to(const double* values, double factor, double* sum) const {
    for (std::size_t i = 0; i < attributes.count; ++i) sum[i] += factor * values[i];
  }
  const double* of_arc(std::size_t link) const {
    return &attributes.value[own.arc[link] * attributes.count];
  }

  // What comes into a position, averaged; where nothing does, the way it would come.
  void look_behind() {
    const std::size_t n = attributes.count;
    behind.assign(own.size() * n, 0.0);
    for (std::uint32_t p = 1; p < own.size(); ++p) {
      double in = 0;
      for (auto link = own.first_in[p]; link < own.first_in[p + 1]; ++link) in += own.flow_t[link];
      for (auto link = own.first_in[p]; link < own.first_in[p + 1]; ++link) {
        const bool first = link == own.first_in[p];
        const double share = in > 0 ? own.flow_t[link] / in : first ? 1 : 0;
        add_to(of_arc(link), share, &behind[p * n]);
        add_to(&behind[own.tail[link] * n], share, &behind[p * n]);
      }
    }
  }

  // What is still to come for what leaves a position or ends there, averaged.
  void look_ahead() {
    const std::size_t n = attributes.count;
    ahead.assign(own.size() * n, 0.0);
    std::vector<double> out(own.size(), 0.0);
    for (const auto i : demands) {
      const auto p = places[user.demand[i].destination.value];
      if (p == no_link) continue;
      out[p] += delivered_t[i];
      add_to(&attributes.start[i * n], delivered_t[i], &ahead[p * n]);
    }
    for (std::uint32_t p = own.size(); p-- > 0;) {
      if (out[p] > 0)
        for (std::size_t i = 0; i < n; ++i) ahead[p * n + i] /= out[p];
      if (p == 0) break;
      for (auto link = own.first_in[p]; link < own.first_in[p + 1]; ++link) {
        const auto tail = own.tail[link];
        out[tail] += own.flow_t[link];
        add_to(&ahead[p * n], own.flow_t[link], &ahead[tail * n]);
        add_to(of_arc(link), own.flow_t[link], &ahead[tail * n]);
      }
    }
  }
};

}  // namespace

route_averages replay_bushes(const problem& problem, std::size_t class_index,
                             const solution& solution, const arc_attributes& attributes) {
  const auto& user = problem.classes[class_index];
  const std::size_t n = attributes.count;
  route_averages averages{std::vector<double>(user.demand.size() * n, 0.0),
                          std::vector<double>(problem.graph.arc_count() * n, 0.0)};
  bush_places places(problem.graph.state_count());
  for (const auto& bush : solution.bushes->bushes) {
    if (bush.user != class_index) continue;
    places.enter(bush);
    bush_averages means{bush,
                        user,
                        solution.bushes->delivered_t[class_index],
                        solution.bushes->demands(bush),
                        places,
                        attributes,
                        {},
                        {}};
    means.look_behind();
    means.look_ahead();
    for (const auto i : means.demands) {
      const auto p = places[user.demand[i].destination.value];
      if (p == no_link) continue;
      means.add_to(&means.behind[p * n], 1, &averages.od[i * n]);
      means.add_to(&attributes.start[i * n], 1, &averages.od[i * n]);
    }
    for (std::uint32_t p = 1; p < bush.size(); ++p)
      for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
        if (!attributes.of_plain_arcs && problem.label(bush.arc[link]) == 0) continue;
        double* sum = &averages.through[bush.arc[link] * n];
        means.add_to(means.of_arc(link), bush.flow_t[link], sum);
        means.add_to(&means.behind[bush.tail[link] * n], bush.flow_t[link], sum);
        means.add_to(&means.ahead[p * n], bush.flow_t[link], sum);
      }
    places.leave(bush);
  }
  return averages;
}

}  // namespace amur::assign

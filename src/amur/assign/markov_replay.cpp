#include "amur/assign/markov_replay.h"

#include <algorithm>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/markov_loading.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

struct walk_replay {
  const problem& problem_;
  const user_class& user;
  const std::vector<od_result>& pairs;  // [demand]
  const arc_attributes& attributes;
  std::vector<double>& od;  // [demand * count], each written by one destination

  std::vector<double> through;        // [arc * count]
  std::vector<double> ahead, behind;  // [place * count] A and B
  std::vector<double> visits;         // [place]

  void run(const markov_walks& walks) {
    const std::size_t n = attributes.count, places = walks.net.steps.place_count();
    ahead.assign(places * n, 0.0);
    behind.assign(places * n, 0.0);
    visits.assign(places, 0.0);
    start(walks);
    walks.solver.visits(visits);
    walks.for_each_arc(
        [&](std::uint32_t arc, std::uint32_t tail, std::uint32_t head, double probability) {
          const double* value = &attributes.value[arc * n];
          add_scaled(&ahead[tail * n], value, probability, n);
          if (head != none && head != walks.end.place)
            add_scaled(&behind[head * n], value, visits[tail] * probability, n);
        });
    walks.solver.sums(ahead, n);
    walks.solver.visits(behind, n);
    for (const auto i : walks.end.demands) {
      add_scaled(&od[i * n], &attributes.start[i * n], 1, n);
      const auto place = walks.net.place_of_state[user.demand[i].origin.value];
      if (user.demand[i].origin.value != walks.end.state && place != none)
        add_scaled(&od[i * n], &ahead[place * n], 1, n);
    }
    walks.for_each_arc(
        [&](std::uint32_t arc, std::uint32_t tail, std::uint32_t head, double probability) {
          if (!attributes.of_plain_arcs && problem_.label(arc) == 0) return;
          double* sums = &through[arc * n];
          const double flow = visits[tail] * probability;
          add_scaled(sums, &behind[tail * n], probability, n);
          add_scaled(sums, &attributes.value[arc * n], flow, n);
          if (head != none) add_scaled(sums, &ahead[head * n], flow, n);
        });
  }

  void start(const markov_walks& walks) {
    const std::size_t n = attributes.count;
    for (const auto i : walks.end.demands) {
      const auto origin = user.demand[i].origin.value;
      const auto place = walks.net.place_of_state[origin];
      if (origin == walks.end.state || place == none) continue;
      visits[place] += pairs[i].delivered_t;
      add_scaled(&behind[place * n], &attributes.start[i * n], pairs[i].delivered_t, n);
    }
  }
};

}  // namespace

route_averages replay_markov(const problem& problem, std::size_t class_index,
                             const solution& solution, const arc_attributes& attributes,
                             thread_pool& pool) {
  const auto& user = problem.classes[class_index];
  const auto& net = solution.walks->at(class_index);
  const auto& record = solution.loadings.front();
  std::vector<double> cost;
  choice_costs(problem, user, record.arc_time_h, record.constraint_price_usd, cost);

  const std::size_t sums = problem.graph.arc_count() * attributes.count;
  route_averages averages{std::vector<double>(user.demand.size() * attributes.count, 0.0),
                          std::vector<double>(sums, 0.0)};
  std::vector<walk_replay> replays;
  const std::size_t blocks = std::min(work_blocks, net.destinations.size());
  for (std::size_t block = 0; block < blocks; ++block)
    replays.push_back({problem,
                       user,
                       solution.od[class_index],
                       attributes,
                       averages.od,
                       std::vector<double>(sums, 0.0),
                       {},
                       {},
                       {}});
  for_each_markov_destination(
      user, net, cost, blocks, pool,
      [&](std::size_t block, const markov_walks& walks) { replays[block].run(walks); });
  for (const auto& part : replays)
    for (std::size_t i = 0; i < sums; ++i) averages.through[i] += part.through[i];
  return averages;
}

}  // namespace amur::assign

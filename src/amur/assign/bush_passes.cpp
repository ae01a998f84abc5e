#include "amur/assign/bush_passes.h"

#include <algorithm>
#include <numeric>

#include "amur/assign/bush_demand.h"

namespace amur::assign {
namespace {

constexpr std::size_t block_size = 16;
// Pairs that hold more than one part in this many of all excess are swept over again: near the end
// a handful of interlocked pairs holds nearly all of it.
constexpr double worst_parts = 1000;
constexpr std::size_t most_worst = 4000;
constexpr int most_sweeps = 10;
constexpr double swept_clean = 0.01;
// A bush of less than this share of the mean excess rests for so many passes.
constexpr double quiet_share = 0.1;
constexpr std::uint8_t rest_passes = 4;

}  // namespace

bush_passes::bush_passes(const problem& problem, std::span<const double> hours_per_usd,
                         thread_pool& pool, congestion& network, bush_set& set)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      pool_(&pool),
      network_(&network),
      set_(&set),
      cost_(problem.classes.size()),
      labels_(pool.size()),
      excess_(set.bushes.size()),
      rest_(set.bushes.size()),
      places_(problem.graph.state_count()) {
  for (auto& lists : lists_) lists.resize(block_size);
  const bool may_refuse = !problem.constraints.empty();
  for (const auto& user : problem.classes)
    for (const auto& demand : user.demand)
      demand_varies_ = demand_varies_ || may_vary(demand, may_refuse);
}

double bush_passes::run(double threshold_h) {
  worst_.clear();
  worth_keeping_ = paid_too_much_ / worst_parts;
  paid_too_much_ = 0;
  const std::size_t count = set_->bushes.size();
  awake_.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    if (rest_[i] == 0)
      awake_.push_back(i);
    else
      --rest_[i];
  }
  std::size_t last_begin = 0, last_end = 0;
  for (std::size_t begin = 0, side = 0; begin < awake_.size() || last_end > last_begin;
       side = 1 - side) {
    const std::size_t end = std::min(awake_.size(), begin + block_size);
    write_costs(begin, end);
    pool_->run(end - begin + 1, [&](std::size_t task, std::size_t thread) {
      if (task == 0)
        shift_block(last_begin, last_end, 1 - side);
      else
        find(awake_[begin + task - 1], threshold_h, thread, lists_[side][task - 1]);
    });
    last_begin = begin;
    last_end = end;
    begin = end;
  }
  sweep_worst();
  const double sum = std::accumulate(excess_.begin(), excess_.end(), 0.0);
  quiet_ = count > 0 ? quiet_share * sum / static_cast<double>(count) : 0;
  return sum;
}

void bush_passes::wake_all() {
  std::fill(rest_.begin(), rest_.end(), std::uint8_t{0});
  quiet_ = 0;
}

// The costs of the block's classes at this moment.
void bush_passes::write_costs(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    const auto user = set_->bushes[awake_[i]].user;
    if (i == begin || user != set_->bushes[awake_[i - 1]].user)
      network_->write_costs(problem_->classes[user], cost_[user]);
  }
}

void bush_passes::find(std::size_t bush, double threshold_h, std::size_t thread, pair_list& pairs) {
  const auto& own = set_->bushes[bush];
  const auto& cost = cost_[own.user];
  pairs.clear();
  find_labels(own, cost, labels_[thread]);
  const double scale = hours_per_usd_[own.user];
  excess_[bush] = scale * find_pairs(own, static_cast<std::uint32_t>(bush), cost, labels_[thread],
                                     threshold_h / scale, pairs);
  if (excess_[bush] < quiet_) rest_[bush] = rest_passes;
}

void bush_passes::shift_block(std::size_t begin, std::size_t end, std::size_t lists) {
  for (std::size_t i = begin; i < end; ++i) {
    const auto at = awake_[i];
    auto& bush = set_->bushes[at];
    const auto& user = problem_->classes[bush.user];
    const auto& pairs = lists_[lists][i - begin];
    for (const auto& pair : pairs.pairs) {
      const double excess =
          hours_per_usd_[bush.user] * shift(user, pairs, pair, bush, *network_, arcs_);
      paid_too_much_ += excess;
      if (excess > worth_keeping_ && worst_.pairs.size() < most_worst) worst_.take(pairs, pair);
    }
    if (!demand_varies_) continue;
    network_->write_costs(user, demand_cost_);
    find_labels(bush, demand_cost_, demand_labels_);
    places_.enter(bush);
    answer_demand(user, !problem_->constraints.empty(), places_, demand_labels_, *set_, at,
                  *network_);
    places_.leave(bush);
  }
}

void bush_passes::sweep_worst() {
  double first = 0;
  for (int sweep = 0; sweep < most_sweeps && !worst_.pairs.empty(); ++sweep) {
    double sum = 0;
    for (const auto& pair : worst_.pairs) {
      auto& bush = set_->bushes[pair.bush];
      sum += hours_per_usd_[bush.user] *
             shift(problem_->classes[bush.user], worst_, pair, bush, *network_, arcs_);
    }
    if (sweep == 0) first = sum;
    if (sum <= swept_clean * first) break;
  }
}

}  // namespace amur::assign

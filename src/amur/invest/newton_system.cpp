#include "amur/invest/newton_system.h"

#include <Eigen/Cholesky>

namespace amur::invest {
namespace {

std::vector<block_cholesky::pair> ends_of(const market& of) {
  std::vector<block_cholesky::pair> ends;
  for (const auto& each : of.problem->roads) ends.push_back({each.from, each.to});
  return ends;
}

// With t eliminated, own t^2 + sum_n w_n (t - x_n)^2 is x' K x: K's columns of the goods, and that
// of `own`, whose x is first. Its diagonal is a sum without differences, so that large weights
// leave small ones their digits.
MatrixXd eliminate_common(double own, const VectorXd& weight) {
  const Index count = weight.size() + 1;
  VectorXd all(count);
  all << own, weight;
  VectorXd before(count), after(count);
  before[0] = after[count - 1] = 0;
  for (Index i = 1; i < count; ++i) {
    before[i] = before[i - 1] + all[i - 1];
    after[count - 1 - i] = after[count - i] + all[count - i];
  }
  const double total = before[count - 1] + all[count - 1];
  MatrixXd made = -(all / total) * all.transpose();
  made.diagonal() = all.cwiseProduct(before + after) / total;
  return made;
}

}  // namespace

newton_system::newton_system(const market& of)
    : of_(&of), matrix_(of.places(), static_cast<std::size_t>(of.goods), ends_of(of)) {}

VectorXd newton_system::payer(std::size_t lane) const {
  if (of_->problem->goods_share_roads) return terms_->places[of_->arc_of(lane).from].mix.share;
  return VectorXd::Unit(of_->goods, of_->first_good(lane));
}

void newton_system::add_place(std::size_t place) {
  const auto& terms = terms_->places[place];
  const double sigma = of_->problem->substitution_elasticity;
  const auto& share = terms.mix.share;
  auto block = matrix_.diagonal(place);
  block.diagonal() += terms.demand * sigma * share.cwiseQuotient(point_->price[place]);
  block += (terms.falling - terms.demand * sigma / terms.mix.index) * share * share.transpose();
  const auto& made = of_->made[place];
  if (made.empty()) return;
  const MatrixXd choice = eliminate_common(terms.own, terms.weight);
  VectorXd with_index = VectorXd::Zero(of_->goods);
  for (Index i = 0; i < terms.weight.size(); ++i) {
    const auto good = made[static_cast<std::size_t>(i)];
    with_index[good] = terms.slope[i] * choice(0, i + 1);
    for (Index k = 0; k < terms.weight.size(); ++k)
      block(good, made[static_cast<std::size_t>(k)]) +=
          terms.slope[i] * choice(i + 1, k + 1) * terms.slope[k];
  }
  const VectorXd index = terms.ratio * share;
  block += choice(0, 0) * index * index.transpose() + with_index * index.transpose() +
           index * with_index.transpose();
}

// Of x = dgain - ratios dpayer, the gain being the price at the end less that at the start.
void newton_system::add_lane_of_own_gaps(std::size_t lane) {
  const auto& terms = terms_->lanes[lane];
  const auto& at = of_->arc_of(lane);
  const MatrixXd left = terms.parallel();
  MatrixXd start = MatrixXd::Identity(of_->goods, of_->goods);
  start += terms.ratios * payer(lane).transpose();
  matrix_.diagonal(at.from) += start.transpose() * left * start;
  matrix_.diagonal(at.to) += left;
  const MatrixXd across = -start.transpose() * left;
  const std::size_t road = lane / of_->lanes_an_arc / 2;
  const bool is_forward = lane / of_->lanes_an_arc % 2 == 0;
  matrix_.add(road, is_forward ? across : across.transpose());
}

void newton_system::add_lane(std::size_t lane) {
  if (of_->has_own_gaps()) return add_lane_of_own_gaps(lane);
  const auto& terms = terms_->lanes[lane];
  const auto& at = of_->arc_of(lane);
  const Index first = of_->first_good(lane), count = of_->lane_goods;
  const MatrixXd common = eliminate_common(terms.own, terms.weight);
  const auto goods = common.bottomRightCorner(count, count);
  // What the payer's price has to do with it, through the prices where the lane starts.
  const VectorXd paid = terms.ratio * payer(lane);
  VectorXd with_paid = VectorXd::Zero(of_->goods);
  with_paid.segment(first, count) = common.col(0).tail(count);

  auto from = matrix_.diagonal(at.from);
  from.block(first, first, count, count) += goods;
  from += common(0, 0) * paid * paid.transpose() - with_paid * paid.transpose() -
          paid * with_paid.transpose();
  matrix_.diagonal(at.to).block(first, first, count, count) += goods;
  MatrixXd across = paid * with_paid.transpose();
  across.block(first, first, count, count) -= goods;
  const std::size_t road = lane / of_->lanes_an_arc / 2;
  const bool is_forward = lane / of_->lanes_an_arc % 2 == 0;
  matrix_.add(road, is_forward ? across : across.transpose());
}

void newton_system::add_road(std::size_t open) {
  const std::size_t road = of_->open[open].road;
  const auto& ends = of_->problem->roads[road];
  auto& made = coupling_[open];
  made.from = made.to = VectorXd::Zero(of_->goods);
  made.bend = terms_->roads[open].bend;
  for (std::size_t lane = 2 * road * of_->lanes_an_arc; lane < 2 * (road + 1) * of_->lanes_an_arc;
       ++lane) {
    const auto& terms = terms_->lanes[lane];
    const Index first = of_->first_good(lane), count = of_->lane_goods;
    const bool is_forward = lane / of_->lanes_an_arc % 2 == 0;
    auto& start = is_forward ? made.from : made.to;
    auto& end = is_forward ? made.to : made.from;
    if (of_->has_own_gaps()) {
      const VectorXd share = terms.over_total(terms.gap_slopes);
      start += (terms.payer_slope + terms.ratios.dot(terms.bend * share)) * payer(lane) -
               share.cwiseProduct(terms.weight);
      end += share.cwiseProduct(terms.weight);
      made.bend += share.dot(terms.gap_slopes);
      continue;
    }
    const double share = terms.gap_slope / terms.total;
    start += (terms.payer_slope + share * terms.own * terms.ratio) * payer(lane);
    start.segment(first, count) -= share * terms.weight;
    end.segment(first, count) += share * terms.weight;
    made.bend += share * terms.gap_slope;
  }
  matrix_.diagonal(ends.from) += made.from * made.from.transpose() / made.bend;
  matrix_.diagonal(ends.to) += made.to * made.to.transpose() / made.bend;
  matrix_.add(road, made.from * made.to.transpose() / made.bend);
}

void newton_system::set_border() {
  const auto budgets = static_cast<Index>(of_->open.empty() ? 0 : of_->budget.size());
  border_ = MatrixXd::Zero(static_cast<Index>(of_->places()) * of_->goods, budgets);
  corner_ = MatrixXd::Zero(budgets, budgets);
  for (Index b = 0; b < budgets; ++b)
    corner_(b, b) = point_->unspent[static_cast<std::size_t>(b)] /
                    point_->budget_price[static_cast<std::size_t>(b)];
  for (std::size_t i = 0; i < of_->open.size(); ++i) {
    const auto& each = of_->open[i];
    const auto& road = of_->problem->roads[each.road];
    for (const Index b : each.budget) {
      const double ratio = road.price / coupling_[i].bend;
      border_.col(b).segment(static_cast<Index>(road.from) * of_->goods, of_->goods) -=
          ratio * coupling_[i].from;
      border_.col(b).segment(static_cast<Index>(road.to) * of_->goods, of_->goods) -=
          ratio * coupling_[i].to;
      for (const Index other : each.budget) corner_(b, other) += ratio * road.price;
    }
  }
}

void newton_system::linearise(const market_point& point) {
  point_ = &point;
  terms_ = std::make_unique<newton_terms>(*of_, point);
  coupling_.resize(of_->open.size());
  matrix_.set_zero();
  for (std::size_t j = 0; j < of_->places(); ++j) add_place(j);
  for (std::size_t lane = 0; lane < of_->lanes(); ++lane) add_lane(lane);
  for (std::size_t i = 0; i < of_->open.size(); ++i) add_road(i);
  matrix_.factorise();
  set_border();
  solved_border_ = border_;
  if (solved_border_.cols() > 0) matrix_.solve(solved_border_);
  corner_ -= border_.transpose() * solved_border_;
}

}  // namespace amur::invest

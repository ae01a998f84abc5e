#include "amur/invest/block_cholesky.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace amur::invest {

using Eigen::Index;
using Eigen::MatrixXd;

block_cholesky::block_cholesky(std::size_t places, std::size_t size,
                               std::span<const pair> neighbours)
    : size_(static_cast<Index>(size)), neighbours_(neighbours.begin(), neighbours.end()) {
  order(places, neighbours);
  for (auto& each : columns_) {
    for (auto& below : each.below) below = position_[below];
    std::ranges::sort(each.below);
    each.panel.resize(size_ * static_cast<Index>(1 + each.below.size()), size_);
  }
  for (const auto& [first, second] : neighbours_) {
    const auto [early, late] = std::minmax(position_[first], position_[second]);
    const auto& below = columns_[early].below;
    pair_row_.push_back(
        static_cast<std::uint32_t>(1 + (std::ranges::lower_bound(below, late) - below.begin())));
  }
}

// The place with the fewest neighbours left goes next, of equals the first; its neighbours are
// joined.
void block_cholesky::order(std::size_t places, std::span<const pair> neighbours) {
  std::vector<std::set<std::uint32_t>> adjacent(places);
  for (const auto& [first, second] : neighbours) {
    adjacent[first].insert(second);
    adjacent[second].insert(first);
  }
  std::set<std::pair<std::size_t, std::uint32_t>> waiting;
  for (std::uint32_t i = 0; i < places; ++i) waiting.insert({adjacent[i].size(), i});
  position_.assign(places, 0);
  while (!waiting.empty()) {
    const auto next = waiting.begin()->second;
    waiting.erase(waiting.begin());
    position_[next] = static_cast<std::uint32_t>(columns_.size());
    const auto& around = adjacent[next];
    columns_.push_back({next, {around.begin(), around.end()}, {}, {}});
    for (const auto each : around) {
      waiting.erase({adjacent[each].size(), each});
      adjacent[each].erase(next);
      for (const auto other : around)
        if (other != each) adjacent[each].insert(other);
      waiting.insert({adjacent[each].size(), each});
    }
  }
}

void block_cholesky::set_zero() {
  for (auto& each : columns_) each.panel.setZero();
}

block_cholesky::block block_cholesky::diagonal(std::size_t place) {
  return columns_[position_[place]].panel.block(0, 0, size_, size_);
}

void block_cholesky::add(std::size_t neighbours, const MatrixXd& what) {
  const auto [first, second] = neighbours_[neighbours];
  const bool first_is_early = position_[first] < position_[second];
  auto& panel = columns_[position_[first_is_early ? first : second]].panel;
  auto target = panel.block(size_ * static_cast<Index>(pair_row_[neighbours]), 0, size_, size_);
  if (first_is_early)
    target += what.transpose();
  else
    target += what;
}

void block_cholesky::factorise_diagonal(column& each) {
  constexpr double nothing = 1e-15;
  auto& a = each.panel;
  for (Index i = 0; i < size_; ++i) {
    const double pivot = a(i, i) - a.row(i).head(i).squaredNorm();
    const bool is_sound = pivot > nothing * each.diagonal[i];
    a(i, i) = is_sound ? std::sqrt(pivot) : 1e128;
    const Index rest = a.rows() - i - 1;
    if (rest == 0) continue;
    auto under = a.col(i).tail(rest);
    if (i > 0) under.noalias() -= a.block(i + 1, 0, rest, i) * a.row(i).head(i).transpose();
    under /= a(i, i);
  }
}

void block_cholesky::update_from(const column& each) {
  MatrixXd product;
  const auto count = static_cast<Index>(each.below.size());
  for (Index i = 0; i < count; ++i) {
    const Index rows = size_ * (count - i);
    product.noalias() =
        each.panel.bottomRows(rows) * each.panel.middleRows(size_ * (1 + i), size_).transpose();
    auto& target = columns_[each.below[static_cast<std::size_t>(i)]];
    target.panel.topRows(size_) -= product.topRows(size_);
    auto row = target.below.begin();
    for (Index k = i + 1; k < count; ++k) {
      row = std::lower_bound(row, target.below.end(), each.below[static_cast<std::size_t>(k)]);
      target.panel.middleRows(size_ * (1 + (row - target.below.begin())), size_) -=
          product.middleRows(size_ * (k - i), size_);
    }
  }
}

void block_cholesky::factorise() {
  for (auto& each : columns_) each.diagonal = each.panel.topRows(size_).diagonal();
  for (auto& each : columns_) {
    factorise_diagonal(each);
    update_from(each);
  }
}

void block_cholesky::solve(MatrixXd& right) const {
  const auto part = [&](std::size_t position) {
    return right.middleRows(size_ * static_cast<Index>(columns_[position].place), size_);
  };
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto& panel = columns_[c].panel;
    auto own = part(c);
    panel.topRows(size_).triangularView<Eigen::Lower>().solveInPlace(own);
    for (std::size_t i = 0; i < columns_[c].below.size(); ++i)
      part(columns_[c].below[i]).noalias() -=
          panel.middleRows(size_ * static_cast<Index>(1 + i), size_) * own;
  }
  for (std::size_t c = columns_.size(); c-- > 0;) {
    const auto& panel = columns_[c].panel;
    auto own = part(c);
    for (std::size_t i = 0; i < columns_[c].below.size(); ++i)
      own.noalias() -= panel.middleRows(size_ * static_cast<Index>(1 + i), size_).transpose() *
                       part(columns_[c].below[i]);
    panel.topRows(size_).triangularView<Eigen::Lower>().transpose().solveInPlace(own);
  }
}

}  // namespace amur::invest

#include "amur/trade/blocs.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace amur::trade {
namespace {

// Circles of countries each of which can sell to every other, directly or not (Kosaraju; Sharir
// 1981), in the order in which no later one sells to an earlier one.
class circle_search {
 public:
  circle_search(std::span<const double> factor, std::size_t countries)
      : factor_(factor), countries_(countries), seen_(countries, 0), circle_(countries, 0) {
    for (std::size_t i = 0; i < countries; ++i) visit(i);
    for (auto last = order_.rbegin(); last != order_.rend(); ++last)
      if (seen_[*last] == 1) collect(*last, count_++);
  }
  [[nodiscard]] const std::vector<std::size_t>& circle() const { return circle_; }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void visit(std::size_t i) {
    if (seen_[i] != 0) return;
    seen_[i] = 1;
    for (std::size_t j = 0; j < countries_; ++j)
      if (factor_[i * countries_ + j] > 0) visit(j);
    order_.push_back(i);
  }
  void collect(std::size_t i, std::size_t circle) {
    seen_[i] = 2;
    circle_[i] = circle;
    for (std::size_t j = 0; j < countries_; ++j)
      if (factor_[j * countries_ + i] > 0 && seen_[j] == 1) collect(j, circle);
  }

  std::span<const double> factor_;
  std::size_t countries_ = 0;
  std::vector<std::uint8_t> seen_;
  std::vector<std::size_t> circle_, order_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<std::size_t> find_blocs(std::span<const double> factor, std::size_t countries) {
  std::vector<std::size_t> leader(countries);
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&leader](std::size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  for (std::size_t i = 0; i < countries; ++i)
    for (std::size_t j = 0; j < countries; ++j)
      if (factor[i * countries + j] > 0) {
        const auto a = find(i), b = find(j);
        leader[std::max(a, b)] = std::min(a, b);
      }
  std::vector<std::size_t> bloc(countries);
  std::size_t count = 0;
  for (std::size_t i = 0; i < countries; ++i) bloc[i] = find(i) == i ? count++ : bloc[find(i)];
  return bloc;
}

std::optional<trade_place> find_one_way_trade(std::span<const double> factor,
                                              std::span<const double> surplus) {
  const auto countries = surplus.size();
  const circle_search found(factor, countries);
  if (found.count() == 1) return std::nullopt;
  struct sums {
    double lends = 0;
    trade_place sale, purchase;  // of one of them, from or to outside
  };
  std::vector<sums> circles(found.count());
  for (std::size_t i = 0; i < countries; ++i) {
    const auto mine = found.circle()[i];
    circles[mine].lends += surplus[i];
    for (std::size_t j = 0; j < countries; ++j) {
      const auto theirs = found.circle()[j];
      if (mine == theirs || !(factor[i * countries + j] > 0)) continue;
      circles[mine].sale = circles[theirs].purchase = {i, j, trade_place::nobody};
    }
  }
  for (const auto& each : circles) {
    const bool sells = each.sale.country != trade_place::nobody;
    const bool buys = each.purchase.country != trade_place::nobody;
    if (sells && !buys && !(each.lends > 0)) return each.sale;
    if (buys && !sells && !(each.lends < 0)) return each.purchase;
  }
  return std::nullopt;
}

}  // namespace amur::trade

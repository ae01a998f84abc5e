#include "amur/trade/fixed_effects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace amur::trade {
namespace {

constexpr std::size_t rows_per_block = 16384;
constexpr std::size_t most_blocks = 16;
constexpr std::size_t patience = 100;  // sweeps without progress: no more digits are to be had
constexpr std::size_t most_scratch = std::size_t{1} << 23;  // lanes, 256 MB
// Of the columns' own size: what sums of rounded numbers leave where nothing should be left.
constexpr double rounding = 16 * std::numeric_limits<double>::epsilon();

lane dot(const std::vector<lane>& a, const std::vector<lane>& b) {
  lane sum{};
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < lanes; ++k) sum[k] += a[i][k] * b[i][k];
  return sum;
}

// Whether each level of `fine` lies within one level of `coarse`, so that its dummies add up to
// those of `coarse`.
bool is_nested(const level_column& fine, const level_column& coarse) {
  constexpr auto unseen = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> within(fine.count, unseen);
  for (std::size_t row = 0; row < fine.level.size(); ++row) {
    auto& mine = within[fine.level[row]];
    if (mine == unseen) mine = coarse.level[row];
    if (mine != coarse.level[row]) return false;
  }
  return true;
}

// The effects beside the largest one that say something of their own: not nested in another.
std::vector<std::size_t> other_effects(std::span<const level_column> effects, std::size_t largest) {
  std::vector<std::size_t> others;
  for (std::size_t e = 0; e < effects.size(); ++e) {
    bool says_nothing = e == largest || effects[e].count == 1;
    for (std::size_t f = 0; f < effects.size() && !says_nothing; ++f) {
      // Of two that are the same, the earlier one stays.
      const bool may_stand_for_it = f != e && effects[f].count >= effects[e].count &&
                                    (f == largest || f < e || effects[f].count > effects[e].count);
      says_nothing = may_stand_for_it && is_nested(effects[f], effects[e]);
    }
    if (!says_nothing) others.push_back(e);
  }
  return others;
}

}  // namespace

level_column number_levels(std::span<const std::uint32_t> level,
                           std::span<const std::size_t> rows) {
  level_column numbered;
  numbered.level.reserve(rows.size());
  for (const auto row : rows) numbered.level.push_back(level[row]);
  auto seen = numbered.level;
  std::ranges::sort(seen);
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  numbered.count = seen.size();
  for (auto& each : numbered.level)
    each = static_cast<std::uint32_t>(std::ranges::lower_bound(seen, each) - seen.begin());
  return numbered;
}

std::size_t largest_effect(std::span<const level_column> effects) {
  const auto largest = std::ranges::max_element(effects, {}, &level_column::count);
  return effects.empty() ? 0 : static_cast<std::size_t>(largest - effects.begin());
}

absorber::absorber(std::size_t rows, std::span<const level_column> effects, thread_pool& pool)
    : pool_(pool), rows_(rows) {
  const auto largest = largest_effect(effects);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool same = !groups_.empty() && (effects.empty() || effects[largest].level[row] ==
                                                                  effects[largest].level[row - 1]);
    if (same)
      ++groups_.back().end;
    else
      groups_.push_back({row, row + 1});
  }
  if (!effects.empty() && groups_.size() != effects[largest].count)
    throw std::invalid_argument("rows are not sorted by the largest effect");

  const auto others = other_effects(effects, largest);
  others_ = others.size();
  level_.resize(rows * others_);
  for (std::size_t other = 0; other < others_; ++other) {
    const auto& effect = effects[others[other]];
    for (std::size_t row = 0; row < rows; ++row)
      level_[row * others_ + other] = static_cast<std::uint32_t>(levels_) + effect.level[row];
    levels_ += effect.count;
  }

  // As many blocks as the data suggest, never as many as there are threads.
  auto wanted = std::clamp<std::size_t>(rows / rows_per_block, 1, most_blocks);
  wanted =
      std::max<std::size_t>(1, std::min(wanted, most_scratch / std::max<std::size_t>(1, levels_)));
  for (std::size_t g = 0; g < groups_.size();) {
    const auto first = g;
    const auto until = block_of(blocks_.size(), wanted, rows).end;
    while (g < groups_.size() && (g == first || groups_[g].begin < until)) ++g;
    block_groups_.push_back({first, g});
    blocks_.push_back({groups_[first].begin, groups_[g - 1].end});
  }
}

void absorber::set_weights(std::span<const double> weight) {
  weight_.assign(weight.begin(), weight.end());
  group_weight_.assign(groups_.size(), 0);
  diagonal_.assign(levels_, 0);
  for (std::size_t g = 0; g < groups_.size(); ++g)
    for (auto row = groups_[g].begin; row < groups_[g].end; ++row) {
      group_weight_[g] += weight_[row];
      for (std::size_t e = 0; e < others_; ++e)
        diagonal_[level_[row * others_ + e]] += weight_[row];
    }
}

// Adds up what the blocks gathered, in the order of blocks.
void absorber::scatter(const std::vector<lane>& scratch, std::vector<lane>& sums) const {
  const std::size_t pieces = 16;
  pool_.run(pieces, [&](std::size_t piece) {
    const auto range = block_of(piece, pieces, levels_);
    for (auto level = range.begin; level < range.end; ++level) {
      lane sum{};
      for (std::size_t b = 0; b < blocks_.size(); ++b)
        for (std::size_t k = 0; k < lanes; ++k) sum[k] += scratch[b * levels_ + level][k];
      sums[level] = sum;
    }
  });
}

// D' W (y - mean of y by group), D being the dummies of the other effects.
void absorber::right_hand_side(const std::vector<lane>& values, std::vector<lane>& sums,
                               std::vector<lane>& scratch) const {
  pool_.run(blocks_.size(), [&](std::size_t b) {
    lane* const mine = scratch.data() + b * levels_;
    std::fill_n(mine, levels_, lane{});
    for (auto g = block_groups_[b].begin; g < block_groups_[b].end; ++g) {
      lane mean{};
      for (auto row = groups_[g].begin; row < groups_[g].end; ++row)
        for (std::size_t k = 0; k < lanes; ++k) mean[k] += weight_[row] * values[row][k];
      for (double& each : mean) each /= group_weight_[g];
      for (auto row = groups_[g].begin; row < groups_[g].end; ++row)
        for (std::size_t e = 0; e < others_; ++e) {
          lane& sum = mine[level_[row * others_ + e]];
          for (std::size_t k = 0; k < lanes; ++k)
            sum[k] += weight_[row] * (values[row][k] - mean[k]);
        }
    }
  });
  scatter(scratch, sums);
}

// The same with y = D a, row by row.
void absorber::multiply(const std::vector<lane>& coefficient, std::vector<lane>& sums,
                        std::vector<lane>& scratch) const {
  pool_.run(blocks_.size(), [&](std::size_t b) {
    lane* const mine = scratch.data() + b * levels_;
    std::fill_n(mine, levels_, lane{});
    std::vector<lane> fitted;
    for (auto g = block_groups_[b].begin; g < block_groups_[b].end; ++g) {
      const auto [begin, end] = groups_[g];
      fitted.assign(end - begin, lane{});
      lane mean{};
      for (auto row = begin; row < end; ++row) {
        lane& fit = fitted[row - begin];
        for (std::size_t e = 0; e < others_; ++e) {
          const lane& each = coefficient[level_[row * others_ + e]];
          for (std::size_t k = 0; k < lanes; ++k) fit[k] += each[k];
        }
        for (std::size_t k = 0; k < lanes; ++k) mean[k] += weight_[row] * fit[k];
      }
      for (double& each : mean) each /= group_weight_[g];
      for (auto row = begin; row < end; ++row) {
        lane weighted;
        for (std::size_t k = 0; k < lanes; ++k)
          weighted[k] = weight_[row] * (fitted[row - begin][k] - mean[k]);
        for (std::size_t e = 0; e < others_; ++e) {
          lane& sum = mine[level_[row * others_ + e]];
          for (std::size_t k = 0; k < lanes; ++k) sum[k] += weighted[k];
        }
      }
    }
  });
  scatter(scratch, sums);
}

// sum W y^2.
lane absorber::weighted_square(const std::vector<lane>& values) const {
  lane sum{};
  for (std::size_t row = 0; row < rows_; ++row)
    for (std::size_t k = 0; k < lanes; ++k)
      sum[k] += weight_[row] * values[row][k] * values[row][k];
  return sum;
}

// Conjugate gradients, each lane on its own; a lane that is done stands still.
std::size_t absorber::solve(const std::vector<lane>& values, std::vector<lane>& coefficient,
                            double tolerance, std::size_t most_sweeps) const {
  std::vector<lane> scratch(blocks_.size() * levels_);
  std::vector<lane> residual(levels_), image(levels_), direction(levels_), scaled(levels_);
  const auto precondition = [&] {
    for (std::size_t i = 0; i < levels_; ++i)
      for (std::size_t k = 0; k < lanes; ++k) scaled[i][k] = residual[i][k] / diagonal_[i];
  };
  right_hand_side(values, residual, scratch);
  precondition();
  lane bound = dot(residual, scaled);
  const lane size = weighted_square(values);
  for (std::size_t k = 0; k < lanes; ++k)
    bound[k] = std::max(tolerance * tolerance * bound[k],
                        rounding * rounding * static_cast<double>(others_) * size[k]);
  multiply(coefficient, image, scratch);
  for (std::size_t i = 0; i < levels_; ++i)
    for (std::size_t k = 0; k < lanes; ++k) residual[i][k] -= image[i][k];
  precondition();
  direction = scaled;
  lane square = dot(residual, scaled);
  lane least = square;
  std::size_t sweeps = 2, last_progress = 2;
  for (; sweeps < most_sweeps && sweeps <= last_progress + patience; ++sweeps) {
    bool done = true;
    for (std::size_t k = 0; k < lanes; ++k) done = done && square[k] <= bound[k];
    if (done) break;
    multiply(direction, image, scratch);
    const lane curvature = dot(direction, image);
    lane step;
    for (std::size_t k = 0; k < lanes; ++k)
      step[k] = square[k] > bound[k] && curvature[k] > 0 ? square[k] / curvature[k] : 0;
    for (std::size_t i = 0; i < levels_; ++i)
      for (std::size_t k = 0; k < lanes; ++k) {
        coefficient[i][k] += step[k] * direction[i][k];
        residual[i][k] -= step[k] * image[i][k];
      }
    precondition();
    const lane next = dot(residual, scaled);
    lane turn;
    for (std::size_t k = 0; k < lanes; ++k) turn[k] = square[k] > 0 ? next[k] / square[k] : 0;
    for (std::size_t i = 0; i < levels_; ++i)
      for (std::size_t k = 0; k < lanes; ++k)
        direction[i][k] = scaled[i][k] + turn[k] * direction[i][k];
    square = next;
    for (std::size_t k = 0; k < lanes; ++k)
      if (square[k] > bound[k] && square[k] < 0.9 * least[k]) {
        least[k] = square[k];
        last_progress = sweeps;
      }
  }
  return sweeps;
}

// y - D a - mean of that by group.
void absorber::subtract(std::vector<lane>& values, const std::vector<lane>& coefficient) const {
  pool_.run(blocks_.size(), [&](std::size_t b) {
    for (auto row = blocks_[b].begin; row < blocks_[b].end; ++row)
      for (std::size_t e = 0; e < others_; ++e)
        for (std::size_t k = 0; k < lanes; ++k)
          values[row][k] -= coefficient[level_[row * others_ + e]][k];
  });
  subtract_means(values);
}

void absorber::subtract_means(std::vector<lane>& values) const {
  pool_.run(blocks_.size(), [&](std::size_t b) {
    for (auto g = block_groups_[b].begin; g < block_groups_[b].end; ++g) {
      lane mean{};
      for (auto row = groups_[g].begin; row < groups_[g].end; ++row)
        for (std::size_t k = 0; k < lanes; ++k) mean[k] += weight_[row] * values[row][k];
      for (double& each : mean) each /= group_weight_[g];
      for (auto row = groups_[g].begin; row < groups_[g].end; ++row)
        for (std::size_t k = 0; k < lanes; ++k) values[row][k] -= mean[k];
    }
  });
}

std::size_t absorber::demean(columns& data, effect_coefficients& start, double tolerance,
                             std::size_t most_sweeps) const {
  start.resize(data.batches.size());
  std::size_t sweeps = 0;
  for (std::size_t b = 0; b < data.batches.size(); ++b) {
    start[b].resize(levels_, lane{});
    subtract_means(data.batches[b]);
    if (levels_ > 0) sweeps += solve(data.batches[b], start[b], tolerance, most_sweeps);
    subtract(data.batches[b], start[b]);
  }
  return sweeps;
}

}  // namespace amur::trade

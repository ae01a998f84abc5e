#include "amur/crossing/statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace amur::crossing {

void wait_histogram::merge(const wait_histogram& other) {
  for (std::size_t bin = 0; bin < count_.size(); ++bin) count_[bin] += other.count_[bin];
}

std::uint64_t wait_histogram::total() const {
  std::uint64_t sum = 0;
  for (const auto count : count_) sum += count;
  return sum;
}

double wait_histogram::lower_end(std::size_t bin) {
  if (bin == 0) return 0;
  return std::bit_cast<double>((static_cast<std::uint64_t>(first) + bin) << shift);
}

double wait_histogram::quantile(double p) const {
  double left = p * static_cast<double>(total());
  for (std::size_t bin = 0; bin < count_.size(); ++bin) {
    const auto count = static_cast<double>(count_[bin]);
    if (count > 0 && left <= count) {
      if (bin == 0) return 0;
      const double from = lower_end(bin), to = lower_end(bin + 1);
      return from + (to - from) * left / count;
    }
    left -= count;
  }
  return 0;
}

double wait_histogram::between(double from_h, double to_h) const {
  double sum = 0;
  for (std::size_t bin = 0; bin < count_.size(); ++bin) {
    if (count_[bin] == 0) continue;
    const double low = lower_end(bin), high = lower_end(bin + 1);
    const double share =
        bin == 0 ? (from_h <= 0 && to_h > 0 ? 1.0 : 0.0)
                 : std::max(0.0, std::min(high, to_h) - std::max(low, from_h)) / (high - low);
    sum += share * static_cast<double>(count_[bin]);
  }
  return sum;
}

void batch_means::close() {
  means_.push_back(sum_ / static_cast<double>(size_));
  sum_ = 0;
  count_ = 0;
  if (means_.size() < most_batches) return;
  for (std::size_t i = 0; i < most_batches / 2; ++i)
    means_[i] = (means_[2 * i] + means_[2 * i + 1]) / 2;
  means_.resize(most_batches / 2);
  size_ *= 2;
}

std::size_t mser_cut(std::span<const double> batches) {
  // Sums from the back: the statistic at d is the squared deviation of batches d.. over the square
  // of their number. Deviations from the last batch, lest the squares cancel.
  double sum = 0, squares = 0, least = std::numeric_limits<double>::infinity();
  std::size_t cut = 0;
  for (std::size_t d = batches.size(); d-- > 0;) {
    const double deviation = batches[d] - batches.back();
    sum += deviation;
    squares += deviation * deviation;
    if (d >= (batches.size() + 1) / 2) continue;
    const auto count = static_cast<double>(batches.size() - d);
    const double statistic = (squares - sum * sum / count) / (count * count);
    if (statistic <= least) {
      least = statistic;
      cut = d;
    }
  }
  return cut;
}

estimate estimate_of(std::span<const double> values, double confidence) {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : values)
    if (!std::isnan(value)) {
      sum += value;
      ++count;
    }
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (count == 0) return {none, none, 0};
  const double mean = sum / static_cast<double>(count);
  if (count == 1) return {mean, none, 1};
  double squares = 0;
  for (const double value : values)
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  const auto freedom = static_cast<double>(count - 1);
  const double t = boost::math::quantile(boost::math::students_t(freedom), 0.5 + confidence / 2);
  return {mean, t * std::sqrt(squares / freedom / static_cast<double>(count)), count};
}

}  // namespace amur::crossing

#pragma once
// What a simulation remembers: sums and counts whose memory does not grow with simulated time.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/crossing/clock.h"

namespace amur::crossing {

/// Counts of waiting times in bins a 64th of an octave wide (1.6 % at most), from 2^-12 h (0.9 s)
/// to 2^20 h; shorter ones count as none. Counts add up in any order.
class wait_histogram {
 public:
  void add(double wait_h) {
    const auto bits = std::bit_cast<std::uint64_t>(wait_h);
    const auto place = static_cast<std::int64_t>(bits >> shift) - first;
    ++count_[place <= 0 ? 0 : place < bins ? static_cast<std::size_t>(place) : bins - 1];
  }
  void merge(const wait_histogram& other);
  void clear() { count_.fill(0); }
  [[nodiscard]] std::uint64_t total() const;
  /// The time that a share `p` of all waits stays below, even within a bin; 0 where none was added.
  [[nodiscard]] double quantile(double p) const;
  /// How many waits lie in [from_h, to_h), bins split evenly.
  [[nodiscard]] double between(double from_h, double to_h) const;

 private:
  static constexpr unsigned steps_a_bit = 6;  // 64 an octave
  static constexpr unsigned shift = 52 - steps_a_bit;
  static constexpr std::int64_t first = std::int64_t{1023 - 12} << steps_a_bit;
  static constexpr std::int64_t bins = 32 << steps_a_bit;
  static double lower_end(std::size_t bin);

  std::array<std::uint64_t, bins> count_{};
};

/// The area under something that changes in steps: a queue, units in use. Areas of whole numbers
/// are whole, so they add up without rounding until 2^53.
struct step_area {
  double value = 0, area_ticks = 0;
  ticks since = 0;

  void change(ticks now, double by) {
    area_ticks += value * static_cast<double>(now - since);
    since = now;
    value += by;
  }
  void clear(ticks now) {
    area_ticks = 0;
    since = now;
  }
  [[nodiscard]] double area_h() const { return area_ticks / static_cast<double>(ticks_an_hour); }
};

/// Observations in their order as means of batches; when there are too many batches, pairs are
/// joined.
class batch_means {
 public:
  void add(double observed) {
    sum_ += observed;
    if (++count_ == size_) close();
  }
  [[nodiscard]] std::span<const double> means() const { return means_; }
  [[nodiscard]] std::size_t batch_size() const { return size_; }

 private:
  void close();

  static constexpr std::size_t most_batches = 4096;
  std::size_t size_ = 5, count_ = 0;
  double sum_ = 0;
  std::vector<double> means_;
};

/// MSER-5 (White 1997): how many of the first batches to leave out such that the standard error of
/// the mean of the rest is least. Looked for in the first half only, as is usual; `batches` are
/// means of five observations, or of more.
[[nodiscard]] std::size_t mser_cut(std::span<const double> batches);

/// A mean with the half-width of its confidence interval, from independent replications.
struct estimate {
  double mean = 0;
  double half_width = 0;  ///< NaN with fewer than two replications
  std::size_t count = 0;
};
/// Student's interval; `confidence` in (0, 1). Values that are NaN (nothing observed) are left out.
[[nodiscard]] estimate estimate_of(std::span<const double> values, double confidence);

}  // namespace amur::crossing

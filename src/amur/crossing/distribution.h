#pragma once
// Random times, loads and sizes.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "amur/base/philox.h"

namespace amur::crossing {

/// The parameters a, b, c of each kind:
/// - constant: a
/// - exponential: mean a
/// - uniform: from a to b
/// - triangular: least a, mode b, most c
/// - normal: mean a, standard deviation b before what falls below 0 is taken as 0
/// - lognormal: mean a and standard deviation b of the variable itself, not of its logarithm
/// - gamma: mean a, standard deviation b
/// - erlang: mean a, b phases
/// - weibull: mean a, shape b
/// - discrete: `values` with `weights`
enum class distribution_kind : std::uint8_t {
  constant,
  exponential,
  uniform,
  triangular,
  normal,
  lognormal,
  gamma,
  erlang,
  weibull,
  discrete
};

struct distribution {
  distribution_kind kind = distribution_kind::constant;
  double a = 0, b = 0, c = 0;
  std::vector<double> values, weights;  ///< discrete only

  /// Of what is drawn: normal(5; 5), taken as 0 where it falls below, has 5.42.
  [[nodiscard]] double mean() const;
  /// The share of draws above `x`.
  [[nodiscard]] double share_above(double x) const;
  /// What draws exceed `x` by on average, 0 for those below.
  [[nodiscard]] double mean_above(double x) const;
  /// Of the whole numbers that `count_of` makes of draws.
  [[nodiscard]] double mean_count() const;
  /// The same distribution with every value multiplied.
  [[nodiscard]] distribution scaled(double factor) const;
};

/// How many vehicles a drawn number stands for: the nearest whole number, at least one.
[[nodiscard]] inline double count_of(double drawn) { return std::max(1.0, std::round(drawn)); }

[[nodiscard]] distribution constant(double value);
[[nodiscard]] distribution exponential(double mean);

/// What is wrong with the parameters, empty where nothing is.
[[nodiscard]] std::string problem_of(const distribution& given);

/// Draws from one distribution by one stream, a block at a time.
class variate_source {
 public:
  variate_source(distribution of, random_stream from);

  double draw() {
    if (next_ == random_stream::block) refill();
    return drawn_[next_++];
  }

 private:
  void refill();
  double next_uniform();
  double gamma_of_shape(double shape);

  distribution of_;
  random_stream from_;
  std::size_t next_ = random_stream::block;
  std::array<double, random_stream::block> drawn_{};
  // Kinds that may need more than one uniform number a draw take them from here.
  std::size_t uniforms_used_ = random_stream::block;
  std::array<double, random_stream::block> uniforms_{};
};

}  // namespace amur::crossing

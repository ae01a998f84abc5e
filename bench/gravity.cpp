#include "gravity.h"

#include <algorithm>
#include <cmath>

namespace amur::bench {

namespace {

bool has_way(const gravity_input& input, std::size_t origin, std::size_t destination) {
  return origin != destination &&
         std::isfinite(input.time[origin * input.origin.size() + destination]);
}

std::vector<double> deterrence(const gravity_input& input, double beta) {
  const std::size_t zones = input.origin.size();
  std::vector<double> cells(zones * zones, 0.0);
  for (std::size_t i = 0; i < zones; ++i)
    for (std::size_t j = 0; j < zones; ++j)
      if (has_way(input, i, j)) cells[i * zones + j] = std::exp(-beta * input.time[i * zones + j]);
  return cells;
}

// Scales rows and columns in turn to their sums, rows last: what rounding goes by. The columns are
// then off by what the last round still changed, which a made-up table can bear.
void furness(const gravity_input& input, std::vector<double>& cells) {
  constexpr int rounds = 30;
  const std::size_t zones = input.origin.size();
  std::vector<double> column(zones, 1.0), reached(zones);
  std::vector<double> row(zones);
  for (int round = 0; round < rounds; ++round) {
    std::fill(reached.begin(), reached.end(), 0.0);
    for (std::size_t i = 0; i < zones; ++i) {
      const double* cell = &cells[i * zones];
      double sum = 0;
      for (std::size_t j = 0; j < zones; ++j) sum += cell[j] * column[j];
      row[i] = sum > 0 ? input.origin[i] / sum : 0;
      for (std::size_t j = 0; j < zones; ++j) reached[j] += row[i] * cell[j];
    }
    if (round + 1 == rounds) break;
    for (std::size_t j = 0; j < zones; ++j)
      column[j] = reached[j] > 0 ? input.destination[j] / reached[j] : 0;
  }
  for (std::size_t i = 0; i < zones; ++i)
    for (std::size_t j = 0; j < zones; ++j) cells[i * zones + j] *= row[i] * column[j];
}

double mean_time(const gravity_input& input, const std::vector<double>& trips) {
  double total = 0, minutes = 0;
  for (std::size_t k = 0; k < trips.size(); ++k) {
    if (trips[k] <= 0) continue;
    total += trips[k];
    minutes += trips[k] * input.time[k];
  }
  return total > 0 ? minutes / total : 0;
}

gravity_trips at_beta(const gravity_input& input, double beta) {
  gravity_trips made{deterrence(input, beta), beta, 0};
  furness(input, made.trips);
  made.mean_time = mean_time(input, made.trips);
  return made;
}

}  // namespace

double mean_over_all_pairs(const gravity_input& input) {
  const std::size_t zones = input.origin.size();
  double weight = 0, minutes = 0;
  for (std::size_t i = 0; i < zones; ++i) {
    for (std::size_t j = 0; j < zones; ++j) {
      if (!has_way(input, i, j)) continue;
      const double pair = input.origin[i] * input.destination[j];
      weight += pair;
      minutes += pair * input.time[i * zones + j];
    }
  }
  return weight > 0 ? minutes / weight : 0;
}

// The mean falls about as 1 / beta (Hyman 1969), so that a few steps do.
gravity_trips gravity(const gravity_input& input) {
  constexpr int steps = 20;
  constexpr double tolerance = 1e-3;
  auto made = at_beta(input, 1.5 / input.mean_time);
  for (int step = 0; step < steps; ++step) {
    const double ratio = made.mean_time / input.mean_time;
    if (std::abs(ratio - 1) < tolerance) break;
    made = at_beta(input, made.beta * ratio);
  }
  return made;
}

std::vector<std::int64_t> round_to_hundredths(const std::vector<double>& trips, std::size_t zones) {
  constexpr double least = 0.005;
  std::vector<std::int64_t> rounded(trips.size(), 0);
  double exact = 0;  // hundredths up to here, so that what rounding takes goes on
  std::int64_t given = 0;
  for (std::size_t i = 0; i < zones; ++i) {
    double all = 0, kept = 0;
    for (std::size_t k = i * zones; k < (i + 1) * zones; ++k) {
      all += trips[k];
      if (trips[k] >= least) kept += trips[k];
    }
    // A row of small cells only would be lost, so it keeps all.
    const bool keep_all = kept <= 0;
    const double factor = keep_all ? 100 : 100 * all / kept;
    for (std::size_t k = i * zones; k < (i + 1) * zones; ++k) {
      if (trips[k] < least && !keep_all) continue;
      exact += factor * trips[k];
      rounded[k] = std::llround(exact) - given;
      given += rounded[k];
    }
  }
  return rounded;
}

}  // namespace amur::bench

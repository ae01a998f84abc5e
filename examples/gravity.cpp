// The gravity equation by Poisson pseudo maximum likelihood: trade made by a coefficient of
// distance of -1 and one of a shared border of 0.5, with effects of exporters and importers, gives
// these back.
//
// Prints:
//   distance -1.000
//   border    0.500

#include <cmath>
#include <cstdio>

#include "amur/trade/gravity.h"

int main() {
  constexpr std::uint32_t countries = 6;
  std::vector<double> trade, distance, border;
  std::vector<std::uint32_t> exporter, importer;
  for (std::uint32_t from = 0; from < countries; ++from)
    for (std::uint32_t to = 0; to < countries; ++to) {
      if (from == to) continue;
      exporter.push_back(from);
      importer.push_back(to);
      distance.push_back(std::log(500.0 + 37.0 * ((from * 7 + to * 5 + from * to) % 11)));
      border.push_back((from + to) % 3 == 0 ? 1 : 0);
      trade.push_back(std::exp(10 + 0.3 * from - 0.2 * to - distance.back() + 0.5 * border.back()));
    }

  amur::trade::gravity_data data;
  data.trade = trade;
  data.regressors = {{"distance", distance}, {"border", border}};
  data.effects = {{"exporter", exporter}, {"importer", importer}};
  const auto estimate = amur::trade::estimate_gravity(data);
  for (const auto& coefficient : estimate.coefficients)
    std::printf("%-8s %6.3f\n", coefficient.name.c_str(), coefficient.value);
}

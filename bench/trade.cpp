// Times of the trade models on made-up worlds: trade [gravity|one|many]
// Without a name all three: estimation on a million rows with exporter-year, importer-year and pair
// effects; one sector with 190 countries; 60 countries with 40 sectors and input-output links.

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <string>

#include "amur/trade/gravity.h"
#include "amur/trade/one_sector.h"
#include "support/random_world.h"

namespace {

using namespace amur;

class clock_since {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// 204 countries over 24 years, 3 in 10 pairs of countries without trade in some years.
void measure_gravity() {
  constexpr std::uint32_t countries = 204, years = 24;
  test::uniform_stream draw(1);
  std::vector<std::uint32_t> exporter_year, importer_year, pair;
  std::vector<double> trade, agreement, duty, border;
  std::vector<double> size(countries);
  for (double& each : size) each = draw.between(-1, 3);
  for (std::uint32_t i = 0; i < countries; ++i)
    for (std::uint32_t j = 0; j < countries; ++j) {
      const double closeness = draw.between(-2, 2) + (i == j ? 3 : 0);
      const auto from = static_cast<std::uint32_t>(draw.between(0, 60));
      const bool rare = draw() < 0.3;
      double tariff = draw.between(0, 0.3);
      for (std::uint32_t t = 0; t < years; ++t) {
        exporter_year.push_back(i * years + t);
        importer_year.push_back(j * years + t);
        pair.push_back(i * countries + j);
        tariff = std::max(0.0, tariff + draw.between(-0.03, 0.02));
        agreement.push_back(i != j && t >= from ? 1 : 0);
        duty.push_back(i == j ? 0 : std::log1p(tariff));
        border.push_back(i == j ? 0 : t);
        const double mean = std::exp(size[i] + size[j] + closeness + 0.3 * agreement.back() -
                                     4 * duty.back() + 0.01 * border.back());
        trade.push_back(rare && draw() < 0.5 ? 0 : mean * draw.between(0, 2));
      }
    }
  const trade::gravity_data data{
      trade,
      {{"agreement", agreement}, {"duty", duty}, {"border", border}},
      {{"exporter_year", exporter_year}, {"importer_year", importer_year}, {"pair", pair}},
      {{"pair", pair}},
      {}};
  const clock_since start;
  const auto found = trade::estimate_gravity(data);
  fmt::print("gravity: {} rows, {} steps, {:.2f} s, peak {:.0f} MB, status {}\n", found.rows_used,
             found.log.size(), start.seconds(), peak_mb(), static_cast<int>(found.status));
  for (const auto& step : found.log)
    fmt::print("  {:2} change {:.1e} sweeps {} at {:.0e}\n", step.number, step.change, step.sweeps,
               step.inner_tolerance);
  for (const auto& each : found.coefficients)
    fmt::print("  {} {:.7f} ({:.7f})\n", each.name, each.value, each.standard_error);
}

void measure_one_sector() {
  const auto made = test::make_one_sector(190, 1);
  auto factor = made.factor;
  for (std::size_t i = 0; i < 190; ++i)
    for (std::size_t j = 0; j < 190; ++j)
      if (i != j) factor[i * 190 + j] *= 1.5;
  const trade::one_sector_world world{made.output, made.expenditure, made.factor, 5, 0};
  const clock_since start;
  const auto ticks = std::clock();
  const auto baseline = trade::solve_baseline(world);
  const auto conditional = trade::solve_conditional(world, baseline, factor);
  const auto full = trade::solve_full(world, baseline, factor);
  const double processor_ms = 1000.0 * static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC;
  fmt::print(
      "one sector: 190 countries, baseline, conditional and full in {:.1f} ms ({:.1f} ms of "
      "processor time), residual {:.1e}, {} + {} + {} steps, status {}\n",
      1000 * start.seconds(), processor_ms, full.residuals.market_clearing, baseline.log.size(),
      conditional.log.size(), full.log.size(), static_cast<int>(full.status));
}

void measure_many_sectors() {
  const auto world = test::make_many_sectors(60, 40, 1);
  auto duty = world.duty;
  for (double& each : duty) each /= 2;
  const clock_since start;
  const auto found = trade::solve_many_sectors(world, {duty, {}});
  fmt::print(
      "many sectors: 60 countries, 40 sectors in {:.2f} s, {} steps, residual {:.1e}, peak "
      "{:.0f} MB, status {}\n",
      start.seconds(), found.log.size(), found.residuals.largest_equation(), peak_mb(),
      static_cast<int>(found.status));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string only = count > 1 ? arguments[1] : "";
  if (only.empty() || only == "one") measure_one_sector();
  if (only.empty() || only == "many") measure_many_sectors();
  if (only.empty() || only == "gravity") measure_gravity();
  return 0;
}

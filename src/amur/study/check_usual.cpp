// Speeds and values of goods far from what they usually are.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "amur/study/check.h"
#include "amur/study/named_rows.h"
#include "amur/study/names.h"
#include "amur/study/usual_figures.h"

namespace amur::study {

namespace {

constexpr usual_speed of_any_mode{0.5, 1000};
// On a shorter way a queue, a ramp or a pontoon is most of it.
constexpr double least_km = 20;
constexpr double far_off = 10;

// What links of one mode have in common that are too slow, or too quick.
struct odd_links {
  named_rows links;
  double speed_km_h = 0;
};

void check_speeds(const case_data& data, diagnostics& report) {
  std::map<std::pair<std::string, bool>, odd_links> odd;
  for (const auto& row : data.links) {
    if (row.free_time_h <= 0 || row.length_km <= 0) continue;
    const auto& mode = data.modes[row.mode].id;
    const auto usual = usual_speed_of(mode).value_or(of_any_mode);
    const double speed = row.length_km / row.free_time_h;
    const bool quick = speed > usual.most_km_h;
    const double least = row.length_km < least_km ? of_any_mode.least_km_h : usual.least_km_h;
    if (!quick && speed >= least) continue;
    auto& found = odd[{mode, quick}];
    const bool odder = quick ? speed > found.speed_km_h : speed < found.speed_km_h;
    if (found.links.count == 0 || odder) found.speed_km_h = speed;
    found.links.add(row.id, row.row);
  }
  for (const auto& [kind, found] : odd) {
    const auto usual = usual_speed_of(kind.first).value_or(of_any_mode);
    report.warning("links.csv", found.links.first_row, "free_time_h", found.links.shown(),
                   fmt::format("{} {} of mode '{}', {} {:.4g} km/h: minutes for hours, or metres "
                               "for km?",
                               found.links.count, found.links.count == 1 ? "link" : "links",
                               kind.first, kind.second ? "up to" : "down to", found.speed_km_h),
                   fmt::format("usually {:g} to {:g} km/h", usual.least_km_h, usual.most_km_h));
  }
}

void check_values(const case_data& data, diagnostics& report) {
  for (const auto& row : data.commodities) {
    if (row.unit != unit::tonne || !(row.value_usd_per_t > 0)) continue;
    auto usual = usual_value_usd_per_t(row.name);
    if (!usual) usual = usual_value_usd_per_t(row.id);
    if (!usual) continue;
    const double off = std::max(row.value_usd_per_t / *usual, *usual / row.value_usd_per_t);
    if (off <= far_off) continue;
    report.warning(
        "commodities.csv", row.row, "value_usd_per_t", fmt::format("{}", row.value_usd_per_t),
        fmt::format("'{}' is usually worth about {:g} USD/t (World Bank Commodity Price Data 2023, "
                    "or unit values of world trade): {:.0f} x off, another unit or currency?",
                    row.name, *usual, off));
  }
}

}  // namespace

void check_usual_figures(const case_data& data, diagnostics& report) {
  check_speeds(data, report);
  check_values(data, report);
}

}  // namespace amur::study

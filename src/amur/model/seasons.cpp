#include "amur/model/seasons.h"

#include <algorithm>
#include <array>
#include <map>

#include "amur/crossing/timetable.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/tolls.h"

namespace amur::model {
namespace {

std::vector<bool> open_calendars(const case_data& data, date day) {
  std::vector<bool> open;
  for (std::size_t i = 0; i < data.calendars.size(); ++i)
    open.push_back(is_open(data, calendar_id(i), day));
  return open;
}

}  // namespace

std::vector<season> seasons_of_year(const case_data& data) {
  std::vector<season> seasons;
  std::map<std::vector<bool>, std::size_t> known;
  int counted = 0;
  for (int i = 0; counted < static_cast<int>(days_a_year); ++i) {
    const auto day = amur::crossing::day_after(data.settings.day, i);
    if (i > 0 && day.month == 2 && day.day == 29) continue;
    ++counted;
    const auto [at, fresh] = known.try_emplace(open_calendars(data, day), seasons.size());
    if (fresh) seasons.push_back({day, 0});
    ++seasons[at->second].days;
  }
  return seasons;
}

case_data in_season(const case_data& data, date day) {
  auto fixed = data;
  for (std::size_t i = 0; i < data.calendars.size(); ++i) {
    const calendar_id id(i);
    auto& open = fixed.calendars[id].open;
    open.assign(is_open(data, id, day) ? 1 : 0, date_window{});
  }
  return fixed;
}

std::vector<solved_season> solve_year(const case_data& data, const demand_anchors& anchors,
                                      const run_answer& now, std::span<const crossing_id> crossings,
                                      const run_options& options) {
  std::vector<solved_season> year;
  const auto seasons = seasons_of_year(data);
  for (std::size_t i = 0; i < seasons.size(); ++i) {
    const auto is_used = [&](crossing_id id) {
      return is_open(data, data.crossings[id].calendar, seasons[i].day);
    };
    if (std::ranges::none_of(crossings, is_used)) continue;
    year.push_back({seasons[i], in_season(data, seasons[i].day), run_answer{}});
    auto& solved = year.back();
    if (i == 0)
      solved.answer = now;
    else if (data.settings.crossing_delay == crossing_delay::simulated)
      solved.answer = solve_coupled(solved.data, anchors, options).answer;
    else
      solved.answer = solve_flows(solved.data, anchors, options);
  }
  return year;
}

double fees_of_year_usd(std::span<const solved_season> year, crossing_id crossing) {
  double sum = 0;
  for (const auto& season : year)
    sum += season.when.days * use_of(season.data, season.answer, crossing).fee_income_usd;
  return sum;
}

double fees_of_year_usd(std::span<const solved_season> year, crossing_id crossing,
                        double fee_usd_per_vehicle, const demand_anchors& anchors,
                        const run_options& options) {
  double sum = 0;
  for (const auto& season : year) {
    if (!is_open(season.data, season.data.crossings[crossing].calendar, season.when.day)) continue;
    const auto answer = solve_at_tolls(season.data, anchors, season.answer, std::array{crossing},
                                       std::array{fee_usd_per_vehicle}, options);
    sum += season.when.days * use_of(season.data, answer, crossing).fee_income_usd;
  }
  return sum;
}

}  // namespace amur::model

#pragma once
// A year of a case: days on which the same is open stand for each other.

#include <span>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// Days of a year on which the same calendars are open.
struct season {
  date day;  ///< the first of them
  int days = 0;
};

/// Of the 365 days from the case's day on, 29 February left out, so that each date counts once; the
/// first season is that of the case's day.
[[nodiscard]] std::vector<season> seasons_of_year(const case_data& data);

/// The case with open what is open on `day`, all else as on its own day.
[[nodiscard]] case_data in_season(const case_data& data, date day);

struct solved_season {
  season when;
  case_data data;
  run_answer answer;  ///< without averages along routes
};

/// Each season in which one of `crossings` is open, at its own equilibrium; `now` is the answer on
/// the case's day. Throws `no_answer`.
[[nodiscard]] std::vector<solved_season> solve_year(const case_data& data,
                                                    const demand_anchors& anchors,
                                                    const run_answer& now,
                                                    std::span<const crossing_id> crossings,
                                                    const run_options& options);

/// What a crossing's fees bring in the year.
[[nodiscard]] double fees_of_year_usd(std::span<const solved_season> year, crossing_id crossing);

/// The same at another fee, to which traffic answers in each season. Throws `no_answer`.
[[nodiscard]] double fees_of_year_usd(std::span<const solved_season> year, crossing_id crossing,
                                      double fee_usd_per_vehicle, const demand_anchors& anchors,
                                      const run_options& options);

}  // namespace amur::model

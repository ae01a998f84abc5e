#pragma once
// Whether queues grow without end, because more come than can be served.

#include <span>
#include <vector>

#include "amur/crossing/simulation.h"

namespace amur::crossing {

/// By which stage a queue grows, in vehicles a day; 0 where none does. It grows where the fewest
/// that ever wait at an open hour are more in the second half of the window than in the first, by
/// more than chance allows, and either
/// - nine in ten replications never clear it in the second half, and no season makes the halves
///   unlike each other, or
/// - what comes needs as many unit hours as there are on duty, or more, as far as can be told.
[[nodiscard]] std::vector<double> queue_growth_per_day(const crossing_model& model,
                                                       std::span<const replication_record> records);

/// The streams that come to one of the stages, which have a mark above 0.
[[nodiscard]] std::vector<char> streams_through(const crossing_model& model,
                                                std::span<const double> marks);

/// Whether the calendar year matters to the model: a season, or a profile by month.
[[nodiscard]] bool depends_on_year(const crossing_model& model);

}  // namespace amur::crossing

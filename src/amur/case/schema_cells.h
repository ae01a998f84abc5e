#pragma once
// Cells of the tables inside crossings: times of day, distributions, counts.

#include <optional>
#include <string>
#include <vector>

#include "amur/case/schema_columns.h"
#include "amur/crossing/distribution.h"

namespace amur::cases {

inline constexpr double minutes_an_hour = 60;

/// Empty where the cell is blank, or wrong.
[[nodiscard]] std::optional<amur::crossing::distribution> distribution_in(
    const text::typed_row& row, const std::string& column);

/// "08:30" as 8.5.
[[nodiscard]] std::vector<double> hours_in(const text::typed_row& row, const std::string& column);

/// A distribution; `otherwise` is the number that a blank cell means.
template <class Member>
auto read_distribution(Member member, const char* column, double otherwise, double scale = 1) {
  return [=](case_builder&, const text::typed_row& row, auto& to) {
    auto given = distribution_in(row, column).value_or(amur::crossing::constant(otherwise));
    std::invoke(member, to) = scale == 1 ? std::move(given) : given.scaled(scale);
  };
}

template <class Member>
auto read_hours(Member member, const char* column) {
  return [=](case_builder&, const text::typed_row& row, auto& to) {
    std::invoke(member, to) = hours_in(row, column);
  };
}

/// A name, or the row's id.
template <class Row>
void read_name_or_id(case_builder&, const text::typed_row& row, Row& to) {
  to.name = row.blank("name") ? to.id : row.text("name");
}

/// The calendar as a season of the crossing's simulation.
template <class Row>
void read_season(case_builder& in, const text::typed_row& row, Row& to) {
  const auto calendar = in.resolve_cell(row, "calendar", in.calendars, "calendar", false);
  if (calendar.valid()) to.season = amur::crossing::season_id(calendar.index());
}

}  // namespace amur::cases

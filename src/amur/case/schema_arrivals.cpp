// The table of arrivals, and what tables inside crossings have in common.

#include <charconv>

#include "amur/case/distribution_text.h"
#include "amur/case/schema_cells.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {

std::optional<amur::crossing::distribution> distribution_in(const text::typed_row& row,
                                                            const std::string& column) {
  if (row.blank(column)) return std::nullopt;
  std::string problem;
  auto result = parse_distribution(row.text(column), problem);
  if (!result) row.error(column, problem, distribution_words);
  return result;
}

std::vector<double> hours_in(const text::typed_row& row, const std::string& column) {
  std::vector<double> hours;
  for (const auto& entry : row.list(column)) {
    int hour = -1, minute = -1;
    const auto colon = entry.find(':');
    if (colon != std::string::npos && entry.size() == colon + 3) {
      const char* text = entry.data();
      std::from_chars(text, text + colon, hour);
      std::from_chars(text + colon + 1, text + entry.size(), minute);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
      row.error(column, entry, "this is not a time of day", "HH:MM, split by ';'");
    hours.push_back(hour + minute / minutes_an_hour);
  }
  return hours;
}

namespace {

using amur::crossing::arrival_kind;
using text::not_negative;

struct stream_row : amur::crossing::stream {
  stream_role role;
};

void read_stream_crossing(case_builder& in, const text::typed_row& row, stream_row& to) {
  const auto at = in.resolve_cell(row, "crossing_id", in.crossings, "crossing", true);
  if (at.valid()) to.crossing = in.data.crossings[at].id;
}

void read_rate(case_builder&, const text::typed_row& row, stream_row& to) {
  if (to.kind == arrival_kind::poisson) to.arrivals_per_day = row.number("per_day", not_negative);
}

void read_profile(case_builder& in, const text::typed_row& row, stream_row& to) {
  const auto profile = row.text("profile");
  if (profile.empty()) return;
  if (const auto known = in.profiles.find(profile); known != in.profiles.end())
    to.by = known->second;
  else
    row.error("profile", "there is no such profile", "a profile_id of profiles.csv");
}

void read_direction(case_builder&, const text::typed_row& row, stream_row& to) {
  static const std::vector<std::string> directions = {"", "forward", "backward"};
  to.role.direction = static_cast<stream_direction>(row.choice("direction", directions, 0));
}

table_schema<stream_row> arrivals_until_profile() {
  static constexpr text::number_range minutes{0, 720, false, "minutes, 0 to 720"};
  return table_schema<stream_row>("arrivals", "Who comes to a crossing, and when.")
      .id(&stream_row::id, "stream_id", "Its id.")
      .column(reference_of("crossing_id", "crossings", "Where they come."), read_stream_crossing)
      .column(column_of("name", cell_type::text, "Its name.", "its id"),
              read_name_or_id<stream_row>)
      .choice(&stream_row::kind, "kind", {"poisson", "schedule"},
              "Whether they come at random, or at fixed hours.")
      .column(number_of("per_day", "vehicles/day", not_negative, "Of poisson: how many come.",
                        "needed of poisson"),
              read_rate)
      .column(
          as_list(column_of("times", cell_type::hours,
                            "Of schedule: times of day, HH:MM, every day.", "needed of schedule")),
          read_hours(&stream_row::times_h, "times"))
      .column(number_of("spread_min", "min", minutes,
                        "Of schedule: standard deviation of punctuality.", "0"),
              [](case_builder&, const auto& row, stream_row& to) {
                to.spread_h = row.number("spread_min", minutes, 0) / minutes_an_hour;
              })
      .number(&stream_row::no_show, "no_show", "share", {0, 1, false, "a number, 0 to 1"},
              "Of schedule: share that does not come.", 0);
}

const table_schema<stream_row>& arrivals_schema() {
  static const auto schema =
      arrivals_until_profile()
          .column(
              reference_of("profile", "profiles", "How their number changes over time.", "steady"),
              read_profile)
          .column(reference_of("calendar", "calendars", "When they come.", "all year"),
                  read_season<stream_row>)
          .column(column_of("platoon", cell_type::distribution, "How many come together.", "1"),
                  read_distribution(&stream_row::platoon, "platoon", 1))
          .column(column_of("load_t", cell_type::distribution,
                            "What each carries, tonnes or passengers.", "1"),
                  read_distribution(&stream_row::load, "load_t", 1))
          .whole_if(&stream_row::priority, "priority", "",
                    {0, 9, false, "a whole number, 0 (first) to 9"}, "Lower ones are served first.",
                    "0")
          .number(&stream_row::cost_usd_per_h, "cost_usd_per_h", "USD/h", not_negative,
                  "What an hour of waiting costs a vehicle.", 0)
          .reference(&stream_row::first, "first_stage", "Where they begin.")
          .column(word_of("direction", {"forward", "backward"},
                          "Which direction of the crossing's links they are.", "none"),
                  read_direction)
          .flag(
              [](auto& to) -> auto& { return to.role.counts; }, "counts",
              "Whether they are the vehicles of the network; others only rise and fall with "
              "them.",
              true)
          .ends();
  return schema;
}

}  // namespace

void case_builder::build_arrivals() {
  for_each_row(*this, arrivals_schema(), [&](const text::typed_row& row, stream_row given) {
    if (given.kind == arrival_kind::schedule && row.blank("times"))
      row.error("times", "a schedule needs its times", "HH:MM, split by ';'");
    if (given.id.empty() || !given.first.valid()) return;
    (void)source_of(row, "arrivals", given.id);
    stream_rows.push_back(&row.place());
    data.stream_roles.push_back(given.role);
    data.crossings_inside.streams.push_back(std::move(given));
  });
}

void add_arrival_tables(std::vector<table_rule>& to) { to.push_back(arrivals_schema()); }

}  // namespace amur::cases

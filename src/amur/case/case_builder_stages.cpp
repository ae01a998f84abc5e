// The tables of what happens inside a crossing: shifts, profiles, resources, stages, arrivals.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "amur/case/case_builder.h"
#include "amur/case/distribution_text.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

using amur::crossing::unlimited;

constexpr double minutes_an_hour = 60;
constexpr text::number_range whole{0, 4e9, false, "a whole number >= 0"};
constexpr text::number_range share{0, 1, false, "a number, 0 to 1"};

std::optional<amur::crossing::distribution> distribution_in(const text::typed_row& row,
                                                            const std::string& column) {
  if (row.blank(column)) return std::nullopt;
  std::string problem;
  auto result = parse_distribution(row.text(column), problem);
  if (!result) row.error(column, problem, distribution_words);
  return result;
}

amur::crossing::distribution minutes_in(const text::typed_row& row, const std::string& column) {
  return distribution_in(row, column)
      .value_or(amur::crossing::constant(0))
      .scaled(1 / minutes_an_hour);
}

// "08:30" as 8.5.
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

std::uint32_t whole_in(const text::typed_row& row, const std::string& column,
                       std::uint32_t otherwise) {
  const double value = row.number(column, whole, otherwise);
  if (value != std::floor(value)) row.error(column, "this is not a whole number", whole.words);
  return static_cast<std::uint32_t>(value);
}

}  // namespace

void case_builder::build_shifts() {
  static const std::vector<std::string> weekdays = {"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
  constexpr text::number_range hour{0, 24, false, "an hour of the day, 0 to 24"};
  for_rows("shifts", [&](const text::typed_row& row) {
    const auto id = row.text("shift_id", true);
    if (!id.empty() && !text::is_id(id))
      return row.error("shift_id", "this can't be an id",
                       "1 to 64 letters, digits, '_', '-' or '.'");
    const double from_h = row.number("from_hour", hour);
    double to_h = row.number("to_hour", hour);
    const double of_units = row.number("share", share, 1);
    if (from_h == to_h) row.error("to_hour", "the shift ends when it begins", "another hour");
    if (to_h < from_h) to_h += 24;
    auto days = row.list("days");
    if (days.empty()) days = weekdays;
    if (id.empty()) return;
    auto& all = data.crossings_inside.shifts;
    const auto [at, fresh] = shifts.insert({id, amur::crossing::shift_id(all.size())});
    if (fresh) all.push_back({id, {}});
    for (const auto& day : days) {
      const auto found = std::find(weekdays.begin(), weekdays.end(), day);
      if (found == weekdays.end()) {
        row.error("days", day, "unknown word", text::join(weekdays));
        continue;
      }
      const double day_h = 24.0 * static_cast<double>(found - weekdays.begin());
      all[at->second].windows.push_back({day_h + from_h, day_h + to_h, of_units});
    }
    (void)source_of(row, "shifts", id);
  });
}

void case_builder::build_profiles() {
  static const std::vector<std::string> periods = {"hour", "weekday", "month"};
  for_rows("profiles", [&](const text::typed_row& row) {
    const auto id = row.text("profile_id", true);
    const auto by = row.choice("by", periods, 0);
    const double factor = row.number("factor", text::not_negative);
    const text::number_range numbers[] = {{0, 23, false, "an hour, 0 to 23"},
                                          {1, 7, false, "a weekday, 1 (Monday) to 7"},
                                          {1, 12, false, "a month, 1 to 12"}};
    const double number = row.number("number", numbers[by]);
    if (number != std::floor(number))
      row.error("number", "this is not a whole number", numbers[by].words);
    if (id.empty()) return;
    const auto [at, fresh] = profiles.try_emplace(id);
    if (fresh) {
      at->second.hour.fill(1);
      at->second.weekday.fill(1);
      at->second.month.fill(1);
    }
    const auto place = static_cast<std::size_t>(number - (by == 0 ? 0 : 1));
    (by == 0   ? at->second.hour[place]
     : by == 1 ? at->second.weekday[place]
               : at->second.month[place]) = factor;
    (void)source_of(row, "profiles", id);
  });
}

void case_builder::build_resources() {
  static const std::vector<std::string> kinds = {"server", "store"};
  std::map<std::string, std::size_t> seen;
  for (const auto& calendar : data.calendars)
    data.crossings_inside.seasons.push_back({calendar.id, calendar.open, calendar.spread_days});
  for_rows("resources", [&](const text::typed_row& row) {
    amur::crossing::resource resource;
    resource.id = new_id(row, "resource_id", seen);
    resource.name = row.blank("name") ? resource.id : row.text("name");
    resource.kind = static_cast<amur::crossing::resource_kind>(row.choice("kind", kinds, 0));
    resource.units = row.number("units", text::not_negative);
    resource.start_level = row.number("start_t", text::not_negative, 0);
    resource.shift = resolve_cell(row, "shift", shifts, "shift", false);
    const auto calendar = resolve_cell(row, "calendar", calendars, "calendar", false);
    if (calendar.valid()) resource.season = amur::crossing::season_id(calendar.index());
    resource.mean_time_between_failures_h =
        row.number("mean_h_between_failures", text::positive, unlimited);
    resource.repair_h = distribution_in(row, "repair_h").value_or(amur::crossing::constant(0));
    if (resource.id.empty()) return;
    (void)source_of(row, "resources", resource.id);
    resources[resource.id] = amur::crossing::resource_id(data.crossings_inside.resources.size());
    resource_rows.push_back(&row.place());
    data.crossings_inside.resources.push_back(std::move(resource));
  });
}

void case_builder::build_stages() {
  static const std::vector<std::string> kinds = {"service", "seize", "release", "delay", "put",
                                                 "take",    "batch", "unbatch", "choose"};
  static const std::vector<std::string> rules = {"probability", "shortest", "cheapest"};
  static const std::vector<std::string> yes_no = {"false", "true"};
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  auto& all = data.crossings_inside.stages;
  std::map<std::string, std::size_t> seen;
  // Stages refer to each other, so all ids come first.
  for_rows("stages", [&](const text::typed_row& row) {
    amur::crossing::stage stage;
    stage.id = new_id(row, "stage_id", seen);
    const auto at = resolve_cell(row, "crossing_id", crossings, "crossing", true);
    if (stage.id.empty()) return;
    if (at.valid()) stage.crossing = data.crossings[at].id;
    stages[stage.id] = amur::crossing::stage_id(all.size());
    stage_rows.push_back(&row.place());
    all.push_back(std::move(stage));
  });
  for_rows("stages", [&](const text::typed_row& row) {
    const auto found = stages.find(row.text("stage_id"));
    if (found == stages.end() || stage_rows[found->second.index()] != &row.place()) return;
    auto& stage = all[found->second];
    stage.name = row.blank("name") ? stage.id : row.text("name");
    stage.kind = static_cast<amur::crossing::stage_kind>(row.choice("kind", kinds, 0));
    stage.resource = resolve_cell(row, "resource_id", resources, "resource", false);
    stage.units = whole_in(row, "units", 1);
    stage.time_h = minutes_in(row, "time_min");
    stage.amount = row.number("amount_t", text::positive, unlimited);
    stage.again = resolve_cell(row, "again", stages, "stage", false);
    stage.queue_limit = whole_in(row, "queue_limit", most);
    if (!row.blank("patience_min")) stage.patience_h = minutes_in(row, "patience_min");
    stage.on_leave = resolve_cell(row, "on_leave", stages, "stage", false);
    stage.batch_size = whole_in(row, "batch_size", most);
    stage.batch_load = row.number("batch_t", text::positive, unlimited);
    stage.batch_least = whole_in(row, "batch_least", 1);
    stage.batch_wait_h =
        row.number("batch_wait_min", text::not_negative, unlimited) / minutes_an_hour;
    stage.departures_h = hours_in(row, "departures");
    stage.carrier_next = resolve_cell(row, "carrier_next", stages, "stage", false);
    stage.rule = static_cast<amur::crossing::choice_rule>(row.choice("rule", rules, 0));
    stage.fee_usd = row.number("fee_usd", text::not_negative, 0);
    stage.interrupts = row.choice("interrupts", yes_no, 0) == 1;
    for (const auto& entry : row.list("next")) {
      if (entry == "exit") continue;
      const auto colon = entry.find(':');
      const auto next = resolve(row, "next", entry.substr(0, colon), stages, "stage");
      double probability = 0;
      if (colon != std::string::npos) {
        std::string problem;
        const auto number = text::parse_number(entry.substr(colon + 1), problem);
        if (!number || *number < 0 || *number > 1)
          row.error("next", entry, "this is not a probability", "STAGE:0.25, from 0 to 1");
        probability = number.value_or(0);
      }
      if (!next.valid()) continue;
      stage.next.push_back(next);
      stage.probability.push_back(probability);
    }
    const auto following = found->second.index() + 1;
    if (row.blank("next") && stage.kind != amur::crossing::stage_kind::choose &&
        following < all.size() &&
        all[amur::crossing::stage_id(following)].crossing == stage.crossing)
      stage.next = {amur::crossing::stage_id(following)};
    if (stage.kind == amur::crossing::stage_kind::choose &&
        stage.rule == amur::crossing::choice_rule::probability) {
      double sum = 0;
      for (const double p : stage.probability) sum += p;
      if (std::abs(sum - 1) > 1e-6)
        row.error("next", fmt::format("the probabilities add up to {:.6g}", sum),
                  "STAGE:PROBABILITY, split by ';', that add up to 1");
    }
    (void)source_of(row, "stages", stage.id);
  });
}

void case_builder::build_arrivals() {
  static const std::vector<std::string> kinds = {"poisson", "schedule"};
  static const std::vector<std::string> directions = {"", "forward", "backward"};
  static const std::vector<std::string> yes_no = {"false", "true"};
  std::map<std::string, std::size_t> seen;
  for_rows("arrivals", [&](const text::typed_row& row) {
    amur::crossing::stream stream;
    stream.id = new_id(row, "stream_id", seen);
    const auto at = resolve_cell(row, "crossing_id", crossings, "crossing", true);
    if (at.valid()) stream.crossing = data.crossings[at].id;
    stream.name = row.blank("name") ? stream.id : row.text("name");
    stream.kind = static_cast<amur::crossing::arrival_kind>(row.choice("kind", kinds, 0));
    const bool random = stream.kind == amur::crossing::arrival_kind::poisson;
    if (random)
      stream.arrivals_per_day = row.number("per_day", text::not_negative);
    else if (row.blank("times"))
      row.error("times", "a schedule needs its times", "HH:MM, split by ';'");
    stream.times_h = hours_in(row, "times");
    stream.spread_h =
        row.number("spread_min", {0, 720, false, "minutes, 0 to 720"}, 0) / minutes_an_hour;
    stream.no_show = row.number("no_show", share, 0);
    if (const auto profile = row.text("profile"); !profile.empty()) {
      if (const auto known = profiles.find(profile); known != profiles.end())
        stream.by = known->second;
      else
        row.error("profile", "there is no such profile", "a profile_id of profiles.csv");
    }
    const auto calendar = resolve_cell(row, "calendar", calendars, "calendar", false);
    if (calendar.valid()) stream.season = amur::crossing::season_id(calendar.index());
    stream.platoon = distribution_in(row, "platoon").value_or(amur::crossing::constant(1));
    stream.load = distribution_in(row, "load_t").value_or(amur::crossing::constant(1));
    stream.priority = static_cast<std::uint8_t>(
        row.number("priority", {0, 9, false, "a whole number, 0 (first) to 9"}, 0));
    stream.cost_usd_per_h = row.number("cost_usd_per_h", text::not_negative, 0);
    stream.first = resolve_cell(row, "first_stage", stages, "stage", true);
    const auto direction = row.choice("direction", directions, 0);
    if (stream.id.empty() || !stream.first.valid()) return;
    (void)source_of(row, "arrivals", stream.id);
    stream_rows.push_back(&row.place());
    data.crossings_inside.streams.push_back(std::move(stream));
    data.stream_roles.push_back(
        {static_cast<cases::stream_direction>(direction), row.choice("counts", yes_no, 1) == 1});
  });
}

void case_builder::check_crossings_inside() {
  if (report.has_errors()) return;
  using place = amur::crossing::model_problem::place;
  for (const auto& problem : amur::crossing::problems_of(data.crossings_inside)) {
    const auto* row = problem.where == place::resource ? resource_rows[problem.index]
                      : problem.where == place::stage  ? stage_rows[problem.index]
                                                       : stream_rows[problem.index];
    const auto& table = text.tables.at(problem.where == place::resource ? "resources"
                                       : problem.where == place::stage  ? "stages"
                                                                        : "arrivals");
    text::typed_row(table, *row, report).error(problem.field, problem.message, "");
  }
}

}  // namespace amur::cases

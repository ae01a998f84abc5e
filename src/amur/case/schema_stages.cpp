// The tables of what happens inside a crossing: shifts, profiles, resources, stages.

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/schema_cells.h"
#include "amur/case/schema_tables.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

using amur::crossing::choice_rule;
using amur::crossing::resource;
using amur::crossing::stage;
using amur::crossing::stage_kind;
using text::not_negative;
using text::positive;

constexpr text::number_range whole_number{0, 4e9, false, "a whole number >= 0"};
constexpr text::number_range hour_of_day{0, 24, false, "an hour of the day, 0 to 24"};
const std::vector<std::string> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
const std::vector<std::string> periods = {"hour", "weekday", "month"};

struct shift_row {
  std::string id;
  std::vector<std::string> days;
  double from_h = 0, to_h = 0, share = 1;
};

const table_schema<shift_row>& shifts_schema() {
  auto days = as_list(word_of("days", weekdays, "Days of the week.", "all"));
  static const auto schema =
      table_schema<shift_row>("shifts",
                              "When units are on duty: each row is one window, and a shift is on "
                              "duty in any of its rows.")
          .column(column_of("shift_id", cell_type::id, "Its id; it may repeat, a window a row."),
                  [](case_builder&, const auto& row, shift_row& to) {
                    to.id = row.text("shift_id", true);
                  })
          .column(std::move(days),
                  [](case_builder&, const auto& row, shift_row& to) { to.days = row.list("days"); })
          .number(&shift_row::from_h, "from_hour", "h", hour_of_day, "When it begins.")
          .number(&shift_row::to_h, "to_hour", "h", hour_of_day,
                  "When it ends; before `from_hour`: on the next day.")
          .number(&shift_row::share, "share", "share", {0, 1, false, "a number, 0 to 1"},
                  "Of the units.", 1)
          .ends();
  return schema;
}

struct profile_row {
  std::string id;
  std::size_t by = 0;
  double number = 0, factor = 1;
};

void read_number_of_period(case_builder&, const text::typed_row& row, profile_row& to) {
  constexpr text::number_range numbers[] = {{0, 23, false, "an hour, 0 to 23"},
                                            {1, 7, false, "a weekday, 1 (Monday) to 7"},
                                            {1, 12, false, "a month, 1 to 12"}};
  to.number = checked_whole(row, "number", numbers[to.by], row.number("number", numbers[to.by]));
}

const table_schema<profile_row>& profiles_schema() {
  static const auto schema =
      table_schema<profile_row>("profiles",
                                "How arrivals change over the day, the week and the year; each of "
                                "the three is scaled to a mean of 1, months by their days.")
          .column(column_of("profile_id", cell_type::id, "Its id; it may repeat, a factor a row."),
                  [](case_builder&, const auto& row, profile_row& to) {
                    to.id = row.text("profile_id", true);
                  })
          .choice(&profile_row::by, "by", periods, "What the row is about.", false)
          .column(number_of("number", "",
                            {0, 23, false,
                             "an hour of 0 to 23, a weekday of 1 "
                             "(Monday) to 7, a month of 1 to 12"},
                            "Which hour, weekday or month.", nullptr, cell_type::whole),
                  read_number_of_period)
          .number(&profile_row::factor, "factor", "", not_negative,
                  "Its factor; what is not listed has 1.")
          .ends();
  return schema;
}

const table_schema<resource>& resources_schema() {
  static const auto schema =
      table_schema<resource>("resources", "What stages need: booths, scanners, berths, stores.")
          .id(&resource::id, "resource_id", "Its id.")
          .column(column_of("name", cell_type::text, "Its name.", "its id"),
                  read_name_or_id<resource>)
          .choice(&resource::kind, "kind", {"server", "store"},
                  "Units that are held, or a stock of tonnes.")
          .number(&resource::units, "units", "", not_negative,
                  "How many, a whole number; of a store the tonnes it can hold.")
          .number(&resource::start_level, "start_t", "t", not_negative,
                  "Of a store: tonnes there at the start.", 0)
          .reference(&resource::shift, "shift", "When it is on duty.", "always")
          .column(reference_of("calendar", "calendars", "When in the year.", "all year"),
                  read_season<resource>)
          .number(&resource::mean_time_between_failures_h, "mean_h_between_failures", "h", positive,
                  "How long each unit works before it fails.", no_limit)
          .column(column_of("repair_h", cell_type::distribution, "Hours that a repair takes.", "0"),
                  read_distribution(&resource::repair_h, "repair_h", 0))
          .ends();
  return schema;
}

void read_patience(case_builder&, const text::typed_row& row, stage& to) {
  if (!row.blank("patience_min"))
    to.patience_h = distribution_in(row, "patience_min")
                        .value_or(amur::crossing::constant(0))
                        .scaled(1 / minutes_an_hour);
}

void read_batch_wait(case_builder&, const text::typed_row& row, stage& to) {
  to.batch_wait_h = row.number("batch_wait_min", not_negative, no_limit) / minutes_an_hour;
}

void read_next(case_builder& in, const text::typed_row& row, stage& to) {
  for (const auto& entry : row.list("next")) {
    if (entry == "exit") continue;
    const auto colon = entry.find(':');
    const auto next = in.resolve(row, "next", entry.substr(0, colon), in.stages, "stage");
    double probability = 0;
    if (colon != std::string::npos) {
      std::string problem;
      const auto number = text::parse_number(entry.substr(colon + 1), problem);
      if (!number || *number < 0 || *number > 1)
        row.error("next", entry, "this is not a probability", "STAGE:0.25, from 0 to 1");
      probability = number.value_or(0);
    }
    if (!next.valid()) continue;
    to.next.push_back(next);
    to.probability.push_back(probability);
  }
}

// The id and the crossing of a stage are read before all else, since stages name each other.
table_schema<stage> stages_until_batch() {
  return table_schema<stage>("stages", "What vehicles pass through inside a crossing, in order.")
      .column(column_of("stage_id", cell_type::id, "Its id."))
      .column(reference_of("crossing_id", "crossings", "The crossing that it is in."))
      .column(column_of("name", cell_type::text, "Its name.", "its id"), read_name_or_id<stage>)
      .choice(&stage::kind, "kind",
              {"service", "seize", "release", "delay", "put", "take", "batch", "unbatch", "choose"},
              "What happens there.", false)
      .reference(&stage::resource, "resource_id", "The resource that it needs.", "none")
      .whole_if(&stage::units, "units", "", whole_number, "How many units of it.", "1")
      .column(column_of("time_min", cell_type::distribution,
                        "Minutes that a service or delay takes.", "0"),
              read_distribution(&stage::time_h, "time_min", 0, 1 / minutes_an_hour))
      .number_if(&stage::amount, "amount_t", "t", positive,
                 "Of put and take: how much of the load at a time, at most.", "all")
      .reference(&stage::again, "again",
                 "Of put and take: the stage to go to while some of the load is left.", "none")
      .whole_if(&stage::queue_limit, "queue_limit", "vehicles", whole_number,
                "Who finds so many waiting leaves.", "none")
      .column(column_of("patience_min", cell_type::distribution,
                        "Minutes after which who waits leaves.", "endless"),
              read_patience)
      .reference(&stage::on_leave, "on_leave", "The stage where those go who leave.", "away");
}

const table_schema<stage>& stages_schema() {
  static const auto schema =
      stages_until_batch()
          .whole_if(&stage::batch_size, "batch_size", "vehicles", whole_number,
                    "Of batch: leaves when so many are there.", "no size")
          .number_if(&stage::batch_load, "batch_t", "t", positive,
                     "Of batch: or when they carry so much.", "no load")
          .whole_if(&stage::batch_least, "batch_least", "vehicles", whole_number,
                    "Of batch: fewer never leave.", "1")
          .column(number_of("batch_wait_min", "min", not_negative,
                            "Of batch: leaves when the first has waited so long.", "endless"),
                  read_batch_wait)
          .column(as_list(column_of("departures", cell_type::hours,
                                    "Of batch: or at these times of day, HH:MM.", "none")),
                  read_hours(&stage::departures_h, "departures"))
          .reference(&stage::carrier_next, "carrier_next",
                     "Of unbatch: the stage where the empty carrier goes.", "away")
          .choice(&stage::rule, "rule", {"probability", "shortest", "cheapest"},
                  "Of choose: how it chooses.")
          .column(as_list(column_of("next", cell_type::text,
                                    "The stage after it, or `exit`; of choose a list, with "
                                    "probabilities as `stage:0.3;other:0.7`.",
                                    "the next row of the crossing")),
                  read_next)
          .number(&stage::fee_usd, "fee_usd", "USD", not_negative,
                  "What each vehicle pays that begins it.", 0)
          .flag(&stage::interrupts, "interrupts",
                "Of service: whether it takes units from services of vehicles of a later priority.",
                false)
          .ends();
  return schema;
}

void check_probabilities(const text::typed_row& row, const stage& stage) {
  if (stage.kind != stage_kind::choose || stage.rule != choice_rule::probability) return;
  double sum = 0;
  for (const double p : stage.probability) sum += p;
  if (std::abs(sum - 1) > 1e-6)
    row.error("next", fmt::format("the probabilities add up to {:.6g}", sum),
              "STAGE:PROBABILITY, split by ';', that add up to 1");
}

}  // namespace

void case_builder::build_shifts() {
  for_each_row(*this, shifts_schema(), [&](const text::typed_row& row, shift_row given) {
    if (!given.id.empty() && !text::is_id(given.id))
      return row.error("shift_id", "this can't be an id",
                       "1 to 64 letters, digits, '_', '-' or '.'");
    if (given.from_h == given.to_h)
      row.error("to_hour", "the shift ends when it begins", "another hour");
    if (given.to_h < given.from_h) given.to_h += 24;
    if (given.days.empty()) given.days = weekdays;
    if (given.id.empty()) return;
    auto& all = data.crossings_inside.shifts;
    const auto [at, fresh] = shifts.insert({given.id, amur::crossing::shift_id(all.size())});
    if (fresh) all.push_back({given.id, {}});
    for (const auto& day : given.days) {
      const auto found = std::find(weekdays.begin(), weekdays.end(), day);
      if (found == weekdays.end()) {
        row.error("days", day, "unknown word", text::join(weekdays));
        continue;
      }
      const double day_h = 24.0 * static_cast<double>(found - weekdays.begin());
      all[at->second].windows.push_back({day_h + given.from_h, day_h + given.to_h, given.share});
    }
    (void)source_of(row, "shifts", given.id);
  });
}

void case_builder::build_profiles() {
  for_each_row(*this, profiles_schema(), [&](const text::typed_row& row, profile_row given) {
    if (given.id.empty()) return;
    const auto [at, fresh] = profiles.try_emplace(given.id);
    if (fresh) {
      at->second.hour.fill(1);
      at->second.weekday.fill(1);
      at->second.month.fill(1);
    }
    const auto place = static_cast<std::size_t>(given.number - (given.by == 0 ? 0 : 1));
    (given.by == 0   ? at->second.hour[place]
     : given.by == 1 ? at->second.weekday[place]
                     : at->second.month[place]) = given.factor;
    (void)source_of(row, "profiles", given.id);
  });
}

void case_builder::build_resources() {
  for (const auto& calendar : data.calendars)
    data.crossings_inside.seasons.push_back({calendar.id, calendar.open, calendar.spread_days});
  for_each_row(*this, resources_schema(), [&](const text::typed_row& row, resource given) {
    if (given.id.empty()) return;
    (void)source_of(row, "resources", given.id);
    resources[given.id] = amur::crossing::resource_id(data.crossings_inside.resources.size());
    resource_rows.push_back(&row.place());
    data.crossings_inside.resources.push_back(std::move(given));
  });
}

void case_builder::build_stages() {
  auto& all = data.crossings_inside.stages;
  for_rows("stages", [&](const text::typed_row& row) {
    stage given;
    given.id = new_id(row, "stage_id", seen_ids["stages"]);
    const auto at = resolve_cell(row, "crossing_id", crossings, "crossing", true);
    if (given.id.empty()) return;
    if (at.valid()) given.crossing = data.crossings[at].id;
    stages[given.id] = amur::crossing::stage_id(all.size());
    stage_rows.push_back(&row.place());
    all.push_back(std::move(given));
  });
  for_rows("stages", [&](const text::typed_row& row) {
    const auto found = stages.find(row.text("stage_id"));
    if (found == stages.end() || stage_rows[found->second.index()] != &row.place()) return;
    auto& stage = all[found->second];
    stages_schema().read_into(*this, row, stage);
    const auto following = found->second.index() + 1;
    if (row.blank("next") && stage.kind != stage_kind::choose && following < all.size() &&
        all[amur::crossing::stage_id(following)].crossing == stage.crossing)
      stage.next = {amur::crossing::stage_id(following)};
    check_probabilities(row, stage);
    (void)source_of(row, "stages", stage.id);
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

void add_stage_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {shifts_schema(), profiles_schema(), resources_schema(), stages_schema()});
}

}  // namespace amur::cases

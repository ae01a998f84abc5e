#include "amur/study/toll_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "amur/base/no_answer.h"
#include "amur/case/case_reader.h"
#include "amur/finance/toll_setting.h"
#include "amur/model/convergence.h"
#include "amur/model/tolls.h"
#include "amur/result/schema/tolls.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// Finer than the equilibrium's tolerance lets incomes be told apart makes no sense.
constexpr double toll_tolerance_usd = 0.1;
constexpr finance::price_game_options game_options{40, 1e-3};

// A day at some tolls.
struct tolled_day {
  std::vector<model::crossing_use> use;  // [crossing asked for]
  model::welfare_change welfare;         // beyond the day at the tolls of the case
};

struct toll_search {
  const cases::case_data& data;
  const solved_case& now;
  const model::run_options& options;
  std::vector<crossing_id> crossings;
  const study_task& task;
  std::map<std::vector<double>, tolled_day> known = {};
  bool is_stopped = false;             ///< what is asked since is all 0
  std::string why_not_converged = {};  ///< of the first toll whose equilibrium was not reached

  [[nodiscard]] std::vector<double> fees_now() const {
    std::vector<double> fees;
    for (const auto crossing : crossings)
      fees.push_back(data.crossings[crossing].fee_usd_per_vehicle);
    return fees;
  }
  const tolled_day& at(const std::vector<double>& fees) {
    const auto [place, fresh] = known.try_emplace(fees);
    is_stopped = is_stopped || (fresh && task.is_unwanted());
    if (fresh && is_stopped) place->second.use.resize(crossings.size());
    if (!fresh || is_stopped) return place->second;
    const auto answer =
        model::solve_at_tolls(data, now.anchors, now.network.answer, crossings, fees, options);
    for (const auto crossing : crossings)
      place->second.use.push_back(model::use_of(data, answer, crossing));
    place->second.welfare = model::welfare_beyond(now.network.answer, answer);
    const auto why = model::why_not_converged(data, answer);
    if (!why.empty() && why_not_converged.empty())
      why_not_converged = fmt::format("at a toll of {:.2f}: {}", fees.front(), why);
    return place->second;
  }
  // The rival, if any, keeps the toll it has.
  const tolled_day& at_own(double fee) {
    auto fees = fees_now();
    fees.front() = fee;
    return at(fees);
  }
};

std::optional<crossing_id> find_crossing(const cases::case_data& data, const std::string& wanted,
                                         const char* option, diagnostics& report) {
  std::vector<std::string> names;
  for (const auto& crossing : data.crossings) names.push_back(crossing.id);
  const auto at = std::ranges::find(names, wanted);
  if (at != names.end()) return crossing_id(static_cast<std::size_t>(at - names.begin()));
  report.error("", 0, option, wanted,
               wanted.empty() ? "which crossing?" : "there is no such crossing",
               names.empty() ? "none (the case has no crossings)" : text::join(names));
  return std::nullopt;
}

struct goal {
  const char* name;
  double (*worth)(const tolled_day&);
};
constexpr goal goals[] = {
    {"income", [](const tolled_day& day) { return day.use.front().fee_income_usd; }},
    {"welfare", [](const tolled_day& day) { return day.welfare.total_usd(); }},
    {"throughput", [](const tolled_day& day) { return day.use.front().vehicles; }}};

const char* place_in_range(const finance::best_toll_answer& best) {
  if (best.at_low) return "lowest tried";
  return best.at_high ? "highest tried" : "between";
}

result::result_table best_table(toll_search& search, finance::toll_range range,
                                std::set<double>& shown) {
  result::table_rows<result::toll_best_row> rows;
  const auto& crossing = search.data.crossings[search.crossings.front()];
  for (const auto& goal : goals) {
    const auto best =
        finance::best_toll([&](double fee) { return goal.worth(search.at_own(fee)); }, range);
    const auto& day = search.at_own(best.toll);
    shown.insert(best.toll);
    rows.add({.crossing_id = crossing.id,
              .goal = goal.name,
              .fee_now_usd_per_vehicle = crossing.fee_usd_per_vehicle,
              .fee_usd_per_vehicle = best.toll,
              .place = place_in_range(best),
              .vehicles_per_day = day.use.front().vehicles,
              .income_usd_per_year = days_a_year * day.use.front().fee_income_usd,
              .welfare_usd_per_year = days_a_year * day.welfare.total_usd(),
              .tolls_tried = std::int64_t{best.evaluations}});
  }
  return rows.finish();
}

result::result_table curve_table(toll_search& search, const std::set<double>& fees) {
  result::table_rows<result::toll_curve_row> rows;
  const auto& id = search.data.crossings[search.crossings.front()].id;
  for (const double fee : fees) {
    const auto& day = search.at_own(fee);
    const auto& use = day.use.front();
    rows.add({.crossing_id = id,
              .fee_usd_per_vehicle = fee,
              .vehicles_per_day = use.vehicles,
              .t_per_day = use.t,
              .passengers_per_day = use.passengers,
              .income_usd_per_year = days_a_year * use.fee_income_usd,
              .surplus_usd_per_year = days_a_year * day.welfare.surplus_usd,
              .paid_usd_per_year = days_a_year * day.welfare.paid_usd,
              .welfare_usd_per_year = days_a_year * day.welfare.total_usd()});
  }
  return rows.finish();
}

result::result_table game_table(toll_search& search, const finance::price_game_answer& game) {
  result::table_rows<result::toll_game_row> rows;
  const auto add_round = [&](std::int64_t round, const std::vector<double>& fees, bool settled) {
    const auto& day = search.at(fees);
    for (std::size_t i = 0; i < fees.size(); ++i)
      rows.add({.round = round,
                .crossing_id = search.data.crossings[search.crossings[i]].id,
                .fee_usd_per_vehicle = fees[i],
                .vehicles_per_day = day.use[i].vehicles,
                .income_usd_per_year = days_a_year * day.use[i].fee_income_usd,
                .welfare_usd_per_year = days_a_year * day.welfare.total_usd(),
                .settled = std::int64_t{settled}});
  };
  add_round(0, search.fees_now(), false);
  for (std::size_t i = 0; i < game.rounds.size(); ++i)
    add_round(static_cast<std::int64_t>(i + 1), game.rounds[i].toll,
              game.settled && i + 1 == game.rounds.size());
  return rows.finish();
}

// `use`: at the present toll, of which fees by the tonne make part.
finance::toll_range range_of(const toll_run& run, const model::crossing_use& use) {
  const double low = run.lowest_usd.value_or(0);
  const double fee_now_usd = use.vehicles > 0 ? use.fee_income_usd / use.vehicles : 0;
  return {low,
          run.highest_usd.value_or(std::max(model::highest_toll_tried_usd(fee_now_usd), 2 * low)),
          run.steps, toll_tolerance_usd};
}

// Its own, and the rival's where there is one.
std::optional<std::vector<crossing_id>> find_crossings(const toll_run& run,
                                                       const cases::case_data& data,
                                                       diagnostics& report) {
  const auto own = find_crossing(data, run.crossing, "crossing", report);
  if (!own) return std::nullopt;
  std::vector<crossing_id> crossings{*own};
  if (!run.rival.empty()) {
    const auto rival = find_crossing(data, run.rival, "rival", report);
    if (!rival) return std::nullopt;
    if (*rival == *own) {
      report.error("", 0, "rival", run.rival, "a crossing is no rival of its own", "another one");
      return std::nullopt;
    }
    crossings.push_back(*rival);
  }
  const double low = run.lowest_usd.value_or(0);
  if (run.highest_usd && !(low < *run.highest_usd)) {
    report.error("", 0, "highest_usd", fmt::format("{}", *run.highest_usd),
                 "the highest toll is not above the lowest", fmt::format("more than {}", low));
    return std::nullopt;
  }
  return crossings;
}

}  // namespace

case_outcome run_case_tolls(const toll_run& run, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  const auto data = read_asked(run, report, &inputs);
  if (!data) return outcome;
  const auto found = find_crossings(run, *data, report);
  if (!found) return outcome;
  const auto& crossings = *found;
  const auto options = run_options_of(run);
  const auto now = solve_network({run}, *data, options, report, outcome.status, true);
  if (!now) return outcome;

  auto& tables = outcome.tables;
  tables = network_tables(*data, now->network, options);
  toll_search search{*data, *now, options, crossings, run};
  std::vector<finance::toll_range> ranges;
  for (const auto crossing : crossings)
    ranges.push_back(range_of(run, model::use_of(*data, now->network.answer, crossing)));
  const auto& range = ranges.front();
  try {
    std::set<double> fees{search.fees_now().front()};
    for (int step = 0; step <= range.steps; ++step)
      fees.insert(range.low + (range.high - range.low) * step / range.steps);
    auto best = best_table(search, range, fees);
    tables.tables.push_back(curve_table(search, fees));
    tables.tables.push_back(std::move(best));
    if (crossings.size() > 1) {
      const auto game = finance::play_prices(
          [&search](std::span<const double> tolls) {
            std::vector<double> incomes;
            for (const auto& use : search.at({tolls.begin(), tolls.end()}).use)
              incomes.push_back(use.fee_income_usd);
            return incomes;
          },
          ranges, search.fees_now(), game_options);
      tables.tables.push_back(game_table(search, game));
    }
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    return {run_status::not_solved, {}};
  }
  if (search.is_stopped) return {run_status::cancelled, {}};
  const bool confirmed =
      verify::confirm_network(*data, now->network.answer, options, tables, report) &&
      verify::confirm_studies(*data, tables, report);
  if (!write_answered(run, *data, inputs, watch, tables, report)) return {};
  outcome.status = confirmed ? run_status::solved : run_status::not_solved;
  for (const auto& why :
       {now->network.why_not, model::why_not_converged(*data, now->network.answer),
        search.why_not_converged})
    if (!why.empty()) {
      report.warning("", 0, "", "", why);
      outcome.status = run_status::not_solved;
    }
  return outcome;
}

namespace {

toll_run toll_of_request(const study_request& request) {
  toll_run run;
  run.crossing = request.text("crossing");
  run.rival = request.text("rival");
  run.lowest_usd = request.number("lowest_usd");
  run.highest_usd = request.number("highest_usd");
  if (const auto steps = request.whole("steps")) run.steps = static_cast<int>(*steps);
  return run;
}

void check_tolls(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (has_network(data, report)) (void)find_crossings(toll_of_request(request), data, report);
}

case_outcome run_tolls(const study_task& task, const study_request& request, diagnostics& report) {
  auto run = toll_of_request(request);
  static_cast<study_task&>(run) = task;
  return run_case_tolls(run, report);
}

}  // namespace

declared_study toll_study() {
  constexpr double highest_toll_usd = 1e6;
  return {"toll",
          "Toll of a crossing: the curve, the best one for income, welfare or throughput",
          "amur toll cases/heihe --crossing heihe_bridge --rival heihe_port",
          {{.name = "crossing",
            .option = "-c,--crossing",
            .sentence = "Crossing whose toll is set",
            .is_required = true},
           {.name = "rival",
            .option = "-r,--rival",
            .sentence = "A second crossing: both owners set their tolls in turn, each for its own "
                        "income, until neither gains"},
           {.name = "lowest_usd",
            .option = "--from",
            .type = field_type::number,
            .sentence = "Lowest toll tried, USD a vehicle; else 0",
            .unit = "USD a vehicle",
            .most = highest_toll_usd},
           {.name = "highest_usd",
            .option = "--to",
            .type = field_type::number,
            .sentence = "Highest toll tried, USD a vehicle; else 8 times the present one",
            .unit = "USD a vehicle",
            .most = highest_toll_usd},
           {.name = "steps",
            .option = "--steps",
            .type = field_type::whole,
            .sentence = "Steps of the curve",
            .fewest = 2,
            .highest = 1000,
            .usual = std::uint64_t{usual_toll_steps}}},
          check_tolls,
          run_tolls};
}

}  // namespace amur::study

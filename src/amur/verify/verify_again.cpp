#include "amur/verify/verify_again.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "amur/model/crossing_inside.h"
#include "amur/model/finance.h"
#include "amur/model/months.h"
#include "amur/model/reference_demand.h"
#include "amur/model/tolls.h"
#include "amur/result/case_store.h"
#include "amur/result/claims_runner.h"
#include "amur/result/schema.h"
#include "amur/result/tables.h"
#include "amur/result/tables_finance.h"
#include "amur/result/tables_simulation.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

// A number of the table `simulation`.
double simulation_number(const result::result_tables& tables, const std::string& name) {
  const auto text = result::run_value(tables, name);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || !(value >= 0) || value > 1e15)
    throw std::out_of_range("table 'simulation' has no number '" + name + "'");
  return value;
}

// [crossing] USD a year, by the seasons.
std::map<std::string, double> yearly_fees_usd(const result::result_tables& tables) {
  std::map<std::string, double> fees_usd;
  if (!tables.has("finance_seasons")) return fees_usd;
  const table_columns seasons(tables.table("finance_seasons"));
  const auto days = seasons.integers("days");
  for (std::size_t i = 0; i < seasons.rows(); ++i)
    fees_usd[seasons.texts("crossing_id")[i]] +=
        static_cast<double>(days[i]) * seasons.numbers("fee_income_usd_per_day")[i];
  return fees_usd;
}

}  // namespace

void check_finance_again(const cases::case_data& data, const result::result_tables& tables,
                         std::size_t threads, verification& found) {
  const auto fees_usd = yearly_fees_usd(tables);
  const table_columns written(tables.table("finance_ratios"));
  if (written.rows() != data.projects.size())
    throw std::out_of_range("table 'finance_ratios' has not a row for each project");
  std::vector<model::project_answer> projects;
  for (std::size_t i = 0; i < data.projects.size(); ++i) {
    const auto& project = data.projects[project_id(i)];
    // What the crossing takes without a project is another case's to say.
    const double income = !project.without_scenario.empty() ? written.numbers("full_income_usd")[i]
                          : project.crossing.valid()
                              ? fees_usd.at(data.crossings[project.crossing].id)
                              : project.income_usd_per_year;
    projects.push_back(model::finance_project(data, project_id(i), income));
  }
  std::vector<model::state_answer> states;
  for (std::size_t i = 0; i < data.economies.size(); ++i)
    states.push_back(model::debt_of_state(data, i, projects, threads));
  auto computed = result::project_tables(data, projects);
  for (auto& table : result::debt_tables(data, states)) computed.push_back(std::move(table));
  for (const auto& table : computed)
    found.push_back(compare_tables(table, tables.table(table.name), {1e-8, 1e-6, {}}));
}

namespace {

// Far more than the equilibrium's tolerance moves a figure; small ones are seen beside a
// ten-thousandth of their column's largest.
constexpr double solved_again = 1e-3, share_of_column = 1e-4;

// A day at some tolls of the crossings that a toll study is of.
class tolled_days {
 public:
  struct day {
    std::vector<model::crossing_use> use;  // [crossing]
    model::welfare_change welfare;
  };
  tolled_days(const cases::case_data& data, const model::demand_anchors& anchors,
              const model::run_options& options, std::vector<crossing_id> crossings)
      : data_(data),
        anchors_(anchors),
        options_(options),
        crossings_(std::move(crossings)),
        now_(model::solve_case(data, anchors, options)) {}

  [[nodiscard]] std::vector<double> fees_now() const {
    std::vector<double> fees;
    for (const auto each : crossings_) fees.push_back(data_.crossings[each].fee_usd_per_vehicle);
    return fees;
  }
  const day& at(const std::vector<double>& fees) {
    const auto [place, is_new] = known_.try_emplace(fees);
    if (!is_new) return place->second;
    const auto answer = model::solve_at_tolls(data_, anchors_, now_, crossings_, fees, options_);
    for (const auto each : crossings_)
      place->second.use.push_back(model::use_of(data_, answer, each));
    place->second.welfare = model::welfare_beyond(now_, answer);
    return place->second;
  }

 private:
  const cases::case_data& data_;
  const model::demand_anchors& anchors_;
  const model::run_options& options_;
  std::vector<crossing_id> crossings_;
  model::run_answer now_;
  std::map<std::vector<double>, day> known_;
};

// The crossings of a toll study: its own and the rival, if there is one.
std::vector<crossing_id> tolled_crossings(const cases::case_data& data,
                                          const result::result_tables& tables) {
  std::vector<crossing_id> crossings;
  const auto add = [&](const table_columns& table, std::size_t row) {
    const auto at =
        std::ranges::find(data.crossings, table.texts("crossing_id")[row], &cases::crossing::id);
    if (at == data.crossings.end())
      throw std::out_of_range("a table of tolls names no crossing of the case");
    crossings.emplace_back(static_cast<std::size_t>(at - data.crossings.begin()));
  };
  const table_columns curve(tables.table("toll_curve"));
  if (curve.rows() == 0) throw std::out_of_range("table 'toll_curve' is empty");
  add(curve, 0);
  if (tables.has("toll_game")) add(table_columns(tables.table("toll_game")), 1);
  return crossings;
}

using written_figures = std::vector<std::pair<const char*, double>>;

// A row of a table beside the figures solved again; money is seen beside what is taken.
void note_row(const table_columns& table, std::size_t row, const written_figures& figures,
              double income, largest_miss& miss) {
  for (const auto& [column, value] : figures) {
    const double written = table.numbers(column)[row];
    const bool is_welfare = std::string_view(column).find("income") == std::string_view::npos &&
                            std::string_view(column).find("usd") != std::string_view::npos;
    const double beside =
        std::max({std::abs(written), std::abs(value), is_welfare ? std::abs(income) : 0, 1e-9});
    miss.note(std::abs(written - value) / beside,
              [&, column = column] { return table.place(row, column); });
  }
}

void check_game(const result::result_tables& tables, tolled_days& days, largest_miss& miss) {
  const table_columns game(tables.table("toll_game"));
  const auto fee = game.numbers("fee_usd_per_vehicle");
  for (std::size_t row = 0; row + 1 < game.rows(); row += 2) {
    const auto fees = row == 0 ? days.fees_now() : std::vector{fee[row], fee[row + 1]};
    const auto& day = days.at(fees);
    for (std::size_t i = 0; i < 2; ++i) {
      const double income = days_a_year * day.use[i].fee_income_usd;
      note_row(game, row + i,
               {{"fee_usd_per_vehicle", fees[i]},
                {"vehicles_per_day", day.use[i].vehicles},
                {"income_usd_per_year", income},
                {"welfare_usd_per_year", days_a_year * day.welfare.total_usd()}},
               income, miss);
    }
  }
}

}  // namespace

void check_tolls_again(const cases::case_data& data, const model::demand_anchors& anchors,
                       const result::result_tables& tables, const model::run_options& options,
                       verification& found) {
  largest_miss miss("tolls solved again", "of the larger figure", solved_again);
  tolled_days days(data, anchors, options, tolled_crossings(data, tables));
  const table_columns curve(tables.table("toll_curve")), best(tables.table("toll_best"));
  auto fees = days.fees_now();
  const double fee_now = fees.front();
  for (std::size_t row = 0; row < curve.rows(); ++row) {
    fees.front() = curve.numbers("fee_usd_per_vehicle")[row];
    const auto& day = days.at(fees);
    const auto& use = day.use.front();
    const double income = days_a_year * use.fee_income_usd;
    note_row(curve, row,
             {{"vehicles_per_day", use.vehicles},
              {"t_per_day", use.t},
              {"passengers_per_day", use.passengers},
              {"income_usd_per_year", income},
              {"surplus_usd_per_year", days_a_year * day.welfare.surplus_usd},
              {"paid_usd_per_year", days_a_year * day.welfare.paid_usd},
              {"welfare_usd_per_year", days_a_year * day.welfare.total_usd()}},
             income, miss);
  }
  for (std::size_t row = 0; row < best.rows(); ++row)
    note_row(best, row, {{"fee_now_usd_per_vehicle", fee_now}}, 0, miss);
  if (tables.has("toll_game")) check_game(tables, days, miss);
  found.push_back(miss.finish());
}

namespace {

// Every table of a run but `run` beside one solved again.
void compare_run(const result::result_tables& computed, const result::result_tables& tables,
                 verification& found) {
  for (const auto& table : computed.tables) {
    if (table.name == "run") continue;
    found.push_back(compare_tables(table, tables.table(table.name),
                                   {solved_again, share_of_column, weight_of(table.name)}));
    found.back().name = "'" + table.name + "' solved again";
  }
}

}  // namespace

void check_user_equilibrium_again(const cases::case_data& data,
                                  const model::demand_anchors& anchors,
                                  const result::result_tables& tables,
                                  const model::run_options& options, verification& found) {
  compare_run(result::make_tables(data, model::solve_case(data, anchors, options), options), tables,
              found);
}

void check_months_again(const cases::case_data& last, const model::demand_anchors& anchors,
                        const result::result_tables& tables, model::run_options options,
                        verification& found) {
  const auto months = written_months(tables);
  model::month_state state;
  std::map<std::string, checked> worst;  // [table]
  for (const auto& month : months) {
    const auto day = parse_date(month + "-15");
    if (!day) throw std::out_of_range("table 'month_totals' has a month that is none");
    const auto data = cases::on_day(last, *day);
    options.open_centres = state.open_centres;
    const auto computed =
        result::make_tables(data, model::solve_month(data, anchors, options, state), options);
    for (const auto& name : result::monthly_tables()) {
      if (!computed.has(name)) continue;
      auto of_month = computed.table(name);
      of_month.name = result::month_table(name);
      auto miss = compare_tables(of_month, rows_of_month(tables.table(of_month.name), month),
                                 {solved_again, share_of_column, weight_of(name)});
      miss.name = "'" + of_month.name + "' solved again";
      if (!miss.where.empty()) miss.where = month + ": " + miss.where;
      const auto [at, is_new] = worst.try_emplace(name, miss);
      if (!is_new && miss.largest > at->second.largest) at->second = miss;
    }
    if (month == months.back()) compare_run(computed, tables, found);
  }
  for (auto& [name, miss] : worst) found.push_back(std::move(miss));
}

void check_answers_again(const std::filesystem::path& path, const cases::case_data& data,
                         const std::string& simulated, const result::result_tables& tables,
                         verification& found) {
  std::vector<std::string> crossings;
  if (!simulated.empty()) crossings.push_back(simulated);
  result::result_tables asked;
  diagnostics problems;
  largest_miss answered("queries of the case have answers", "queries", 0);
  if (!result::ask_claims(path, data, crossings, asked, problems))
    answered.note(1, [&] { return to_string(problems.findings.front()); });
  found.push_back(answered.finish());
  if (!found.back().holds()) return;
  for (const auto& table : asked.tables) {
    found.push_back(compare_tables(table, tables.table(table.name), {1e-9, 0, {}}));
    found.back().name = "'" + table.name + "' asked again";
  }
}

std::string check_simulation_again(const std::filesystem::path& path,
                                   const result::result_tables& tables, std::size_t threads,
                                   diagnostics& report, verification& found) {
  if (!tables.has("case_text")) return "the simulation, whose case the result does not keep";
  const auto data = result::read_stored_case(tables, result::stored::as_run, report);
  if (!data) throw std::out_of_range("table 'case_text' holds no case");
  auto part = model::part_of(*data, result::run_value(tables, "crossing"));
  for (auto& stream : part.model.streams)
    stream.arrivals_per_day *= simulation_number(tables, "traffic");
  auto options = model::replication_options_of(*data);
  options.horizon_h = 24 * simulation_number(tables, "days");
  options.warm_up_h = simulation_number(tables, "warm_up_h");
  options.replications = static_cast<std::size_t>(simulation_number(tables, "replications"));
  options.seed = static_cast<std::uint64_t>(simulation_number(tables, "seed"));
  options.confidence = simulation_number(tables, "confidence");
  options.wanted_half_width = 0;
  options.threads = threads;
  const auto summary = amur::crossing::replicate(part.model, options);
  largest_miss done("the simulation can be done again", "", 0);
  done.note(summary.status == amur::crossing::simulation_status::done ? 0 : 1,
            [] { return std::string("simulation"); });
  found.push_back(done.finish());
  if (!found.back().holds()) return {};
  for (const auto& table : result::simulation_tables(*data, part, summary, options, {}).tables)
    if (table.name != "simulation")
      found.push_back(compare_tables(table, tables.table(table.name), {1e-9, 0, {}}));
  if (tables.has("claims"))
    check_answers_again(path, *data, result::run_value(tables, "crossing"), tables, found);
  return {};
}

}  // namespace amur::verify

#include "amur/verify/verify_again.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>

#include "amur/model/crossing_inside.h"
#include "amur/model/finance.h"
#include "amur/model/tolls.h"
#include "amur/result/case_store.h"
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
  const verify::table_columns seasons(tables.table("finance_seasons"));
  const auto days = seasons.integers("days");
  for (std::size_t i = 0; i < seasons.rows(); ++i)
    fees_usd[seasons.texts("crossing_id")[i]] +=
        static_cast<double>(days[i]) * seasons.numbers("fee_income_usd_per_day")[i];
  return fees_usd;
}

}  // namespace

void check_finance_again(const cases::case_data& data, const result::result_tables& tables,
                         std::size_t threads, verify::verification& found) {
  const auto fees_usd = yearly_fees_usd(tables);
  const verify::table_columns written(tables.table("finance_ratios"));
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

void check_tolls_again(const cases::case_data& data, const model::network_model& model,
                       const model::demand_anchors& anchors, const result::result_tables& tables,
                       const model::run_options& options, verify::verification& found) {
  constexpr double allowed = 1e-3;  // the equilibrium's tolerance moves incomes by less
  const verify::table_columns best(tables.table("toll_best"));
  verify::largest_miss miss("the best tolls solved again", "of the larger figure", allowed);
  const auto now = model::answer_model(data, model, options);
  for (std::size_t i = 0; i < best.rows(); ++i) {
    const auto& name = best.texts("crossing_id")[i];
    const auto at = std::ranges::find(data.crossings, name, &cases::crossing::id);
    if (at == data.crossings.end())
      throw std::out_of_range("table 'toll_best' names no crossing of the case");
    const std::array crossing{crossing_id(static_cast<std::size_t>(at - data.crossings.begin()))};
    const std::array fee{best.numbers("fee_usd_per_vehicle")[i]};
    const auto answer = model::solve_at_tolls(data, anchors, now, crossing, fee, options);
    const auto use = model::use_of(data, answer, crossing[0]);
    const double welfare = model::days_a_year * model::welfare_beyond(now, answer).total_usd(),
                 income = model::days_a_year * use.fee_income_usd;
    const auto place = [&](const char* column) {
      return [&, i, column] { return best.place(i, column); };
    };
    miss.note(verify::relative_difference(best.numbers("vehicles_per_day")[i], use.vehicles),
              place("vehicles_per_day"));
    miss.note(verify::relative_difference(best.numbers("income_usd_per_year")[i], income),
              place("income_usd_per_year"));
    miss.note(std::abs(best.numbers("welfare_usd_per_year")[i] - welfare) /
                  std::max({std::abs(welfare), std::abs(income), 1.0}),
              place("welfare_usd_per_year"));
  }
  found.push_back(miss.finish());
}

std::string check_simulation_again(const result::result_tables& tables, std::size_t threads,
                                   diagnostics& report, verify::verification& found) {
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
  verify::largest_miss done("the simulation can be done again", "", 0);
  done.note(summary.status == amur::crossing::simulation_status::done ? 0 : 1,
            [] { return std::string("simulation"); });
  found.push_back(done.finish());
  if (!found.back().holds()) return {};
  for (const auto& table : result::simulation_tables(*data, part, summary, options, {}).tables)
    if (table.name != "simulation")
      found.push_back(compare_tables(table, tables.table(table.name), {1e-9, 0, {}}));
  return {};
}

}  // namespace amur::verify

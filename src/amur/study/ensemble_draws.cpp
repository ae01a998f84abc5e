#include "amur/study/ensemble_draws.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <system_error>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/case/case_builder.h"
#include "amur/case/case_names.h"
#include "amur/model/convergence.h"
#include "amur/model/reference_demand.h"
#include "amur/result/claims_runner.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/schema.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// A table of more rows is for a result, not for percentiles.
constexpr std::size_t most_rows = 2000;
// Closer to its equilibrium than the draws are to each other, and reached in half the time of 1e-6.
constexpr double draw_tolerance = 1e-4;

bool is_told(const result::result_table& table) {
  // Its rows are those that carry something, which differ from draw to draw.
  return table.name != "crossing_flows" && table.row_count() <= most_rows;
}

// Calls `use(figure, value)` for each compared cell.
template <class Use>
void for_each_figure(const result::result_tables& tables, Use&& use) {
  for (const auto& table : tables.tables) {
    const auto* schema = result::find_table_schema(table.name);
    if (!schema || !is_told(table)) continue;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
      std::string keys, unit;
      for (std::size_t i = 0; i < schema->columns.size(); ++i) {
        const auto* words = std::get_if<std::vector<std::string>>(&table.columns[i].values);
        if (!words) continue;
        if (schema->columns[i].key) keys += (keys.empty() ? "" : " ") + (*words)[row];
        if (schema->columns[i].name == "unit") unit = (*words)[row];
      }
      for (std::size_t i = 0; i < schema->columns.size(); ++i) {
        const auto* numbers = std::get_if<std::vector<double>>(&table.columns[i].values);
        const auto& column = schema->columns[i];
        if (numbers && column.compared)
          use(told_figure{table.name, keys, column.name,
                          column.unit.starts_with("unit") && !unit.empty()
                              ? unit + column.unit.substr(4)
                              : column.unit},
              (*numbers)[row]);
      }
    }
  }
}

std::map<std::string, double> figures_of_claims(const result::result_table& claims) {
  std::map<std::string, double> figures;
  if (claims.columns.empty()) return figures;
  const auto& ids = std::get<std::vector<std::string>>(claims.column("claim_id").values);
  const auto& values = std::get<std::vector<double>>(claims.column("figure").values);
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (std::isfinite(values[i])) figures[ids[i]] = values[i];
  return figures;
}

// The table of claims, of a result that is written to ask them and removed again.
result::result_table ask_claims_of(const result::result_tables& tables,
                                   const cases::case_data& data, const std::filesystem::path& place,
                                   diagnostics& report) {
  auto answered = tables;
  const bool good = write_answered(place, data, {}, answered, report);
  std::error_code ignored;
  std::filesystem::remove(place, ignored);
  return good && answered.has("claims") ? answered.table("claims") : result::result_table();
}

std::map<std::string, std::string> confidences_of(const cases::case_data& data) {
  std::map<std::string, std::string> known;
  for (const auto& source : data.sources) known[source.id] = cases::to_string(source.confidence);
  return known;
}

std::vector<double> factors_of(const ensemble::varied_case& varied,
                               const ensemble::latin_hypercube& design, std::uint64_t index) {
  std::vector<double> factors;
  for (const auto& input : varied.inputs)
    factors.push_back(ensemble::factor_in(input, design, index));
  return factors;
}

// Solves a case that is read already, against the unedited one where demand answers to prices.
model::run_answer solve(const cases::case_data& data, const cases::case_data* base,
                        const model::run_options& options) {
  model::demand_anchors anchors;
  if (base && model::demand_answers(data))
    anchors = model::solve_reference(*base, data, options).anchors;
  return model::solve_case(data, anchors, options);
}

}  // namespace

std::optional<ensemble_case> solve_as_written(const asked_case& task,
                                              const ensemble::spread_rules& rules,
                                              const std::filesystem::path& place,
                                              diagnostics& report, run_status& status) {
  status = run_status::bad_input;
  ensemble_case made;
  auto data = cases::read_case(task.folder, task.scenarios, report, &made.inputs);
  if (!data || !has_network(*data, report)) return std::nullopt;
  if (data->settings.crossing_delay == cases::crossing_delay::simulated) {
    report.error("case.toml", 0, "crossings.delay", "simulated",
                 "an ensemble simulates no crossing in each draw", "delays as the tables state");
    return std::nullopt;
  }
  made.data = std::move(*data);
  model::run_options options;
  options.threads = task.threads;
  options.version = task.version;
  options.progress = task.progress;
  auto solved = solve_network(case_run{task}, made.data, options, report, status);
  if (!solved) return std::nullopt;
  status = status_of(made.data, solved->network, report);
  made.tables = network_tables(made.data, solved->network, options);
  made.answer = std::move(solved->network.answer);
  if (!verify::confirm_network(made.data, made.answer, options, made.tables, report))
    status = run_status::not_solved;
  const auto confidences = confidences_of(made.data);
  made.varied = ensemble::find_varied(made.inputs.edited, confidences, rules);
  if (made.inputs.before)
    made.varied_before = ensemble::find_varied(*made.inputs.before, confidences, rules);
  for_each_figure(made.tables, [&](const told_figure& figure, double value) {
    made.figures.push_back(figure);
    made.as_written.figures.push_back(value);
  });
  made.claims = ask_claims_of(made.tables, made.data, place, report);
  made.as_written.claims = figures_of_claims(made.claims);
  made.as_written.is_solved = true;
  if (report.has_errors()) return std::nullopt;
  return made;
}

told_draw solve_draw(const ensemble_case& of, const ensemble::latin_hypercube& design,
                     std::uint64_t index, const std::filesystem::path& place,
                     std::string& why_not) {
  told_draw told;
  told.figures.assign(of.figures.size(), no_number);
  diagnostics report;
  const auto first_error = [&report](const std::string& otherwise) {
    for (const auto& finding : report.findings)
      if (finding.level == severity::error) return finding.file + ": " + finding.message;
    return otherwise;
  };
  const auto text =
      ensemble::with_factors(of.inputs.edited, of.varied, factors_of(of.varied, design, index));
  std::optional<cases::case_text> before;
  if (of.inputs.before)
    before = ensemble::with_factors(*of.inputs.before, of.varied_before,
                                    factors_of(of.varied_before, design, index));
  const auto& unedited = before ? *before : text;
  const auto data = cases::build_case(text, unedited, report);
  std::optional<cases::case_data> base;
  // As it is on the day that demand reflects; the case itself, where that is this day.
  if (data && (before || data->settings.day != data->settings.demand_day))
    if (auto built = cases::build_case(unedited, unedited, report)) {
      const auto day = built->settings.demand_day;
      base = cases::on_day(std::move(*built), day);
    }
  if (!data || report.has_errors()) {
    why_not = first_error("the drawn case can't be read");
    return told;
  }
  try {
    model::run_options options;
    options.threads = 1;
    options.terms.tolerance = std::max(data->settings.tolerance, draw_tolerance);
    options.start = &of.answer.solution;
    const auto answer = solve(*data, base ? &*base : nullptr, options);
    why_not = model::why_not_converged(*data, answer);
    if (!why_not.empty()) return told;
    const auto tables = result::make_tables(*data, answer, options);
    std::map<told_figure, double> values;
    for_each_figure(tables,
                    [&](const told_figure& figure, double value) { values[figure] = value; });
    for (std::size_t i = 0; i < of.figures.size(); ++i)
      if (const auto at = values.find(of.figures[i]); at != values.end())
        told.figures[i] = at->second;
    told.claims = figures_of_claims(ask_claims_of(tables, *data, place, report));
    told.is_solved = !report.has_errors();
    if (!told.is_solved) why_not = first_error("");
  } catch (const no_answer& reason) {
    why_not = reason.finding.message;
  }
  return told;
}

}  // namespace amur::study

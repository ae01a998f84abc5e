#include "amur/study/case_variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <system_error>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/base/parallel.h"
#include "amur/case/case_builder.h"
#include "amur/case/case_names.h"
#include "amur/model/convergence.h"
#include "amur/model/reference_demand.h"
#include "amur/result/claims_runner.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/schema.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/kept_variants.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// A table of more rows is for a result, not for percentiles.
constexpr std::size_t most_rows = 2000;
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

std::map<std::string, double> figures_in(const result::result_table& claims) {
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

struct built_variant {
  cases::case_data data;
  std::optional<cases::case_data> base;  // on the day that demand reflects, where that is another
};

const cases::case_text& unedited_of(const variable_case& of, const case_variant& variant) {
  if (variant.is_measured_as_written)
    return of.inputs.before ? *of.inputs.before : of.inputs.edited;
  return variant.before ? *variant.before : variant.edited;
}

std::optional<built_variant> build(const variable_case& of, const case_variant& variant,
                                   diagnostics& report) {
  const auto& unedited = unedited_of(of, variant);
  auto data = cases::build_case(variant.edited, unedited, report);
  if (!data) return std::nullopt;
  built_variant built{std::move(*data), {}};
  if (variant.is_measured_as_written) return built;
  if (variant.before || built.data.settings.day != built.data.settings.demand_day)
    if (auto base = cases::build_case(unedited, unedited, report)) {
      const auto day = base->settings.demand_day;
      built.base = cases::on_day(std::move(*base), day);
    }
  return built;
}

// Against the case as written or the unedited variant, where demand answers to prices.
model::run_answer solve(const variable_case& of, const case_variant& variant,
                        const built_variant& built, model::run_options options) {
  options.start = &of.answer.solution;
  if (variant.is_measured_as_written) return model::solve_case(built.data, of.anchors, options);
  if (!built.base || !model::demand_answers(built.data))
    return model::solve_case(built.data, {}, options);
  auto on_that_day = options;
  if (of.reference) on_that_day.start = &*of.reference;
  const auto reference = model::solve_reference(*built.base, built.data, on_that_day);
  // Nearer to the variant than the case as written, if it has the same network.
  if (reference.solution->volume_pce.size() == of.answer.solution.volume_pce.size())
    options.start = &*reference.solution;
  return model::solve_case(built.data, reference.anchors, options);
}

told_variant tell(const variable_case& of, const result::result_tables& tables) {
  told_variant told;
  told.figures.assign(of.figures.size(), no_number);
  std::map<told_figure, double> values;
  for_each_figure(tables, [&](const told_figure& figure, double value) { values[figure] = value; });
  for (std::size_t i = 0; i < of.figures.size(); ++i)
    if (const auto at = values.find(of.figures[i]); at != values.end())
      told.figures[i] = at->second;
  return told;
}

std::string first_error(const diagnostics& report) {
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) return finding.file + ": " + finding.message;
  return "it can't be read";
}

}  // namespace

std::optional<variable_case> solve_as_written(
    const asked_case& task, const std::filesystem::path& place,
    const std::function<void(const variable_case&)>& check, bool for_edits, diagnostics& report,
    run_status& status) {
  status = run_status::bad_input;
  variable_case made;
  auto data = cases::read_case(task.folder, task.scenarios, report, &made.inputs);
  if (!data || !has_network(*data, report)) return std::nullopt;
  if (data->settings.crossing_delay == cases::crossing_delay::simulated) {
    report.error("case.toml", 0, "crossings.delay", "simulated",
                 "no crossing is simulated for each case that could be as well",
                 "delays as the tables state");
    return std::nullopt;
  }
  made.data = std::move(*data);
  check(made);
  if (report.has_errors()) return std::nullopt;
  model::run_options options;
  options.threads = task.threads;
  options.version = task.version;
  options.progress = task.progress;
  auto solved = solve_network(case_run{task}, made.data, options, report, status, for_edits);
  if (!solved) return std::nullopt;
  status = status_of(made.data, solved->network, report);
  made.tables = network_tables(made.data, solved->network, options);
  made.answer = std::move(solved->network.answer);
  made.anchors = std::move(solved->anchors);
  made.reference = std::move(solved->reference);
  if (!verify::confirm_network(made.data, made.answer, options, made.tables, report))
    status = run_status::not_solved;
  for_each_figure(made.tables, [&](const told_figure& figure, double value) {
    made.figures.push_back(figure);
    made.as_written.figures.push_back(value);
  });
  made.claims = ask_claims_of(made.tables, made.data, place, report);
  made.as_written.claims = figures_in(made.claims);
  if (report.has_errors()) return std::nullopt;
  return made;
}

told_variant solve_variant(const variable_case& of, const case_variant& variant,
                           double loosest_tolerance, const std::filesystem::path& place) {
  told_variant unsolved;
  unsolved.figures.assign(of.figures.size(), no_number);
  diagnostics report;
  const auto built = build(of, variant, report);
  if (!built || report.has_errors()) {
    unsolved.why_not = first_error(report);
    return unsolved;
  }
  try {
    model::run_options options;
    options.threads = 1;
    options.terms.tolerance = std::max(built->data.settings.tolerance, loosest_tolerance);
    const auto answer = solve(of, variant, *built, options);
    unsolved.why_not = model::why_not_converged(built->data, answer);
    if (!unsolved.why_not.empty()) return unsolved;
    const auto tables = result::make_tables(built->data, answer, options);
    auto told = tell(of, tables);
    told.claims = result::figures_of_claims(place, tables, built->data, report);
    if (!report.has_errors()) return told;
    unsolved.why_not = first_error(report);
  } catch (const no_answer& reason) {
    unsolved.why_not = reason.finding.message;
  }
  return unsolved;
}

namespace {

// Those to be solved here. What is kept of the others is told, what is not is missing.
std::vector<std::size_t> left_to_solve(variant_share* share, std::vector<told_variant>& told) {
  std::vector<std::size_t> left;
  const auto own = share ? block_of(share->own.number - 1, share->own.count, told.size())
                         : block_range{0, told.size()};
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto* kept = share ? share->kept->find(i) : nullptr;
    if (kept)
      told[i] = *kept;
    else if (share && share->is_merged)
      share->missing.push_back(i);
    else if (i >= own.begin && i < own.end)
      left.push_back(i);
  }
  if (share) share->count = told.size();
  return left;
}

}  // namespace

std::optional<std::vector<told_variant>> solve_variants(
    const study_task& task, const variable_case& of, std::size_t count,
    const std::function<case_variant(std::size_t)>& variant, double loosest_tolerance) {
  std::vector<told_variant> told(count);
  auto* share = task.share;
  const auto left = left_to_solve(share, told);
  std::atomic<bool> stop = false;
  std::mutex telling;
  std::size_t done = 0;
  thread_pool pool(task.threads);
  pool.run(left.size(), [&](std::size_t task_number, std::size_t thread) {
    if (stop) return;
    const auto i = left[task_number];
    const auto place = task.output.string() + fmt::format(".variant{}.gpkg", thread);
    told[i] = solve_variant(of, variant(i), loosest_tolerance, place);
    const bool is_kept = !share || share->kept->add(i, told[i]);
    const std::lock_guard lock(telling);
    ++done;
    if (share && !is_kept) share->is_full = true;
    if (!is_kept || (task.part && !task.part(done, left.size())) ||
        (task.is_cancelled && task.is_cancelled()))
      stop = true;
  });
  if (stop || (share && (!share->is_merged || !share->missing.empty()))) return std::nullopt;
  return told;
}

std::size_t solved_of(const std::vector<told_variant>& told) {
  return static_cast<std::size_t>(std::ranges::count(told, std::string(), &told_variant::why_not));
}

bool warn_of_unsolved(const std::vector<told_variant>& told, const std::string& kind,
                      std::size_t first, diagnostics& report) {
  const auto unsolved = told.size() - solved_of(told);
  if (unsolved == 0) return true;
  const auto at =
      std::ranges::find_if(told, [](const auto& each) { return !each.why_not.empty(); });
  report.warning("", 0, "", "",
                 fmt::format("{} of {} {}s have no answer and count for nothing; {} {}: {}",
                             unsolved, told.size(), kind, kind,
                             at - told.begin() + static_cast<int>(first), at->why_not));
  return false;
}

}  // namespace amur::study

#include "amur/verify/verify_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "amur/model/coupled_trade.h"
#include "amur/model/reference_demand.h"
#include "amur/result/case_store.h"
#include "amur/result/noted_value.h"
#include "amur/result/result_query.h"
#include "amur/result/result_reader.h"
#include "amur/result/schema.h"
#include "amur/result/tables_coupling.h"
#include "amur/text/text.h"
#include "amur/verify/verify_again.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

// The flows of a world take seconds to read, and more than an answer may hold.
constexpr query::query_limits table_limits{std::chrono::seconds{60}, 10'000'000, 2'000'000'000};

std::optional<result::result_tables> read_result(const std::filesystem::path& path,
                                                 diagnostics& report) {
  const auto database = result::open_result(path, report);
  if (!database) return std::nullopt;
  const auto lacks = [&](const std::string& what) {
    report.error(path.string(), 0, "", "", what, "a result that this version of Amur wrote");
    return std::nullopt;
  };
  if (!database->has_table("simulation") && !database->has_table("case_text"))
    return lacks("this result keeps no case to check it by");
  result::result_tables tables;
  for (const auto& name : result::names_of_tables()) {
    if (!database->has_table(name)) continue;
    auto table = result::read_result_table(*database, name, {}, report, table_limits);
    if (!table) return std::nullopt;
    tables.tables.push_back(std::move(*table));
  }
  return tables;
}

// How the network was solved beyond what the case says: on the curves of the last round, as closely
// as trade asks.
model::solving_terms written_terms(const cases::case_data& data,
                                   const result::result_tables& tables) {
  model::solving_terms terms;
  if (tables.has("trade_pairs")) terms.tolerance = model::tolerance_with_trade(data);
  if (!tables.has("crossing_delays")) return terms;
  const auto& table = tables.table("crossing_delays");
  for (const auto& crossing : data.crossings)
    terms.delays.push_back({result::written_curve(table, crossing.id, false),
                            result::written_curve(table, crossing.id, true)});
  return terms;
}

// The case on the day of the run.
std::optional<cases::case_data> case_of(const result::result_tables& tables, diagnostics& report) {
  auto data = result::read_stored_case(tables, result::stored::as_run, report);
  const auto day = parse_date(result::run_value(tables, "date"));
  if (data && day) return cases::on_day(std::move(*data), *day);
  return data;
}

std::string study_of(const result::result_tables& tables) {
  for (const auto& [table, study] :
       {std::pair{"simulation", "simulation"}, std::pair{"finance_years", "finance"},
        std::pair{"toll_curve", "toll"}, std::pair{"month_totals", "months"},
        std::pair{"trade_pairs", "trade"}, std::pair{"skim", "skim"}})
    if (tables.has(table)) return study;
  return "run";
}

// Where trade or simulated crossings moved it, a user equilibrium's routes depend on how it came
// there; months are solved again by themselves.
bool is_solved_again(const cases::case_data& data, const result::result_tables& tables) {
  return tables.has("links") && data.settings.equilibrium == cases::equilibrium::user &&
         !tables.has("crossing_delays") && !tables.has("trade_pairs") &&
         !tables.has("month_totals");
}

// What is written but could not be computed again from the tables.
std::string left_out_of(const cases::case_data& data, const result::result_tables& tables) {
  std::vector<std::string> words;
  if (tables.has("links") && data.settings.equilibrium == cases::equilibrium::user &&
      !is_solved_again(data, tables) && !tables.has("month_totals"))
    words.push_back("averages along the routes of a user equilibrium, which its flows leave open");
  if (tables.has("trade_uncertainty")) words.push_back("samples of the trade elasticities");
  if (tables.has("finance_tolls")) words.push_back("the equilibria at tolls that break even");
  if (tables.has("paths")) words.push_back("which alternatives there are");
  return text::join(words, "; ");
}

bool holds_or_warns(const verification& found, diagnostics& report) {
  const auto why_not = why_not_verified(found);
  if (!why_not.empty())
    report.warning("", 0, "", "", "the written tables do not bear each other out: " + why_not);
  return why_not.empty();
}

verification check_all(const cases::case_data& data, const result::result_tables& tables,
                       std::size_t threads, bool fresh_loading, diagnostics& report) {
  verification found;
  model::run_options options;
  options.threads = threads;
  const auto stored = result::read_stored_case(tables, result::stored::before_scenarios, report);
  if (!stored) throw std::out_of_range("table 'case_text' holds no case as it was");
  const auto base = cases::on_day(*stored, stored->settings.demand_day);
  if (tables.has("links")) {
    const auto anchors = written_anchors(tables);
    options.terms = written_terms(data, tables);
    model::reference_day reference;
    if (tables.has("month_totals")) {
      reference = model::solve_reference(base, data, options);
      options.terms.delays = reference.delays;
    }
    found = verify_network(data, model::build_network_model(data, anchors, options.terms), tables,
                           options, fresh_loading);
    check_elasticities(base, tables, found);
    if (is_solved_again(data, tables))
      check_user_equilibrium_again(data, anchors, tables, options, found);
    if (tables.has("toll_curve")) check_tolls_again(data, anchors, tables, options, found);
    if (tables.has("month_totals"))
      check_months_again(data, reference.anchors, tables, options, found);
  }
  for (auto& each : verify_studies(data, tables)) found.push_back(std::move(each));
  if (tables.has("trade_pairs")) check_trade_again(base, data, tables, found);
  if (tables.has("skim")) check_skim(data, tables, threads, found);
  if (tables.has("finance_years")) check_finance_again(data, tables, threads, found);
  return found;
}

}  // namespace

bool confirm_network(const cases::case_data& data, const model::run_answer& answer,
                     const model::run_options& options, result::result_tables& tables,
                     diagnostics& report) {
  if (answer.solution.status != assign::status::converged) return true;
  if (holds_or_warns(verify_network(data, answer.model, tables, options), report)) return true;
  result::note_value(tables, "run", "status", "not converged");
  return false;
}

bool confirm_studies(const cases::case_data& data, result::result_tables& tables,
                     diagnostics& report) {
  if (holds_or_warns(verify_studies(data, tables), report)) return true;
  result::note_value(tables, "run", "status", "not converged");
  return false;
}

bool confirm_simulation(const result::result_tables& tables, diagnostics& report) {
  return holds_or_warns(verify_simulation(tables), report);
}

std::optional<verified_result> verify_result(const std::filesystem::path& path, std::size_t threads,
                                             diagnostics& report) {
  const auto tables = read_result(path, report);
  if (!tables) return std::nullopt;
  try {
    verified_result found;
    found.study = study_of(*tables);
    if (tables->has("simulation")) {
      found.checks = verify_simulation(*tables);
      found.left_out = check_simulation_again(path, *tables, threads, report, found.checks);
      return found;
    }
    const auto data = case_of(*tables, report);
    if (!data) return std::nullopt;
    const bool habits = tables->has("month_totals") && data->settings.time.reconsider_share < 1;
    found.status = result::run_value(*tables, "status");
    found.checks = check_all(*data, *tables, threads, !habits, report);
    if (tables->has("claims")) check_answers_again(path, *data, {}, *tables, found.checks);
    found.left_out = left_out_of(*data, *tables);
    return found;
  } catch (const std::exception& unfit) {
    // Whatever a stranger's file lacks or turns upside down.
    report.error(path.string(), 0, "", "", unfit.what(), "a result that Amur wrote");
  }
  return std::nullopt;
}

}  // namespace amur::verify

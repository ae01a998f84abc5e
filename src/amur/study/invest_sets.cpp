#include "amur/study/invest_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>

#include "amur/base/date.h"
#include "amur/base/no_answer.h"
#include "amur/base/parallel.h"
#include "amur/case/case_reader.h"
#include "amur/model/convergence.h"
#include "amur/model/model_flows.h"
#include "amur/model/tolls.h"

namespace amur::study {
namespace {

using invest::project_set;

// Starts are kept while they hold fewer numbers than these.
constexpr std::size_t most_kept = 25'000'000;

constexpr project_set one_of(std::size_t investment) { return project_set{1} << investment; }

shown_link link_called(const cases::case_data& built, const std::string& table,
                       const std::string& id) {
  const auto shown = [](const cases::link& row) { return shown_link{row.id, row.geometry}; };
  if (table == "links")
    for (const auto& row : built.links)
      if (row.id == id) return shown(row);
  if (table == "crossings")
    for (const auto& row : built.crossings)
      if (row.id == id && !row.links.empty()) return shown(built.links[row.links.front()]);
  return {};
}

shown_link first_link(const cases::case_data& built, const cases::case_text& text,
                      const cases::text_edits& edits) {
  for (const auto& row : edits.added)
    for (const auto* column : {"link_id", "crossing_id"})
      if (const auto at = row.cells.find(column); at != row.cells.end())
        if (auto found = link_called(built, row.table, at->second); !found.id.empty()) return found;
  for (const auto& cell : edits.changed) {
    const auto& rows = text.tables.at(cell.table);
    const auto row = std::ranges::find(rows.rows, cell.serial, &table_row::serial);
    const auto column = rows.column(cell.table == "links" ? "link_id" : "crossing_id");
    if (row == rows.rows.end() || column == table::npos) continue;
    if (auto found = link_called(built, cell.table, row->cells[column]); !found.id.empty())
      return found;
  }
  return {};
}

// A year's at the crossing that a project lives on; an investment may have moved its row.
double fees_of(const cases::case_data& data, const cases::project& project,
               const cases::case_data& built, const model::run_answer& answer) {
  if (!project.crossing.valid()) return 0;
  for (std::size_t i = 0; i < built.crossings.size(); ++i)
    if (const crossing_id id(i); built.crossings[id].id == data.crossings[project.crossing].id)
      return days_a_year * model::use_of(built, answer, id).fee_income_usd;
  return 0;
}

model::run_options set_options(const study_task& task, std::size_t threads) {
  model::run_options options;
  options.threads = threads;
  options.version = task.version;
  return options;
}

}  // namespace

set_solver::set_solver(const study_task& task, const cases::case_data& data,
                       const cases::case_inputs& inputs, const investment_list& list,
                       const solved_case& now, model::gain_measure measure)
    : task_(task), data_(data), inputs_(inputs), list_(list), now_(now), measure_(measure) {}

std::optional<cases::case_data> set_solver::build(project_set set, diagnostics& report) const {
  std::vector<const cases::text_edits*> edits;
  for (std::size_t i = 0; i < edits_.size(); ++i)
    if (set & one_of(i)) edits.push_back(&edits_[i]);
  const auto text = cases::with_edits(inputs_.edited, edits);
  return cases::build_case(text, inputs_.before ? *inputs_.before : inputs_.edited, report);
}

bool set_solver::prepare(diagnostics& report) {
  edits_ = cases::edits_of_investments(list_.all, data_.folder, inputs_.edited, report);
  if (report.has_errors()) return false;
  const auto& base = now_.network.answer.model;
  places_.add(base);
  more_never_harms_ = model::more_never_harms(data_, base);
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    const auto& investment = list_.all[i];
    diagnostics own;
    const auto built = build(one_of(i), own);
    if (!built) {
      for (const auto& finding : own.findings)
        if (finding.level == severity::error) report.add(finding);
      report.error("investments.csv", investment.row, "investment_id", investment.id,
                   "the case with this built can't be read",
                   "edits that leave a case without errors");
      continue;
    }
    links_.push_back(first_link(*built, inputs_.edited, edits_[i]));
    const auto model = model::build_network_model(*built, now_.anchors);
    places_.add(model);
    more_never_harms_ = more_never_harms_ && model::more_never_harms(*built, model) &&
                        places_.is_never_dearer(base, model);
  }
  if (report.has_errors()) return false;
  starts_[0] = places_.keep(base, now_.network.answer.solution);
  return true;
}

// Of the set without one of its investments, the last that leaves a set which has been solved.
const model::shared_places::start* set_solver::start_of(project_set set) const {
  for (auto i = edits_.size(); i-- > 0;)
    if (set & one_of(i))
      if (const auto at = starts_.find(set & ~one_of(i)); at != starts_.end()) return &at->second;
  return &starts_.at(0);
}

solved_set set_solver::solve_one(project_set set, std::size_t threads,
                                 model::shared_places::start& kept) const {
  solved_set solved;
  diagnostics report;
  const auto built = build(set, report);
  if (!built) {
    for (const auto& finding : report.findings)
      if (finding.level == severity::error) solved.why_not = finding.message;
    return solved;
  }
  try {
    auto model = model::build_network_model(*built, now_.anchors);
    const auto start = places_.begin(model, *start_of(set));
    auto options = set_options(task_, threads);
    options.start = &start;
    auto answer = model::solve_flows(*built, model, options);
    if (answer.solution.status != assign::status::converged) {
      // The way from the smaller set may be the harder one.
      options.start = nullptr;
      answer = model::solve_flows(*built, std::move(model), options);
    }
    solved.why_not = model::why_not_converged(*built, answer);
    if (!solved.why_not.empty()) return solved;
    const auto& before = now_.network.answer;
    solved.gain = model::gain_between(*built, before, answer);
    solved.gain_usd = measure_(*built, before, answer);
    for (const auto& project : data_.projects)
      solved.fees_usd.push_back(fees_of(data_, project, *built, answer));
    kept = places_.keep(answer.model, answer.solution);
  } catch (const no_answer& reason) {
    solved.why_not = reason.finding.message;
  }
  return solved;
}

bool set_solver::solve_level(std::span<const project_set> sets) {
  std::vector<solved_set> found(sets.size());
  std::vector<model::shared_places::start> kept(sets.size());
  std::atomic<bool> stop = false;
  std::mutex telling;
  const auto known = solved_.size();
  auto done = known;
  thread_pool pool(task_.threads);
  const std::size_t threads = sets.size() == 1 ? task_.threads : 1;
  const auto solve = [&](std::size_t i) {
    if (stop) return;
    found[i] = solve_one(sets[i], threads, kept[i]);
    const std::scoped_lock lock(telling);
    ++done;
    if (!task_.goes_on_after(done, known + sets.size())) stop = true;
  };
  if (sets.size() == 1)
    solve(0);
  else
    pool.run(sets.size(), [&](std::size_t i) { solve(i); });
  if (stop) return false;
  const auto size = starts_.at(0).volume_pce.size() + starts_.at(0).price_usd.size();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (found[i].why_not.empty() && starts_.size() * size < most_kept)
      starts_[sets[i]] = std::move(kept[i]);
    solved_[sets[i]] = std::move(found[i]);
  }
  return true;
}

bool set_solver::solve(std::span<const project_set> sets) {
  std::map<int, std::vector<project_set>> levels;
  for (const auto set : sets) {
    auto& level = levels[std::popcount(set)];
    if (!solved_.contains(set) && std::ranges::find(level, set) == level.end())
      level.push_back(set);
  }
  return std::ranges::all_of(
      levels, [&](const auto& level) { return level.second.empty() || solve_level(level.second); });
}

std::string set_solver::first_unsolved() const {
  for (const auto& [set, solved] : solved_)
    if (!solved.why_not.empty()) return solved.why_not;
  return {};
}

built_case set_solver::solve_alone(project_set set) const {
  diagnostics report;
  auto data = build(set, report);
  if (!data) throw no_answer("the case with what is chosen can't be read");
  auto options = set_options(task_, task_.threads);
  auto answer = model::solve_flows(*data, now_.anchors, options);
  return {std::move(*data), std::move(answer)};
}

}  // namespace amur::study

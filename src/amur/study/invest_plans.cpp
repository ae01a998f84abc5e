#include "amur/study/invest_plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
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

using invest::plan;

// Starts are kept while they hold fewer numbers than these.
constexpr std::size_t most_kept = 25'000'000;

plan only(std::size_t investment, std::size_t investments) {
  plan share(investments, 0.0);
  share[investment] = 1;
  return share;
}

double apart(const plan& one, const plan& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
  return sum;
}

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

plan_solver::plan_solver(const study_task& task, const cases::case_data& data,
                         const cases::case_inputs& inputs, const investment_list& list,
                         const solved_case& now, model::gain_measure measure)
    : task_(task), data_(data), inputs_(inputs), list_(list), now_(now), measure_(measure) {}

std::optional<cases::case_data> plan_solver::build(const plan& share, diagnostics& report) const {
  std::vector<cases::text_edits> parts;
  for (std::size_t i = 0; i < edits_.size(); ++i)
    if (share[i] > 0) parts.push_back(cases::part_of(edits_[i], inputs_.edited, share[i]));
  std::vector<const cases::text_edits*> edits;
  edits.reserve(parts.size());
  for (const auto& part : parts) edits.push_back(&part);
  const auto text = cases::with_edits(inputs_.edited, edits);
  return cases::build_case(text, inputs_.before ? *inputs_.before : inputs_.edited, report);
}

bool plan_solver::prepare(diagnostics& report) {
  edits_ = cases::edits_of_investments(list_.all, data_.folder, inputs_.edited, report);
  if (report.has_errors()) return false;
  const auto& base = now_.network.answer.model;
  places_.add(base);
  more_never_harms_ = model::more_never_harms(data_, base);
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    const auto& investment = list_.all[i];
    diagnostics own;
    const auto built = build(only(i, edits_.size()), own);
    if (!built) {
      for (const auto& finding : own.findings)
        if (finding.level == severity::error) report.add(finding);
      report.error("investments.csv", investment.row, "investment_id", investment.id,
                   "the case with this built can't be read",
                   "edits that leave a case without errors");
      continue;
    }
    can_be_part_.push_back(!investment.project.valid() &&
                           cases::can_be_part(edits_[i], inputs_.edited));
    links_.push_back(first_link(*built, inputs_.edited, edits_[i]));
    const auto model = model::build_network_model(*built, now_.anchors);
    places_.add(model);
    more_never_harms_ = more_never_harms_ && model::more_never_harms(*built, model) &&
                        places_.is_never_dearer(base, model);
  }
  if (report.has_errors()) return false;
  starts_[plan(edits_.size(), 0.0)] = places_.keep(base, now_.network.answer.solution);
  return true;
}

// Of the plan without one of its investments, the last that leaves one which has been solved; with
// parts of some, of the nearest.
const model::shared_places::start* plan_solver::start_of(const plan& share) const {
  for (auto i = edits_.size(); i-- > 0;) {
    if (share[i] != 1) continue;
    auto without = share;
    without[i] = 0;
    if (const auto at = starts_.find(without); at != starts_.end()) return &at->second;
  }
  return &std::ranges::min_element(starts_, {}, [&](const auto& each) {
            return apart(each.first, share);
          })->second;
}

solved_plan plan_solver::solve_one(const plan& share, std::size_t threads,
                                   model::shared_places::start& kept) const {
  solved_plan solved;
  diagnostics report;
  const auto built = build(share, report);
  if (!built) {
    for (const auto& finding : report.findings)
      if (finding.level == severity::error) solved.why_not = finding.message;
    return solved;
  }
  try {
    auto model = model::build_network_model(*built, now_.anchors);
    const auto start = places_.begin(model, *start_of(share));
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

bool plan_solver::solve_level(std::span<const plan> plans) {
  std::vector<solved_plan> found(plans.size());
  std::vector<model::shared_places::start> kept(plans.size());
  std::atomic<bool> stop = false;
  std::mutex telling;
  const auto known = solved_.size();
  auto done = known;
  thread_pool pool(task_.threads);
  const std::size_t threads = plans.size() == 1 ? task_.threads : 1;
  const auto solve = [&](std::size_t i) {
    if (stop) return;
    found[i] = solve_one(plans[i], threads, kept[i]);
    const std::scoped_lock lock(telling);
    ++done;
    if (!task_.goes_on_after(done, known + plans.size())) stop = true;
  };
  if (plans.size() == 1)
    solve(0);
  else
    pool.run(plans.size(), [&](std::size_t i) { solve(i); });
  if (stop) return false;
  const auto size =
      starts_.begin()->second.volume_pce.size() + starts_.begin()->second.price_usd.size();
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (found[i].why_not.empty() && starts_.size() * size < most_kept)
      starts_[plans[i]] = std::move(kept[i]);
    solved_[plans[i]] = std::move(found[i]);
  }
  return true;
}

bool plan_solver::solve(std::span<const plan> plans) {
  std::map<std::ptrdiff_t, std::vector<plan>> levels;
  for (const auto& each : plans) {
    auto& level = levels[std::ranges::count_if(each, [](double share) { return share > 0; })];
    if (!solved_.contains(each) && std::ranges::find(level, each) == level.end())
      level.push_back(each);
  }
  return std::ranges::all_of(
      levels, [&](const auto& level) { return level.second.empty() || solve_level(level.second); });
}

std::string plan_solver::first_unsolved() const {
  for (const auto& [share, solved] : solved_)
    if (!solved.why_not.empty()) return solved.why_not;
  return {};
}

built_case plan_solver::solve_alone(const plan& share) const {
  diagnostics report;
  auto data = build(share, report);
  if (!data) throw no_answer("the case with what is chosen can't be read");
  auto options = set_options(task_, task_.threads);
  auto answer = model::solve_flows(*data, now_.anchors, options);
  return {std::move(*data), std::move(answer)};
}

}  // namespace amur::study

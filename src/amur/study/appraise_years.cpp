#include "amur/study/appraise_years.h"

#include <fmt/format.h>

#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/case/edited_case.h"
#include "amur/model/convergence.h"
#include "amur/model/months.h"
#include "amur/model/trip_price.h"

namespace amur::study {
namespace {

template <class Rows>
void note_windows(const Rows& rows, date day, std::string& to) {
  to += '|';
  for (const auto& row : rows) to += row.in_force.contains(day) ? '1' : '0';
}

// All that a solution depends on but how far demand has grown: the case's text but its day, and
// what the day means.
std::string what_holds(const cases::case_text& text, const cases::case_data& data) {
  std::string all;
  for (const auto& [name, setting] : text.settings)
    if (name != "date") all += name + '=' + setting.value + '\n';
  for (const auto& [name, table] : text.tables) {
    all += name + '\n';
    for (const auto& row : table.rows)
      for (const auto& cell : row.cells) all += cell + '\n';
  }
  const auto day = data.settings.day;
  note_windows(data.duties, day, all);
  note_windows(data.visas, day, all);
  note_windows(data.bans, day, all);
  note_windows(data.reentries, day, all);
  for (std::size_t c = 0; c < data.calendars.size(); ++c)
    all += model::is_open(data, calendar_id(c), day) ? '1' : '0';
  for (const auto& rate : data.exchange_rates)
    all += fmt::format(" {}", model::usd_per_unit(data.exchange_rates, rate.country, day));
  return all;
}

}  // namespace

model::demand_anchors yearly_case::anchors_in(const cases::case_data& data) const {
  auto anchors = model::anchors_of_month(data, reference_->anchors, {});
  const double factor = std::pow(1 + growth_, data.settings.day.year - first_year_);
  for (auto& [key, anchor] : anchors) anchor.t_factor *= factor;
  return anchors;
}

std::shared_ptr<const solved_state> yearly_case::solve(cases::case_data data, diagnostics& report,
                                                       run_status& failure) {
  auto options = run_options_of(task_);
  try {
    case_run run{task_};
    run.scenarios = scenarios_;
    if (!reference_) reference_ = solve_reference(run, data, options, report, failure);
    if (!reference_) return nullptr;
    if (last_) options.start = &last_->answer.solution;
    const auto anchors = anchors_in(data);
    const bool simulated = data.settings.crossing_delay == cases::crossing_delay::simulated;
    auto answer = simulated ? model::solve_coupled(data, anchors, options).answer
                            : model::solve_case(data, anchors, options);
    auto why_not = model::why_not_converged(data, answer);
    return std::make_shared<solved_state>(
        solved_state{std::move(data), std::move(answer), std::move(why_not)});
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    failure = reason.is_bad_input ? run_status::bad_input : run_status::not_solved;
  }
  return nullptr;
}

std::shared_ptr<const solved_state> yearly_case::on(date day, diagnostics& report,
                                                    run_status& failure) {
  failure = run_status::bad_input;
  cases::case_inputs inputs;
  diagnostics said;  // the same each year
  auto data = cases::read_edited_case(task_.folder, scenarios_, task_.edit, last_ ? said : report,
                                      &inputs, day);
  if (!data) {
    if (last_)
      for (const auto& finding : said.findings) report.add(finding);
    return nullptr;
  }
  auto holds = what_holds(inputs.edited, *data);
  const bool grows = growth_ != 0 || !data->growths.empty();
  if (last_ && !grows && holds == holds_) return last_;
  holds_ = std::move(holds);
  last_ = solve(std::move(*data), report, failure);
  return last_;
}

}  // namespace amur::study

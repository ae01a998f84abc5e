#include "amur/study/critical_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "amur/base/no_answer.h"
#include "amur/case/case_reader.h"
#include "amur/result/noted_value.h"
#include "amur/result/tables_critical.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr std::uint64_t usual_exact = 30;
constexpr std::uint64_t longest_repair_months = 60;

std::vector<model::part_kind> kinds_of(const study_request& request) {
  using enum model::part_kind;
  const auto parts = request.text("parts");
  if (parts == "links") return {link};
  if (parts == "crossings") return {crossing};
  if (parts == "transfers") return {transfer};
  if (parts == "zones") return {};
  return {link, crossing, transfer};
}

// A day of each month of repair, and how many days it stands for: without months one day, of one.
std::vector<std::pair<date, double>> days_of(const cases::case_data& data,
                                             const study_request& request) {
  const auto& start = data.settings.day;
  const auto months = request.whole("months");
  if (!months) return {{start, 1.0}};
  using namespace std::chrono;
  std::vector<std::pair<date, double>> days;
  auto at = year(start.year) / month(static_cast<unsigned>(start.month));
  for (std::uint64_t i = 0; i < *months; ++i, at += std::chrono::months(1)) {
    const auto count = static_cast<unsigned>(year_month_day_last(at / last).day());
    days.emplace_back(
        date{static_cast<int>(at.year()), static_cast<int>(static_cast<unsigned>(at.month())),
             std::min(start.day, static_cast<int>(count))},
        count);
  }
  return days;
}

// What is known of each part, summed over the days until it is divided by them.
class critical_search {
 public:
  critical_search(const study_task& task, const study_request& request,
                  std::span<const model::hazard_zone> zones, diagnostics& report)
      : task_(task), request_(request), zones_(zones), report_(report) {}

  run_status solve(const cases::case_data& data) {
    const auto days = days_of(data, request_);
    for (const auto& [day, weight] : days) days_ += weight;
    for (const auto& [day, weight] : days)
      if (const auto status = add_day(cases::on_day(data, day), weight);
          status != run_status::solved)
        return status;
    order();
    return status_;
  }

  std::vector<result::judged_part> parts;
  std::optional<solved_case> now;  // of the first day
  [[nodiscard]] double days() const { return days_; }

 private:
  run_status add_day(const cases::case_data& data, double weight) {
    const auto options = run_options_of(task_);
    run_status failure = run_status::bad_input;
    auto solved = solve_network(case_run{task_}, data, options, report_, failure, true);
    if (!solved) return failure;
    const auto& answer = solved->network.answer;
    if (!now) status_ = status_of(data, solved->network, report_);
    const auto all = model::closable_parts(data, answer.model, kinds_of(request_), zones_);
    const auto screened = model::screened_usd(data, answer, all, task_.threads);
    choose(all, screened);
    add_closures(data, answer, all, screened, weight / days_);
    if (!now) now = std::move(solved);
    return is_stopped_ ? run_status::cancelled : run_status::solved;
  }

  // Parts not met on a day before, and which of them are solved for: all, or the first of the
  // screening.
  void choose(const std::vector<model::closable_part>& all, const std::vector<double>& screened) {
    std::vector<std::size_t> first(all.size());
    std::iota(first.begin(), first.end(), std::size_t{0});
    std::ranges::stable_sort(first, std::greater<>(), [&](std::size_t i) { return screened[i]; });
    const auto most =
        request_.flag("exact") ? all.size() : request_.whole("most").value_or(usual_exact);
    for (std::size_t i = 0; i < first.size(); ++i) {
      const auto& part = all[first[i]];
      if (std::ranges::any_of(parts, [&](const auto& each) { return is_same(each.part, part); }))
        continue;
      parts.push_back({part, 0, std::nullopt});
      // Zones were asked for by name.
      if (i < most || part.kind == model::part_kind::zone) parts.back().closed.emplace();
    }
  }

  static bool is_same(const model::closable_part& one, const model::closable_part& other) {
    return one.kind == other.kind && one.id == other.id;
  }

  // A part that is shut on a day of the repair costs nothing then.
  void add_closures(const cases::case_data& data, const model::run_answer& answer,
                    const std::vector<model::closable_part>& all,
                    const std::vector<double>& screened, double share) {
    std::vector<model::closable_part> asked;
    std::vector<std::size_t> place;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const auto at =
          std::ranges::find_if(all, [&](const auto& each) { return is_same(each, parts[p].part); });
      if (at == all.end()) continue;
      parts[p].screened_usd += share * screened[static_cast<std::size_t>(at - all.begin())];
      if (!parts[p].closed) continue;
      asked.push_back(*at);
      place.push_back(p);
    }
    model::closure_options closing;
    closing.threads = task_.threads;
    closing.part = [this](std::size_t done, std::size_t of) {
      return task_.goes_on_after(done, of);
    };
    const auto closed = model::close_parts(data, answer, asked, closing);
    is_stopped_ = closed.size() < asked.size();
    for (std::size_t i = 0; i < closed.size(); ++i) add(closed[i], share, *parts[place[i]].closed);
    for (std::size_t i = 0; i < closed.size(); ++i)
      if (closed[i].status != assign::status::converged) warn(asked[i]);
  }

  static void add(const model::closure& day, double share, model::closure& sum) {
    sum.flows.resize(day.flows.size());
    for (std::size_t f = 0; f < day.flows.size(); ++f) {
      sum.flows[f].cost_usd += share * day.flows[f].cost_usd;
      sum.flows[f].undelivered += share * day.flows[f].undelivered;
      sum.flows[f].unserved += share * day.flows[f].unserved;
    }
    sum.crossing_gain.resize(std::max(sum.crossing_gain.size(), day.crossing_gain.size()));
    for (std::size_t c = 0; c < day.crossing_gain.size(); ++c)
      sum.crossing_gain[c] += share * day.crossing_gain[c];
    sum.cost_usd += share * day.cost_usd;
    sum.unserved_t += share * day.unserved_t;
    sum.unserved_passengers += share * day.unserved_passengers;
    sum.undelivered_t += share * day.undelivered_t;
    sum.undelivered_usd += share * day.undelivered_usd;
  }

  void warn(const model::closable_part& part) {
    report_.warning("", 0, "", "",
                    fmt::format("without {} '{}' no equilibrium was reached",
                                model::to_string(part.kind), part.id));
    status_ = run_status::not_solved;
  }

  void order() {
    std::ranges::stable_sort(parts, [](const auto& a, const auto& b) {
      if (a.closed.has_value() != b.closed.has_value()) return a.closed.has_value();
      return a.closed ? a.closed->cost_usd > b.closed->cost_usd : a.screened_usd > b.screened_usd;
    });
  }

  const study_task& task_;
  const study_request& request_;
  std::span<const model::hazard_zone> zones_;
  diagnostics& report_;
  run_status status_ = run_status::solved;
  double days_ = 0;
  bool is_stopped_ = false;
};

// Whether rasters reach the case above their thresholds.
bool do_rasters_reach(const cases::case_data& data, std::span<const model::hazard_zone> zones,
                      diagnostics& report) {
  bool all = true;
  for (const auto& zone : zones) {
    if (!zone.highest) continue;
    try {
      const double most = model::highest_on(data, zone);
      if (most > zone.above) continue;
      report.error(zone.id, 0, "above", fmt::format("{}", zone.above),
                   "no link and no transfer of the case meets a cell above this",
                   std::isnan(most) ? "a raster with cells where the case has links"
                                    : fmt::format("a number below {}, the highest cell met", most));
    } catch (const no_answer& reason) {
      report.add(reason.finding);
    }
    all = false;
  }
  return all;
}

void check_critical(const cases::case_data& data, const study_request& request,
                    diagnostics& report) {
  if (!has_network(data, report)) return;
  if (request.text("parts") == "zones")
    report.error("", 0, "parts", "zones", "zones of hazard are given on the command line alone",
                 "links, crossings or transfers");
}

case_outcome run_critical(const study_task& task, const study_request& request,
                          diagnostics& report) {
  return close_case_parts(task, request, {}, report);
}

}  // namespace

case_outcome close_case_parts(const study_task& task, const study_request& request,
                              std::span<const model::hazard_zone> zones, diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data || !has_network(*data, report)) return {};
  if (request.text("parts") == "zones" && zones.empty()) {
    report.error("", 0, "parts", "zones", "no zones of hazard are given",
                 "--zones FILE or --hazard FILE.tif");
    return {};
  }
  if (!do_rasters_reach(*data, zones, report)) return {};
  critical_search search(task, request, zones, report);
  case_outcome outcome;
  outcome.status = search.solve(*data);
  if (!search.now || outcome.status == run_status::cancelled) return outcome;
  const auto& network = search.now->network;
  model::run_options options;
  options.threads = task.threads;
  options.version = task.version;
  auto& tables = outcome.tables;
  tables = network_tables(*data, network, options);
  for (auto& table : result::critical_tables(*data, network.answer, search.parts, search.days()))
    tables.tables.push_back(std::move(table));
  result::note_value(tables, "run", "closed_days", fmt::format("{}", search.days()));
  if (!verify::confirm_network(*data, network.answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

declared_study critical_study() {
  using enum field_type;
  return {"critical",
          "What a network loses without each link, crossing or transfer, and who bears it",
          "amur critical cases/heihe --parts crossings",
          {{.name = "parts",
            .option = "--parts",
            .type = word,
            .sentence = "What is closed, one by one; all of these where left out",
            .words = {"links", "crossings", "transfers", "zones"}},
           {.name = "most",
            .option = "-n,--most",
            .type = whole,
            .sentence = "Parts solved for, the first by a look without solving",
            .fewest = 1,
            .highest = 1'000'000,
            .usual = usual_exact},
           {.name = "exact", .option = "--exact", .type = flag, .sentence = "Solve for all parts"},
           {.name = "months",
            .option = "--months",
            .type = whole,
            .sentence = "Months of repair from the case's day on, each with its own season; else "
                        "a day",
            .fewest = 1,
            .highest = longest_repair_months}},
          check_critical,
          run_critical,
          "closures"};
}

}  // namespace amur::study

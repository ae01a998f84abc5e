#include "amur/study/paths_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "amur/case/case_reader.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/study/find_row.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr std::size_t most_named = 5;

// What the command names, found in the case.
struct asked_flows {
  node_id from, to;
  commodity_id commodity;  // invalid: any
};

std::optional<asked_flows> find_asked(const study_request& request, const cases::case_data& data,
                                      diagnostics& report) {
  const std::size_t before = report.count(severity::error);
  asked_flows asked;
  asked.from = find_row(data.nodes, request.text("from"), "from", "node", report);
  asked.to = find_row(data.nodes, request.text("to"), "to", "node", report);
  if (const auto goods = request.text("commodity"); !goods.empty())
    asked.commodity = find_row(data.commodities, goods, "commodity", "commodity", report);
  if (report.count(severity::error) > before) return std::nullopt;
  return asked;
}

// The largest of some sums by name, "a, b, c, d, e and 7 more".
std::string largest(const std::map<std::string, double>& sums) {
  std::vector<std::pair<double, std::string>> sorted;
  for (const auto& [name, sum] : sums) sorted.emplace_back(-sum, name);
  std::ranges::sort(sorted);
  std::vector<std::string> names;
  for (const auto& [sum, name] : sorted)
    if (names.size() < most_named) names.push_back(name);
  auto text = text::join(names);
  if (sorted.size() > most_named) text += fmt::format(" and {} more", sorted.size() - most_named);
  return text;
}

// Why the demand table has nothing of what was asked for, and what it has instead.
std::string why_no_flow(const cases::case_data& data, const asked_flows& asked) {
  std::map<std::string, double> commodities, partners, origins;
  for (const auto& row : data.demands) {
    if (!(row.t_per_day > 0)) continue;
    const bool same_goods = !asked.commodity.valid() || row.commodity == asked.commodity;
    if (row.origin == asked.from && row.destination == asked.to)
      commodities[data.commodities[row.commodity].id] += row.t_per_day;
    if (row.origin == asked.from && same_goods)
      partners[data.nodes[row.destination].id] += row.t_per_day;
    if (same_goods) origins[data.nodes[row.origin].id] += row.t_per_day;
  }
  const auto& from = data.nodes[asked.from].id;
  const auto goods = asked.commodity.valid() ? data.commodities[asked.commodity].id : "anything";
  auto text = fmt::format("'{}' does not send {} to '{}'", from, goods, data.nodes[asked.to].id);
  if (!commodities.empty()) return text + "; it sends there: " + largest(commodities);
  if (!partners.empty())
    return text + fmt::format("; it sends {} to: {}",
                              asked.commodity.valid() ? goods : "freight or passengers",
                              largest(partners));
  if (origins.empty()) return text + "; nobody does";
  return text + fmt::format(", nor to anybody; senders are: {}", largest(origins));
}

std::vector<std::size_t> flows_of(const model::network_model& model, const asked_flows& asked) {
  std::vector<std::size_t> flows;
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    const auto& flow = model.flows[i];
    if (flow.origin == asked.from && flow.destination == asked.to &&
        (!asked.commodity.valid() || flow.commodity == asked.commodity))
      flows.push_back(i);
  }
  return flows;
}

bool has_flow(const cases::case_data& data, const asked_flows& asked) {
  return std::ranges::any_of(data.demands, [&](const cases::demand& row) {
    return row.origin == asked.from && row.destination == asked.to &&
           (!asked.commodity.valid() || row.commodity == asked.commodity);
  });
}

// Nothing, with an error, where the case has no such flow or lists no alternatives.
std::optional<asked_flows> find_flows(const study_request& request, const cases::case_data& data,
                                      diagnostics& report) {
  if (const auto why_not = model::why_no_paths(data); !why_not.empty()) {
    report.error("", 0, "", "", why_not);
    return std::nullopt;
  }
  const auto asked = find_asked(request, data, report);
  if (!asked || has_flow(data, *asked)) return asked;
  report.error("", 0, "", "", why_no_flow(data, *asked));
  return std::nullopt;
}

void solve_and_list(const study_task& task, const model::path_wish& wish, const asked_flows& asked,
                    paths_outcome& outcome, diagnostics& report) {
  model::run_options options;
  options.threads = task.threads;
  options.progress = task.progress;
  case_run whole{task};
  auto solved = solve_network(whole, outcome.data, options, report, outcome.status);
  if (!solved) return;
  outcome.network = std::move(solved->network);
  const auto& answer = outcome.network.answer;
  outcome.flows = flows_of(answer.model, asked);
  outcome.paths = model::list_paths(outcome.data, answer, outcome.flows, wish);
  outcome.status = status_of(outcome.data, outcome.network, report);
}

case_outcome run_paths(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  const auto listed = list_case_paths(task, request, model::path_wish().least_share, report);
  return write_paths(task, listed, watch, {}, report);
}

}  // namespace

void check_paths_request(const cases::case_data& data, const study_request& request,
                         diagnostics& report) {
  if (has_network(data, report)) (void)find_flows(request, data, report);
}

paths_outcome list_case_paths(const study_task& task, const study_request& request,
                              double least_share, diagnostics& report) {
  paths_outcome outcome;
  auto data = read_asked(task, report, &outcome.inputs);
  if (!data) return outcome;
  outcome.data = std::move(*data);
  const auto asked = find_flows(request, outcome.data, report);
  if (!asked) return outcome;
  model::path_wish wish;
  wish.most = request.whole("most").value_or(wish.most);
  wish.least_share = least_share;
  wish.threads = task.threads;
  wish.with_parts = true;
  solve_and_list(task, wish, *asked, outcome, report);
  return outcome;
}

case_outcome write_paths(const study_task& task, const paths_outcome& listed,
                         const run_clock& watch, const more_tables& add, diagnostics& report) {
  if (listed.flows.empty()) return {listed.status, {}};
  model::run_options options;
  options.threads = task.threads;
  options.version = task.version;
  case_outcome outcome{listed.status, network_tables(listed.data, listed.network, options)};
  auto& tables = outcome.tables;
  const auto& answer = listed.network.answer;
  for (auto& table : result::path_tables(listed.data, answer, listed.paths))
    tables.tables.push_back(std::move(table));
  if (add) add(listed, tables);
  if (!verify::confirm_network(listed.data, answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, listed.data, listed.inputs, watch, tables, report)) return {};
  return outcome;
}

declared_study paths_study() {
  return {"paths",
          "Alternatives of a flow, likeliest first: share, way, cost by component",
          "amur paths cases/heihe --from moscow --to shanghai --commodity food_containers",
          {{.name = "from",
            .option = "--from",
            .sentence = "Node where the flow starts",
            .is_required = true},
           {.name = "to", .option = "--to", .sentence = "Node where it ends", .is_required = true},
           {.name = "commodity",
            .option = "--commodity",
            .sentence = "Of this commodity; else of all between the two places"},
           {.name = "most",
            .option = "-n,--most",
            .type = field_type::whole,
            .sentence = "Alternatives listed of each commodity",
            .fewest = 1,
            .highest = 10'000,
            .usual = std::uint64_t{model::path_wish().most}}},
          check_paths_request,
          run_paths};
}

}  // namespace amur::study

// Whether it pays to send goods around a duty or a ban.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "amur/base/number.h"
#include "amur/case/case_reader.h"
#include "amur/model/detours.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema/detour.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/study/find_row.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

std::vector<std::string> trading_countries(const cases::case_data& data) {
  std::set<std::string> countries;
  for (const auto& row : data.demands)
    for (const auto place : {row.origin, row.destination})
      countries.insert(data.nodes[place].country);
  return {countries.begin(), countries.end()};
}

void check_country(const std::vector<std::string>& known, const std::string& wanted,
                   const char* field, diagnostics& report) {
  if (std::ranges::find(known, wanted) == known.end())
    report.error("", 0, field, text::shortened(wanted),
                 text::with_nearest("no place in this country trades anything", wanted, known),
                 text::shortened(text::join(known), 400));
}

// Countries of passage: those named, else all that trade.
std::vector<std::string> find_via(const std::vector<std::string>& known,
                                  const study_request& request, diagnostics& report) {
  const auto from = request.text("from"), to = request.text("to");
  std::vector<std::string> via;
  for (const auto& each : text::split_list(request.text("via"))) {
    check_country(known, each, "via", report);
    if (each == from || each == to)
      report.error("", 0, "via", each, "this is an end of the way", "a third country");
    if (std::ranges::find(via, each) == via.end()) via.push_back(each);
  }
  if (!via.empty()) return via;
  for (const auto& each : known)
    if (each != from && each != to) via.push_back(each);
  if (via.empty())
    report.error("", 0, "via", "", "no third country of the case trades anything",
                 "a case of three countries or more");
  return via;
}

// The commodities that both countries trade.
void find_goods(const cases::case_data& data, const study_request& request,
                model::detour_question& asked, diagnostics& report) {
  const auto named = request.text("commodity");
  commodity_id wanted;
  if (!named.empty()) {
    wanted = find_row(data.commodities, named, "commodity", "commodity", report);
    if (!wanted.valid()) return;
  }
  for (std::size_t c = 0; c < data.commodities.size(); ++c) {
    const commodity_id id(c);
    if ((wanted.valid() && id != wanted) || data.commodities[id].unit != cases::unit::tonne)
      continue;
    if (!model::trading_pairs(data, asked, id).empty()) asked.commodities.push_back(id);
  }
  if (asked.commodities.empty())
    report.error(
        "", 0, named.empty() ? "from" : "commodity", named.empty() ? asked.from : named,
        fmt::format("there are no such goods that {} sends and {} gets", asked.from, asked.to),
        "freight that the one sends somewhere and the other gets from somewhere");
}

std::optional<model::detour_question> question_of(const cases::case_data& data,
                                                  const study_request& request,
                                                  diagnostics& report) {
  const auto before = report.count(severity::error);
  model::detour_question asked;
  asked.from = request.text("from");
  asked.to = request.text("to");
  const auto known = trading_countries(data);
  check_country(known, asked.from, "from", report);
  check_country(known, asked.to, "to", report);
  if (asked.from == asked.to)
    report.error("", 0, "to", asked.to, "this is where the goods start", "another country");
  if (report.count(severity::error) > before) return std::nullopt;
  asked.via = find_via(known, request, report);
  asked.papers_usd_per_t = request.number("papers").value_or(0);
  find_goods(data, request, asked, report);
  if (report.count(severity::error) > before) return std::nullopt;
  return asked;
}

double or_null(double value) { return std::isfinite(value) ? value : no_number; }

result::detours_row row_of(const cases::case_data& data, const model::detour& each) {
  const double around = each.detour_usd_per_t(), direct = each.direct.usd_per_t();
  const bool is_open = std::isfinite(direct);
  const double value = data.commodities[each.commodity].value_usd_per_t;
  const double saved = (is_open ? direct : data.settings.refusal_usd_per_t) - around;
  return {.commodity_id = data.commodities[each.commodity].id,
          .origin_node_id = data.nodes[each.origin].id,
          .destination_node_id = data.nodes[each.destination].id,
          .via_country = each.via,
          .via_node_id = std::isfinite(around) ? data.nodes[each.hub].id : "",
          .direct = is_open                 ? "open"
                    : each.direct.is_banned ? "banned"
                                            : "no way",
          .t_per_day = each.t_per_day,
          .direct_transport_usd_per_t = or_null(each.direct.transport_usd_per_t),
          .direct_duty_usd_per_t = each.direct.duty_usd_per_t,
          .first_transport_usd_per_t = or_null(each.first.transport_usd_per_t),
          .first_duty_usd_per_t = each.first.duty_usd_per_t,
          .second_transport_usd_per_t = or_null(each.second.transport_usd_per_t),
          .second_duty_usd_per_t = each.second.duty_usd_per_t,
          .papers_usd_per_t = each.papers_usd_per_t,
          .detour_usd_per_t = or_null(around),
          .saved_usd_per_t = or_null(saved),
          .break_even_duty =
              is_open && std::isfinite(around) && value > 0 ? (around - direct) / value : no_number,
          .pays = saved > 0 ? 1 : 0};
}

result::result_table detours_table(const cases::case_data& data,
                                   std::vector<model::detour> detours) {
  // Of each pair the cheapest detour first.
  std::ranges::stable_sort(detours, [](const model::detour& a, const model::detour& b) {
    return std::tuple(a.commodity, a.origin, a.destination, a.detour_usd_per_t()) <
           std::tuple(b.commodity, b.origin, b.destination, b.detour_usd_per_t());
  });
  result::table_rows<result::detours_row> rows;
  for (const auto& each : detours) rows.add(row_of(data, each));
  return rows.finish();
}

void check_detour(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (has_network(data, report)) (void)question_of(data, request, report);
}

case_outcome run_detour(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data || !has_network(*data, report)) return {};
  const auto asked = question_of(*data, request, report);
  if (!asked) return {};
  const auto with_flows = model::with_detour_flows(*data, *asked);
  const auto options = run_options_of(task);
  case_outcome outcome;
  const auto solved = solve_network(case_run{task}, with_flows, options, report, outcome.status);
  if (!solved) return outcome;
  outcome.status = status_of(with_flows, solved->network, report);
  if (task.is_unwanted()) return {run_status::cancelled, {}};
  auto& tables = outcome.tables;
  tables.tables = {
      detours_table(*data, model::compare_detours(with_flows, solved->network.answer, *asked)),
      result::inputs_table(*data), result::sources_table(*data),
      result::about_case_table(*data, task.version)};
  result::note_value(tables, "run", "date", to_string(data->settings.day));
  for (const auto* field : {"from", "via", "to", "commodity"})
    if (const auto text = request.text(field); !text.empty())
      result::note_value(tables, "run", fmt::format("detour_{}", field), text);
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

}  // namespace

declared_study detour_study() {
  return {
      "detour",
      "Whether it pays to send goods around a duty or a ban, by a country where they are "
      "declared anew",
      "amur detour cases/heihe --from NLD --to RUS --via CHN --commodity machinery",
      {{.name = "from",
        .option = "--from",
        .sentence = "Country where the goods start",
        .is_required = true},
       {.name = "to", .option = "--to", .sentence = "Country where they end", .is_required = true},
       {.name = "via",
        .option = "--via",
        .sentence = "Countries of passage with ; between; default: all others that trade"},
       {.name = "commodity",
        .option = "--commodity",
        .sentence = "Of this commodity; else of all freight that both trade"},
       {.name = "papers",
        .option = "--papers",
        .type = field_type::number,
        .sentence = "What it costs to declare the goods anew",
        .unit = "USD/t",
        .least = 0,
        .most = 1e6,
        .usual = 0.0}},
      check_detour,
      run_detour};
}

}  // namespace amur::study

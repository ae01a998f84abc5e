// Greenhouse gases of a run, and what a carbon price makes of them.

#include <fmt/format.h>

#include <set>

#include "amur/case/case_reader.h"
#include "amur/result/noted_value.h"
#include "amur/result/tables_carbon.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr double most_carbon_price_usd = 1e6;
constexpr const char* price_setting = "carbon_price_usd_per_t";

// The case at the price that was asked for, as if its case.toml said so: then the result keeps it.
std::optional<cases::case_data> read_priced_case(const study_task& task,
                                                 const study_request& request,
                                                 cases::case_inputs& inputs, diagnostics& report) {
  auto data = read_asked(task, report, &inputs);
  const auto price = request.number("price");
  if (!data || !price) return data;
  if (!inputs.before) inputs.before = inputs.edited;
  inputs.edited.settings[price_setting] = {fmt::format("{}", *price), "case.toml", 0};
  diagnostics said_before;
  auto priced = cases::build_case(inputs.edited, *inputs.before, said_before);
  if (!priced) return std::nullopt;
  priced->folder = data->folder;
  priced->sha256 = data->sha256;
  priced->scenarios = data->scenarios;
  return priced;
}

void warn_of_unknown_factors(const cases::case_data& data, diagnostics& report) {
  std::set<vehicle_id> told;
  for (const auto& goods : data.commodities)
    for (const auto id : goods.vehicles) {
      const auto& carrier = data.vehicles[id];
      if (model::emission_factor_of(data, carrier, goods.unit).from !=
              model::emission_factor::origin::unknown ||
          !told.insert(id).second)
        continue;
      report.warning("vehicles.csv", carrier.row, "co2e_kg_per_km", carrier.id,
                     fmt::format("nobody knows what a vehicle of mode '{}' emits with {}, so its "
                                 "kilometres count for nothing",
                                 data.modes[carrier.mode].id, goods.id));
    }
}

void check_carbon(const cases::case_data& data, const study_request& /*request*/,
                  diagnostics& report) {
  (void)has_network(data, report);
}

case_outcome run_carbon(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_priced_case(task, request, inputs, report);
  if (!data || !has_network(*data, report)) return {};
  warn_of_unknown_factors(*data, report);
  const auto options = run_options_of(task);
  case_outcome outcome;
  auto solved = solve_network(case_run{task}, *data, options, report, outcome.status, true);
  if (!solved) return outcome;
  const auto& answer = solved->network.answer;
  outcome.status = status_of(*data, solved->network, report);
  auto without_price = model::emissions_of(*data, answer);
  if (data->settings.carbon_price_usd_per_t > 0) {
    auto free = *data;
    free.settings.carbon_price_usd_per_t = 0;
    run_status failure = run_status::bad_input;
    const auto at_none = solve_network(case_run{task}, free, options, report, failure, true);
    if (!at_none) return {failure, {}};
    if (status_of(free, at_none->network, report) != run_status::solved)
      outcome.status = run_status::not_solved;
    without_price = model::emissions_of(free, at_none->network.answer);
  }
  auto& tables = outcome.tables;
  tables = network_tables(*data, solved->network, options);
  for (auto& table : result::carbon_tables(*data, answer, without_price))
    tables.tables.push_back(std::move(table));
  result::note_value(tables, "run", price_setting,
                     fmt::format("{}", data->settings.carbon_price_usd_per_t));
  if (!verify::confirm_network(*data, answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

}  // namespace

declared_study carbon_study() {
  return {"carbon",
          "Greenhouse gases by goods, mode and country, and what a carbon price makes of them",
          "amur carbon cases/heihe --price 100",
          {{.name = "price",
            .option = "--price",
            .type = field_type::number,
            .sentence = "Carbon price that carriers pay; else the case's carbon_price_usd_per_t",
            .unit = "USD/t",
            .least = 0,
            .most = most_carbon_price_usd}},
          check_carbon,
          run_carbon};
}

}  // namespace amur::study

// How likely claims and figures are, when what is assumed may be otherwise.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/base/number.h"
#include "amur/base/parallel.h"
#include "amur/base/percentile.h"
#include "amur/ensemble/sensitivity.h"
#include "amur/ensemble/varied_case.h"
#include "amur/result/claims.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema/ensemble.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/case_variants.h"
#include "amur/study/declared_studies.h"

namespace amur::study {
namespace {

constexpr std::uint64_t usual_draws = 200, usual_seed = 1;
constexpr std::size_t drivers_told = 3;
// Closer to its equilibrium than the draws are to each other, and reached in half the time of 1e-6.
constexpr double draw_tolerance = 1e-4;
// Odds between these leave a claim open.
constexpr double hardly = 0.05, almost_surely = 0.95;

ensemble::spread_rules rules_of(const study_request& request) {
  ensemble::spread_rules rules;
  rules.measured = request.number("measured").value_or(rules.measured);
  rules.reported = request.number("reported").value_or(rules.reported);
  rules.estimated = request.number("estimated").value_or(rules.estimated);
  rules.assumed = request.number("assumed").value_or(rules.assumed);
  return rules;
}

// The case as written, and what of it is drawn.
struct drawn_case : variable_case {
  ensemble::varied_case varied, varied_before;  // of the edited case, and of the unedited one
};

std::optional<drawn_case> find_drawn(variable_case solved, const ensemble::spread_rules& rules,
                                     diagnostics& report) {
  drawn_case of{std::move(solved), {}, {}};
  const auto& before = of.inputs.before ? *of.inputs.before : of.inputs.edited;
  of.varied = ensemble::find_varied(of.inputs.edited, before, of.data, rules, report);
  if (of.inputs.before)
    of.varied_before = ensemble::find_varied(before, before, of.data, rules, report);
  if (report.has_errors()) return std::nullopt;
  return of;
}

case_variant draw_of(const drawn_case& of, const ensemble::latin_hypercube& design,
                     std::uint64_t index) {
  case_variant drawn{ensemble::with_changes(of.inputs.edited, of.varied,
                                            ensemble::changes_in(of.varied, design, index)),
                     {}};
  if (of.inputs.before)
    drawn.before = ensemble::with_changes(*of.inputs.before, of.varied_before,
                                          ensemble::changes_in(of.varied_before, design, index));
  return drawn;
}

// The values of solved draws that have one.
std::vector<double> sorted_values(const std::vector<told_variant>& draws, std::size_t figure) {
  std::vector<double> values;
  for (const auto& draw : draws)
    if (draw.why_not.empty() && std::isfinite(draw.figures[figure]))
      values.push_back(draw.figures[figure]);
  std::ranges::sort(values);
  return values;
}

double mean_of(const std::vector<double>& values) {
  return per(std::accumulate(values.begin(), values.end(), 0.0),
             static_cast<double>(values.size()));
}

result::result_table figures_table(const drawn_case& of, const std::vector<told_variant>& draws) {
  result::table_rows<result::ensemble_figures_row> rows;
  for (std::size_t i = 0; i < of.figures.size(); ++i) {
    const auto values = sorted_values(draws, i);
    const auto below = [&](double share) {
      return values.empty() ? no_number : percentile(values, share);
    };
    const auto& told = of.figures[i];
    rows.add({.table_name = told.table,
              .row = told.row,
              .figure = told.column,
              .unit = told.unit,
              .as_written = of.as_written.figures[i],
              .mean = mean_of(values),
              .p05 = below(0.05),
              .p25 = below(0.25),
              .p50 = below(0.5),
              .p75 = below(0.75),
              .p95 = below(0.95)});
  }
  return rows.finish();
}

// A claim over all draws, and what each input explains of its figure.
struct told_claim {
  const cases::claim* claim = nullptr;
  std::vector<double> values;  // of the draws that have one, by index
  double odds = 0;
  std::vector<ensemble::first_order_index> explained;  // [input]

  [[nodiscard]] bool is_open() const { return odds > hardly && odds < almost_surely; }
};

std::vector<told_claim> told_claims(const drawn_case& of, const std::vector<told_variant>& draws,
                                    const ensemble::latin_hypercube& design, thread_pool& pool) {
  std::vector<told_claim> claims;
  std::vector<std::vector<std::size_t>> drawn_of;
  for (const auto& claim : of.data.claims) {
    told_claim told{&claim, {}, 0, {}};
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      const auto found = draws[i].claims.find(claim.id);
      if (!draws[i].why_not.empty() || found == draws[i].claims.end()) continue;
      told.values.push_back(found->second);
      at.push_back(i);
      told.odds += result::meets(claim, found->second);
    }
    if (told.values.empty()) continue;
    told.odds /= static_cast<double>(told.values.size());
    told.explained.resize(of.varied.inputs.size());
    claims.push_back(std::move(told));
    drawn_of.push_back(std::move(at));
  }
  pool.run(of.varied.inputs.size(), [&](std::size_t input) {
    for (std::size_t c = 0; c < claims.size(); ++c) {
      std::vector<double> normals;
      for (const auto i : drawn_of[c])
        normals.push_back(ensemble::normal_in(of.varied, input, design, i));
      claims[c].explained[input] = ensemble::first_order(normals, claims[c].values);
    }
  });
  return claims;
}

result::result_table claims_table(const std::vector<told_claim>& claims,
                                  const result::result_table& as_written) {
  const auto& ids = std::get<std::vector<std::string>>(as_written.column("claim_id").values);
  const auto& verdicts = std::get<std::vector<std::string>>(as_written.column("verdict").values);
  const auto& figures = std::get<std::vector<double>>(as_written.column("figure").values);
  const auto& holds_if = std::get<std::vector<std::string>>(as_written.column("holds_if").values);
  result::table_rows<result::ensemble_claims_row> rows;
  for (const auto& told : claims) {
    const auto at = static_cast<std::size_t>(std::ranges::find(ids, told.claim->id) - ids.begin());
    auto sorted = told.values;
    std::ranges::sort(sorted);
    rows.add({.claim_id = told.claim->id,
              .says = told.claim->says,
              .verdict = verdicts[at],
              .odds = told.odds,
              .draws = static_cast<std::int64_t>(sorted.size()),
              .as_written = figures[at],
              .p05 = percentile(sorted, 0.05),
              .p50 = percentile(sorted, 0.5),
              .p95 = percentile(sorted, 0.95),
              .unit = told.claim->unit,
              .holds_if = holds_if[at]});
  }
  return rows.finish();
}

result::result_table drivers_table(const drawn_case& of, const std::vector<told_claim>& claims) {
  result::table_rows<result::ensemble_drivers_row> rows;
  for (const auto& told : claims) {
    std::vector<std::size_t> order(told.explained.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t input) { return told.explained[input].index; });
    // What chance could have put there as well decides nothing.
    std::erase_if(order, [&](std::size_t input) { return told.explained[input].low == 0; });
    for (std::size_t i = 0; i < std::min(drivers_told, order.size()); ++i) {
      const auto& input = of.varied.inputs[order[i]];
      const auto& explained = told.explained[order[i]];
      rows.add({.claim_id = told.claim->id,
                .rank = static_cast<std::int64_t>(i + 1),
                .input_table = input.table,
                .input_column = input.column,
                .spread_id = input.spread_id,
                .source = input.source,
                .confidence = input.confidence,
                .spread = input.spread().value_or(no_number),
                .index = explained.index,
                .low = explained.low,
                .high = explained.high});
    }
  }
  return rows.finish();
}

result::result_table inputs_varied_table(const drawn_case& of,
                                         const std::vector<told_claim>& claims) {
  std::vector<double> decides(of.varied.inputs.size(), 0.0);
  for (const auto& told : claims)
    for (std::size_t i = 0; told.is_open() && i < decides.size(); ++i)
      if (told.explained[i].low > 0) decides[i] += told.explained[i].index;
  std::vector<std::size_t> order(decides.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t input) { return decides[input]; });
  result::table_rows<result::ensemble_inputs_row> rows;
  for (const auto i : order) {
    const auto& input = of.varied.inputs[i];
    rows.add({.input_table = input.table,
              .input_column = input.column,
              .spread_id = input.spread_id,
              .source = input.source,
              .confidence = input.confidence,
              .spread = input.spread().value_or(no_number),
              .cells = static_cast<std::int64_t>(input.cells),
              .decides = decides[i]});
  }
  return rows.finish();
}

bool has_spread(const cases::case_data& data, const study_request& request, diagnostics& report) {
  const auto rules = rules_of(request);
  if (!data.spreads.empty() ||
      rules.measured + rules.reported + rules.estimated + rules.assumed > 0)
    return true;
  report.error("", 0, "assumed", "0", "nothing has a spread, so every draw would be the same",
               "one spread above 0");
  return false;
}

void check_ensemble(const cases::case_data& data, const study_request& request,
                    diagnostics& report) {
  if (has_network(data, report)) (void)has_spread(data, request, report);
}

case_outcome run_ensemble(const study_task& task, const study_request& request,
                          diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  const auto check = [&](const variable_case& read) {
    (void)has_spread(read.data, request, report);
  };
  auto solved = solve_as_written(task, task.output.string() + ".draw.gpkg", check, false, report,
                                 outcome.status);
  if (!solved) return outcome;
  auto of = find_drawn(std::move(*solved), rules_of(request), report);
  if (!of) return {};
  const auto count = request.whole("draws").value_or(usual_draws);
  const ensemble::latin_hypercube design(request.whole("seed").value_or(usual_seed), count);
  const auto draw = [&](std::size_t index) { return draw_of(*of, design, index); };
  const auto drawn = solve_variants(task, *of, count, draw, draw_tolerance);
  if (!drawn) return {run_status::cancelled, {}};
  if (!warn_of_unsolved(*drawn, "draw", 0, report)) outcome.status = run_status::not_solved;
  thread_pool pool(task.threads);
  const auto claims = told_claims(*of, *drawn, design, pool);
  result::result_tables tables = std::move(of->tables);
  tables.tables.push_back(claims_table(claims, of->claims));
  tables.tables.push_back(drivers_table(*of, claims));
  tables.tables.push_back(inputs_varied_table(*of, claims));
  tables.tables.push_back(figures_table(*of, *drawn));
  result::note_value(tables, "run", "draws", fmt::format("{}", count));
  result::note_value(tables, "run", "draws_solved", fmt::format("{}", solved_of(*drawn)));
  if (!write_answered(task, of->data, of->inputs, watch, tables, report)) return {};
  outcome.tables = std::move(tables);
  return outcome;
}

}  // namespace

declared_study ensemble_study() {
  const auto spread = [](const char* confidence, double usual) {
    text::request_field field;
    field.name = confidence;
    field.option = fmt::format("--{}", confidence);
    field.type = field_type::number;
    field.sentence = fmt::format(
        "Spread of figures that are {}: nine times in ten at most this share above, or as many "
        "times below",
        confidence);
    field.most = 10;
    field.usual = usual;
    return field;
  };
  const ensemble::spread_rules usual;
  declared_study declared{"ensemble",
                          "How likely claims and figures are when what is assumed may be otherwise",
                          "amur ensemble cases/heihe -n 200",
                          {{.name = "draws",
                            .option = "-n,--draws",
                            .type = field_type::whole,
                            .sentence = "How many cases are drawn and solved",
                            .fewest = 2,
                            .highest = 100'000,
                            .usual = usual_draws},
                           {.name = "seed",
                            .option = "--seed",
                            .type = field_type::whole,
                            .sentence = "Seed of the draws",
                            .highest = 4'294'967'295,
                            .usual = usual_seed},
                           spread("measured", usual.measured),
                           spread("reported", usual.reported),
                           spread("estimated", usual.estimated),
                           spread("assumed", usual.assumed)},
                          check_ensemble,
                          run_ensemble};
  declared.parts = "draws";
  return declared;
}

}  // namespace amur::study

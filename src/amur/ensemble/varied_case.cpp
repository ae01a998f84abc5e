#include "amur/ensemble/varied_case.h"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include "amur/base/normal.h"
#include "amur/base/philox.h"
#include "amur/case/named_cells.h"
#include "amur/text/text.h"

namespace amur::ensemble {
namespace {

// What a run of the network reads; trade, finance and the inside of crossings are other studies'.
constexpr std::array varied_tables = {"links",     "vehicles", "commodities",    "transfers",
                                      "crossings", "duties",   "exchange_rates", "visas",
                                      "growth",    "demand",   "centres",        "shoppers"};

bool may_vary(const cases::column_rule& rule) {
  return rule.type == cases::cell_type::number && !rule.is_list && !rule.name.ends_with("_coord");
}

using confidences = std::map<std::string, std::string>;

struct input_finder {
  const cases::case_text& text;
  const spread_rules& rules;
  const confidences& confidence_of_source;
  varied_case found{};
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> known{};
  std::set<std::tuple<std::string, std::string, std::size_t>> has_own{};  // table, column, row

  void add_own(const cases::spread& spread, const cases::case_text& before);
  void add(const table& rows, std::size_t row, const cases::column_rule& rule, double written,
           const std::string& source, const std::string& confidence);
  void add_table(const table& rows, const cases::table_rule& rule);
};

// The cells of a text that a spread means; none where the text hasn't them.
std::vector<cases::named_cell> cells_of(const cases::spread& spread, const cases::case_text& text,
                                        const confidences& confidence_of_source) {
  diagnostics elsewhere;
  auto cells = cases::find_cells(text, spread.cells, confidence_of_source, {}, elsewhere);
  return elsewhere.has_errors() ? std::vector<cases::named_cell>() : cells;
}

void input_finder::add_own(const cases::spread& spread, const cases::case_text& before) {
  const auto cells = cells_of(spread, text, confidence_of_source);
  auto written = cells_of(spread, before, confidence_of_source);
  if (written.empty()) written = cells;
  const double is = written.empty() ? 1 : written.front().start;
  uncertain_input input;
  input.spread_id = spread.id;
  input.adds = !(spread.low > 0 && is > 0);
  const auto measured = [&](double value) { return input.adds ? value : std::log(value); };
  const double low = measured(spread.low), high = measured(spread.high);
  input.centre = (low + high) / 2 - measured(is);
  input.width = (high - low) / 2 / widths_of_nine_in_ten();
  input.factor = stream_of(std::span(spread.id));
  if (!written.empty()) {
    input.table = written.front().table;
    input.column = written.front().column;
    input.source = written.front().source;
    input.confidence = written.front().confidence;
  }
  for (const auto& cell : cells) {
    for (std::size_t r = 0; r < cell.rows.size(); ++r) {
      has_own.insert({cell.table, cell.column, cell.rows[r]});
      found.cells.push_back({cell.table, cell.column, cell.rows[r], found.inputs.size(),
                             cell.written[r], cell.range});
      ++input.cells;
    }
  }
  found.inputs.push_back(std::move(input));
}

void input_finder::add(const table& rows, std::size_t row, const cases::column_rule& rule,
                       double written, const std::string& source, const std::string& confidence) {
  const double spread = spread_of(confidence, rules);
  if (!(spread > 0)) return;
  const auto [at, fresh] =
      known.try_emplace({rows.name, rule.name, source, confidence}, found.inputs.size());
  if (fresh) {
    const auto key = fmt::format("{}.{} of {}, {}", rows.name, rule.name, source, confidence);
    uncertain_input input;
    input.table = rows.name;
    input.column = rule.name;
    input.source = source;
    input.confidence = confidence;
    input.factor = stream_of(std::span(key));
    input.width = log_width_of(spread);
    found.inputs.push_back(std::move(input));
  }
  ++found.inputs[at->second].cells;
  found.cells.push_back({rows.name, rule.name, row, at->second, written, rule.range});
}

void input_finder::add_table(const table& rows, const cases::table_rule& rule) {
  const auto source_column = rows.column("source"), assumed_column = rows.column("assumed");
  if (source_column == table::npos) return;
  for (const auto& column_rule : rule.columns) {
    const auto column = rows.column(column_rule.name);
    if (column == table::npos || !may_vary(column_rule)) continue;
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
      const auto& cells = rows.rows[row].cells;
      const auto value = text::parse_number(cells[column]);
      const auto confidence = confidence_of_source.find(cells[source_column]);
      if (!value || *value == 0 || confidence == confidence_of_source.end() ||
          has_own.contains({rows.name, column_rule.name, row}))
        continue;
      const auto assumed = assumed_column == table::npos ? std::vector<std::string>()
                                                         : text::split_list(cells[assumed_column]);
      const bool is_assumed = std::ranges::find(assumed, column_rule.name) != assumed.end();
      add(rows, row, column_rule, *value, confidence->first,
          is_assumed ? "assumed" : confidence->second);
    }
  }
}

// Mixes the variables of correlated spreads, the first of `inputs` (Cholesky's factor of their
// correlations). False where no variables have these.
bool mix(const std::vector<cases::correlation>& correlations,
         std::vector<uncertain_input>& inputs) {
  std::vector<std::size_t> mixed;
  for (const auto& each : correlations)
    for (const auto input : {each.one, each.other})
      if (std::ranges::find(mixed, input) == mixed.end()) mixed.push_back(input);
  std::ranges::sort(mixed);
  const auto place = [&](std::size_t input) {
    return std::ranges::lower_bound(mixed, input) - mixed.begin();
  };
  const auto size = static_cast<Eigen::Index>(mixed.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
  for (const auto& each : correlations)
    matrix(place(each.one), place(each.other)) = matrix(place(each.other), place(each.one)) =
        each.value;
  const Eigen::LLT<Eigen::MatrixXd> factor(matrix);
  if (factor.info() != Eigen::Success) return false;
  const Eigen::MatrixXd lower = factor.matrixL();
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j <= i; ++j)
      if (lower(i, j) != 0)
        inputs[mixed[static_cast<std::size_t>(i)]].mixed.emplace_back(
            mixed[static_cast<std::size_t>(j)], lower(i, j));
  return true;
}

// By a standard normal variable.
double change_of(const uncertain_input& input, double variable) {
  const double moved = input.centre + input.width * variable;
  return input.adds ? moved : std::exp(moved);
}

}  // namespace

double widths_of_nine_in_ten() {
  static const double widths = normal_quantile(0.95);
  return widths;
}

double log_width_of(double spread) { return std::log1p(spread) / widths_of_nine_in_ten(); }

double spread_of(const std::string& confidence, const spread_rules& rules) {
  if (confidence == "measured") return rules.measured;
  if (confidence == "reported") return rules.reported;
  if (confidence == "estimated") return rules.estimated;
  return rules.assumed;
}

std::optional<double> uncertain_input::spread() const {
  if (adds) return std::nullopt;
  return std::expm1(width * widths_of_nine_in_ten());
}

varied_case find_varied(const cases::case_text& text, const cases::case_text& before,
                        const cases::case_data& data, const spread_rules& rules,
                        std::span<const std::string> more_tables, diagnostics& report) {
  const auto known = cases::confidence_of_sources(data);
  input_finder finder{text, rules, known};
  for (const auto& spread : data.spreads) finder.add_own(spread, before);
  if (!data.correlations.empty() && !mix(data.correlations, finder.found.inputs))
    report.error("correlations.csv", data.correlations.back().row, "correlation", "",
                 "no variables have all these correlations",
                 "correlations whose matrix is positive definite");
  const auto add = [&](const std::string& name) {
    const auto at = text.tables.find(name);
    const auto* rule = cases::find_table_rule(name);
    if (at != text.tables.end() && rule) finder.add_table(at->second, *rule);
  };
  for (const auto* name : varied_tables) add(name);
  for (const auto& name : more_tables) add(name);
  return std::move(finder.found);
}

double normal_in(const varied_case& varied, std::size_t input, const latin_hypercube& design,
                 std::uint64_t index) {
  const auto& of = varied.inputs[input];
  if (of.mixed.empty()) return design.normal(of.factor, index);
  double sum = 0;
  for (const auto& [own, weight] : of.mixed)
    sum += weight * design.normal(varied.inputs[own].factor, index);
  return sum;
}

std::vector<double> changes_in(const varied_case& varied, const latin_hypercube& design,
                               std::uint64_t index) {
  std::vector<double> changes;
  for (std::size_t i = 0; i < varied.inputs.size(); ++i)
    changes.push_back(change_of(varied.inputs[i], normal_in(varied, i, design, index)));
  return changes;
}

std::vector<double> changes_by(const varied_case& varied, const variable_of& own) {
  std::vector<double> changes;
  for (const auto& input : varied.inputs) changes.push_back(change_of(input, own(input.factor)));
  return changes;
}

cases::case_text with_changes(cases::case_text text, const varied_case& varied,
                              const std::vector<double>& changes) {
  for (const auto& cell : varied.cells) {
    auto& rows = text.tables.at(cell.table);
    const auto column = rows.column_or_new(cell.column);
    const double drawn = varied.inputs[cell.input].adds ? cell.written + changes[cell.input]
                                                        : cell.written * changes[cell.input];
    rows.rows[cell.row].cells[column] =
        fmt::format("{}", std::clamp(drawn, std::min(cell.written, cell.range.least),
                                     std::max(cell.written, cell.range.most)));
  }
  return text;
}

}  // namespace amur::ensemble

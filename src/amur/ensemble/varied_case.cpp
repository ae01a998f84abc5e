#include "amur/ensemble/varied_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>

#include "amur/base/normal.h"
#include "amur/base/philox.h"
#include "amur/text/text.h"

namespace amur::ensemble {
namespace {

// What a run of the network reads; trade, finance and the inside of crossings are other studies'.
constexpr std::array varied_tables = {"links",     "vehicles", "commodities",    "transfers",
                                      "crossings", "duties",   "exchange_rates", "visas",
                                      "growth",    "demand",   "centres",        "shoppers"};

double spread_of(const std::string& confidence, const spread_rules& rules) {
  if (confidence == "measured") return rules.measured;
  if (confidence == "reported") return rules.reported;
  if (confidence == "estimated") return rules.estimated;
  return rules.assumed;
}

bool may_vary(const cases::column_rule& rule) {
  return rule.type == cases::cell_type::number && !rule.is_list && !rule.name.ends_with("_coord");
}

std::optional<double> number_in(const std::string& cell) {
  std::string problem;
  return text::parse_number(cell, problem);
}

struct input_finder {
  const spread_rules& rules;
  varied_case found;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> known;

  void add(const table& rows, std::size_t row, std::size_t column, text::number_range range,
           const std::string& source, const std::string& confidence) {
    const double spread = spread_of(confidence, rules);
    if (!(spread > 0)) return;
    const auto& name = rows.columns[column];
    const auto [at, fresh] =
        known.try_emplace({rows.name, name, source, confidence}, found.inputs.size());
    if (fresh) {
      const auto key = fmt::format("{}.{} of {}, {}", rows.name, name, source, confidence);
      found.inputs.push_back(
          {rows.name, name, source, confidence, spread, 0, stream_of(std::span(key))});
    }
    ++found.inputs[at->second].cells;
    found.cells.push_back({rows.name, row, column, at->second, range});
  }
};

}  // namespace

varied_case find_varied(const cases::case_text& text,
                        const std::map<std::string, std::string>& confidence_of_source,
                        const spread_rules& rules) {
  input_finder finder{rules, {}, {}};
  for (const auto* name : varied_tables) {
    const auto at = text.tables.find(name);
    const auto* rule = cases::find_table_rule(name);
    if (at == text.tables.end() || !rule) continue;
    const auto& rows = at->second;
    const auto source_column = rows.column("source"), assumed_column = rows.column("assumed");
    if (source_column == table::npos) continue;
    for (const auto& column_rule : rule->columns) {
      const auto column = rows.column(column_rule.name);
      if (column == table::npos || !may_vary(column_rule)) continue;
      for (std::size_t row = 0; row < rows.rows.size(); ++row) {
        const auto& cells = rows.rows[row].cells;
        const auto value = number_in(cells[column]);
        const auto confidence = confidence_of_source.find(cells[source_column]);
        if (!value || *value == 0 || confidence == confidence_of_source.end()) continue;
        const auto assumed = assumed_column == table::npos
                                 ? std::vector<std::string>()
                                 : text::split_list(cells[assumed_column]);
        const bool is_assumed = std::ranges::find(assumed, column_rule.name) != assumed.end();
        finder.add(rows, row, column, column_rule.range, confidence->first,
                   is_assumed ? "assumed" : confidence->second);
      }
    }
  }
  return std::move(finder.found);
}

double factor_in(const uncertain_input& input, const latin_hypercube& design, std::uint64_t index) {
  static const double of_nine_in_ten = normal_quantile(0.95);
  return std::exp(std::log1p(input.spread) / of_nine_in_ten * design.normal(input.factor, index));
}

cases::case_text with_factors(cases::case_text text, const varied_case& varied,
                              const std::vector<double>& factors) {
  for (const auto& cell : varied.cells) {
    auto& rows = text.tables.at(cell.table);
    if (cell.row >= rows.rows.size()) continue;
    auto& value = rows.rows[cell.row].cells[cell.column];
    const auto number = number_in(value);
    if (!number) continue;
    const double varied_value = *number * factors[cell.input];
    value = fmt::format("{}", std::clamp(varied_value, std::min(*number, cell.range.least),
                                         std::max(*number, cell.range.most)));
  }
  return text;
}

}  // namespace amur::ensemble

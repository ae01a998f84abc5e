#include "amur/compose/foreign_trade.h"

#include <cctype>
#include <cmath>
#include <map>
#include <tuple>

#include "amur/case/schema_columns.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

cases::column_rule optional_column(cases::column_rule rule) {
  rule.required = false;
  return rule;
}

std::string commodity_id(const std::string& prefix, const std::string& word) {
  constexpr std::size_t longest = 64;
  auto id = prefix + word;
  for (auto& letter : id)
    if (const auto byte = static_cast<unsigned char>(letter);
        !(byte < 128 && std::isalnum(byte)) && letter != '-' && letter != '.')
      letter = '_';
  if (id.size() > longest) id.resize(longest);
  return id;
}

struct foreign_row {
  customs::trade_flow flow;
  bool has_tonnes = false;
};

double figure(const text::typed_row& row, const std::string& column, double unit) {
  const auto cell = row.text(column);
  if (cell == "NA" || cell == "NaN" || cell == ".") return 0;
  return row.number(column, text::not_negative, 0) * unit;
}

foreign_row row_in(const text::typed_row& row, const foreign_table& file,
                   const foreign_trade_request& request) {
  foreign_row made;
  const auto country = [&](const char* column) {
    return country_in(row, file.of(column), row.text(file.of(column), true));
  };
  made.flow.origin = country("origin");
  made.flow.destination = country("destination");
  made.flow.commodity =
      commodity_id(request.commodity_prefix, row.text(file.of("commodity"), true));
  made.flow.value_usd = figure(row, file.of("value"), request.value_unit_usd);
  made.flow.tonnes = figure(row, file.of("tonnes"), request.tonnes_unit);
  made.has_tonnes = made.flow.tonnes > 0;
  const auto year = request.year ? static_cast<double>(*request.year)
                                 : row.number(file.of("year"), text::year_range);
  if (year != std::floor(year))
    row.error(file.of("year"), "this is not a whole number", text::year_range.words);
  made.flow.year = static_cast<int>(year);
  return made;
}

// What a tonne of each commodity is worth, by the rows that have value and tonnes.
std::map<std::string, double> unit_values(const std::vector<foreign_row>& rows) {
  std::map<std::string, std::pair<double, double>> sums;
  for (const auto& each : rows)
    if (each.has_tonnes && each.flow.value_usd > 0) {
      sums[each.flow.commodity].first += each.flow.value_usd;
      sums[each.flow.commodity].second += each.flow.tonnes;
    }
  std::map<std::string, double> worth;
  for (const auto& [commodity, sum] : sums) worth[commodity] = sum.first / sum.second;
  return worth;
}

void add_up(const std::vector<foreign_row>& rows, foreign_trade& made) {
  const auto worth = unit_values(rows);
  std::map<std::tuple<std::string, std::string, std::string, int, bool>, customs::trade_flow> sums;
  for (const auto& each : rows) {
    auto flow = each.flow;
    if (!each.has_tonnes) {
      const auto found = worth.find(flow.commodity);
      if (!(flow.value_usd > 0)) {
        ++made.worthless;
        continue;
      }
      if (found == worth.end()) {
        ++made.weightless;
        made.weightless_usd += flow.value_usd;
        continue;
      }
      flow.tonnes = flow.value_usd / found->second;
      flow.tonnes_are = customs::tonnes_origin::estimated;
      ++made.estimated;
    }
    auto& sum = sums.try_emplace(
                        {flow.origin, flow.destination, flow.commodity, flow.year, each.has_tonnes},
                        customs::trade_flow{flow.origin, flow.destination, flow.commodity,
                                            flow.year, 0, 0, flow.tonnes_are})
                    .first->second;
    sum.value_usd += flow.value_usd;
    sum.tonnes += flow.tonnes;
  }
  for (auto& [key, flow] : sums) made.flows.push_back(std::move(flow));
}

}  // namespace

const cases::table_rule& foreign_trade_rule() {
  static const cases::table_rule rule{
      "trade",
      "Trade by whatever columns.",
      true,
      false,
      {cases::column_of("origin", cases::cell_type::country, "Who sells."),
       cases::column_of("destination", cases::cell_type::country, "Who buys."),
       cases::column_of("commodity", cases::cell_type::text, "What."),
       optional_column(cases::column_of("year", cases::cell_type::whole, "When.")),
       cases::column_of("value", cases::cell_type::number, "What was paid."),
       cases::number_of("tonnes", "t", text::not_negative, "What was carried.", "estimated")}};
  return rule;
}

std::optional<foreign_trade> read_foreign_trade(const foreign_trade_request& request,
                                                diagnostics& report) {
  const auto before = report.count(severity::error);
  const auto file = read_foreign_table(request.file, foreign_trade_rule(), request.names, report);
  if (!file) return std::nullopt;
  if (!request.year && file->cells.column(file->of("year")) == table::npos) {
    report.error(file->cells.file, 1, file->of("year"), "", "nothing says the year",
                 "a column of years, or --year");
    return std::nullopt;
  }
  std::vector<foreign_row> rows;
  for (const auto& row : file->cells.rows)
    rows.push_back(row_in(text::typed_row(file->cells, row, report), *file, request));
  if (report.count(severity::error) > before) return std::nullopt;
  foreign_trade made;
  made.rows = rows.size();
  add_up(rows, made);
  return made;
}

}  // namespace amur::compose

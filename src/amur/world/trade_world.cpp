#include "amur/world/trade_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/base/no_answer.h"
#include "amur/text/text.h"

namespace amur::world {
namespace {

constexpr double most_imbalance = 0.01;  // of the world's output

double changed(const table_change& change, double amount, double value) {
  switch (change.use) {
    case table_change::operation::set:
      return amount;
    case table_change::operation::multiply:
      return value * amount;
    case table_change::operation::add:
      return value + amount;
  }
  return value;
}

}  // namespace

void set_factors(trade_world& world, const coefficient_list& coefficients) {
  const auto n = world.country.size();
  world.factor_before.assign(n * n, 0);
  world.factor_after.assign(n * n, 0);
  for (const auto& pair : world.pairs) {
    double cost = 0, added = 0;
    for (std::size_t c = 0; c < coefficients.size(); ++c) {
      cost += coefficients[c] * pair.before[c];
      added += coefficients[c] * pair.added[c];
    }
    world.factor_before[pair.place] = pair.trade_before.value_or(std::exp(cost + pair.offset));
    world.factor_after[pair.place] =
        world.factor_before[pair.place] * std::exp(added + pair.offset_added);
  }
}

world_maker::world_maker(const equilibrium_arguments& arguments, trade_table& table)
    : arguments_(arguments), table_(table) {
  if (!arguments.where.empty()) where_ = parse_conditions("--where", arguments.where);
  for (const auto& text : arguments.changes) {
    changes_.push_back(parse_change("--set", text));
    const auto& column = changes_.back().column;
    if (column != arguments.offset &&
        std::ranges::find(table.terms(), column, &gravity_term::column) == table.terms().end())
      throw no_answer("", "--set", "'" + column + "' is no column of --x or --offset");
    for (const auto& condition : changes_.back().conditions) table.want_label(condition.column);
    if (const auto& carbon = changes_.back().carbon)
      for (const auto& wanted : {carbon->intensity, carbon->charged})
        if (!wanted.empty()) table.want_number(wanted, text::not_negative);
  }
  for (const auto& condition : where_) table.want_label(condition.column);
  table.want_label(arguments.exporter);
  table.want_label(arguments.importer);
  for (const auto& column : {arguments.production, arguments.expenditure})
    if (!column.empty()) table.want_number(column, text::not_negative);
}

bool world_maker::find_pairs(trade_world& world, std::vector<pair_row>& pairs,
                             diagnostics& report) const {
  const auto& file = table_.file();
  const auto &exporter = table_.label(arguments_.exporter),
             &importer = table_.label(arguments_.importer);
  const auto is_in_world = rows_that_meet(table_, where_);
  std::map<std::string, std::size_t> number;
  std::vector<std::size_t> sells(exporter.label.size(), 0), buys(importer.label.size(), 0);
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    if (!is_in_world[row]) continue;
    sells[exporter.level[row]] = buys[importer.level[row]] = file.line[row];
  }
  for (std::size_t level = 0; level < sells.size(); ++level)
    if (sells[level] > 0) number[exporter.label[level]] = 0;
  for (std::size_t level = 0; level < buys.size(); ++level)
    if (buys[level] > 0) number[importer.label[level]] = 0;
  for (auto& [name, place] : number) {
    place = world.country.size();
    world.country.push_back(name);
  }
  const auto n = world.country.size();
  std::vector<std::size_t> line_of(n * n, 0);
  bool good = n > 0;
  if (!good) report.error(file.file, 0, "--where", arguments_.where, "no row meets the conditions");
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    if (!is_in_world[row]) continue;
    const auto i = number.at(exporter.label[exporter.level[row]]);
    const auto j = number.at(importer.label[importer.level[row]]);
    auto& line = line_of[i * n + j];
    if (line > 0) {
      report.error(file.file, file.line[row], arguments_.exporter,
                   world.country[i] + " to " + world.country[j],
                   fmt::format("this pair stands in row {} already", line),
                   "each pair once; --where such as 'year=2006' picks rows");
      return false;
    }
    line = file.line[row];
    pairs.push_back({row, i, j});
  }
  for (std::size_t i = 0; i < n && good; ++i)
    if (line_of[i * n + i] == 0) {
      report.error(file.file, 0, arguments_.exporter, world.country[i],
                   "there is no row for what this country sells itself",
                   "a row with itself for each country");
      good = false;
    }
  world.pairs_missing = n * n - pairs.size();
  return good;
}

// Outputs and expenditures: sums of trade, or columns that say the same in each row of a country.
bool world_maker::find_sizes(trade_world& world, const std::vector<pair_row>& pairs,
                             diagnostics& report) const {
  const auto n = world.country.size();
  const auto& trade = table_.number(arguments_.trade);
  const auto fill = [&](const std::string& column, std::vector<double>& size, auto country_of) {
    size.assign(n, 0);
    std::vector<std::size_t> line(n, 0);
    for (const auto& pair : pairs) {
      const std::size_t country = country_of(pair);
      if (column.empty()) {
        size[country] += trade[pair.row];
        continue;
      }
      const double value = table_.number(column)[pair.row];
      if (line[country] > 0 && value != size[country]) {
        report.error(
            table_.file().file, table_.file().line[pair.row], column, fmt::format("{}", value),
            fmt::format("'{}' has another value in row {}", world.country[country], line[country]),
            fmt::format("{}", size[country]));
        return false;
      }
      size[country] = value;
      line[country] = table_.file().line[pair.row];
    }
    return true;
  };
  return fill(arguments_.production, world.output,
              [](const pair_row& pair) { return pair.exporter; }) &&
         fill(arguments_.expenditure, world.expenditure,
              [](const pair_row& pair) { return pair.importer; });
}

// The world spends what it makes. Figures that round or lack a row may miss that a little, and then
// all expenditures are scaled; more is another unit, or another set of rows.
bool world_maker::check_sums(const trade_world& world, diagnostics& report) const {
  double output = 0, expenditure = 0;
  for (const double each : world.output) output += each;
  for (const double each : world.expenditure) expenditure += each;
  const double share = expenditure / output - 1;
  if (std::abs(share) <= 1e-9) return true;
  const auto& column =
      arguments_.expenditure.empty() ? arguments_.production : arguments_.expenditure;
  const auto sums = fmt::format("{:.6g} is spent and {:.6g} made in all", expenditure, output);
  if (!(std::abs(share) <= most_imbalance)) {
    report.error(table_.file().file, 0, column, "", sums + ", so the world would have a deficit",
                 fmt::format("sums that differ by {:g} % at most", 100 * most_imbalance));
    return false;
  }
  report.warning(table_.file().file, 0, column, "",
                 sums + fmt::format("; all expenditures are divided by {:.9g}", 1 + share));
  return true;
}

bool world_maker::change_columns(trade_world& world, const std::vector<bool>& is_in_world,
                                 std::vector<std::vector<double>>& columns,
                                 diagnostics& report) const {
  const auto& terms = table_.terms();
  for (const auto& term : terms) columns.push_back(table_.number(term.column));
  if (!arguments_.offset.empty()) columns.push_back(table_.number(arguments_.offset));
  for (const auto& change : changes_) {
    const auto meets = rows_that_meet(table_, change.conditions);
    std::size_t count = 0;
    for (std::size_t row = 0; row < meets.size(); ++row) count += meets[row] && is_in_world[row];
    world.rows_changed.push_back(count);
    if (count == 0) {
      report.error(table_.file().file, 0, "--set", change.text, "no row meets the conditions");
      return false;
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const bool is_offset = c == terms.size();
      if ((is_offset ? arguments_.offset : terms[c].column) != change.column) continue;
      const auto range = is_offset ? text::number_range{} : terms[c].range();
      for (std::size_t row = 0; row < meets.size(); ++row) {
        if (!meets[row] || !is_in_world[row]) continue;
        double& value = columns[c][row];
        value = changed(change, change.amount_in(table_, row), value);
        if (range.has(value)) continue;
        report.error(table_.file().file, table_.file().line[row], change.column,
                     fmt::format("{}", value), "--set '" + change.text + "' takes it out of range",
                     range.words);
        return false;
      }
    }
  }
  return true;
}

bool world_maker::find_reference(trade_world& world, diagnostics& report) const {
  if (arguments_.reference.empty()) {
    world.reference = static_cast<std::size_t>(std::ranges::max_element(world.expenditure) -
                                               world.expenditure.begin());
    return true;
  }
  const auto found = std::ranges::find(world.country, arguments_.reference);
  world.reference = static_cast<std::size_t>(found - world.country.begin());
  if (found != world.country.end()) return true;
  report.error(table_.file().file, 0, "--reference", arguments_.reference,
               "there is no such country", text::shortened(text::join(world.country), 400));
  return false;
}

// An estimate's effects of exporters and importers move no share, so they can stay out or in. Those
// of pairs belong to the cost of trade, and can't be told from the sum of all.
void world_maker::find_terms(trade_world& world, const std::vector<pair_row>& pairs,
                             const std::optional<trade::gravity_estimate>& estimate,
                             const std::vector<std::vector<double>>& columns) const {
  const auto is_of_a_country = [this](const gravity_group& effect) {
    const auto names = [&effect](const std::string& column) {
      return std::ranges::find(effect.columns, column) != effect.columns.end();
    };
    return names(arguments_.exporter) != names(arguments_.importer);
  };
  const bool has_pair_effects = estimate && !std::ranges::all_of(table_.effects(), is_of_a_country);
  const auto& terms = table_.terms();
  for (const auto& pair : pairs) {
    pair_terms made;
    made.place = pair.exporter * world.country.size() + pair.importer;
    for (std::size_t c = 0; c < terms.size(); ++c) {
      made.before.push_back(terms[c].value(table_.number(terms[c].column)[pair.row]));
      made.added.push_back(terms[c].value(columns[c][pair.row]) - made.before.back());
    }
    if (!arguments_.offset.empty()) {
      made.offset = table_.number(arguments_.offset)[pair.row];
      made.offset_added = columns.back()[pair.row] - made.offset;
    }
    if (has_pair_effects)
      // A row alone in its group is fitted exactly, a separated one by nothing.
      made.trade_before = estimate->use[pair.row] == trade::row_use::singleton
                              ? table_.number(arguments_.trade)[pair.row]
                              : estimate->fitted[pair.row];
    world.pairs.push_back(std::move(made));
  }
}

std::optional<trade_world> world_maker::make(const std::optional<trade::gravity_estimate>& estimate,
                                             const coefficient_list& coefficients,
                                             diagnostics& report) const {
  trade_world world;
  std::vector<pair_row> pairs;
  std::vector<std::vector<double>> columns;
  for (const auto& change : changes_)
    for (std::size_t c = 0; c < table_.terms().size(); ++c)
      if (estimate && table_.terms()[c].column == change.column &&
          estimate->coefficients[c].use != trade::regressor_use::estimated) {
        report.error(table_.file().file, 0, "--set", change.text,
                     "the regressor '" + table_.terms()[c].text +
                         "' was left out of the estimate, so it has no effect");
        return std::nullopt;
      }
  if (!find_pairs(world, pairs, report) || !find_sizes(world, pairs, report) ||
      !check_sums(world, report) ||
      !change_columns(world, rows_that_meet(table_, where_), columns, report) ||
      !find_reference(world, report))
    return std::nullopt;
  find_terms(world, pairs, estimate, columns);
  set_factors(world, coefficients);
  if (world.pairs_missing > 0)
    report.warning(
        table_.file().file, 0, "", "",
        fmt::format("{} pairs of countries have no row and can't trade", world.pairs_missing));
  return world;
}

}  // namespace amur::world

#include "amur/world/trade_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "amur/base/no_answer.h"
#include "amur/text/grouped.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"
#include "amur/world/gravity_join.h"

namespace amur::world {
namespace {

using form = gravity_term::form;

// `NAME`, `ln(NAME)` or `ln(1+NAME)`; the column may still be one at another time.
gravity_term parse_form(const std::string& text) {
  const auto inside = [&text](std::size_t start) {
    return text.substr(start, text.size() - start - 1);
  };
  gravity_term term{text, text};
  if (text.starts_with("ln(1+") && text.ends_with(')')) {
    term.column = inside(5);
    term.use = form::logarithm_of_one_plus;
  } else if (text.starts_with("ln(") && text.ends_with(')')) {
    term.column = inside(3);
    term.use = form::logarithm;
  }
  return term;
}

std::string written(form use, const std::string& column) {
  if (use == form::logarithm) return "ln(" + column + ")";
  return use == form::logarithm_of_one_plus ? "ln(1+" + column + ")" : column;
}

gravity_group parse_group(const std::string& option, const std::string& text) {
  gravity_group group;
  for (const auto& name : text::split_unquoted(text, "#")) {
    group.columns.push_back(text::without_quotes(name));
    if (group.columns.back().empty())
      throw no_answer("", option, "'" + text + "' names no group; allowed: NAME, NAME#NAME");
    group.text += (group.text.empty() ? "" : "#") + group.columns.back();
  }
  return group;
}

// "1 row is", "3 rows are"
std::string rows_are(std::size_t count) {
  return count == 1 ? "1 row is" : text::grouped(static_cast<double>(count)) + " rows are";
}

}  // namespace

gravity_term parse_term(const std::string& text) {
  auto term = parse_form(text);
  auto shift = parse_shift(term.column);
  if (shift && term.use == form::plain) term.use = parse_form(shift->inner).use;
  if (shift && parse_form(shift->inner).use != form::plain)
    shift->inner = parse_form(shift->inner).column;
  if (shift) {
    term.source = text::without_quotes(shift->inner);
    term.steps = shift->word == "lag" ? -shift->steps : shift->steps;
    term.column = fmt::format("{}({},{})", shift->word, term.source, shift->steps);
  } else {
    term.column = text::without_quotes(term.column);
  }
  term.text = written(term.use, term.column);
  if (term.column.empty() || (shift && term.source.empty()))
    throw no_answer("", "--x",
                    "'" + text +
                        "' is no regressor; allowed: NAME, ln(NAME), ln(1+NAME), "
                        "lag(NAME,STEPS), lead(NAME,STEPS)");
  return term;
}

std::vector<std::uint32_t> crossed(std::span<const std::uint32_t> one,
                                   std::span<const std::uint32_t> other) {
  std::vector<std::uint32_t> made;
  std::unordered_map<std::uint64_t, std::uint32_t> number;
  for (std::size_t row = 0; row < one.size(); ++row) {
    const auto both = (std::uint64_t{one[row]} << 32U) | other[row];
    made.push_back(number.emplace(both, static_cast<std::uint32_t>(number.size())).first->second);
  }
  return made;
}

double gravity_term::value(double cell) const {
  if (use == form::logarithm) return std::log(cell);
  return use == form::logarithm_of_one_plus ? std::log1p(cell) : cell;
}

text::number_range gravity_term::range() const {
  if (use == form::logarithm) return text::positive;
  text::number_range range;
  if (use == form::logarithm_of_one_plus) {
    range.least = -1;
    range.above_least = true;
    range.words = "a number > -1, up to 1e15";
  }
  return range;
}

trade_table::trade_table(const equation_arguments& arguments) : arguments_(arguments) {
  want_number(arguments.trade, text::not_negative);
  for (const auto& text : text::split_names(arguments.regressors)) {
    terms_.push_back(parse_term(text));
    if (terms_.back().steps == 0) want_number(terms_.back().column, terms_.back().range());
  }
  for (const auto& text : text::split_names(arguments.effects))
    effects_.push_back(parse_group("--fe", text));
  for (const auto& text : text::split_names(arguments.clusters))
    clusters_.push_back(parse_group("--cluster", text));
  for (const auto& groups : {effects_, clusters_})
    for (const auto& group : groups)
      for (const auto& column : group.columns) want_label(column);
  if (!arguments.offset.empty()) want_number(arguments.offset, {});
  if (!arguments.weights.empty()) want_number(arguments.weights, text::not_negative);
  want_shifts();
}

void trade_table::want_shifts() {
  for (const auto& term : terms_) {
    if (term.steps == 0) continue;
    const auto found = std::ranges::find(shifts_, term.column, &shifted_column::text);
    if (found == shifts_.end())
      shifts_.push_back({term.column, term.source, term.steps, term.range()});
    else if (term.use != form::plain)
      found->range = term.range();
  }
  if (shifts_.empty()) return;
  if (!arguments_.gravity.empty())
    throw no_answer("", "--gravity", "'" + shifts_.front().text + "' needs a table joined before");
  if (arguments_.time.empty())
    throw no_answer("", "--time", "'" + shifts_.front().text + "' needs a column of time");
  panel_.time = arguments_.time;
  for (const auto& name : text::split_names(arguments_.panel))
    panel_.names.push_back(text::without_quotes(name));
  if (panel_.names.empty())
    for (const auto& groups : {effects_, clusters_})
      for (const auto& group : groups)
        for (const auto& column : group.columns)
          if (column != panel_.time &&
              std::ranges::find(panel_.names, column) == panel_.names.end())
            panel_.names.push_back(column);
  if (panel_.names.empty())
    throw no_answer("", "--panel",
                    "'" + shifts_.front().text + "' needs columns that tell panels apart");
  want_number(panel_.time, {});
  for (const auto& name : panel_.names) want_label(name);
}

void trade_table::want_label(const std::string& column) {
  if (std::ranges::find(labels_, column) == labels_.end()) labels_.push_back(column);
}

void trade_table::want_number(const std::string& column, text::number_range range) {
  const auto found = std::ranges::find(numbers_, column, &text::wanted_number::column);
  if (found == numbers_.end())
    numbers_.push_back({column, range});
  else if (range.least > found->range.least || (range.above_least && !found->range.above_least))
    found->range = range;
}

bool trade_table::read(diagnostics& report) {
  const auto missing =
      arguments_.refuse_missing ? text::missing_rule::refused : text::missing_rule::left_out;
  auto found = arguments_.gravity.empty()
                   ? text::read_columns(arguments_.file, numbers_, labels_, missing, report)
                   : read_with_gravity({arguments_.file, arguments_.gravity}, numbers_, labels_,
                                       missing, report);
  if (!found) return false;
  columns_ = std::move(*found);
  return read_shifts(report);
}

// Rows whose panel has no value at the other time are left out and counted.
bool trade_table::read_shifts(diagnostics& report) {
  std::vector<bool> is_kept(rows(), true);
  std::vector<const text::label_column*> labels;
  for (const auto& name : panel_.names) labels.push_back(&label(name));
  for (const auto& shift : shifts_) {
    auto values = read_shifted(
        arguments_.file, shift, panel_, labels, number(panel_.time),
        arguments_.refuse_missing ? text::missing_rule::refused : text::missing_rule::left_out,
        report);
    if (!values) return false;
    std::size_t without = 0;
    for (std::size_t row = 0; row < values->size(); ++row)
      if (std::isnan((*values)[row])) {
        is_kept[row] = false;
        ++without;
      }
    shifted_.push_back(std::move(*values));
    without_neighbour_.push_back(without);
  }
  if (std::ranges::none_of(is_kept, [](bool kept) { return kept; })) {
    report.error(
        columns_.file, 0, panel_.time, "",
        "no row has a row of its panel at the time that '" + shifts_.front().text + "' asks for",
        "steps in the units of the column of time");
    return false;
  }
  keep_rows(is_kept);
  return true;
}

void trade_table::keep_rows(const std::vector<bool>& is_kept) {
  const auto keep = [&is_kept](auto& values) {
    std::size_t next = 0;
    for (std::size_t row = 0; row < is_kept.size(); ++row)
      if (is_kept[row]) values[next++] = values[row];
    values.resize(next);
  };
  columns_.left_out += static_cast<std::size_t>(std::ranges::count(is_kept, false));
  for (auto& each : columns_.numbers) keep(each);
  for (auto& each : columns_.labels) keep(each.level);
  for (auto& each : shifted_) keep(each);
  keep(columns_.line);
}

const std::vector<double>& trade_table::number(const std::string& column) const {
  for (std::size_t shift = 0; shift < shifts_.size(); ++shift)
    if (shifts_[shift].text == column) return shifted_[shift];
  const auto found = std::ranges::find(numbers_, column, &text::wanted_number::column);
  return columns_.numbers.at(static_cast<std::size_t>(found - numbers_.begin()));
}

const text::label_column& trade_table::label(const std::string& column) const {
  const auto found = std::ranges::find(labels_, column);
  return columns_.labels.at(static_cast<std::size_t>(found - labels_.begin()));
}

std::vector<std::string> trade_table::missing_by_column() const {
  std::vector<std::string> parts;
  for (std::size_t c = 0; c < columns_.missing.size(); ++c)
    if (columns_.missing[c] > 0)
      parts.push_back(fmt::format(
          "{} {}", c < numbers_.size() ? numbers_[c].column : labels_[c - numbers_.size()],
          text::grouped(static_cast<double>(columns_.missing[c]))));
  for (std::size_t shift = 0; shift < shifts_.size(); ++shift)
    if (without_neighbour_[shift] > 0)
      parts.push_back(fmt::format("{} {}", shifts_[shift].text,
                                  text::grouped(static_cast<double>(without_neighbour_[shift]))));
  return parts;
}

std::vector<double> trade_table::values(const gravity_term& term) const {
  auto values = number(term.column);
  if (term.use != form::plain)
    for (double& each : values) each = term.value(each);
  return values;
}

std::vector<std::uint32_t> trade_table::groups(const gravity_group& group) const {
  auto made = label(group.columns.front()).level;
  for (std::size_t c = 1; c < group.columns.size(); ++c)
    made = crossed(made, label(group.columns[c]).level);
  return made;
}

gravity_equation trade_table::equation(std::span<const trade::regressor> more) const {
  gravity_equation made;
  for (const auto& term : terms_) made.regressors.push_back(values(term));
  for (const auto& group : effects_) made.effects.push_back(groups(group));
  for (const auto& group : clusters_) made.clusters.push_back(groups(group));
  auto& data = made.data;
  data.trade = number(arguments_.trade);
  for (std::size_t c = 0; c < terms_.size(); ++c)
    data.regressors.push_back({terms_[c].text, made.regressors[c]});
  data.regressors.insert(data.regressors.end(), more.begin(), more.end());
  for (std::size_t e = 0; e < effects_.size(); ++e)
    data.effects.push_back({effects_[e].text, made.effects[e]});
  for (std::size_t c = 0; c < clusters_.size(); ++c)
    data.clusters.push_back({clusters_[c].text, made.clusters[c]});
  if (!arguments_.offset.empty()) data.offset = number(arguments_.offset);
  if (!arguments_.weights.empty()) data.weights = number(arguments_.weights);
  return made;
}

trade::gravity_estimate trade_table::estimate(std::span<const trade::regressor> more) const {
  trade::gravity_options options;
  options.threads = arguments_.threads;
  return trade::estimate_gravity(equation(more).data, options);
}

std::vector<std::size_t> trade_table::count_levels(const trade::gravity_estimate& made) const {
  std::vector<std::size_t> counts;
  for (const auto& effect : effects_) {
    std::unordered_set<std::uint32_t> seen;
    for (std::size_t row = 0; const auto group : groups(effect))
      if (made.use[row++] == trade::row_use::used) seen.insert(group);
    counts.push_back(seen.size());
  }
  return counts;
}

void warn_of_estimate(const trade::gravity_estimate& made, const trade_table& table,
                      diagnostics& report) {
  const auto& file = table.file().file;
  const auto warn = [&](const std::string& field, const std::string& message) {
    report.warning(file, 0, field, "", message);
  };
  if (table.file().left_out > 0)
    warn("", rows_are(table.file().left_out) + " left out: a value is missing (" +
                 text::join(table.missing_by_column()) + ")");
  if (made.weightless > 0) warn("", rows_are(made.weightless) + " left out: the weight is 0");
  if (made.singletons > 0)
    warn("", rows_are(made.singletons) + " left out: alone in a group of some effect");
  if (made.separated > 0)
    warn("", rows_are(made.separated) +
                 " left out: without trade, and some effect or regressor fits that ever better "
                 "(separation)");
  for (const auto& each : made.coefficients) {
    if (each.use == trade::regressor_use::absorbed)
      warn(each.name, "the regressor is left out: the fixed effects explain it");
    if (each.use == trade::regressor_use::collinear)
      warn(each.name,
           "the regressor is left out: the constant, others and the fixed effects explain it");
  }
  if (!made.separation_was_decided)
    warn("", "whether more rows are separated could not be decided in the steps allowed");
  if (made.covariance_was_mended)
    warn("", "the covariance of several clusters had negative eigenvalues, which are set to 0");
  if (made.status == trade::gravity_status::not_converged)
    report.error(
        file, 0, made.unmet, "",
        fmt::format("no estimate after {} steps: the first order condition is off by {:.0e}",
                    made.log.size(),
                    std::max(made.regressor_score_residual, made.effect_score_residual)),
        fmt::format("{:.0e}", trade::gravity_options{}.score_tolerance));
  if (made.status == trade::gravity_status::one_cluster)
    report.error(file, 0, made.place, "",
                 "all rows used are one cluster, and the factor G / (G - 1) of the standard errors "
                 "is undefined",
                 "2 clusters or more");
  if (made.status == trade::gravity_status::nothing_left)
    report.error(file, 0, "", "",
                 fmt::format("{} rows with {} regressors are left to estimate from, and they don't "
                             "tell the coefficients",
                             made.rows_used, made.coefficients.size()));
}

const char* word_of(trade::gravity_status status) {
  switch (status) {
    case trade::gravity_status::solved:
      return "solved";
    case trade::gravity_status::not_converged:
      return "not converged";
    case trade::gravity_status::nothing_left:
      return "nothing left";
    case trade::gravity_status::invalid_data:
      return "invalid data";
    case trade::gravity_status::one_cluster:
      return "one cluster";
  }
  return "";
}

}  // namespace amur::world

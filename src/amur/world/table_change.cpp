#include "amur/world/table_change.h"

#include <algorithm>

#include "amur/base/no_answer.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"
#include "amur/text/written_names.h"

namespace amur::world {
namespace {

constexpr const char* change_form =
    "NAME=NUMBER, NAME*=NUMBER or NAME+=NUMBER, up to 1e15, or border_carbon(KG_PER_USD,PRICE) or "
    "border_carbon(KG_PER_USD,PRICE,CHARGED) for the number, then 'where' and conditions such as "
    "NAME=WORD and NAME!=WORD|WORD";
constexpr std::string_view carbon_word = "border_carbon(";
constexpr double kg_a_tonne = 1000;

std::string name_in(std::string_view text) { return text::without_quotes(text::trimmed(text)); }

[[noreturn]] void refuse(const std::string& option, const std::string& text,
                         const std::string& allowed) {
  throw no_answer("", option, "'" + text + "' can't be understood; allowed: " + allowed);
}

// A price of carbon that is a number >= 0.
std::optional<double> carbon_price(const std::string& text) {
  std::string problem;
  const auto price = text::parse_number(text, problem);
  return price && text::not_negative.has(*price) ? price : std::nullopt;
}

// The duty behind `border_carbon(`; nothing where it can't be understood.
std::optional<border_carbon_duty> parse_carbon_duty(std::string_view value) {
  if (!value.ends_with(')')) return std::nullopt;
  value.remove_prefix(carbon_word.size());
  value.remove_suffix(1);
  const auto parts = text::split_names({std::string(value)});
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  border_carbon_duty duty;
  duty.intensity = name_in(parts[0]);
  const auto price = carbon_price(parts[1]);
  if (duty.intensity.empty() || !price) return std::nullopt;
  duty.price_usd_per_t = *price;
  if (parts.size() < 3) return duty;
  std::string problem;
  if (!text::parse_number(parts[2], problem)) {
    duty.charged = name_in(parts[2]);
    return duty.charged.empty() ? std::nullopt : std::optional(duty);
  }
  const auto charged = carbon_price(parts[2]);
  if (!charged) return std::nullopt;
  duty.charged_usd_per_t = *charged;
  return duty;
}

// Both texts are the same number, or the same text.
bool is_same(const std::string& one, const std::string& other) {
  if (one == other) return true;
  std::string problem;
  const auto a = text::parse_number(one, problem), b = text::parse_number(other, problem);
  return a && b && *a == *b;
}

}  // namespace

std::vector<row_condition> parse_conditions(const std::string& option, const std::string& text) {
  std::vector<row_condition> conditions;
  for (const auto& part : text::split_unquoted(text, " and ")) {
    row_condition condition;
    const auto equals = text::find_unquoted(part, "=");
    if (equals == std::string::npos)
      refuse(option, part, "conditions such as NAME=WORD and NAME!=WORD|WORD");
    condition.is_one_of = equals == 0 || part[equals - 1] != '!';
    condition.column = name_in(part.substr(0, equals - (condition.is_one_of ? 0 : 1)));
    condition.words = text::split_unquoted(part.substr(equals + 1), "|");
    for (auto& word : condition.words) word = text::without_quotes(word);
    if (condition.column.empty() || std::ranges::find(condition.words, "") != condition.words.end())
      refuse(option, part, "conditions such as NAME=WORD and NAME!=WORD|WORD");
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

table_change parse_change(const std::string& option, const std::string& text) {
  using operation = table_change::operation;
  table_change change;
  change.text = text;
  const auto where = text::find_unquoted(text, " where ");
  const auto assignment = text.substr(0, where);
  const auto equals = text::find_unquoted(assignment, "=");
  if (equals == std::string::npos || equals == 0) refuse(option, text, change_form);
  const char before = assignment[equals - 1];
  change.use = before == '*'   ? operation::multiply
               : before == '+' ? operation::add
                               : operation::set;
  change.column = name_in(assignment.substr(0, equals - (change.use == operation::set ? 0 : 1)));
  const std::string value(text::trimmed(assignment.substr(equals + 1)));
  if (value.starts_with(carbon_word)) {
    change.carbon = parse_carbon_duty(value);
    if (change.column.empty() || !change.carbon) refuse(option, text, change_form);
  } else {
    std::string problem;
    const auto amount = text::parse_number(value, problem);
    if (change.column.empty() || !amount || !text::any_number.has(*amount))
      refuse(option, text, change_form);
    change.amount = *amount;
  }
  if (where != std::string::npos)
    change.conditions =
        parse_conditions(option, text.substr(where + std::string(" where ").size()));
  return change;
}

double table_change::amount_in(const trade_table& table, std::size_t row) const {
  if (!carbon) return amount;
  const double charged =
      carbon->charged.empty() ? carbon->charged_usd_per_t : table.number(carbon->charged)[row];
  return table.number(carbon->intensity)[row] / kg_a_tonne *
         std::max(0.0, carbon->price_usd_per_t - charged);
}

std::vector<bool> rows_that_meet(const trade_table& table,
                                 const std::vector<row_condition>& conditions) {
  std::vector<bool> meets(table.rows(), true);
  for (const auto& condition : conditions) {
    const auto& column = table.label(condition.column);
    std::vector<bool> fits;
    for (const auto& label : column.label)
      fits.push_back(condition.is_one_of ==
                     std::ranges::any_of(condition.words, [&label](const std::string& word) {
                       return is_same(word, label);
                     }));
    for (std::size_t row = 0; row < meets.size(); ++row)
      if (!fits[column.level[row]]) meets[row] = false;
  }
  return meets;
}

}  // namespace amur::world

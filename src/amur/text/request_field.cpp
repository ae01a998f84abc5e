#include "amur/text/request_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "amur/base/date.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::text {
namespace {

std::optional<std::uint64_t> digits_alone(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

const char* schema_type(field_type type) {
  switch (type) {
    case field_type::flag:
      return "boolean";
    case field_type::whole:
      return "integer";
    case field_type::number:
      return "number";
    default:
      return "string";
  }
}

const request_field& field_of(const declared_command& asked, const std::string& name) {
  const auto at = std::ranges::find(asked.fields, name, &request_field::name);
  if (at == asked.fields.end()) throw std::out_of_range(asked.name + " has no field " + name);
  return *at;
}

std::string allowed(const request_field& field) {
  switch (field.type) {
    case field_type::word:
      return join(field.words);
    case field_type::month:
      return "YYYY-MM";
    case field_type::flag:
      return "true or false";
    case field_type::whole:
      return field.highest == UINT64_MAX
                 ? fmt::format("a whole number >= {}", field.fewest)
                 : fmt::format("a whole number, {} to {}", field.fewest, field.highest);
    case field_type::number:
      return field.unit.empty()
                 ? fmt::format("a number, {} to {}", field.least, field.most)
                 : fmt::format("a number, {} to {} {}", field.least, field.most, field.unit);
    case field_type::text:
      break;
  }
  return fmt::format("a text of at most {} characters", field.longest);
}

std::string why_refused(const request_field& field, const request_value& value) {
  switch (field.type) {
    case field_type::word: {
      const auto& word = std::get<std::string>(value);
      return std::ranges::find(field.words, word) == field.words.end() ? "there is no such word"
                                                                       : "";
    }
    case field_type::month:
      return parse_date(std::get<std::string>(value) + "-01") ? "" : "this is no month";
    case field_type::whole: {
      const auto number = std::get<std::uint64_t>(value);
      return number < field.fewest || number > field.highest ? "the number is out of range" : "";
    }
    case field_type::number: {
      const double number = std::get<double>(value);
      return number >= field.least && number <= field.most ? "" : "the number is out of range";
    }
    case field_type::text:
      return std::get<std::string>(value).size() > field.longest ? "the text is too long" : "";
    case field_type::flag:
      break;
  }
  return {};
}

std::optional<request_value> read_value(const request_field& field, const std::string& text,
                                        std::string& problem) {
  std::optional<request_value> value;
  if (field.type == field_type::whole) {
    if (const auto whole = digits_alone(text))
      value = *whole;
    else
      problem = "this is no whole number";
  } else if (field.type == field_type::number) {
    if (const auto number = parse_number(text, problem)) value = *number;
  } else if (field.type == field_type::flag) {
    if (text == "true" || text == "false")
      value = text == "true";
    else
      problem = "this is neither";
  } else {
    value = text;
  }
  if (value) problem = why_refused(field, *value);
  return problem.empty() ? value : std::nullopt;
}

}  // namespace amur::text

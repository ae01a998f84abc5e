#include "amur/study/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "amur/base/date.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::study {
namespace {

std::optional<std::uint64_t> digits_alone(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <class Value>
std::optional<Value> value_in(const std::map<std::string, request_value>& values,
                              const std::string& field) {
  const auto at = values.find(field);
  if (at == values.end()) return std::nullopt;
  return std::get<Value>(at->second);
}

}  // namespace

void study_request::set(const std::string& field, request_value value) {
  values_.insert_or_assign(field, std::move(value));
}
std::string study_request::text(const std::string& field) const {
  return value_in<std::string>(values_, field).value_or("");
}
std::optional<std::uint64_t> study_request::whole(const std::string& field) const {
  return value_in<std::uint64_t>(values_, field);
}
std::optional<double> study_request::number(const std::string& field) const {
  return value_in<double>(values_, field);
}
bool study_request::flag(const std::string& field) const {
  return value_in<bool>(values_, field).value_or(false);
}

const request_field* declared_study::field(const std::string& wanted) const {
  const auto at = std::ranges::find(fields, wanted, &request_field::name);
  return at == fields.end() ? nullptr : &*at;
}

std::span<const declared_study> studies() {
  static const std::vector<declared_study> all = {run_study(),     months_study(),   toll_study(),
                                                  finance_study(), simulate_study(), paths_study(),
                                                  skim_study()};
  return all;
}

const declared_study* find_study(const std::string& name) {
  const auto all = studies();
  const auto at = std::ranges::find(all, name, &declared_study::name);
  return at == all.end() ? nullptr : &*at;
}

std::string allowed(const request_field& field) {
  switch (field.type) {
    case field_type::word:
      return text::join(field.words);
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
  return fmt::format("a text of at most {} characters", longest_text);
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
      return std::get<std::string>(value).size() > longest_text ? "the text is too long" : "";
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
    if (const auto number = text::parse_number(text, problem)) value = *number;
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

void check_fields(const declared_study& asked, const study_request& request, diagnostics& report) {
  for (const auto& field : asked.fields) {
    if (field.is_required && !request.has(field.name))
      report.error("", 0, field.name, "", "this field is missing", allowed(field));
    if (!field.needs.empty() && request.has(field.name) && !request.has(field.needs))
      report.error("", 0, field.name, "", fmt::format("this needs {} too", field.needs));
  }
}

}  // namespace amur::study

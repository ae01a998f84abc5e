#include "amur/study/registry.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/study/declared_studies.h"

namespace amur::study {
namespace {

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
  static const auto all = [] {
    std::vector<declared_study> declared;
    for (const auto study : studies_of_a_case) declared.push_back(study());
    for (const auto study : studies_of_many_cases) declared.push_back(study());
    return declared;
  }();
  return all;
}

bool study_task::goes_on_after(std::size_t done, std::size_t of) const {
  const bool is_wanted = !part || part(done, of);
  return is_wanted && !is_unwanted();
}

const declared_study* find_study(const std::string& name) {
  const auto all = studies();
  const auto at = std::ranges::find(all, name, &declared_study::name);
  return at == all.end() ? nullptr : &*at;
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

#include "amur/serve/study_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/text/text.h"
#include "amur/world/trade_requests.h"

namespace amur::serve {
namespace {

using study::field_type;
using study::request_field;

// Above this not every whole number is one of JSON's.
constexpr double exact_to = 9007199254740992.0;

std::optional<study::request_value> value_of(const request_field& field,
                                             const nlohmann::json& given) {
  switch (field.type) {
    case field_type::flag:
      if (given.is_boolean()) return given.get<bool>();
      return std::nullopt;
    case field_type::whole: {
      if (given.is_number_unsigned()) return given.get<std::uint64_t>();
      if (!given.is_number_float()) return std::nullopt;
      const double number = given.get<double>();
      if (!(number >= 0 && number < exact_to && number == std::floor(number))) return std::nullopt;
      return static_cast<std::uint64_t>(number);
    }
    case field_type::number:
      if (given.is_number()) return given.get<double>();
      return std::nullopt;
    default:
      if (given.is_string()) return given.get<std::string>();
      return std::nullopt;
  }
}

nlohmann::json as_json(const study::request_value& value) {
  return std::visit([](const auto& one) { return nlohmann::json(one); }, value);
}

nlohmann::json declared_json(const text::declared_command& asked, bool is_served) {
  auto fields = nlohmann::json::array();
  for (const auto& field : asked.fields) {
    auto entry = field_schema(field);
    entry["name"] = field.name;
    entry["option"] = field.option;
    entry["unit"] = field.unit;
    entry["required"] = field.is_required;
    entry["repeats"] = field.repeats;
    entry["allowed"] = text::allowed(field);
    if (!field.needs.empty()) entry["needs"] = field.needs;
    fields.push_back(std::move(entry));
  }
  return {{"name", asked.name},
          {"sentence", asked.sentence},
          {"example", asked.example},
          {"served", is_served},
          {"fields", std::move(fields)}};
}

}  // namespace

nlohmann::json field_schema(const request_field& field) {
  nlohmann::json schema = {{"type", text::schema_type(field.type)},
                           {"description", field.sentence}};
  if (field.type == field_type::whole) {
    schema["minimum"] = field.fewest;
    schema["maximum"] = field.highest;
  } else if (field.type == field_type::number) {
    schema["minimum"] = field.least;
    schema["maximum"] = field.most;
  } else if (field.type == field_type::word) {
    schema["enum"] = field.words;
  } else if (field.type == field_type::month) {
    schema["pattern"] = text::month_pattern;
  } else if (field.type == field_type::text) {
    schema["maxLength"] = field.longest;
  }
  if (field.usual) schema["default"] = as_json(*field.usual);
  return schema;
}

nlohmann::json request_schema(const study::declared_study& asked) {
  auto properties = nlohmann::json::object();
  auto needed = nlohmann::json::array();
  for (const auto& field : asked.fields) {
    properties[field.name] = field_schema(field);
    if (field.is_required) needed.push_back(field.name);
  }
  nlohmann::json schema = {{"type", "object"},
                           {"description", asked.sentence},
                           {"properties", std::move(properties)},
                           {"additionalProperties", false}};
  if (!needed.empty()) schema["required"] = std::move(needed);
  return schema;
}

nlohmann::json studies_json() {
  auto list = nlohmann::json::array();
  for (const auto& asked : study::studies())
    list.push_back(declared_json({asked.name, asked.sentence, asked.example, asked.fields},
                                 asked.run != nullptr));
  for (const auto* asked : world::trade_requests()) list.push_back(declared_json(*asked, false));
  return list;
}

std::vector<std::string> served_studies() {
  std::vector<std::string> names;
  for (const auto& asked : study::studies())
    if (asked.run) names.push_back(asked.name);
  return names;
}

const std::vector<std::string>& analysis_kinds() {
  static const auto kinds = [] {
    auto names = served_studies();
    // These have routes of their own.
    std::erase_if(names, [](const auto& name) { return name == "run" || name == "simulate"; });
    return names;
  }();
  return kinds;
}

bool take_request(const study::declared_study& asked, const nlohmann::json& given,
                  const std::string& place, const std::string& whole, study::study_request& request,
                  answer& problem) {
  const auto refuse = [&problem](const std::string& field, const std::string& message,
                                 const std::string& allowed) {
    problem = error_answer(400, field, message, allowed);
    return false;
  };
  if (!given.is_object()) return refuse(whole, "this is no JSON object", "{...}");
  for (const auto& [key, value] : given.items()) {
    const auto* field = asked.field(key);
    if (!field) {
      std::vector<std::string> names;
      for (const auto& known : asked.fields) names.push_back(known.name);
      return refuse(place + key, "unknown field", text::join(names));
    }
    const auto read = value_of(*field, value);
    const auto why = read ? study::why_refused(*field, *read) : "the value has the wrong type";
    if (!why.empty()) return refuse(place + key, why, study::allowed(*field));
    request.set(key, *read);
  }
  diagnostics report;
  study::check_fields(asked, request, report);
  if (report.findings.empty()) return true;
  const auto& first = report.findings.front();
  return refuse(place + first.field, first.message, first.allowed);
}

asked_request asked_of_body(const std::string& kind, const nlohmann::json& body) {
  asked_request found;
  if (kind == "run" && body.contains("analysis")) {
    const auto& analysis = body["analysis"];
    if (!analysis.is_object()) return found;
    const auto& kinds = analysis_kinds();
    const auto named = analysis.value("kind", nlohmann::json());
    if (!named.is_string() || std::ranges::find(kinds, named.get<std::string>()) == kinds.end())
      return found;
    found.study = named;
    found.request = analysis;
    found.request.erase("kind");
    return found;
  }
  found.study = kind == "simulation" ? "simulate" : "run";
  for (const auto& field : study::find_study(found.study)->fields)
    if (body.contains(field.name)) found.request[field.name] = body[field.name];
  return found;
}

std::string usual_study(const cases::case_data& data) {
  return data.links.empty() ? "finance" : "run";
}

}  // namespace amur::serve

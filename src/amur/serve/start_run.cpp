// A new run from a request's body.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "amur/case/scenario.h"
#include "amur/http/bounded_json.h"
#include "amur/serve/api.h"
#include "amur/serve/case_years.h"
#include "amur/serve/study_json.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

constexpr std::size_t longest_name = 200;

bool simple(const nlohmann::json& value) {
  if (value.is_array())
    return value.size() <= 1000 && std::all_of(value.begin(), value.end(), [](const auto& entry) {
             return entry.is_string() || entry.is_number();
           });
  return value.is_string() || value.is_number() || value.is_boolean();
}

// The field of an edit of links that makes freight stand still or go back, and why; empty where
// there is none.
std::pair<std::string, std::string> odd_speed(const nlohmann::json& edit) {
  constexpr double most_km_h = 1000;
  if (edit["table"] != "links" || edit["action"] == "scale" || !edit.contains("values")) return {};
  const auto number = [&](const char* column) {
    const auto value = edit["values"].value(column, nlohmann::json());
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
  };
  const auto km = number("length_km"), hours = number("free_time_h");
  if (km && *km < 0) return {"length_km", "a length can't be below 0"};
  if (hours && *hours < 0) return {"free_time_h", "a time can't be below 0: a speed below 0?"};
  if (km && hours && *hours * most_km_h < *km)
    return {"free_time_h", fmt::format("{} km in {} h is above {} km/h", *km, *hours, most_km_h)};
  return {};
}

bool take_edits(const nlohmann::json& body, stored_run& run, answer& problem) {
  if (!body.contains("edits")) return true;
  const auto& edits = body["edits"];
  const auto bad = [&](const std::string& field, const std::string& message,
                       const std::string& allowed) {
    problem = error_answer(400, field, message, allowed);
    return false;
  };
  if (!edits.is_array() || edits.size() > most_edits)
    return bad("edits", "this is no list of edits", fmt::format("at most {} edits", most_edits));
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto place = fmt::format("edits[{}]", i);
    const auto& edit = edits[i];
    if (!edit.is_object() || !edit.contains("table") || !edit.contains("action") ||
        !edit["table"].is_string() || !edit["action"].is_string())
      return bad(place, "an edit names its table and action",
                 "{\"table\", \"action\", \"where\", \"values\"}");
    for (const auto& [key, value] : edit.items()) {
      if (key == "table" || key == "action") continue;
      if (key != "where" && key != "values")
        return bad(place + "." + key, "unknown field", "table, action, where, values");
      if (!value.is_object() || value.size() > 50 ||
          !std::all_of(value.begin(), value.end(), [](const auto& v) { return simple(v); }))
        return bad(place + "." + key, "the value has the wrong type",
                   "an object of texts, numbers or lists of them");
    }
    if (const auto [field, message] = odd_speed(edit); !field.empty())
      return bad(place + ".values." + field, message, "hours above 0, up to 1000 km/h");
  }
  run.edits = edits;
  return true;
}

bool take_scenarios(const nlohmann::json& body, const std::filesystem::path& folder,
                    stored_run& run, answer& problem) {
  if (!body.contains("scenarios")) return true;
  const auto known = cases::scenario_names(folder);
  const auto& given = body["scenarios"];
  const auto good = [&](const nlohmann::json& name) {
    // Only the case's own: a path would lead out of its folder.
    return name.is_string() &&
           std::find(known.begin(), known.end(), name.get<std::string>()) != known.end();
  };
  if (given.is_array() && given.size() <= 50 && std::all_of(given.begin(), given.end(), good)) {
    run.scenarios = given.get<std::vector<std::string>>();
    return true;
  }
  problem = error_answer(400, "scenarios", "there is no such scenario",
                         "a list of: " + text::join(known));
  return false;
}

bool take_name(const nlohmann::json& body, stored_run& run, answer& problem) {
  if (!body.contains("name")) return true;
  if (!body["name"].is_string() || body["name"].get<std::string>().size() > longest_name) {
    problem = error_answer(400, "name", "this can't be a name",
                           fmt::format("a text of at most {} characters", longest_name));
    return false;
  }
  run.name = body["name"];
  return true;
}

// Whose fields are all taken: what a body may have beside `more`.
bool only_known(const nlohmann::json& body, std::vector<std::string> more, answer& problem) {
  more.insert(more.begin(), {"name", "scenarios", "edits"});
  for (const auto& [key, value] : body.items())
    if (std::find(more.begin(), more.end(), key) == more.end()) {
      problem = error_answer(400, key, "unknown field", text::join(more));
      return false;
    }
  return true;
}

// What a route's body asks: which study, with which request, and where in the body that stands.
struct asked_study {
  const study::declared_study* asked = nullptr;
  nlohmann::json request = nlohmann::json::object();
  std::string place, whole;  // before a field's name, and of the request itself
};

// One of /api/studies, with the request in a field of its own.
std::optional<asked_study> study_of_name(const std::string& name, const nlohmann::json& body,
                                         answer& problem) {
  const auto* asked = study::find_study(name);
  if (!asked || !asked->run) {
    problem = error_answer(404, "study", "there is no such study", text::join(served_studies()));
    return std::nullopt;
  }
  if (!only_known(body, {"request"}, problem)) return std::nullopt;
  return asked_study{asked, body.value("request", nlohmann::json::object()), "request.", "request"};
}

// /api/runs and /api/simulations: the request's fields stand in the body, or those of months, toll
// and finance in its "analysis".
std::optional<asked_study> study_of_kind(const std::string& kind, const nlohmann::json& body,
                                         const cases::case_data& data, answer& problem) {
  const auto* asked = study::find_study(kind == "run" ? "run" : "simulate");
  std::vector<std::string> known;
  for (const auto& field : asked->fields) known.push_back(field.name);
  if (kind == "run") known.push_back("analysis");
  if (!only_known(body, known, problem)) return std::nullopt;
  auto found = asked_of_body(kind, body);
  if (found.study != asked->name) {
    const auto refuse = [&](const char* field, const char* what, const std::string& allowed) {
      problem = error_answer(400, field, what, allowed);
      return std::nullopt;
    };
    if (found.study.empty())
      return refuse(body["analysis"].is_object() ? "analysis.kind" : "analysis",
                    "there is no such analysis", "kind: " + text::join(analysis_kinds()));
    if (body.value("trade", nlohmann::json()) == true)
      return refuse("analysis.kind", "an analysis is run without trade", "trade: false");
    return asked_study{study::find_study(found.study), found.request, "analysis.", "analysis.kind"};
  }
  // A case of finance alone is asked for it where nothing else is.
  if (found.request.empty()) found.study = kind == "run" ? usual_study(data) : found.study;
  return asked_study{study::find_study(found.study), found.request, "",
                     found.request.contains("trade") ? "trade" : "kind"};
}

bool take_study(const asked_study& given, const cases::case_data& data, stored_run& run,
                answer& problem) {
  study::study_request request;
  if (!take_request(*given.asked, given.request, given.place, given.whole, request, problem))
    return false;
  diagnostics report;
  given.asked->check(data, request, report);
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) {
      const bool is_field = given.asked->field(finding.field) != nullptr;
      problem = error_answer(400, is_field ? given.place + finding.field : given.whole,
                             finding.message, finding.allowed);
      return false;
    }
  run.study = given.asked->name;
  run.request = given.request;
  return true;
}

answer no_object() {
  return error_answer(400, "body", "this is no JSON object",
                      fmt::format("{{...}}, lists and objects {} deep at most", http::most_depth));
}

}  // namespace

answer rename_run(const std::string& id, const std::string& text, run_store& store) {
  const auto body = http::parse_bounded(text);
  if (!body.is_object()) return no_object();
  stored_run named;
  answer problem;
  if (!take_name(body, named, problem)) return problem;
  if (named.name.empty())
    return error_answer(400, "name", "a run has a name", "1 character or more");
  if (!store.rename(id, named.name))
    return error_answer(409, "id", "this run is not finished", "a run that is finished");
  const auto now = store.find(id);
  return now ? answer{200, to_json(*now)} : error_answer(404, "id", "there is no such run");
}

answer start_run(const wanted_run& wanted, const std::string& text, const cases::case_data& data,
                 const std::filesystem::path& folder, run_store& store, run_queue& queue) {
  const auto body = http::parse_bounded(text);
  if (!body.is_object()) return no_object();
  answer problem;
  const auto asked = wanted.study.empty() ? study_of_kind(wanted.kind, body, data, problem)
                                          : study_of_name(wanted.study, body, problem);
  if (!asked) return problem;
  stored_run run;
  if (!take_name(body, run, problem) || !take_scenarios(body, folder, run, problem) ||
      !take_edits(body, run, problem) || !take_study(*asked, data, run, problem))
    return problem;
  if (run.name.empty())
    run.name = run.scenarios.empty() ? "as it stands" : text::join(run.scenarios);
  run.message = years_warning(data, run);
  if (store.unfinished() >= most_unfinished)
    return error_answer(429, "", "too many runs wait", fmt::format("at most {}", most_unfinished));
  const auto added = store.add(std::move(run));
  if (!added)
    return error_answer(503, "", "the folder of runs takes no further one",
                        "a folder with space, and ids up to 999999999");
  queue.add(added->id);
  return {202, to_json(*added)};
}

}  // namespace amur::serve

#pragma once
// The studies as JSON: their declarations, requests that come to the server, and their schemas.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "amur/case/case.h"
#include "amur/serve/api.h"
#include "amur/study/registry.h"

namespace amur::serve {

/// All studies with their fields, and what `amur trade` asks of a table, which no server has, as
/// GET /api/studies and `amur schema studies` give them.
[[nodiscard]] nlohmann::json studies_json();

/// JSON schema of one field, and of a study's request.
[[nodiscard]] nlohmann::json field_schema(const study::request_field& field);
[[nodiscard]] nlohmann::json request_schema(const study::declared_study& asked);

/// Studies that the server runs.
[[nodiscard]] std::vector<std::string> served_studies();
/// Those that "analysis" of a run may name.
[[nodiscard]] const std::vector<std::string>& analysis_kinds();

/// The request of a study from JSON; false, and why in `problem`, where it isn't allowed. Fields
/// are named with `place` before them, the request itself `whole`.
[[nodiscard]] bool take_request(const study::declared_study& asked, const nlohmann::json& given,
                                const std::string& place, const std::string& whole,
                                study::study_request& request, answer& problem);

/// What is asked by a body of /api/runs ("run") or /api/simulations ("simulation"), or by a run
/// that an earlier version kept; an empty study where its "analysis" is none.
struct asked_request {
  std::string study;
  nlohmann::json request = nlohmann::json::object();
};
[[nodiscard]] asked_request asked_of_body(const std::string& kind, const nlohmann::json& body);

/// What a case is asked when nothing else is: without a network its finance, else a run.
[[nodiscard]] std::string usual_study(const cases::case_data& data);

}  // namespace amur::serve

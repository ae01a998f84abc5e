#include "amur/serve/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/study/finance_run.h"
#include "amur/study/months_run.h"
#include "amur/study/toll_run.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

constexpr double highest_toll_usd = 1e6;

std::optional<date> month_of(const nlohmann::json& value) {
  return value.is_string() ? parse_date(value.get<std::string>() + "-01") : std::nullopt;
}

struct taker {
  const nlohmann::json& asked;
  const cases::case_data& data;
  answer& problem;

  bool refuse(const std::string& field, const std::string& message, const std::string& allowed) {
    problem = error_answer(400, "analysis" + (field.empty() ? "" : "." + field), message, allowed);
    return false;
  }
  bool only(const std::vector<std::string>& fields) {
    for (const auto& [key, value] : asked.items())
      if (std::find(fields.begin(), fields.end(), key) == fields.end())
        return refuse(key, "unknown field", text::join(fields));
    return true;
  }
  bool months() {
    if (!only({"kind", "from", "to"})) return false;
    for (const char* field : {"from", "to"})
      if (!month_of(asked.value(field, nlohmann::json())))
        return refuse(field, "this is no month", "YYYY-MM");
    const auto from = *month_of(asked["from"]), to = *month_of(asked["to"]);
    const int count = 12 * (to.year - from.year) + to.month - from.month + 1;
    if (count < 1 || count > most_months)
      return refuse("to", "this is before the first month, or too long after it",
                    fmt::format("1 to {} months", most_months));
    return true;
  }
  bool crossing(const char* field, bool required) {
    if (!asked.contains(field) && !required) return true;
    std::vector<std::string> known;
    for (const auto& one : data.crossings) known.push_back(one.id);
    const auto given = asked.value(field, nlohmann::json());
    if (given.is_string() && std::ranges::find(known, given.get<std::string>()) != known.end())
      return true;
    return refuse(field, "there is no such crossing", text::join(known));
  }
  bool number(const char* field, double least, double most, bool whole = false) {
    if (!asked.contains(field)) return true;
    double value = 0;
    if (take_number(asked[field], least, most, whole, value)) return true;
    return refuse(field, "this is not such a number",
                  fmt::format("a {}number, {} to {}", whole ? "whole " : "", least, most));
  }
  bool toll() {
    return only({"kind", "crossing", "rival", "lowest_usd", "highest_usd", "steps"}) &&
           crossing("crossing", true) && crossing("rival", false) &&
           number("lowest_usd", 0, highest_toll_usd) &&
           number("highest_usd", 0, highest_toll_usd) && number("steps", 2, most_toll_steps, true);
  }
  bool finance() {
    if (!only({"kind"})) return false;
    if (!data.projects.empty() || !data.economies.empty()) return true;
    return refuse("kind", "this case has no projects and no states in debt", "months, toll");
  }
};

}  // namespace

bool take_analysis(const nlohmann::json& body, const cases::case_data& data,
                   nlohmann::json& analysis, answer& problem) {
  analysis = usual_analysis(data);
  if (!body.contains("analysis")) return true;
  taker take{body["analysis"], data, problem};
  const auto kind = take.asked.is_object() ? take.asked.value("kind", nlohmann::json()) : nullptr;
  const bool good = kind == "months" ? take.months()
                    : kind == "toll" ? take.toll()
                    : kind == "finance"
                        ? take.finance()
                        : take.refuse(take.asked.is_object() ? "kind" : "",
                                      "there is no such analysis", "kind: months, toll, finance");
  if (!good) return false;
  if (kind != "finance" && data.links.empty())
    return take.refuse("kind", "this case has no network", "finance");
  if (body.value("trade", nlohmann::json()) == true)
    return take.refuse("kind", "an analysis is run without trade", "trade: false");
  analysis = take.asked;
  return true;
}

nlohmann::json usual_analysis(const cases::case_data& data) {
  return data.links.empty() ? nlohmann::json{{"kind", "finance"}} : nlohmann::json();
}

study::case_outcome run_analysis(const study::case_run& run, const nlohmann::json& analysis,
                                 const std::function<bool(std::size_t, std::size_t)>& part_done,
                                 diagnostics& report) {
  const std::string kind = analysis["kind"];
  if (kind == "months") {
    study::months_run months{run, *month_of(analysis["from"]), *month_of(analysis["to"]), true, {},
                             {}};
    months.month_done = [&](const std::string&, std::size_t done, std::size_t of) {
      return part_done(done, of);
    };
    return study::run_case_months(months, report);
  }
  if (kind == "toll") {
    study::toll_run toll;
    toll.folder = run.folder;
    toll.output = run.output;
    toll.scenarios = run.scenarios;
    toll.crossing = analysis["crossing"];
    toll.rival = analysis.value("rival", "");
    if (analysis.contains("lowest_usd")) toll.lowest_usd = analysis["lowest_usd"].get<double>();
    if (analysis.contains("highest_usd")) toll.highest_usd = analysis["highest_usd"].get<double>();
    if (analysis.contains("steps"))
      toll.steps = static_cast<decltype(toll.steps)>(analysis["steps"].get<double>());
    toll.threads = run.threads;
    toll.version = run.version;
    toll.progress = run.progress;
    return study::run_case_tolls(toll, report);
  }
  return study::run_case_finance(
      {run.folder, run.output, run.scenarios, "", false, run.threads, run.version, run.progress},
      report);
}

}  // namespace amur::serve

// What a study allows is the same on the command line, in the server, and in the description of its
// API: values at and beside every limit are asked of all three.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <regex>

#include "amur/base/date.h"
#include "support/http_client.h"
#include "support/program.h"
#include "support/served_case.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using nlohmann::json;

json parsed(const http_reply& answer) { return json::parse(answer.body); }

std::string exact(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

// Texts at and beside the limits that a field's declaration gives.
std::vector<std::string> texts_beside_limits(const json& field) {
  const std::string type = field["type"];
  if (type == "integer") {
    std::vector<std::string> texts = {"0", "1", "7", "18446744073709551615"};
    for (const char* end : {"minimum", "maximum"}) {
      const auto limit = field[end].get<std::uint64_t>();
      texts.push_back(std::to_string(limit));
      if (limit > 0) texts.push_back(std::to_string(limit - 1));
      if (limit < UINT64_MAX) texts.push_back(std::to_string(limit + 1));
    }
    return texts;
  }
  if (type == "number") {
    std::vector<std::string> texts = {"-1", "0.25", "1e300"};
    for (const char* end : {"minimum", "maximum"}) {
      const double limit = field[end].get<double>(), far = std::numeric_limits<double>::infinity();
      for (const double value : {limit, std::nextafter(limit, far), std::nextafter(limit, -far)})
        if (std::isnormal(value) || value == 0) texts.push_back(exact(value));
    }
    return texts;
  }
  if (field.contains("enum")) return {field["enum"][0], "nonsense"};
  if (field.contains("pattern")) return {"2020-12", "2020-13", "2020-00", "20-01", "9999-01"};
  const auto longest = field["maxLength"].get<std::size_t>();
  return {"x", std::string(longest, 'x'), std::string(longest + 1, 'x')};
}

// What JSON makes of a text of a field's type.
json value_of(const json& field, const std::string& text) {
  return field["type"] == "string" ? json(text) : json::parse(text);
}

// An oracle of the few words of JSON schema that the description uses.
bool fits(const json& schema, const json& value) {
  if (schema["type"] == "string") {
    if (!value.is_string()) return false;
    const auto text = value.get<std::string>();
    if (schema.contains("enum") && !schema["enum"].front().is_null())
      return std::ranges::find(schema["enum"], value) != schema["enum"].end();
    if (schema.contains("pattern"))
      return std::regex_search(text, std::regex(schema["pattern"].get<std::string>()));
    return text.size() <= schema["maxLength"].get<std::size_t>();
  }
  return value.is_number() && value >= schema["minimum"] && value <= schema["maximum"];
}

// The rest of a command line that the field alone makes wrong, but for the case that isn't there.
std::string command_of(const std::string& study, const std::string& field) {
  const auto with = [&](const char* name, const std::string& rest) {
    return field == name ? std::string() : rest;
  };
  if (study == "run") return "run no_such_case --trade";
  if (study == "months")
    return "run no_such_case" + with("from", " --from 2020-01") + with("to", " --to 2020-02");
  if (study == "toll") return "toll no_such_case" + with("crossing", " -c x");
  if (study == "paths" || study == "corridor" || study == "detour")
    return study + " no_such_case" + with("from", " --from a") + with("to", " --to b");
  if (study == "calibrate")
    return "calibrate no_such_case" + with("cells", " --cells nodes.a.x_coord");
  if (study == "sweep") return "sweep no_such_case" + with("over", " --over a");
  if (study == "appraise") return "appraise no_such_case" + with("with", " --with x");
  if (study == "trade estimate") return "trade estimate no_such_table" + with("y", " -y a");
  if (study == "trade equilibrium")
    return "trade equilibrium no_such_table" + with("y", " -y a") + with("set", " --set b=1");
  return study + " no_such_case";
}

// The same as a request that a case of one crossing without trade and finance refuses for what it
// asks, once its fields are all allowed.
json request_of(const std::string& study) {
  if (study == "run") return {{"trade", true}};
  if (study == "months") return {{"from", "9999-12"}, {"to", "2020-01"}};
  if (study == "toll") return {{"crossing", "nowhere"}};
  if (study == "simulate") return {{"crossing", "nowhere"}};
  if (study == "paths" || study == "corridor" || study == "detour")
    return {{"from", "nowhere"}, {"to", "nowhere"}};
  if (study == "critical") return {{"parts", "zones"}};
  if (study == "ensemble")
    return {{"measured", 0}, {"reported", 0}, {"estimated", 0}, {"assumed", 0}};
  if (study == "skim") return {{"from", "nowhere"}};
  if (study == "sweep") return {{"over", "nowhere"}};
  if (study == "calibrate") return {{"cells", "nowhere"}};
  if (study == "appraise") return {{"with", "nowhere"}};
  if (study == "invest") return {{"budgets", "nowhere"}};
  return json::object();
}

class studies : public testing::Test {
 protected:
  json error_of(const std::string& study, const json& request) {
    return parsed(client.post("/v1/studies/" + study, json{{"request", request}}.dump()))["error"];
  }

  json ended(const std::string& study, const json& request) {
    const auto run = parsed(client.post("/v1/studies/" + study, json{{"request", request}}.dump()));
    EXPECT_EQ(run["study"], study) << run;
    for (;;) {
      auto now = parsed(client.get("/v1/runs/" + run["id"].get<std::string>()));
      if (now["status"] != "queued" && now["status"] != "running") return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  temporary_folder folder;
  served_case server{write_case(folder, staged_case()), folder.path() / "runs"};
  http_client client{server.port()};
  json all = parsed(client.get("/v1/studies"));
};

TEST_F(studies, refuse_the_same_values_on_the_command_line_in_the_server_and_in_its_description) {
  const auto schemas = parsed(client.get("/v1/openapi.json"))["components"]["schemas"];
  std::size_t refused = 0, taken = 0;
  for (const auto& study : all) {
    const std::string name = study["name"];
    for (const auto& field : study["fields"]) {
      if (field["type"] == "boolean") continue;
      const std::string of = field["name"], option = field["option"];
      const auto long_option = option.substr(option.find("--"));
      for (const auto& text : texts_beside_limits(field)) {
        const auto value = value_of(field, text);
        const bool is_good = fits(field, value);
        ++(is_good ? taken : refused);
        // A command takes a tenth of a second to start: each field has some of the texts there.
        if ((taken + refused) % 3 == 0) {
          const auto run = run_program(command_of(name, of) + " " + long_option + "=" + text);
          EXPECT_EQ(run.exit_code, 2);
          EXPECT_EQ(
              run.err.find("allowed: " + field["allowed"].get<std::string>()) == std::string::npos,
              is_good)
              << name << " " << long_option << "=" << text.substr(0, 40) << ": " << run.err;
        }
        if (!study["served"].get<bool>()) continue;
        const auto& schema = schemas[name + "_request"]["properties"][of];
        EXPECT_EQ(fits(schema, value), is_good) << name << "." << of << " " << schema;
        auto request = request_of(name);
        request[of] = value;
        const auto answer =
            parsed(client.post("/v1/studies/" + name, json{{"request", request}}.dump()));
        // Some studies find nothing else to refuse.
        if (is_good && answer.contains("id")) {
          (void)client.post("/v1/runs/" + answer["id"].get<std::string>() + "/cancel", "{}");
          continue;
        }
        const auto& error = answer["error"];
        ASSERT_TRUE(error.is_object()) << name << "." << of << " " << text.substr(0, 40);
        EXPECT_EQ(error.value("allowed", "") == field["allowed"], !is_good)
            << name << "." << of << " " << text.substr(0, 40) << ": " << error;
        if (!is_good) {
          EXPECT_EQ(error["field"], "request." + of);
        }
      }
    }
  }
  EXPECT_GT(taken, 50U);
  EXPECT_GT(refused, 30U);
}

TEST_F(studies, are_printed_as_the_server_says_them) {
  const auto run = run_program("schema studies");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(json::parse(run.out), all);
}

TEST_F(studies, have_a_command_each_that_takes_their_fields) {
  for (const auto& study : all) {
    const std::string name = study["name"];
    const auto help = run_program((name == "months" ? "run" : name) + " --help");
    EXPECT_EQ(help.exit_code, 0) << name;
    for (const auto& field : study["fields"]) {
      const std::string option = field["option"];
      EXPECT_NE(help.out.find(option.substr(option.find("--"))), std::string::npos) << option;
    }
  }
}

TEST_F(studies, say_which_field_is_missing_unknown_or_meaningless) {
  EXPECT_EQ(error_of("toll", json::object())["field"], "request.crossing");
  EXPECT_EQ(error_of("toll", {{"crossing", "boat"}, {"tax", 1}})["field"], "request.tax");
  EXPECT_EQ(error_of("run", {{"samples", 5}})["field"], "request.samples");
  EXPECT_EQ(error_of("toll", 5)["field"], "request");
  EXPECT_EQ(error_of("toll", {{"crossing", "boat"}, {"rival", "boat"}})["field"], "request.rival");
  EXPECT_EQ(client.post("/v1/studies/dance", "{}").status, 404);
}

TEST_F(studies, are_answered_by_the_server_under_their_names) {
  const auto simulated = ended("simulate", {{"crossing", "boat"}, {"days", 20}, {"seed", 3}});
  EXPECT_EQ(simulated["status"], "done") << simulated;
  EXPECT_EQ(simulated["kind"], "simulation");
  EXPECT_EQ(simulated["request"]["seed"], 3);
  const auto toll = ended("toll", {{"crossing", "bridge"}, {"highest_usd", 300}, {"steps", 3}});
  EXPECT_EQ(toll["status"], "done") << toll;
  EXPECT_EQ(toll["analysis"]["kind"], "toll");
}

// The figures are those that the command line finds for itself.
TEST_F(studies, of_skims_are_answered_by_the_server_as_on_the_command_line) {
  const json request = {{"from", "farm;city_b"}, {"to", "city_b"}, {"least", "time"}};
  const auto skim = ended("skim", request);
  ASSERT_EQ(skim["status"], "done") << skim;
  const auto table =
      parsed(client.get("/v1/runs/" + skim["id"].get<std::string>() + "/tables/skim"));
  const auto run = run_program("skim " + (folder.path() / "case").string() +
                               " --from 'farm;city_b' --to city_b --least time --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto pairs = json::parse(run.out)["pairs"];
  ASSERT_EQ(table["rows"].size(), pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& of = pairs[i];
    EXPECT_EQ(table["rows"][i], json({of["from"], of["to"], of["cost_usd_per_t"],
                                      of["freight_usd_per_t"], of["time_h"], of["length_km"]}));
  }
}

TEST_F(studies, of_skims_name_what_the_case_has_not) {
  const std::pair<const char*, const char*> wrong[] = {
      {"from", "fram"}, {"to", "fram"}, {"without", "rail"}, {"commodity", "gold"}};
  for (const auto& [field, value] : wrong) {
    const auto error = error_of("skim", {{field, value}});
    EXPECT_EQ(error["field"], std::string("request.") + field) << error;
  }
}

}  // namespace
}  // namespace amur::test

// Which runs a server keeps and shows, and where.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/http_client.h"
#include "support/program.h"
#include "support/served_case.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using nlohmann::json;

TEST(served_runs, a_case_shows_no_run_of_another_nor_of_itself_before_it_changed) {
  const temporary_folder folder;
  auto files = staged_case();
  const auto path = write_case(folder, files);
  {
    const served_case server(path, folder.path() / "runs");
    const http_client client(server.port());
    EXPECT_EQ(json::parse(client.post("/api/runs", R"({"name": "first"})").body)["id"], "000001");
    (void)client.get("/api/runs/000001/events");
  }
  {
    const served_case again(path, folder.path() / "runs");
    EXPECT_EQ(json::parse(http_client(again.port()).get("/api/runs").body).size(), 1u);
  }
  auto& settings = files["case.toml"];
  settings.replace(settings.find("Tiny"), 4, "Tine");
  const temporary_folder elsewhere;
  const auto other = write_case(elsewhere, files);
  const served_case server(other, folder.path() / "runs");
  const http_client client(server.port());
  EXPECT_EQ(json::parse(client.get("/api/case").body)["title"], "Tine");
  EXPECT_EQ(json::parse(client.get("/api/runs").body).size(), 0u);
  EXPECT_EQ(client.get("/api/runs/000001/tables").status, 404);
  EXPECT_EQ(json::parse(client.post("/api/runs", "{}").body)["id"], "000002");
}

// Both would otherwise keep their runs under the name that the folders share.
TEST(served_runs, cases_in_folders_of_one_name_keep_their_runs_apart) {
  const temporary_folder one, other, home;
  const auto said = [&](const std::filesystem::path& path) {
    const auto told = run_program("serve " + path.string() + " --port 0 --no-base",
                                  "XDG_DATA_HOME=" + home.path().string() + " timeout 3");
    const auto at = told.out.find("kept in ");
    return at == std::string::npos ? told.err : told.out.substr(at, told.out.find('\n', at) - at);
  };
  const auto first = write_case(one, staged_case()), second = write_case(other, staged_case());
  ASSERT_EQ(first.filename(), second.filename());
  const auto kept = said(first);
  EXPECT_NE(kept.find("/amur/" + first.filename().string() + "-"), std::string::npos) << kept;
  EXPECT_NE(kept, said(second));
  EXPECT_EQ(kept, said(first.string() + "/"));
}

TEST(served_runs, a_finished_run_takes_another_name_and_keeps_it) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const auto name_of = [](const http_client& client) {
    return json::parse(client.get("/api/runs/000001").body)["name"];
  };
  {
    const served_case server(path, folder.path() / "runs");
    const http_client client(server.port());
    (void)client.post("/api/runs", R"({"name": "first"})");
    (void)client.get("/api/runs/000001/events");
    EXPECT_EQ(client.post("/api/runs/000001/name", R"({"name": "A better one"})").status, 200);
    EXPECT_EQ(name_of(client), "A better one");
    const auto long_name = json{{"name", std::string(201, 'x')}}.dump();
    for (const auto& bad : {std::string(R"({"name": ""})"), std::string(R"({"name": 3})"),
                            std::string("[]"), long_name})
      EXPECT_EQ(client.post("/api/runs/000001/name", bad).status, 400) << bad;
    EXPECT_EQ(client.post("/api/runs/000009/name", R"({"name": "no run"})").status, 404);
    EXPECT_EQ(name_of(client), "A better one");
  }
  const served_case again(path, folder.path() / "runs");
  EXPECT_EQ(name_of(http_client(again.port())), "A better one");
}

TEST(served_runs, a_run_outside_the_years_of_the_case_says_so) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  const auto told = [&](const std::string& date) {
    const json day = {{"table", "case"}, {"action", "set"}, {"values", {{"date", date}}}};
    const auto id = json::parse(client.post("/api/runs", json{{"edits", {day}}}.dump()).body)["id"];
    return client.get("/api/runs/" + id.get<std::string>() + "/events").body;
  };
  EXPECT_NE(told("1900-01-01").find("1900 is outside the years"), std::string::npos);
  EXPECT_EQ(told("2023-11-01").find("outside"), std::string::npos);
}

TEST(served_runs, the_day_of_a_scenario_warns_as_one_of_the_form_does) {
  auto files = staged_case();
  files["scenarios/long_ago.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date = 1900-01-01 }\n";
  files["scenarios/as_then.toml"] = "extends = [\"long_ago\", \"as_then\"]\n";
  const temporary_folder folder;
  const served_case server(write_case(folder, files), folder.path() / "runs");
  const http_client client(server.port());
  const auto told = [&](const json& scenarios, const json& edits = json::array()) {
    const json asked = {{"scenarios", scenarios}, {"edits", edits}};
    return json::parse(client.post("/api/runs", asked.dump()).body).value("message", "");
  };
  for (const char* name : {"long_ago", "as_then"})
    EXPECT_NE(told(json::array({name})).find("1900 is outside the years"), std::string::npos)
        << name;
  // An edit of the form comes after the scenarios.
  const json day = {{"table", "case"}, {"action", "set"}, {"values", {{"date", "2023-11-01"}}}};
  EXPECT_EQ(told(json::array({"long_ago"}), json::array({day})), "");
  EXPECT_EQ(told(json::array()), "");
  // The page shows it in its head.
  const auto shown = json::parse(client.get("/api/case").body);
  std::map<std::string, std::string> days;
  for (const auto& scenario : shown["scenarios"])
    days[scenario["name"]] = scenario.value("date", "");
  EXPECT_EQ(days, (std::map<std::string, std::string>{{"as_then", "1900-01-01"},
                                                      {"free_bridge", ""},
                                                      {"half_fee", ""},
                                                      {"long_ago", "1900-01-01"},
                                                      {"winter", "2024-01-20"}}));
}

TEST(served_runs, a_link_of_no_speed_is_refused_at_its_field) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  const auto asked = [&](const json& values) {
    const json link = {{"table", "links"}, {"action", "add"}, {"values", values}};
    return client.post("/api/runs", json{{"edits", {link}}}.dump());
  };
  const auto field_of = [&](const json& values) {
    const auto answer = asked(values);
    EXPECT_EQ(answer.status, 400) << values;
    EXPECT_EQ(answer.body.find(folder.path().string()), std::string::npos) << answer.body;
    return json::parse(answer.body)["error"]["field"].get<std::string>();
  };
  // Speeds of -3 and infinity, and a length below 0; a speed of 0 is no number of hours.
  EXPECT_EQ(field_of({{"length_km", 65}, {"free_time_h", -21.67}}), "edits[0].values.free_time_h");
  EXPECT_EQ(field_of({{"length_km", 65}, {"free_time_h", 0}}), "edits[0].values.free_time_h");
  EXPECT_EQ(field_of({{"length_km", -65}, {"free_time_h", 1}}), "edits[0].values.length_km");
  EXPECT_EQ(field_of({{"length_km", 65}, {"free_time_h", nullptr}}), "edits[0].values");
  EXPECT_EQ(asked({{"length_km", 65}, {"free_time_h", 1.3}}).status, 202);
}

TEST(served_runs, a_port_in_use_is_an_error) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs");
  for (const char* host : {"127.0.0.1", "localhost", "0.0.0.0"}) {
    const auto second =
        run_program("serve " + path.string() + " --port " + std::to_string(server.port()) +
                        " --host " + host + " --runs " + (folder.path() / "others").string(),
                    "timeout 10");
    EXPECT_EQ(second.exit_code, 2) << host;
    EXPECT_NE(second.err.find("is another program there?"), std::string::npos) << second.err;
  }
}

TEST(served_runs, a_failure_shows_no_path_of_the_server) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  const json wait = {{"table", "crossings"},
                     {"action", "set"},
                     {"where", {{"crossing_id", "bridge"}}},
                     {"values", {{"wait_h", -3}}}};
  ASSERT_EQ(client.post("/api/runs", json{{"edits", {wait}}}.dump()).status, 202);
  const auto told = client.get("/api/runs/000001/events").body;
  EXPECT_NE(told.find("edits.toml"), std::string::npos) << told;
  EXPECT_EQ(told.find(folder.path().string()), std::string::npos) << told;
}

TEST(served_runs, edits_that_can_not_be_written_are_a_failed_run) {
  const temporary_folder folder;
  const served_case server(write_case(folder, staged_case()), folder.path() / "runs");
  const http_client client(server.port());
  // A folder of that name takes no file, as a full disk takes none.
  std::filesystem::create_directories(folder.path() / "runs/000001/edits.toml");
  const json length = {{"table", "links"},
                       {"action", "set"},
                       {"where", {{"link_id", "bridge_link"}}},
                       {"values", {{"length_km", 3}}}};
  ASSERT_EQ(client.post("/api/runs", json{{"edits", {length}}}.dump()).status, 202);
  (void)client.get("/api/runs/000001/events");
  const auto run = json::parse(client.get("/api/runs/000001").body);
  EXPECT_EQ(run["status"], "failed") << run;
  EXPECT_NE(run["message"].get<std::string>().find("edits.toml"), std::string::npos) << run;
}

}  // namespace
}  // namespace amur::test

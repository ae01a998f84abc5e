// amur serve as a browser or a script meets it.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/http_client.h"
#include "support/served_case.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

using nlohmann::json;

json parsed(const http_reply& reply) {
  return reply.status ? json::parse(reply.body, nullptr, false) : json();
}

struct served : testing::Test {
  served() : path(write_case(folder, staged_case())), server(path, folder.path() / "runs") {}
  json post(const std::string& to, const json& body) {
    return parsed(client.post(to, body.dump()));
  }
  // Waits for a run to end, by its events.
  json finished(const std::string& id) {
    const auto last = client.get("/api/runs/" + id + "/events").body;
    const auto at = last.rfind("data: ");
    return at == std::string::npos ? json() : json::parse(last.substr(at + 6), nullptr, false);
  }

  temporary_folder folder;
  std::filesystem::path path;
  served_case server;
  http_client client{server.port()};
};

double tonnes(const json& rows, const std::string& crossing) {
  for (const auto& row : rows)
    if (row["crossing_id"] == crossing && row["direction"] == "forward") return row["t_to"];
  return -1;
}

TEST_F(served, a_lower_toll_draws_freight_to_the_bridge) {
  const auto info = parsed(client.get("/api/case"));
  EXPECT_EQ(info["title"], "Tiny");
  EXPECT_EQ(info["scenarios"].size(), 3u);
  EXPECT_EQ(info["simulated_crossings"], (json{"bridge", "boat"}));
  const auto base = post("/api/runs", {{"name", "base"}});
  const auto free = post("/api/runs", {{"name", "free"},
                                       {"edits",
                                        {{{"table", "crossings"},
                                          {"action", "set"},
                                          {"where", {{"crossing_id", "bridge"}}},
                                          {"values", {{"fee_usd_per_vehicle", 0}}}}}}});
  EXPECT_EQ(base["status"], "queued");
  EXPECT_EQ(finished(base["id"])["status"], "done");
  const auto done = finished(free["id"]);
  EXPECT_EQ(done["status"], "done");
  EXPECT_GT(done["step"], 0);
  const auto change = parsed(client.get("/api/compare?from=" + base["id"].get<std::string>() +
                                        "&to=" + free["id"].get<std::string>()));
  const auto places =
      parsed(client.get("/api/compare/places?from=" + base["id"].get<std::string>() +
                        "&to=" + free["id"].get<std::string>()));
  ASSERT_FALSE(places.empty());
  for (const auto& row : places) {
    EXPECT_GT(row["t"], 0);
    EXPECT_NEAR(row["cost_to"].get<double>() - row["cost_from"].get<double>(), row["cost_change"],
                1e-9);
    EXPECT_LE(row["cost_change"], 0);
  }
  double moved = 0;
  for (const auto& row : change["crossings"])
    if (row["crossing_id"] == "bridge" && row["direction"] == "forward") moved = row["t_change"];
  EXPECT_GT(moved, 1);
  EXPECT_GT(tonnes(change["crossings"], "boat"), 0);
  const auto claims =
      parsed(client.get("/api/runs/" + free["id"].get<std::string>() + "/tables/claims"));
  EXPECT_EQ(claims["total"], 2);
}

TEST_F(served, runs_by_months_and_tolls_leave_the_tables_of_their_commands) {
  const auto months = post(
      "/api/runs", {{"analysis", {{"kind", "months"}, {"from", "2023-10"}, {"to", "2023-12"}}}});
  const auto toll = post("/api/runs", {{"analysis",
                                        {{"kind", "toll"},
                                         {"crossing", "bridge"},
                                         {"rival", "boat"},
                                         {"highest_usd", 300},
                                         {"steps", 3}}}});
  ASSERT_EQ(months["status"], "queued") << months;
  ASSERT_EQ(toll["status"], "queued") << toll;
  const auto done = finished(months["id"]);
  EXPECT_EQ(done["status"], "done") << done;
  EXPECT_EQ(done["share"], 1);
  EXPECT_EQ(done["analysis"]["from"], "2023-10");
  EXPECT_EQ(finished(toll["id"])["status"], "done");
  const auto rows = [&](const json& run, const std::string& table) {
    return parsed(client.get("/api/runs/" + run["id"].get<std::string>() + "/tables/" + table));
  };
  EXPECT_EQ(rows(months, "month_crossings?column=month&value=2023-11")["total"].get<double>() * 3,
            rows(months, "month_crossings")["total"].get<double>());
  EXPECT_EQ(rows(months, "month_crossings?column=month&value=%27%20OR%201=1%20--")["total"], 0);
  EXPECT_EQ(rows(months, "month_crossings?column=moon&value=1")["error"]["field"], "column");
  EXPECT_GE(rows(toll, "toll_curve")["total"], 4);
  EXPECT_GT(rows(toll, "toll_game")["total"], 0);
}

TEST_F(served, an_analysis_that_the_case_cannot_be_asked_names_its_field) {
  const auto error = [&](const json& analysis) {
    const auto answer = post("/api/runs", {{"analysis", analysis}});
    return answer["error"];
  };
  EXPECT_EQ(error("months")["field"], "analysis");
  EXPECT_EQ(error({{"kind", "years"}})["allowed"].get<std::string>().substr(0, 27),
            "kind: months, toll, finance");
  EXPECT_EQ(error({{"kind", "months"}, {"from", "2023-13"}, {"to", "2024-01"}})["field"],
            "analysis.from");
  EXPECT_EQ(error({{"kind", "months"}, {"from", "2023-10"}, {"to", "2023-09"}})["field"],
            "analysis.to");
  EXPECT_EQ(error({{"kind", "months"}, {"from", "1000-10"}, {"to", "2023-09"}})["field"],
            "analysis.to");
  EXPECT_EQ(error({{"kind", "toll"}, {"crossing", "tunnel"}})["allowed"], "bridge, boat");
  EXPECT_EQ(error({{"kind", "toll"}, {"crossing", "bridge"}, {"steps", 1e9}})["field"],
            "analysis.steps");
  EXPECT_EQ(error({{"kind", "toll"}, {"crossing", "bridge"}, {"fee", 1}})["field"], "analysis.fee");
  EXPECT_EQ(error({{"kind", "finance"}})["field"], "analysis.kind");
  EXPECT_TRUE(parsed(client.get("/api/runs")).empty());
}

TEST(served_debt, a_case_without_a_network_is_asked_for_its_finance) {
  const temporary_folder folder;
  const served_case server(std::string(AMUR_PROJECT_DIR) + "/cases/debt", folder.path() / "runs",
                           "127.0.0.1", true);
  http_client client(server.port());
  EXPECT_EQ(parsed(client.get("/api/case"))["has_network"], false);
  EXPECT_EQ(parsed(client.get("/api/case"))["has_finance"], true);
  const auto events = client.get("/api/runs/000001/events").body;
  EXPECT_NE(events.find("\"status\":\"done\""), std::string::npos) << events;
  EXPECT_GT(parsed(client.get("/api/runs/000001/tables/debt_fan"))["total"], 0);
  EXPECT_EQ(parsed(client.get("/api/runs/000001/links"))["error"]["field"], "id");
}

TEST_F(served, links_are_columns_beside_their_table) {
  const auto nodes = parsed(client.get("/api/case"))["nodes"];
  const auto run = "/api/runs/" + post("/api/runs", json::object())["id"].get<std::string>();
  EXPECT_EQ(finished(run.substr(run.rfind('/') + 1))["status"], "done");
  const auto drawn = parsed(client.get(run + "/links"));
  const auto& ways = drawn["ways"];
  const auto table = parsed(client.get(run + "/tables/links"));
  ASSERT_EQ(ways["t"].size(), 8u);
  ASSERT_EQ(table["total"], 8);
  const auto column = [&](const char* name) {
    const auto& all = table["columns"];
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), name) - all.begin());
  };
  const auto place = [&](const json& node) {
    const auto& ids = nodes["node_id"];
    const auto i = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), node) - ids.begin());
    return std::pair<double, double>(nodes["x"][i], nodes["y"][i]);
  };
  double carried = 0;
  for (std::size_t i = 0; i < ways["t"].size(); ++i) {
    const auto& row = table["rows"][i];
    const std::size_t link = ways["link"][i];
    EXPECT_EQ(drawn["links"]["link_id"][link], row[column("link_id")]);
    EXPECT_EQ(drawn["modes"][drawn["links"]["mode"][link].get<std::size_t>()], row[column("mode")]);
    const bool backward = ways["backward"][i] == 1;
    EXPECT_EQ(row[column("direction")], backward ? "backward" : "forward");
    const double t = row[column("t")];
    EXPECT_NEAR(ways["t"][i], t, 1e-5 * t);
    carried += t;
    // From the first point by its steps to the last.
    const auto& line = drawn["links"]["line"][link];
    double end[2] = {0, 0};
    for (std::size_t j = 0; j < line.size(); ++j) end[j % 2] += line[j].get<double>();
    const auto [first_x, first_y] = place(row[column(backward ? "to_node_id" : "from_node_id")]);
    const auto [last_x, last_y] = place(row[column(backward ? "from_node_id" : "to_node_id")]);
    EXPECT_NEAR(line[0], 1e5 * first_x, 0.5);
    EXPECT_NEAR(line[1], 1e5 * first_y, 0.5);
    EXPECT_NEAR(end[0], 1e5 * last_x, 0.5);
    EXPECT_NEAR(end[1], 1e5 * last_y, 0.5);
  }
  EXPECT_GT(carried, 0);
}

TEST_F(served, a_crossing_is_simulated) {
  const auto asked =
      post("/api/simulations", {{"crossing", "boat"}, {"replications", 3}, {"days", 20}});
  const auto done = finished(asked["id"]);
  EXPECT_EQ(done["status"], "done") << done;
  const auto rows = parsed(client.get("/api/runs/" + asked["id"].get<std::string>() +
                                      "/tables/simulation_queue_week?limit=5"));
  EXPECT_EQ(rows["rows"].size(), 5u);
  EXPECT_GT(rows["total"], 100);
}

TEST_F(served, errors_name_field_and_cause) {
  const auto error = [](const json& body) { return body["error"]["field"]; };
  EXPECT_EQ(error(post("/api/runs", {{"scenarios", {"../../etc/passwd"}}})), "scenarios");
  EXPECT_EQ(error(post("/api/runs", {{"scenarios", {"nowhere.toml"}}})), "scenarios");
  EXPECT_EQ(error(post("/api/runs", {{"speed", 1}})), "speed");
  EXPECT_EQ(error(post("/api/runs", {{"trade", true}})), "trade");
  EXPECT_EQ(error(post("/api/runs", {{"edits", {{{"table", 1}}}}})), "edits[0]");
  EXPECT_EQ(error(post("/api/simulations", {{"crossing", "tunnel"}})), "crossing");
  EXPECT_EQ(error(post("/api/simulations", {{"crossing", "boat"}, {"days", 1e9}})), "days");
  EXPECT_EQ(client.get("/api/runs/000099").status, 404);
  EXPECT_EQ(client.get("/api/runs/000099/tables/links").status, 404);
  EXPECT_EQ(client.get("/nothing").status, 404);
  // An edit that the case can't take is the run's own failure, with its place.
  const auto bad = post("/api/runs", {{"edits",
                                       {{{"table", "crossings"},
                                         {"action", "set"},
                                         {"where", {{"crossing_id", "bridge"}}},
                                         {"values", {{"wait_h", "\"\n[[edit]]"}}}}}}});
  const auto failed = finished(bad["id"]);
  EXPECT_EQ(failed["status"], "failed");
  EXPECT_NE(failed["message"].get<std::string>().find("wait_h"), std::string::npos) << failed;
  EXPECT_EQ(client.get("/api/runs/" + bad["id"].get<std::string>() + "/tables").status, 409);
}

TEST_F(served, other_origins_and_names_are_refused) {
  EXPECT_EQ(client.get("/api/case", {{"Origin", "http://elsewhere.example"}}).status, 403);
  EXPECT_EQ(client.get("/api/case", {{"Host", "elsewhere.example"}}).status, 403);
  EXPECT_EQ(client.post("/api/runs", "{}", "text/plain").status, 415);
  EXPECT_EQ(client.post("/api/runs", std::string(2 << 20, ' ')).status, 413);
}

TEST_F(served, ten_runs_at_once_queue_and_finish_and_one_that_waits_is_cancelled) {
  std::vector<std::string> ids;
  for (int i = 0; i < 10; ++i)
    ids.push_back(post("/api/runs", {{"name", "run " + std::to_string(i)}})["id"]);
  const auto last = post("/api/runs", json::object())["id"].get<std::string>();
  EXPECT_EQ(client.post("/api/runs/" + last + "/cancel", "").status, 202);
  for (const auto& id : ids) EXPECT_EQ(finished(id)["status"], "done");
  EXPECT_EQ(finished(last)["status"], "cancelled");
  EXPECT_EQ(client.remove("/api/runs/" + last).status, 204);
  EXPECT_EQ(parsed(client.get("/api/runs")).size(), 10u);
}

TEST(serve, runs_a_case_with_trade) {
  const temporary_folder folder;
  const auto path = write_case(folder, trade_case());
  const served_case server(path, folder.path() / "runs", "127.0.0.1", true);
  http_client caller(server.port());
  EXPECT_EQ(parsed(caller.get("/api/case"))["has_trade"], true);
  const json asked = {{"scenarios", {"high_duty"}}, {"trade", true}, {"samples", 5}};
  const auto run = parsed(caller.post("/api/runs", asked.dump()));
  const auto at = "/api/runs/" + run["id"].get<std::string>();
  while (parsed(caller.get(at))["status"] != "done") {
    ASSERT_NE(parsed(caller.get(at))["status"], "failed");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(parsed(caller.get(at + "/tables/trade_regions"))["total"], 3);
  EXPECT_EQ(parsed(caller.get(at + "/tables/trade_uncertainty"))["total"], 12);
}

TEST_F(served, what_runs_is_cancelled) {
  const auto id = post("/api/simulations",
                       {{"crossing", "bridge"}, {"days", 3650}, {"replications", 1000}})["id"]
                      .get<std::string>();
  const auto status = [&] { return parsed(client.get("/api/runs/" + id))["status"]; };
  while (status() == "queued") std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(status(), "running");
  EXPECT_EQ(client.remove("/api/runs/" + id).status, 409);
  EXPECT_EQ(client.post("/api/runs/" + id + "/cancel", "").status, 202);
  EXPECT_EQ(finished(id)["status"], "cancelled");
  EXPECT_EQ(finished(post("/api/runs", {{"name", "next"}})["id"])["status"], "done");
}

TEST_F(served, the_case_as_it_stands_is_solved_at_the_start_unless_runs_are_kept) {
  for (int start = 0; start < 2; ++start) {
    const served_case other(path, folder.path() / "base", "127.0.0.1", true);
    http_client caller(other.port());
    const auto runs = [&] { return parsed(caller.get("/api/runs")); };
    ASSERT_EQ(runs().size(), 1u) << start;
    EXPECT_EQ(runs()[0]["name"], "Base");
    while (runs()[0]["status"] != "done") {
      ASSERT_NE(runs()[0]["status"], "failed");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

TEST_F(served, a_killed_server_loses_no_finished_run) {
  const auto id = post("/api/runs", {{"name", "kept"}})["id"].get<std::string>();
  EXPECT_EQ(finished(id)["status"], "done");
  EXPECT_EQ(server.end(SIGKILL), -SIGKILL);
  const served_case again(path, folder.path() / "runs");
  http_client other(again.port());
  const auto run = parsed(other.get("/api/runs/" + id));
  EXPECT_EQ(run["status"], "done");
  EXPECT_EQ(run["name"], "kept");
  EXPECT_EQ(other.get("/api/runs/" + id + "/links").status, 200);
}

TEST(serve, asks_for_a_token_off_loopback) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs", "0.0.0.0");
  EXPECT_GE(server.token().size(), 32u);
  http_client client(server.port());
  EXPECT_EQ(client.get("/api/case").status, 401);
  EXPECT_EQ(client.get("/api/case", {{"Authorization", "Bearer wrong"}}).status, 401);
  EXPECT_EQ(client.get("/api/case", {{"Authorization", "Bearer " + server.token()}}).status, 200);
  EXPECT_EQ(client.get("/api/case?token=" + server.token()).status, 200);
}

TEST_F(served, describes_every_route_of_its_api) {
  const auto description = parsed(client.get("/api/openapi.json"));
  EXPECT_EQ(description["openapi"], "3.0.3");
  for (const char* route :
       {"/api/case", "/api/runs", "/api/simulations", "/api/runs/{id}", "/api/runs/{id}/cancel",
        "/api/runs/{id}/events", "/api/runs/{id}/tables", "/api/runs/{id}/tables/{table}",
        "/api/runs/{id}/links", "/api/runs/{id}/file", "/api/compare"})
    EXPECT_TRUE(description["paths"].contains(route)) << route;
  const auto& table =
      description["paths"]["/api/runs/{id}/tables/{table}"]["get"]["parameters"][1]["schema"];
  for (const char* name : {"nodes", "month_totals", "debt_rating", "simulation_waits"})
    EXPECT_NE(std::ranges::find(table["enum"], name), table["enum"].end()) << name;
}

}  // namespace
}  // namespace amur::test

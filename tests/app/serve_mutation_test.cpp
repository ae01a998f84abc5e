// Requests and bodies that chance has damaged: none ends the server, each has an answer or none.

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "support/http_client.h"
#include "support/served_case.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using nlohmann::json;

// AMUR_MUTATIONS=50000 tries as many of each kind, as a build with sanitizers should.
int mutations() {
  const char* asked = std::getenv("AMUR_MUTATIONS");
  return asked ? std::atoi(asked) : 5000;
}

std::string mutated(std::string text, std::mt19937_64& random) {
  static const std::vector<std::string> pieces = {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                                  "1e999",
                                                  "-1",
                                                  "18446744073709551616",
                                                  "\\u0000",
                                                  "\xff\xfe",
                                                  "null",
                                                  "1.5",
                                                  "\r\n",
                                                  "\r\n\r\n",
                                                  "Content-Length: 9\r\n",
                                                  "Transfer-Encoding: chunked\r\n",
                                                  "Range: bytes=99999999-\r\n",
                                                  "Expect: 100-continue\r\n",
                                                  "%00",
                                                  "%2e%2e/",
                                                  "?",
                                                  "&column=t&value='",
                                                  "\"\"\"",
                                                  "{}"};
  for (std::size_t hits = 1 + random() % 6; hits > 0; --hits) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
      case 0:
        text[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        text.erase(at, 1 + random() % 12);
        break;
      case 2:
        text.insert(at, pieces[random() % pieces.size()]);
        break;
      default:
        text.insert(at, text.substr(random() % text.size(), random() % 40));
    }
    if (text.empty()) text = "x";
  }
  return text;
}

struct damaged : testing::Test {
  damaged() : path(write_case(folder, staged_case())), server(path, folder.path() / "runs") {
    const auto run = json::parse(client.post("/api/runs", R"({"name": "base"})").body);
    (void)client.get("/api/runs/" + run["id"].get<std::string>() + "/events");
  }
  // It still serves, and solves.
  void expect_alive() {
    ASSERT_TRUE(server.runs());
    EXPECT_EQ(json::parse(client.get("/api/case").body)["title"], "Tiny");
    const auto run = json::parse(client.post("/api/runs", "{}").body, nullptr, false);
    ASSERT_TRUE(run.contains("id")) << run;
    const auto events = client.get("/api/runs/" + run["id"].get<std::string>() + "/events").body;
    EXPECT_NE(events.find("\"status\":\"done\""), std::string::npos) << events;
    EXPECT_LT(server.most_mb(), most_server_mb);
  }

  temporary_folder folder;
  std::filesystem::path path;
  served_case server;
  http_client client{server.port()};
};

TEST_F(damaged, requests_leave_it_serving) {
  std::mt19937_64 random(20231015);
  const std::string host = " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
  const std::string json_body = "Content-Type: application/json\r\n";
  const std::vector<std::string> seeds = {
      "GET /api/runs/000001/tables/links?limit=5&offset=1&column=mode&value=road" + host + "\r\n",
      "GET /api/runs/000001/paths?from=1&to=2&commodity=x" + host + "\r\n",
      "GET /api/runs/000001/file" + host + "Range: bytes=5-10\r\n\r\n",
      "GET /api/compare?from=000001&to=000001" + host + "Range: bytes=5-1\r\n\r\n",
      "POST /api/runs" + host + json_body + "Content-Length: 20\r\n\r\n{\"edits\":[{\"a\":[]}]}",
      "POST /api/runs" + host + json_body +
          "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"x\":[1]\r\n1;a=b\r\n}\r\n0\r\nA: b\r\n\r\n",
      "GET /../../../etc/passwd" + host + "\r\nGET /api/case" + host + "\r\n",
      "HEAD /api/runs/000001/links" + host + "Connection: close\r\n\r\n",
      "DELETE /api/runs/%00%2e%2e HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n"};
  for (int round = 0; round < mutations(); ++round) {
    http_socket socket(server.port(), std::chrono::milliseconds(200));
    const auto text = mutated(seeds[random() % seeds.size()], random);
    (void)socket.send(std::string_view(text).substr(0, random() % 8 ? text.size() : 30));
    socket.end();
    (void)socket.receive_all();
    ASSERT_TRUE(round % 100 != 0 || server.runs()) << text;
  }
  expect_alive();
}

TEST_F(damaged, bodies_leave_it_serving) {
  std::mt19937_64 random(20231015);
  const std::vector<std::pair<std::string, std::string>> seeds = {
      {"/api/runs", R"({"name": "a", "scenarios": ["free_bridge"], "trade": false, "samples": 3})"},
      {"/api/runs", R"({"edits": [{"table": "crossings", "action": "set", "where":
        {"crossing_id": ["bridge", "boat"]}, "values": {"fee_usd_per_vehicle": 1.5}}]})"},
      {"/api/runs", R"({"analysis": {"kind": "months", "from": "2023-10", "to": "2023-11"}})"},
      {"/api/runs", R"({"analysis": {"kind": "toll", "crossing": "bridge", "rival": "boat",
        "lowest_usd": 0, "highest_usd": 10, "steps": 2}})"},
      {"/api/simulations", R"({"crossing": "boat", "replications": 1, "days": 2})"}};
  for (int round = 0; round < mutations(); ++round) {
    const auto& [to, text] = seeds[random() % seeds.size()];
    const auto body = mutated(text, random);
    const auto reply = client.post(to, body);
    const auto answer = json::parse(reply.body, nullptr, false);
    if (reply.status == 202)
      (void)client.post("/api/runs/" + answer["id"].get<std::string>() + "/cancel", "");
    else
      ASSERT_TRUE((reply.status == 400 || reply.status == 429) && answer.contains("error"))
          << reply.status << " " << body;
    ASSERT_TRUE(round % 100 != 0 || server.runs()) << body;
  }
  expect_alive();
}

}  // namespace
}  // namespace amur::test

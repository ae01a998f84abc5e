// amur serve under attack: requests without end, clients that take their time, runs that are none.

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "amur/case/case_reader.h"
#include "support/http_client.h"
#include "support/program.h"
#include "support/served_case.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

double seconds_since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

struct attacked : testing::Test {
  attacked() : path(write_case(folder, staged_case())), server(path, folder.path() / "runs") {}
  json error_of(const std::string& to, const std::string& body) {
    const auto reply = client.post(to, body);
    EXPECT_GE(reply.status, 400) << body.substr(0, 200);
    return json::parse(reply.body, nullptr, false)["error"];
  }

  temporary_folder folder;
  std::filesystem::path path;
  served_case server;
  http_client client{server.port()};
};

TEST_F(attacked, a_range_never_reaches_beyond_the_body) {
  const auto whole = client.get("/").body;
  ASSERT_FALSE(whole.empty());
  const auto size = std::to_string(whole.size());
  const std::vector<std::string> beyond_it = {size + "-" + std::to_string(whole.size() + 400),
                                              size + "-",
                                              "9999999999-",
                                              "99999999999999999999-",
                                              "18446744073709551614-18446744073709551615",
                                              "-0"};
  for (const auto& range : beyond_it) {
    const auto beyond = client.get("/", {{"Range", "bytes=" + range}});
    EXPECT_EQ(beyond.status, 416) << range;
    EXPECT_NE(beyond.head.find("Content-Range: bytes */" + size), std::string::npos) << range;
  }
  const auto some = client.get("/", {{"Range", "bytes=5-99999999999"}});
  EXPECT_EQ(some.status, 206);
  // Whole bodies are compared, not printed: they may be memory of the server.
  EXPECT_TRUE(some.body == whole.substr(5));
  EXPECT_EQ(client.get("/", {{"Range", "bytes=2-4"}}).body, whole.substr(2, 3));
  EXPECT_TRUE(client.get("/", {{"Range", "bytes=-99999999999"}}).body == whole);
  for (const char* ignored : {"bytes=4-2", "bytes=0-1,3-4", "bytes=x-", "lines=1-2", "bytes=-"})
    EXPECT_TRUE(client.get("/", {{"Range", ignored}}).body == whole) << ignored;
}

TEST_F(attacked, json_a_hundred_thousand_deep_is_refused_wherever_it_stands) {
  const std::string deep = std::string(140000, '[') + std::string(140000, ']');
  for (const char* field : {"kind", "from", "crossing"})
    EXPECT_EQ(error_of("/api/runs",
                       "{\"analysis\":{\"" + std::string(field) + "\":" + deep + "}}")["field"],
              "body");
  EXPECT_EQ(error_of("/api/simulations", "{\"crossing\":" + deep + "}")["field"], "body");
  EXPECT_EQ(error_of("/api/runs", std::string(500000, '['))["field"], "body");
  EXPECT_EQ(error_of("/api/runs",
                     "{\"name\":" + std::string(31, '[') + std::string(31, ']') + "}")["field"],
            "name");
  EXPECT_TRUE(server.runs());
}

TEST_F(attacked, whole_numbers_are_whole) {
  EXPECT_EQ(error_of("/api/runs", R"({"samples": 1.5})")["field"], "samples");
  EXPECT_EQ(error_of("/api/simulations", R"({"crossing": "boat", "replications": 2.5})")["field"],
            "replications");
  EXPECT_EQ(
      error_of("/api/runs",
               R"({"analysis": {"kind": "toll", "crossing": "bridge", "steps": 2.5}})")["field"],
      "analysis.steps");
  EXPECT_EQ(client
                .post("/api/simulations", R"({"crossing": "boat", "replications": 2.0,
                                                "days": 5.5})")
                .status,
            202);
}

// Bytes that go on for ever, until the server takes no more; its answer.
int answer_to_endless(int port, const std::string& start, const std::string& more) {
  http_socket socket(port);
  std::size_t sent = 0;
  bool taken = socket.send(start);
  for (; taken && sent < (std::size_t{600} << 20); sent += more.size()) taken = socket.send(more);
  EXPECT_FALSE(taken) << "all was taken";
  return reply_in(socket.receive()).status;
}

TEST_F(attacked, requests_without_end_are_refused_and_fill_no_memory) {
  const auto mb = std::string(1 << 20, 'a');
  const std::string get = "GET / HTTP/1.1\r\n", post = "POST /api/runs HTTP/1.1\r\n";
  const std::string own =
      "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\nContent-Type: application/json\r\n";
  std::string lines;
  while (lines.size() < 1 << 20) lines += "X-Line: some\r\n";
  // What has been answered may be lost where more was sent than the server reads of it.
  const auto expect = [](int status, int wanted) { EXPECT_TRUE(status == 0 || status == wanted); };
  expect(answer_to_endless(server.port(), get + "X: ", mb), 431);
  expect(answer_to_endless(server.port(), "GET /", mb), 431);
  expect(answer_to_endless(server.port(), get, lines), 431);
  const std::string chunked = post + own + "Transfer-Encoding: chunked\r\n\r\n";
  expect(answer_to_endless(server.port(), chunked, "100000\r\n" + mb + "\r\n"), 413);
  expect(answer_to_endless(server.port(), chunked + "5;", mb), 431);
  expect(answer_to_endless(server.port(), chunked + "0\r\n", lines), 431);
  EXPECT_LT(server.most_mb(), most_server_mb);
  EXPECT_EQ(client.get("/api/runs").status, 200);
}

TEST_F(attacked, limits_name_themselves) {
  const auto status = [&](const std::string& text) {
    http_socket socket(server.port());
    (void)socket.send(text);
    return reply_in(socket.receive_all()).status;
  };
  const std::string own = "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
  EXPECT_EQ(status("GET / HTTP/1.1\r\nX: " + std::string(20000, 'a') + "\r\n" + own + "\r\n"), 431);
  std::string lines;
  for (int i = 0; i < 101; ++i) lines += "X: 1\r\n";
  EXPECT_EQ(status("GET / HTTP/1.1\r\n" + own + lines + "\r\n"), 431);
  EXPECT_EQ(status("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\n" + own + "\r\n"), 414);
  EXPECT_EQ(client.post("/api/runs", std::string((1 << 20) + 1, ' ')).status, 413);
  const auto packed =
      client.ask("POST", "/api/runs", "\x1f\x8b\x08",
                 {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}});
  EXPECT_EQ(packed.status, 415);
  EXPECT_EQ(status("POST /api/runs HTTP/1.1\r\n" + own +
                   "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
            400);
  EXPECT_EQ(status("GET http://elsewhere.example/ HTTP/1.1\r\n" + own + "\r\n"), 400);
  EXPECT_EQ(status("GET / HTTP/2.0\r\n" + own + "\r\n"), 505);
  EXPECT_EQ(status("nonsense\r\n\r\n"), 400);
}

TEST_F(attacked, slow_senders_and_streams_hold_up_nobody_and_are_ended) {
  const auto running = json::parse(
      client.post("/api/simulations", R"({"crossing": "boat", "days": 3650, "replications": 1000})")
          .body);
  std::vector<http_socket> slow, streams;
  const auto start = steady_clock::now();
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server.port());
    ASSERT_TRUE(slow.back().send(i % 2 ? "GET /api/runs HTTP/1.1\r\nX: "
                                       : "POST /api/runs HTTP/1.1\r\nContent-Length: 99999\r\n"));
  }
  const std::string host = "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n\r\n";
  for (int i = 0; i < 64; ++i) {
    streams.emplace_back(server.port());
    ASSERT_TRUE(streams.back().send("GET /api/runs/" + running.at("id").get<std::string>() +
                                    "/events HTTP/1.1\r\n" + host));
  }
  std::vector<double> waits;
  for (int round = 0; seconds_since(start) < 6; ++round) {
    if (round % 20 == 0)
      for (auto& sender : slow) (void)sender.send("a");
    const auto asked = steady_clock::now();
    ASSERT_EQ(client.get(round % 2 ? "/api/runs" : "/").status, 200);
    waits.push_back(seconds_since(asked));
    std::this_thread::sleep_for(milliseconds(10));
  }
  std::ranges::sort(waits);
  EXPECT_LT(waits[waits.size() / 2], 0.1);
  EXPECT_LT(waits.back(), 1);
  EXPECT_LT(server.most_mb(), most_server_mb);
  // However often a byte comes, the header has had its time by now.
  for (auto& sender : slow) EXPECT_EQ(reply_in(sender.receive()).status, 408);
  for (auto& stream : streams)
    EXPECT_NE(stream.receive_until("\"status\":\"running\"").find("text/event-stream"),
              std::string::npos);
  EXPECT_EQ(client.post("/api/runs/" + running.at("id").get<std::string>() + "/cancel", "").status,
            202);
  for (auto& stream : streams)
    EXPECT_NE(stream.receive_all().find("\"status\":\"cancelled\""), std::string::npos);
}

TEST_F(attacked, a_connection_finds_room_where_others_idle) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 2048);
  ::setrlimit(RLIMIT_NOFILE, &files);
  if (files.rlim_cur < 1600) GTEST_SKIP() << "too few open files are allowed";
  std::vector<http_socket> idle;
  for (int i = 0; i < 1300; ++i) idle.emplace_back(server.port());
  const auto start = steady_clock::now();
  EXPECT_EQ(client.get("/api/runs").status, 200);
  EXPECT_LT(seconds_since(start), 1);
  EXPECT_LT(server.most_mb(), most_server_mb);
}

// A result whose tables never end.
void write_endless_result(const std::filesystem::path& path) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  std::string sql =
      "CREATE TABLE gpkg_contents(table_name TEXT);"
      "CREATE TABLE digits(i);";
  for (int i = 0; i < 40; ++i) sql += "INSERT INTO digits VALUES (1);";
  // Of a table of many rows, as a view may be refused: no less than a minute in all.
  for (int i = 0; i < 30; ++i) {
    const auto name = "endless_" + std::to_string(i);
    sql += "CREATE VIEW " + name +
           " AS SELECT a.i FROM digits a, digits b, digits c, digits d, digits e, digits f;"
           "INSERT INTO gpkg_contents VALUES ('" +
           name + "');";
  }
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(handle);
}

// A run of a case, as a server has left it.
std::string kept_run(const std::string& name, const std::filesystem::path& of) {
  diagnostics report;
  return json{{"case_sha256", cases::read_case(of, {}, report)->sha256},
              {"kind", "run"},
              {"name", name},
              {"created", "2023-10-15T00:00:00Z"},
              {"message", ""},
              {"status", "done"},
              {"scenarios", json::array()},
              {"edits", json::array()},
              {"seconds", 1},
              {"residual", 0},
              {"step", 1}}
      .dump();
}

TEST(served_runs, queries_that_hang_hold_up_neither_others_nor_the_end) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  folder.write("runs/000001/run.json", kept_run("endless", path));
  write_endless_result(folder.path() / "runs/000001/result.gpkg");
  served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  std::vector<http_socket> hanging;
  for (int i = 0; i < 40; ++i) {
    hanging.emplace_back(server.port());
    ASSERT_TRUE(hanging.back().send("GET /api/runs/000001/tables HTTP/1.1\r\nHost: 127.0.0.1:" +
                                    std::to_string(server.port()) + "\r\n\r\n"));
  }
  std::this_thread::sleep_for(milliseconds(200));
  for (int i = 0; i < 10; ++i) {
    const auto start = steady_clock::now();
    EXPECT_EQ(client.get("/api/runs").status, 200);
    EXPECT_EQ(client.get("/api/case").status, 200);
    EXPECT_LT(seconds_since(start), 2);
  }
  const auto start = steady_clock::now();
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_LT(seconds_since(start), 3);
}

TEST(served_runs, what_is_no_run_is_left_out) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  auto deep = json::parse(kept_run("deep", path));
  deep.erase("edits");
  auto text = deep.dump();
  text.insert(text.size() - 1, ",\"edits\":" + std::string(140000, '[') + std::string(140000, ']'));
  folder.write("runs/000001/run.json", kept_run("good", path));
  folder.write("runs/000002/run.json", text);
  std::filesystem::create_directories(folder.path() / "runs/000003/run.json");
  folder.write("runs/000004/run.json", "\xff\xfe{");
  std::filesystem::create_directories(folder.path() / "runs/000005");
  ::mkfifo((folder.path() / "runs/000005/run.json").c_str(), 0600);
  auto wrong = json::parse(kept_run("wrong", path));
  wrong["scenarios"] = 1e300;
  folder.write("runs/000006/run.json", wrong.dump());
  folder.write("runs/18446744073709551615/run.json", kept_run("far", path));
  folder.write("runs/18446744073709551616/run.json", kept_run("farther", path));
  const served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  const auto runs = json::parse(client.get("/api/runs").body);
  ASSERT_EQ(runs.size(), 1u) << runs;
  EXPECT_EQ(runs[0]["name"], "good");
  EXPECT_EQ(json::parse(client.post("/api/runs", "{}").body)["id"], "000007");
}

TEST(served_runs, ids_come_to_an_end) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  folder.write("runs/999999999/run.json", kept_run("last", path));
  const served_case server(path, folder.path() / "runs");
  const http_client client(server.port());
  EXPECT_EQ(client.get("/api/runs/999999999").status, 200);
  EXPECT_EQ(client.post("/api/runs", "{}").status, 503);
  EXPECT_EQ(json::parse(client.get("/api/runs").body).size(), 1u);
}

TEST_F(attacked, a_second_server_on_the_same_runs_says_so) {
  const auto second = run_program(
      "serve " + path.string() + " --port 0 --runs " + (folder.path() / "runs").string(),
      "timeout 10");
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_NE(second.err.find("another amur serve keeps its runs here"), std::string::npos)
      << second.err;
  EXPECT_EQ(server.end(SIGTERM), 0);
  const served_case third(path, folder.path() / "runs");
  EXPECT_EQ(http_client(third.port()).get("/api/runs").status, 200);
}

TEST(served_proxy, an_origin_names_the_address_that_a_proxy_has) {
  const temporary_folder folder;
  const auto path = write_case(folder, staged_case());
  const served_case server(path, folder.path() / "runs", "127.0.0.1", false,
                           "https://amur.example.org");
  ASSERT_FALSE(server.token().empty());
  const http_client client(server.port());
  const http_client::headers ours = {{"Authorization", "Bearer " + server.token()},
                                     {"Origin", "https://amur.example.org"}};
  const auto with = [&](const std::string& name, const std::string& value) {
    auto headers = ours;
    headers[name] = value;
    return client.get("/api/runs", headers).status;
  };
  EXPECT_EQ(client.get("/api/runs", ours).status, 200);
  EXPECT_EQ(with("Host", "amur.example.org"), 200);
  EXPECT_EQ(with("Host", "elsewhere.example"), 403);
  EXPECT_EQ(with("Origin", "https://elsewhere.example"), 403);
  EXPECT_EQ(with("Authorization", "Bearer x"), 401);
  EXPECT_EQ(run_program("serve " + path.string() + " --origin amur.example.org").exit_code, 2);
}

}  // namespace
}  // namespace amur::test

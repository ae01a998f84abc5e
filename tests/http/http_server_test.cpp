// The server of HTTP alone, with limits short enough to be met.

#include "amur/http/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "support/http_client.h"

namespace amur::test {
namespace {

using namespace http;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

http_hooks plain_hooks() {
  http_hooks hooks;
  hooks.refusal = [](int status, const std::string& reason) {
    return http_answer{status, "text/plain", reason, {}};
  };
  hooks.admit = [](const http_request& request) -> std::optional<http_answer> {
    if (!has(request.headers, "x-refused")) return std::nullopt;
    return http_answer{403, "text/plain", "refused", {}};
  };
  return hooks;
}

http_options short_options() {
  http_options options;
  options.header_time = options.body_time = milliseconds(300);
  options.idle_time = milliseconds(600);
  options.write_time = milliseconds(800);
  options.alive_time = milliseconds(100);
  options.end_time = milliseconds(300);
  options.long_threads = 1;
  options.most_waiting = 2;
  return options;
}

struct serving : testing::Test {
  serving() : server(short_options(), plain_hooks()) {
    const auto text = [](const std::string& answer) {
      return http_answer{200, "text/plain", answer, {}};
    };
    server.route("GET", "/large", work_place::at_once, [this](const auto&) {
      return http_answer{200, "text/plain", http_constant{large}, {}};
    });
    server.route("POST", "/size", work_place::short_work,
                 [=](const auto& request) { return text(std::to_string(request.body.size())); });
    server.route("GET", "/of/{one}/and/{other}", work_place::short_work, [=](const auto& request) {
      return text(request.parts[0] + " " + request.parts[1]);
    });
    server.route("GET", "/stuck", work_place::long_work, [=, this](const auto&) {
      released.get_future().wait();
      return text("released");
    });
    server.route("GET", "/throws", work_place::short_work,
                 [](const auto&) -> http_answer { throw std::runtime_error("secret"); });
    server.route("GET", "/events", work_place::at_once, [](const auto&) {
      return http_answer{200, "text/event-stream", http_events{"topic"}, {}};
    });
    port = server.listen("127.0.0.1", 0).value_or(0);
    thread = std::thread([this] { server.run(); });
  }
  ~serving() override { stop(); }
  void stop() {
    server.stop();
    if (thread.joinable()) thread.join();
    if (!let_go.exchange(true)) released.set_value();
  }
  // What comes back for bytes, until the server closes.
  std::string said_to(const std::string& bytes) const {
    http_socket socket(port, std::chrono::seconds(5));
    (void)socket.send(bytes);
    return socket.receive_all();
  }

  const std::string large = std::string(std::size_t{32} << 20, 'x');
  std::promise<void> released;
  std::atomic<bool> let_go = false;
  http_server server;
  int port = 0;
  std::thread thread;
};

TEST_F(serving, requests_in_a_row_are_answered_in_order) {
  const auto said = said_to(
      "GET /of/a/and/b HTTP/1.1\r\n\r\nPOST /size HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
      "HEAD /large HTTP/1.1\r\n\r\nGET /of//and/b HTTP/1.1\r\n\r\nGET /throws HTTP/1.1\r\n"
      "Connection: close\r\n\r\nGET /large HTTP/1.1\r\n\r\n");
  std::vector<int> statuses;
  for (auto at = said.find("HTTP/1.1 "); at != std::string::npos;
       at = said.find("HTTP/1.1 ", at + 1))
    statuses.push_back(std::atoi(said.c_str() + at + 9));
  EXPECT_EQ(statuses, (std::vector<int>{200, 200, 200, 404, 500})) << said;
  EXPECT_NE(said.find("\r\n\r\na b"), std::string::npos);
  EXPECT_NE(said.find("Content-Length: 33554432\r\n\r\nHTTP"), std::string::npos);
  EXPECT_EQ(said.find("secret"), std::string::npos);
}

TEST_F(serving, a_body_that_is_refused_is_not_asked_for) {
  const std::string post = "POST /size HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n";
  http_socket taken(port);
  (void)taken.send(post + "\r\n");
  EXPECT_EQ(taken.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  (void)taken.send("abc");
  EXPECT_EQ(reply_in(taken.receive()).body, "3");
  EXPECT_EQ(reply_in(said_to(post + "X-Refused: 1\r\n\r\n")).status, 403);
}

TEST_F(serving, time_runs_from_the_first_byte) {
  http_socket header(port), body(port), idle(port);
  const auto start = steady_clock::now();
  (void)body.send("POST /size HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
  (void)header.send("GET / HTTP/1.1\r\nX: ");
  for (int i = 0; i < 6; ++i) {
    (void)header.send("a");
    (void)body.send("a");
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(reply_in(header.receive_all()).status, 408);
  EXPECT_EQ(reply_in(body.receive_all()).status, 408);
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(2));
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(3));
}

TEST_F(serving, who_does_not_read_is_let_go) {
  http_socket socket(port, std::chrono::seconds(5));
  (void)socket.send("GET /large HTTP/1.1\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_LT(socket.receive_all().size(), large.size());
  EXPECT_GT(said_to("GET /large HTTP/1.0\r\n\r\n").size(), large.size());
}

TEST_F(serving, a_handler_that_hangs_holds_up_its_own_kind_alone) {
  std::vector<http_socket> hanging;
  for (int i = 0; i < 4; ++i) {
    hanging.emplace_back(port, std::chrono::seconds(5));
    (void)hanging.back().send("GET /stuck HTTP/1.0\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(20));
  }
  // One runs, two wait.
  EXPECT_EQ(reply_in(hanging.back().receive_all()).status, 503);
  EXPECT_EQ(reply_in(said_to("GET /of/a/and/b HTTP/1.0\r\n\r\n")).body, "a b");
  const auto start = steady_clock::now();
  server.stop();
  thread.join();
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(1));
}

TEST_F(serving, streams_are_told_what_is_new_and_that_they_live) {
  http_socket one(port, std::chrono::seconds(5)), other(port, std::chrono::seconds(5));
  (void)one.send("GET /events HTTP/1.1\r\n\r\n");
  (void)other.send("GET /events HTTP/1.0\r\n\r\n");
  while (server.topics().empty()) std::this_thread::sleep_for(milliseconds(1));
  EXPECT_EQ(server.topics(), std::vector<std::string>{"topic"});
  const auto tell = [&](const std::string& text, bool last) {
    server.publish("topic", std::make_shared<const std::string>(text), last);
  };
  tell("data: 1\n\n", false);
  auto said = one.receive_until(":\n\n");
  EXPECT_NE(said.find("9\r\ndata: 1\n\n\r\n"), std::string::npos) << said;
  tell("data: 1\n\n", false);
  tell("data: 2\n\n", true);
  said += one.receive_all();
  EXPECT_EQ(said.find("data: 1"), said.rfind("data: 1")) << said;
  EXPECT_TRUE(said.ends_with("9\r\ndata: 2\n\n\r\n0\r\n\r\n")) << said;
  EXPECT_TRUE(other.receive_all().ends_with("data: 2\n\n"));
  while (!server.topics().empty()) std::this_thread::sleep_for(milliseconds(1));
}

TEST_F(serving, stops_with_streams_and_slow_clients) {
  http_socket stream(port, std::chrono::seconds(5)), slow(port), reader(port);
  (void)stream.send("GET /events HTTP/1.1\r\n\r\n");
  (void)slow.send("GET / HT");
  (void)reader.send("GET /large HTTP/1.1\r\n\r\n");
  while (server.topics().empty()) std::this_thread::sleep_for(milliseconds(1));
  const auto start = steady_clock::now();
  server.stop();
  thread.join();
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(1));
  EXPECT_TRUE(stream.receive_all().ends_with("0\r\n\r\n"));
}

TEST(http_range, is_clamped_or_beyond_and_never_more_than_there_is) {
  for (const char* text : {"bytes=0-", "bytes=-5", "bytes=5-1", "bytes=3-18446744073709551615",
                           "bytes=18446744073709551614-", "bytes=-18446744073709551614",
                           "bytes=--1", "bytes=9-9", "bytes=10-", "x", ""}) {
    const auto range = range_of(text, 10);
    EXPECT_LE(range.first + range.count, 10u) << text;
    EXPECT_EQ(range.beyond, range.count == 0) << text;
    EXPECT_EQ(range_of(text, 0).count, 0u) << text;
  }
  EXPECT_EQ(range_of("bytes=-3", 10).first, 7u);
  EXPECT_EQ(range_of("bytes=2-3", 10).count, 2u);
}

}  // namespace
}  // namespace amur::test

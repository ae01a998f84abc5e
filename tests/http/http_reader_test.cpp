// Requests from bytes: the same whatever pieces they come in, and nothing kept beyond the limits.

#include "amur/http/http_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/request_pieces.h"

namespace amur::test {
namespace {

using http::http_limits;
using http::reading;
using http::request_reader;

int refusal_of(const std::string& bytes, const http_limits& limits = {}) {
  request_reader reader(limits);
  for (auto state = reader.take(bytes);; state = reader.take({}))
    if (state != reading::opened) return state == reading::refused ? reader.status() : 0;
}

TEST(request_reader, reads_path_parameters_headers_and_body) {
  const auto read =
      requests_in({},
                  "POST /a%20b/c?x=1+2&y=%3d&z HTTP/1.1\r\nHost: me\r\nX-One:  two \r\n"
                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;more=yes\r\nde\r\n0\r\n"
                  "Host: other\r\n\r\nGET / HTTP/1.0\r\n\r\n",
                  {});
  ASSERT_EQ(read.requests.size(), 2u);
  const auto& first = read.requests[0];
  EXPECT_EQ(first.method, "POST");
  EXPECT_EQ(first.path, "/a b/c");
  EXPECT_EQ(first.parameters, (http::http_fields{{"x", "1 2"}, {"y", "="}, {"z", ""}}));
  EXPECT_EQ(http::value_of(first.headers, "x-one"), "two");
  // What follows a body must not change who was asked.
  EXPECT_EQ(http::value_of(first.headers, "host"), "me");
  EXPECT_EQ(first.body, "abcde");
  EXPECT_TRUE(first.keep_alive);
  EXPECT_TRUE(first.in_parts);
  EXPECT_FALSE(read.requests[1].keep_alive);
  EXPECT_FALSE(read.requests[1].in_parts);
}

TEST(request_reader, refuses_what_could_be_read_in_two_ways) {
  const std::string post = "POST / HTTP/1.1\r\n";
  EXPECT_EQ(refusal_of(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: -3\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: +3\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: 99999999999999999999\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked, gzip\r\n\r\n"), 501);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: x\r\nContent-Length: 3\r\n\r\n"), 501);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc"), 400);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"), 400);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"), 413);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost : a\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nExpect: miracles\r\n\r\n"), 417);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nContent-Encoding: br\r\n\r\n"), 415);
  EXPECT_EQ(refusal_of("OPTIONS * HTTP/1.1\r\n\r\n"), 400);
}

TEST(request_reader, limits_are_exact) {
  const http_limits limits{20, 200, 5, 10};
  const auto get = [&](const std::string& path, const std::string& headers) {
    return refusal_of("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n", limits);
  };
  EXPECT_EQ(get("/" + std::string(19, 'a'), ""), 0);
  EXPECT_EQ(get("/" + std::string(20, 'a'), ""), 414);
  EXPECT_EQ(get("/", "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n"), 0);
  EXPECT_EQ(get("/", "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\nE: 1\r\n"), 431);
  EXPECT_EQ(get("/", "A: " + std::string(177, 'a') + "\r\n"), 0);
  EXPECT_EQ(get("/", "A: " + std::string(178, 'a') + "\r\n"), 431);
  const auto post = [&](const std::string& rest) {
    return refusal_of("POST / HTTP/1.1\r\n" + rest, limits);
  };
  EXPECT_EQ(post("Content-Length: 10\r\n\r\n0123456789"), 0);
  EXPECT_EQ(post("Content-Length: 11\r\n\r\n"), 413);
  const std::string chunked = "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(post(chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"), 0);
  EXPECT_EQ(post(chunked + "5\r\n01234\r\n6\r\n"), 413);
  EXPECT_EQ(post(chunked + "5;" + std::string(300, 'a')), 431);
  EXPECT_EQ(post(chunked + "0\r\nA: " + std::string(300, 'a')), 431);
}

TEST(request_reader, mutated_requests_are_read_alike_in_any_pieces) {
  std::mt19937_64 random(20231015);
  const std::vector<std::string> seeds = {
      "GET /api/runs/000001/tables/links?limit=5&offset=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
      "POST /api/runs HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcdeGET / HTTP/1.1\r\n\r\n",
      "POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\nX: y\r\n\r\nGET",
      "GET / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"};
  for (int round = 0; round < 20000; ++round) {
    auto text = seeds[random() % seeds.size()];
    for (std::size_t hits = random() % 5; hits > 0 && !text.empty(); --hits) {
      const auto at = random() % text.size();
      if (random() % 2)
        text[at] = static_cast<char>(random() % 256);
      else if (random() % 2)
        text.erase(at, 1 + random() % 9);
      else
        text.insert(at, text.substr(random() % text.size(), random() % 30));
    }
    const http_limits limits{60, 300, 10, 40};
    const auto whole = requests_in(limits, text, {});
    EXPECT_EQ(whole, requests_in(limits, text, {1})) << text;
    EXPECT_EQ(whole, requests_in(limits, text, {1 + random() % 9, 1 + random() % 40})) << text;
  }
}

}  // namespace
}  // namespace amur::test

#include "amur/http/http_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cctype>

namespace amur::http {
namespace {

namespace beast_http = boost::beast::http;

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

std::string lower(std::string text) {
  for (auto& letter : text)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

void set_target(std::string_view target, http_request& request) {
  const auto question = std::min(target.find('?'), target.size());
  request.path = decoded(target.substr(0, question), false);
  auto query = target.substr(std::min(question + 1, target.size()));
  query = query.substr(0, query.find('#'));
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    if (!pair.empty())
      request.parameters.emplace_back(
          decoded(pair.substr(0, equals), true),
          decoded(pair.substr(std::min(equals + 1, pair.size())), true));
  }
}

}  // namespace

struct request_reader::parser {
  explicit parser(const http_limits& limits) {
    message.header_limit(static_cast<std::uint32_t>(limits.header));
    message.body_limit(limits.body);
  }
  beast_http::request_parser<beast_http::string_body> message;
};

request_reader::request_reader(const http_limits& limits) : limits_(limits) {}
request_reader::~request_reader() = default;
request_reader::request_reader(request_reader&&) noexcept = default;

reading request_reader::take(std::string_view bytes) {
  pending_.append(bytes);
  if (state_ == reading::opened)
    state_ = parser_->message.is_done() ? reading::done : reading::body;
  while ((state_ == reading::header || state_ == reading::body) && step()) continue;
  pending_.erase(0, used_);
  used_ = 0;
  // A line of chunks or of what follows them, which the parser waits for without a limit.
  if (state_ == reading::body && pending_.size() > limits_.header)
    return refuse(431, "a line of the body is too long");
  if (pending_.empty()) pending_.shrink_to_fit();
  return state_;
}

// The parser is shown a header when it has come whole: its own limit would be met sooner or later
// depending on the pieces that the header came in.
bool request_reader::header_has_come() {
  constexpr std::string_view end = "\r\n\r\n";
  // What is no text, as the start of TLS, is not waited for.
  if (!std::isalpha(static_cast<unsigned char>(pending_.front()))) {
    refuse(400, "this is no request of HTTP");
    return false;
  }
  const auto at = pending_.find(end, searched_);
  searched_ = std::max(pending_.size(), end.size()) - end.size();
  const auto bytes = at == std::string::npos ? pending_.size() : at + end.size();
  if (bytes > limits_.header) refuse(431, "the header is too large");
  return at != std::string::npos && state_ == reading::header;
}

// One call of the parser; false where it needs more bytes, or has come to an end.
bool request_reader::step() {
  // The parser counts on it that the end of a chunked body, five bytes at least, is never shown to
  // it in smaller pieces.
  constexpr std::size_t least_of_chunked = 5;
  const auto left = pending_.size() - used_;
  if (left == 0) return false;
  if (state_ == reading::header && !header_has_come()) return false;
  if (!parser_) parser_ = std::make_unique<parser>(limits_);
  auto& message = parser_->message;
  if (state_ == reading::body && message.chunked() && left < least_of_chunked) return false;
  boost::beast::error_code problem;
  const auto before = used_;
  used_ += message.put(boost::asio::buffer(pending_.data() + used_, left), problem);
  if (problem == beast_http::error::need_more && state_ != reading::header) return used_ > before;
  if (problem == beast_http::error::header_limit)
    refuse(431, "the header is too large");
  else if (problem == beast_http::error::body_limit)
    refuse(413, "the request is too large");
  else if (problem == beast_http::error::bad_version)
    refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
  else if (problem)
    refuse(400, "this is no request of HTTP: " + problem.message());
  else if (state_ == reading::header && message.is_header_done())
    state_ = open();
  else if (message.is_done())
    state_ = reading::done;
  else
    return true;
  return false;
}

// Whether a request whose header has come is one that can be answered.
reading request_reader::open() {
  const auto& message = parser_->message.get();
  const auto target = text_of(message.target());
  if (target.size() > limits_.target) return refuse(414, "the address is too long");
  if (target.empty() || target[0] != '/') return refuse(400, "the address is no path");
  if (static_cast<std::size_t>(std::distance(message.begin(), message.end())) > limits_.fields)
    return refuse(431, "the header has too many lines");
  request_ = {};
  request_.method = text_of(message.method_string());
  set_target(target, request_);
  std::size_t hosts = 0;
  for (const auto& field : message) {
    request_.headers.emplace_back(lower(text_of(field.name_string())), text_of(field.value()));
    hosts += field.name() == beast_http::field::host;
  }
  if (hosts > 1) return refuse(400, "the header has more than one Host");
  const auto coding = lower(value_of(request_.headers, "transfer-encoding"));
  if (!coding.empty() && coding != "chunked")
    return refuse(501, "a body may be chunked, and nothing else");
  const auto packed = lower(value_of(request_.headers, "content-encoding"));
  if (!packed.empty() && packed != "identity") return refuse(415, "a body may not be compressed");
  const auto expected = lower(value_of(request_.headers, "expect"));
  if (!expected.empty() && expected != "100-continue")
    return refuse(417, "nothing can be expected but 100-continue");
  waits_to_continue_ = !expected.empty() && !parser_->message.is_done();
  request_.keep_alive = message.keep_alive();
  request_.in_parts = message.version() >= 11;
  return reading::opened;
}

reading request_reader::refuse(int status, const std::string& reason) {
  state_ = reading::refused;
  status_ = status;
  reason_ = reason;
  return state_;
}

void request_reader::next() {
  parser_.reset();
  request_ = {};
  waits_to_continue_ = false;
  searched_ = 0;
  state_ = reading::header;
}

http_request request_reader::taken() {
  request_.body = std::move(parser_->message.get().body());
  return std::move(request_);
}

std::size_t request_reader::body_bytes() const {
  return parser_ ? parser_->message.get().body().size() : 0;
}

}  // namespace amur::http

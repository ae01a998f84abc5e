#include "amur/http/http_connection.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace amur::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t free_body = 16384, part_bytes = 65536, most_drained = std::size_t{16} << 20;
constexpr milliseconds drain_time{2000}, no_limit = std::chrono::hours(24 * 365);
constexpr std::string_view end_of_part = "\r\n", end_of_parts = "0\r\n\r\n",
                           end_of_all = "\r\n0\r\n\r\n";

std::uint64_t bytes_of(const http_body& body) {
  if (const auto* text = std::get_if<std::string>(&body)) return text->size();
  if (const auto* constant = std::get_if<http_constant>(&body)) return constant->text.size();
  if (const auto* file = std::get_if<std::shared_ptr<const http_file>>(&body))
    return (*file)->bytes;
  return 0;
}

}  // namespace

http_connection::http_connection(http_core& core, asio::ip::tcp::socket socket)
    : core_(core), socket_(std::move(socket)), reader_(core.options.limits) {
  set_phase(phase::reading, core_.options.idle_time);
}

http_connection::~http_connection() = default;

void http_connection::start() { await_bytes(); }

void http_connection::set_phase(phase next, milliseconds time) {
  phase_ = next;
  since_ = steady_clock::now();
  late_ = since_ + time;
}

bool http_connection::may_go() const {
  return phase_ == phase::reading || phase_ == phase::draining;
}

void http_connection::close() {
  if (phase_ == phase::closed) return;
  phase_ = phase::closed;
  core_.body_bytes -= counted_body_;
  core_.answer_bytes -= counted_answer_;
  counted_body_ = counted_answer_ = 0;
  boost::system::error_code ignored;
  socket_.close(ignored);
  core_.forget(*this);
}

void http_connection::look_at_clock(steady_time now) {
  if (now < late_) return;
  if (phase_ == phase::streaming && !writing_) return say_alive();
  if (phase_ == phase::reading && reader_.started())
    return turn_away(408, "the request did not come in time");
  close();
}

void http_connection::shut_down() {
  if (may_go()) return close();
  if (phase_ != phase::streaming) return;
  last_ = true;
  if (!writing_) tell_more();
}

void http_connection::turn_away(int status, const std::string& reason) {
  keep_alive_ = false;
  answer(core_.hooks.refusal(status, reason));
}

// Reading.

void http_connection::await_bytes() {
  if (awaiting_) return;
  awaiting_ = true;
  socket_.async_wait(asio::ip::tcp::socket::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& problem) {
                       self->awaiting_ = false;
                       if (self->phase_ == phase::closed) return;
                       if (problem)
                         self->close();
                       else
                         self->read();
                     });
}

void http_connection::read() {
  boost::system::error_code problem;
  const auto bytes = socket_.read_some(asio::buffer(core_.scratch), problem);
  if (problem == asio::error::would_block || problem == asio::error::interrupted)
    return await_bytes();
  if (problem) {
    // A client that has nothing more to say may still hear why it is turned away.
    if (phase_ != phase::writing) close();
    return;
  }
  if (phase_ != phase::reading) {
    drained_ += bytes;
    return drained_ > most_drained ? close() : await_bytes();
  }
  if (!reader_.started()) set_phase(phase::reading, core_.options.header_time);
  proceed(reader_.take({core_.scratch.data(), bytes}));
}

void http_connection::proceed(reading state) {
  switch (state) {
    case reading::header:
      return await_bytes();
    case reading::opened:
      return opened();
    case reading::body:
      if (!count_body()) return turn_away(503, "too many long requests are under way");
      return await_bytes();
    case reading::done:
      if (!count_body()) return turn_away(503, "too many long requests are under way");
      return dispatch();
    case reading::refused:
      return turn_away(reader_.status(), reader_.reason());
  }
}

// The header has come.
void http_connection::opened() {
  const auto& request = reader_.request();
  keep_alive_ = request.keep_alive;
  in_parts_ = request.in_parts;
  headless_ = request.method == "HEAD";
  range_ = has(request.headers, "if-range") ? "" : value_of(request.headers, "range");
  auto refusal = core_.hooks.admit ? core_.hooks.admit(request) : std::nullopt;
  const auto state = reader_.take({});
  if (refusal) {
    keep_alive_ = keep_alive_ && state == reading::done;
    return answer(std::move(*refusal));
  }
  if (state == reading::body && reader_.waits_to_continue()) {
    boost::system::error_code ignored;
    socket_.write_some(asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), ignored);
  }
  set_phase(phase::reading, core_.options.body_time);
  proceed(state);
}

// Small bodies are free; false where all long ones together are too much.
bool http_connection::count_body() {
  const auto held = std::max(reader_.body_bytes(), free_body) - free_body;
  core_.body_bytes += held - counted_body_;
  counted_body_ = held;
  return core_.body_bytes <= core_.options.body_bytes;
}

void http_connection::dispatch() {
  auto request = reader_.taken();
  if (headless_) request.method = "GET";
  const auto* route = core_.find(request);
  if (!route) return answer(core_.hooks.refusal(404, "there is nothing here"));
  set_phase(phase::working, no_limit);
  if (route->place == work_place::at_once) return answer(core_.answer_of(route->answer, request));
  const bool taken = core_.answer_bytes <= core_.options.answer_bytes &&
                     core_.hand_over(route->place, [self = shared_from_this(), route,
                                                    request = std::move(request)] {
                       auto given = self->core_.answer_of(route->answer, request);
                       asio::post(self->core_.io, [self, given = std::move(given)]() mutable {
                         self->answer(std::move(given));
                       });
                     });
  if (!taken) answer(core_.hooks.refusal(503, "the server is busy"));
}

// Writing.

void http_connection::answer(http_answer given) {
  if (phase_ == phase::closed) return;
  core_.body_bytes -= counted_body_;
  counted_body_ = 0;
  written_ = 0;
  keep_alive_ = keep_alive_ && !core_.stopping;
  set_phase(phase::writing, core_.options.write_time);
  if (std::holds_alternative<http_events>(given.body)) return begin_stream(given);
  const auto bytes = bytes_of(given.body);
  http_range part{0, bytes, false, false};
  if (given.status == 200 && !std::holds_alternative<std::string>(given.body)) {
    part = range_of(range_, bytes);
    given.headers.emplace_back("Accept-Ranges", "bytes");
  }
  if (part.beyond) {
    given = core_.hooks.refusal(416, "the range lies beyond the end");
    given.headers.emplace_back("Content-Range", fmt::format("bytes */{}", bytes));
    part = {0, bytes_of(given.body), false, false};
  } else if (part.partial) {
    given.status = 206;
    given.headers.emplace_back("Content-Range", fmt::format("bytes {}-{}/{}", part.first,
                                                            part.first + part.count - 1, bytes));
  }
  head_ = head_of(given);
  if (given.status != 204) head_ += fmt::format("Content-Length: {}\r\n", part.count);
  head_ += "\r\n";
  left_ = {head_, {}, {}};
  body_ = std::move(given.body);
  if (!headless_) choose_bytes(part);
  write();
}

std::string http_connection::head_of(const http_answer& given) const {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", given.status, reason_of(given.status));
  const auto add = [&](const http_fields& fields) {
    for (const auto& [name, value] : fields) head += name + ": " + value + "\r\n";
  };
  add(core_.hooks.headers);
  add(given.headers);
  if (!given.type.empty()) head += "Content-Type: " + given.type + "\r\n";
  if (!keep_alive_)
    head += "Connection: close\r\n";
  else if (!in_parts_)
    head += "Connection: keep-alive\r\n";
  return head;
}

// What of the body follows the header.
void http_connection::choose_bytes(const http_range& part) {
  if (std::holds_alternative<std::shared_ptr<const http_file>>(body_)) {
    file_at_ = part.first;
    file_end_ = part.first + part.count;
  } else if (const auto* constant = std::get_if<http_constant>(&body_)) {
    left_[1] = constant->text.substr(part.first, part.count);
  } else {
    left_[1] = std::get<std::string>(body_);
    counted_answer_ = left_[1].size();
    core_.answer_bytes += counted_answer_;
  }
}

void http_connection::write() {
  writing_ = true;
  std::array<asio::const_buffer, 3> rest;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = asio::buffer(left_[i]);
  socket_.async_write_some(rest, [self = shared_from_this()](
                                     const boost::system::error_code& problem, std::size_t bytes) {
    self->writing_ = false;
    if (self->phase_ == phase::closed) return;
    if (problem)
      self->close();
    else
      self->wrote(bytes);
  });
}

void http_connection::wrote(std::size_t bytes) {
  written_ += bytes;
  bool more = false;
  for (auto& text : left_) {
    const auto gone = std::min(bytes, text.size());
    text.remove_prefix(gone);
    bytes -= gone;
    more = more || !text.empty();
  }
  if (phase_ == phase::writing) {
    // A client that takes a little at a time must still take all of it at some rate.
    const auto earned = milliseconds(1000 * written_ / core_.options.least_bytes_per_second);
    late_ = std::min(steady_clock::now(), since_ + earned) + core_.options.write_time;
  }
  if (more) return write();
  if (file_at_ < file_end_) return write_part();
  write_ended();
}

// The next part of a file.
void http_connection::write_part() {
  part_.resize(std::min<std::uint64_t>(part_bytes, file_end_ - file_at_));
  const auto& file = std::get<std::shared_ptr<const http_file>>(body_);
  const auto got =
      ::pread(file->descriptor, part_.data(), part_.size(), static_cast<off_t>(file_at_));
  if (got <= 0) return close();  // shorter than it was
  file_at_ += static_cast<std::uint64_t>(got);
  left_[0] = std::string_view(part_).substr(0, static_cast<std::size_t>(got));
  write();
}

void http_connection::write_ended() {
  if (phase_ == phase::streaming) {
    late_ = steady_clock::now() + core_.options.alive_time;
    return ended_ ? drain() : tell_more();
  }
  core_.answer_bytes -= counted_answer_;
  counted_answer_ = 0;
  body_ = {};
  part_ = {};
  head_ = {};
  if (!keep_alive_ || core_.stopping) return drain();
  headless_ = false;
  reader_.next();
  const bool begun = reader_.started();
  set_phase(phase::reading, begun ? core_.options.header_time : core_.options.idle_time);
  proceed(reader_.take({}));
}

// Nothing more is said; what still comes is read and forgotten, since closing at once would take
// the answer from a client that is still sending.
void http_connection::drain() {
  if (core_.stopping) return close();
  core_.close_stream(*this);
  set_phase(phase::draining, drain_time);
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  await_bytes();
}

// Streams of events.

void http_connection::begin_stream(const http_answer& given) {
  keep_alive_ = false;
  head_ = head_of(given) + (in_parts_ ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");
  left_ = {head_, {}, {}};
  if (headless_) return write();
  if (core_.stopping || !core_.open_stream(*this, std::get<http_events>(given.body).topic))
    return answer(core_.hooks.refusal(503, "too many streams are open"));
  set_phase(phase::streaming, core_.options.write_time);
  write();
  await_bytes();  // to hear it close
  if (core_.hooks.stream_opened) core_.hooks.stream_opened();
}

void http_connection::tell(std::shared_ptr<const std::string> text, bool last) {
  if (phase_ != phase::streaming || ended_) return;
  to_tell_ = std::move(text);
  last_ = last_ || last;
  if (!writing_) tell_more();
}

void http_connection::tell_more() {
  const bool is_new = to_tell_ && !to_tell_->empty() && (!told_ || *to_tell_ != *told_);
  if (is_new || last_) say(is_new ? *to_tell_ : std::string_view(), last_);
  told_ = to_tell_;
}

void http_connection::say_alive() { say(":\n\n", false); }

void http_connection::say(std::string_view text, bool last) {
  ended_ = last;
  late_ = steady_clock::now() + core_.options.write_time;
  head_ = in_parts_ && !text.empty() ? fmt::format("{:x}\r\n", text.size()) : std::string();
  const auto end = !in_parts_     ? std::string_view()
                   : text.empty() ? end_of_parts
                   : last         ? end_of_all
                                  : end_of_part;
  left_ = {head_, text, end};
  write();
}

}  // namespace amur::http

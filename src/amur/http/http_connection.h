#pragma once
// One connection: requests read, handed to their handlers, answers written; one at a time.

#include <array>
#include <boost/asio/buffer.hpp>

#include "amur/http/http_core.h"

namespace amur::http {

class http_connection : public std::enable_shared_from_this<http_connection> {
 public:
  http_connection(http_core& core, boost::asio::ip::tcp::socket socket);
  ~http_connection();

  void start();
  void close();
  /// Ends what has taken too long.
  void look_at_clock(steady_time now);
  /// The server stops: nothing more is read, an answer under way goes out.
  void shut_down();
  /// Answers before anything was read, then closes.
  void turn_away(int status, const std::string& reason);
  /// What a stream is to say next.
  void tell(std::shared_ptr<const std::string> text, bool last);

  /// Whether it may go where room is needed: it idles, or has not sent its request yet.
  [[nodiscard]] bool may_go() const;
  [[nodiscard]] steady_time since() const { return since_; }

 private:
  enum class phase { reading, working, writing, streaming, draining, closed };

  void set_phase(phase next, std::chrono::milliseconds time);

  void await_bytes();
  void read();
  void proceed(reading state);
  void opened();
  bool count_body();
  void dispatch();

  void answer(http_answer given);
  [[nodiscard]] std::string head_of(const http_answer& given) const;
  void choose_bytes(const http_range& part);
  void write();
  void wrote(std::size_t bytes);
  void write_part();
  void write_ended();
  void drain();

  void begin_stream(const http_answer& given);
  void tell_more();
  void say_alive();
  void say(std::string_view text, bool last);

  http_core& core_;
  boost::asio::ip::tcp::socket socket_;
  phase phase_ = phase::reading;
  steady_time since_, late_;  // when the phase began, and when it takes too long

  request_reader reader_;
  bool awaiting_ = false;
  std::size_t counted_body_ = 0, drained_ = 0;

  // Of the request that is being answered.
  bool keep_alive_ = false, headless_ = false, in_parts_ = true;
  std::string range_;

  bool writing_ = false;
  std::string head_, part_;
  http_body body_;
  std::array<std::string_view, 3> left_;  // to write of the above
  std::uint64_t file_at_ = 0, file_end_ = 0, written_ = 0;
  std::size_t counted_answer_ = 0;

  // Of a stream: what was told last, and what is to be told.
  std::shared_ptr<const std::string> told_, to_tell_;
  bool last_ = false, ended_ = false;
};

}  // namespace amur::http

#pragma once
// Bytes of a connection become requests, with limits that hold while they come: nothing is kept
// that a limit would refuse. No sockets here, so that it can be tried on any bytes.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "amur/http/http_message.h"

namespace amur::http {

struct http_limits {
  std::size_t target = 4096;   ///< bytes of path and query
  std::size_t header = 16384;  ///< bytes of the request line and all header lines
  std::size_t fields = 100;    ///< header lines
  std::size_t body = 1 << 20;  ///< bytes, chunked or not
};

enum class reading {
  header,   ///< more bytes are needed
  opened,   ///< the header has come; `request` has it, the body is read when `take` is called again
  body,     ///< more bytes are needed
  done,     ///< the request is complete
  refused,  ///< `status` and `reason` say why; the connection can't be read on
};

class request_reader {
 public:
  explicit request_reader(const http_limits& limits);
  ~request_reader();
  request_reader(request_reader&&) noexcept;

  /// Reads on with further bytes; those after the end of a request are kept for the next.
  reading take(std::string_view bytes);
  /// Starts with the next request, of which part may have come already.
  void next();

  [[nodiscard]] reading state() const { return state_; }
  [[nodiscard]] const http_request& request() const { return request_; }
  /// The request with its body.
  [[nodiscard]] http_request taken();
  /// Whether part of a request has come.
  [[nodiscard]] bool started() const { return parser_ != nullptr || !pending_.empty(); }
  [[nodiscard]] std::size_t body_bytes() const;
  /// Whether the client waits for a word before it sends the body.
  [[nodiscard]] bool waits_to_continue() const { return waits_to_continue_; }
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  struct parser;  // of one request
  bool header_has_come();
  bool step();
  reading open();
  reading refuse(int status, const std::string& reason);

  http_limits limits_;
  std::unique_ptr<parser> parser_;
  std::string pending_;       // bytes that are not understood yet
  std::size_t used_ = 0;      // of these
  std::size_t searched_ = 0;  // of these, for the end of the header
  http_request request_;
  reading state_ = reading::header;
  bool waits_to_continue_ = false;
  int status_ = 0;
  std::string reason_;
};

}  // namespace amur::http

#pragma once
// Requests and answers of HTTP as plain values; nothing here knows of sockets or of Amur.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace amur::http {

using http_fields = std::vector<std::pair<std::string, std::string>>;

/// The first value of a name, or empty.
[[nodiscard]] std::string value_of(const http_fields& fields, std::string_view name);
[[nodiscard]] bool has(const http_fields& fields, std::string_view name);

struct http_request {
  std::string method;      ///< "GET"
  std::string path;        ///< decoded, without the query
  http_fields parameters;  ///< of the query, decoded
  http_fields headers;     ///< names in lower case
  std::string body;
  std::vector<std::string> parts;  ///< what stands where its route has "{...}"
  bool keep_alive = false;         ///< the client may ask again on this connection
  bool in_parts = true;            ///< the client takes answers of unknown length (HTTP/1.1)
};

/// Text that lives as long as the server.
struct http_constant {
  std::string_view text;
};
/// A file that is sent as it is read.
struct http_file {
  static std::shared_ptr<const http_file> open(
      const std::string& path);  ///< null: it can't be read
  http_file(int open_descriptor, std::uint64_t size) : descriptor(open_descriptor), bytes(size) {}
  ~http_file();
  http_file(const http_file&) = delete;
  http_file& operator=(const http_file&) = delete;

  int descriptor;
  std::uint64_t bytes;
};
/// Server-sent events: what `http_server::publish` says of a topic.
struct http_events {
  std::string topic;
};
using http_body =
    std::variant<std::string, http_constant, std::shared_ptr<const http_file>, http_events>;

struct http_answer {
  int status = 200;
  std::string type;  ///< Content-Type; empty: the answer has no body
  http_body body;
  http_fields headers;  ///< further ones
};

[[nodiscard]] const char* reason_of(int status);

/// Which bytes of `size` a Range header asks for. Several ranges, or what is no range of bytes, are
/// ignored, as if all were asked for; one that holds no byte at all is `beyond`.
struct http_range {
  std::uint64_t first = 0, count = 0;
  bool partial = false, beyond = false;
};
[[nodiscard]] http_range range_of(std::string_view header, std::uint64_t size);

/// A path or a query's text with its %XX decoded; '+' is a space where `form` says so.
[[nodiscard]] std::string decoded(std::string_view text, bool form);

}  // namespace amur::http

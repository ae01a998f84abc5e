#pragma once
// A server of HTTP/1.1. One thread reads and writes all connections, none of which it ever waits
// for; handlers run there, or on threads apart from it. It knows nothing of Amur.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "amur/http/http_message.h"
#include "amur/http/http_reader.h"

namespace amur::http {

/// Where a handler runs: at once, which holds up every connection; on a thread for what takes
/// milliseconds; on one for what may take seconds.
enum class work_place { at_once, short_work, long_work };

struct http_options {
  http_limits limits;
  std::size_t connections = 1024;  ///< where all are taken, one that sends slowly or idles goes
  std::size_t streams = 512;       ///< of events
  std::size_t short_threads = 2, long_threads = 8, most_waiting = 256;  ///< requests that wait
  /// Bodies longer than 16 kB that are being read, and answers that are being written, together.
  std::size_t body_bytes = std::size_t{16} << 20, answer_bytes = std::size_t{64} << 20;
  std::chrono::milliseconds header_time{5000};  ///< from the first byte to the end of the header
  std::chrono::milliseconds body_time{15000};   ///< of the whole body
  std::chrono::milliseconds idle_time{30000};   ///< between requests
  std::chrono::milliseconds write_time{10000};  ///< for each part of an answer
  std::chrono::milliseconds alive_time{5000};   ///< between signs of life in a stream
  std::chrono::milliseconds end_time{1000};     ///< for answers under way when the server stops
  std::size_t least_bytes_per_second = 16384;   ///< at which an answer is taken, beyond write_time
};

/// What the server asks of whom it serves.
struct http_hooks {
  /// An answer instead of the route's own, known from the header before a body is read.
  std::function<std::optional<http_answer>(const http_request&)> admit;
  /// The answer to what can't be answered: 404, 413, 500 ...
  std::function<http_answer(int status, const std::string& reason)> refusal;
  /// A stream has begun, and has heard nothing yet.
  std::function<void()> stream_opened;
  http_fields headers;  ///< of every answer
};

class http_server {
 public:
  using handler = std::function<http_answer(const http_request&)>;

  http_server(const http_options& options, http_hooks hooks);
  /// Waits for handlers that run.
  ~http_server();
  http_server(const http_server&) = delete;
  http_server& operator=(const http_server&) = delete;

  /// A part "{...}" of a path stands for anything but '/'; HEAD is answered as GET is.
  void route(std::string method, const std::string& path, work_place place, handler answer);
  /// The port, or none where the address can't be had.
  [[nodiscard]] std::optional<int> listen(const std::string& host, int port);
  /// Serves until `stop`; answers under way then have `end_time`.
  void run();
  /// From any thread, or a signal handler.
  void stop();

  /// Sends `text` to the streams of a topic which that very text was not sent to yet; one that
  /// can't keep up misses what came between. `last` ends them. From any thread.
  void publish(const std::string& topic, std::shared_ptr<const std::string> text, bool last);
  /// Topics that have streams. From any thread.
  [[nodiscard]] std::vector<std::string> topics() const;

 private:
  std::unique_ptr<class http_core> core_;
};

}  // namespace amur::http

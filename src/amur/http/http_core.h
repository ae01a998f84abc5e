#pragma once
// What the connections of a server share. All but `publish`, `topics` and `stop` belongs to the
// thread that runs it.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <mutex>
#include <set>

#include "amur/http/http_server.h"
#include "amur/http/worker_pool.h"

namespace amur::http {

using steady_time = std::chrono::steady_clock::time_point;
class http_connection;

class http_core {
 public:
  http_core(const http_options& options, http_hooks hooks);

  void route(std::string method, const std::string& path, work_place place,
             http_server::handler answer);
  std::optional<int> listen(const std::string& host, int port);
  void run();
  void stop();
  void publish(const std::string& topic, std::shared_ptr<const std::string> text, bool last);
  std::vector<std::string> topics() const;

  struct known_route {
    std::string method;
    std::vector<std::string> path;
    work_place place;
    http_server::handler answer;
  };
  /// The route of a request, whose `parts` are set; null: none.
  const known_route* find(http_request& request) const;

  /// What a handler says, whatever it throws.
  http_answer answer_of(const http_server::handler& answer, const http_request& request) const;
  /// Runs a job on a thread of that place; false where too much waits.
  bool hand_over(work_place place, std::function<void()> job);

  void forget(http_connection& connection);
  /// False where there are too many streams.
  bool open_stream(http_connection& connection, const std::string& topic);
  void close_stream(http_connection& connection);

  const http_options options;
  const http_hooks hooks;
  boost::asio::io_context io;
  std::vector<char> scratch = std::vector<char>(16384);  ///< bytes that were just read
  std::size_t body_bytes = 0, answer_bytes = 0;          ///< held for connections
  bool stopping = false;

 private:
  void accept();
  void take(boost::asio::ip::tcp::socket socket);
  bool make_room();
  void look_at_clock();
  void begin_to_stop();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer clock_, rest_;
  boost::asio::posix::stream_descriptor stop_signal_;
  int stop_descriptor_;
  steady_time stop_at_{};
  std::uint64_t stops_ = 0;
  std::size_t most_connections_;
  std::map<http_connection*, std::shared_ptr<http_connection>> connections_;
  std::vector<known_route> routes_;
  std::map<http_connection*, std::string> streams_;
  mutable std::mutex topics_lock_;
  std::map<std::string, std::size_t> topics_;  // with how many streams each has
  // Last, so that no job outlives what it needs.
  worker_pool short_work_, long_work_;
};

}  // namespace amur::http

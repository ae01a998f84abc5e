#include "amur/http/http_server.h"

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>

#include "amur/http/http_connection.h"
#include "amur/http/http_core.h"

namespace amur::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds tick{100}, tick_at_end{10};
constexpr std::size_t other_files = 256, turned_away_at_once = 64;

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> list;
  for (;;) {
    const auto slash = path.find('/');
    list.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return list;
    path.remove_prefix(slash + 1);
  }
}

// As many connections as there may be open files, of which the process is allowed more first.
std::size_t affordable(std::size_t connections) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return connections;
  const auto wanted = std::min<rlim_t>(connections + other_files, files.rlim_max);
  if (files.rlim_cur < wanted) {
    files.rlim_cur = wanted;
    (void)::setrlimit(RLIMIT_NOFILE, &files);
    (void)::getrlimit(RLIMIT_NOFILE, &files);
  }
  const auto spare = std::max<rlim_t>(files.rlim_cur, other_files + 16) - other_files;
  return std::min<std::size_t>(connections, spare);
}

}  // namespace

http_core::http_core(const http_options& given, http_hooks given_hooks)
    : options(given),
      hooks(std::move(given_hooks)),
      io(1),
      acceptor_(io),
      clock_(io),
      rest_(io),
      stop_signal_(io),
      stop_descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      most_connections_(affordable(given.connections)),
      short_work_(given.short_threads, given.most_waiting),
      long_work_(given.long_threads, given.most_waiting) {
  stop_signal_.assign(stop_descriptor_);
}

void http_core::route(std::string method, const std::string& path, work_place place,
                      http_server::handler answer) {
  routes_.push_back({std::move(method), segments(path), place, std::move(answer)});
}

const http_core::known_route* http_core::find(http_request& request) const {
  const auto path = segments(request.path);
  for (const auto& route : routes_) {
    if (route.method != request.method || route.path.size() != path.size()) continue;
    std::vector<std::string> parts;
    const auto fits = [&](const std::string& wanted, const std::string& given) {
      if (!wanted.starts_with('{')) return wanted == given;
      parts.push_back(given);
      return !given.empty();
    };
    if (!std::ranges::equal(route.path, path, fits)) continue;
    request.parts = std::move(parts);
    return &route;
  }
  return nullptr;
}

http_answer http_core::answer_of(const http_server::handler& answer,
                                 const http_request& request) const {
  try {
    return answer(request);
  } catch (const std::exception&) {
    return hooks.refusal(500, "this request can't be answered");
  }
}

bool http_core::hand_over(work_place place, std::function<void()> job) {
  return (place == work_place::short_work ? short_work_ : long_work_).add(std::move(job));
}

std::optional<int> http_core::listen(const std::string& host, int port) {
  error_code problem;
  const auto found =
      tcp::resolver(io).resolve(host, std::to_string(port), tcp::resolver::passive, problem);
  for (const auto& entry : found) {
    error_code ignored;
    acceptor_.close(ignored);
    acceptor_.open(entry.endpoint().protocol(), problem);
    if (!problem) acceptor_.set_option(tcp::acceptor::reuse_address(true), problem);
    if (!problem) acceptor_.bind(entry.endpoint(), problem);
    if (!problem) acceptor_.listen(asio::socket_base::max_listen_connections, problem);
    if (!problem) return acceptor_.local_endpoint().port();
    // Another address of the same name would leave two servers under that name and port.
    if (problem == asio::error::address_in_use) return std::nullopt;
  }
  return std::nullopt;
}

void http_core::accept() {
  acceptor_.async_accept([this](const error_code& problem, tcp::socket socket) {
    if (stopping) return;
    if (!problem) {
      take(std::move(socket));
      return accept();
    }
    // No more open files, or the like: trying again at once would only be busy.
    (void)make_room();
    rest_.expires_after(tick);
    rest_.async_wait([this](const error_code& end) {
      if (!end && !stopping) accept();
    });
  });
}

void http_core::take(tcp::socket socket) {
  error_code problem;
  socket.non_blocking(true, problem);
  socket.set_option(tcp::no_delay(true), problem);
  const bool room = connections_.size() < most_connections_ || make_room();
  if (!room && connections_.size() >= most_connections_ + turned_away_at_once) return;
  const auto connection = std::make_shared<http_connection>(*this, std::move(socket));
  connections_.emplace(connection.get(), connection);
  if (room)
    connection->start();
  else
    connection->turn_away(503, "too many connections are open");
}

// Who has sent no request, or not all of one, for longest makes way.
bool http_core::make_room() {
  std::shared_ptr<http_connection> oldest;
  for (const auto& [key, connection] : connections_)
    if (connection->may_go() && (!oldest || connection->since() < oldest->since()))
      oldest = connection;
  if (oldest) oldest->close();
  return oldest != nullptr;
}

void http_core::forget(http_connection& connection) {
  close_stream(connection);
  connections_.erase(&connection);
}

void http_core::look_at_clock() {
  const auto now = steady_clock::now();
  std::vector<std::shared_ptr<http_connection>> all;
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  for (const auto& connection : all) connection->look_at_clock(now);
  if (stopping && (connections_.empty() || now >= stop_at_)) return io.stop();
  clock_.expires_after(stopping ? tick_at_end : tick);
  clock_.async_wait([this](const error_code& end) {
    if (!end) look_at_clock();
  });
}

void http_core::begin_to_stop() {
  stopping = true;
  stop_at_ = steady_clock::now() + options.end_time;
  error_code ignored;
  acceptor_.close(ignored);
  std::vector<std::shared_ptr<http_connection>> all;
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  for (const auto& connection : all) connection->shut_down();
  clock_.cancel();
  look_at_clock();
}

void http_core::run() {
  accept();
  look_at_clock();
  stop_signal_.async_read_some(asio::buffer(&stops_, sizeof stops_),
                               [this](const error_code& end, std::size_t) {
                                 if (!end) begin_to_stop();
                               });
  io.run();
}

void http_core::stop() {
  const std::uint64_t once = 1;
  [[maybe_unused]] const auto sent = ::write(stop_descriptor_, &once, sizeof once);
}

bool http_core::open_stream(http_connection& connection, const std::string& topic) {
  if (streams_.size() >= options.streams) return false;
  streams_.emplace(&connection, topic);
  const std::scoped_lock hold(topics_lock_);
  ++topics_[topic];
  return true;
}

void http_core::close_stream(http_connection& connection) {
  const auto stream = streams_.find(&connection);
  if (stream == streams_.end()) return;
  const std::scoped_lock hold(topics_lock_);
  if (--topics_[stream->second] == 0) topics_.erase(stream->second);
  streams_.erase(stream);
}

std::vector<std::string> http_core::topics() const {
  const std::scoped_lock hold(topics_lock_);
  std::vector<std::string> list;
  for (const auto& [topic, streams] : topics_) list.push_back(topic);
  return list;
}

void http_core::publish(const std::string& topic, std::shared_ptr<const std::string> text,
                        bool last) {
  asio::post(io, [this, topic, text = std::move(text), last] {
    std::vector<std::shared_ptr<http_connection>> hearers;
    for (const auto& [connection, of] : streams_)
      if (of == topic) hearers.push_back(connections_.at(connection));
    for (const auto& hearer : hearers) hearer->tell(text, last);
  });
}

http_server::http_server(const http_options& options, http_hooks hooks)
    : core_(std::make_unique<http_core>(options, std::move(hooks))) {}
http_server::~http_server() = default;
void http_server::route(std::string method, const std::string& path, work_place place,
                        handler answer) {
  core_->route(std::move(method), path, place, std::move(answer));
}
std::optional<int> http_server::listen(const std::string& host, int port) {
  return core_->listen(host, port);
}
void http_server::run() { core_->run(); }
void http_server::stop() { core_->stop(); }
void http_server::publish(const std::string& topic, std::shared_ptr<const std::string> text,
                          bool last) {
  core_->publish(topic, std::move(text), last);
}
std::vector<std::string> http_server::topics() const { return core_->topics(); }

}  // namespace amur::http

#pragma once
// HTTP over a plain socket: each request on a connection of its own; and bytes as they are.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace amur::test {

/// A connection to this machine that is closed with its owner.
class http_socket {
 public:
  explicit http_socket(int port, std::chrono::milliseconds patience = std::chrono::seconds(30))
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval time{patience.count() / 1000, patience.count() % 1000 * 1000};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    good_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~http_socket() {
    if (socket_ >= 0) ::close(socket_);
  }
  http_socket(http_socket&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), good_(other.good_) {}
  http_socket& operator=(http_socket&&) = delete;

  [[nodiscard]] bool connected() const { return good_; }
  [[nodiscard]] int handle() const { return socket_; }
  /// False where the server takes no more.
  bool send(std::string_view bytes) {
    while (good_ && !bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      good_ = sent > 0;
      if (good_) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return good_;
  }
  void end() { ::shutdown(socket_, SHUT_WR); }
  /// What there is, at least a byte; empty at the end, or where patience is.
  std::string receive() {
    std::string some(65536, '\0');
    const auto got = ::recv(socket_, some.data(), some.size(), 0);
    some.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return some;
  }
  /// All until the server closes.
  std::string receive_all() {
    std::string all;
    for (auto some = receive(); !some.empty(); some = receive()) all += some;
    return all;
  }
  /// All up to and with some text.
  std::string receive_until(std::string_view text) {
    std::string all;
    while (all.find(text) == std::string::npos) {
      const auto some = receive();
      if (some.empty()) break;
      all += some;
    }
    return all;
  }

 private:
  int socket_;
  bool good_ = false;
};

struct http_reply {
  int status = 0;  ///< 0: there was no answer
  std::string head, body;
};

/// The body of an answer that came in chunks.
inline std::string joined_chunks(std::string_view chunks) {
  std::string body;
  while (!chunks.empty()) {
    const auto size = std::strtoul(std::string(chunks.substr(0, 16)).c_str(), nullptr, 16);
    const auto line = chunks.find("\r\n");
    if (size == 0 || line == std::string_view::npos || line + 2 + size > chunks.size()) break;
    body += chunks.substr(line + 2, size);
    chunks.remove_prefix(std::min(line + 4 + size, chunks.size()));
  }
  return body;
}

inline http_reply reply_in(const std::string& bytes) {
  http_reply reply;
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string::npos || !bytes.starts_with("HTTP/1.1 ")) return reply;
  reply.status = std::atoi(bytes.c_str() + 9);
  reply.head = bytes.substr(0, end + 2);
  reply.body = bytes.substr(end + 4);
  if (reply.head.find("Transfer-Encoding: chunked") != std::string::npos)
    reply.body = joined_chunks(reply.body);
  return reply;
}

class http_client {
 public:
  using headers = std::map<std::string, std::string>;
  explicit http_client(int port) : port_(port) {}

  http_reply get(const std::string& path, const headers& more = {}) const {
    return ask("GET", path, "", more);
  }
  http_reply remove(const std::string& path) const { return ask("DELETE", path, "", {}); }
  http_reply post(const std::string& path, const std::string& body,
                  const std::string& type = "application/json") const {
    return ask("POST", path, body, {{"Content-Type", type}});
  }
  http_reply ask(const std::string& method, const std::string& path, const std::string& body,
                 headers more) const {
    more.try_emplace("Host", "127.0.0.1:" + std::to_string(port_));
    more["Connection"] = "close";
    if (!body.empty() || method == "POST") more["Content-Length"] = std::to_string(body.size());
    std::string text = method + " " + path + " HTTP/1.1\r\n";
    for (const auto& [name, value] : more) text += name + ": " + value + "\r\n";
    http_socket socket(port_);
    (void)socket.send(text + "\r\n" + body);
    return reply_in(socket.receive_all());
  }

 private:
  int port_;
};

}  // namespace amur::test

#pragma once
// What a reader makes of bytes that come in pieces.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "amur/http/http_reader.h"

namespace amur::test {

struct read_requests {
  std::vector<http::http_request> requests;
  bool refused = false;

  friend bool operator==(const read_requests& a, const read_requests& b) {
    const auto same = [](const auto& one, const auto& other) {
      return one.method == other.method && one.path == other.path &&
             one.parameters == other.parameters && one.headers == other.headers &&
             one.body == other.body && one.keep_alive == other.keep_alive;
    };
    return a.refused == b.refused && std::ranges::equal(a.requests, b.requests, same);
  }
};

/// Pieces of the given sizes, over and over; no sizes: all at once. What has no end is given one,
/// since a chunk may be refused sooner where more of it is seen at a time.
inline read_requests requests_in(const http::http_limits& limits, std::string_view given,
                                 const std::vector<std::size_t>& sizes) {
  read_requests read;
  const auto ended = std::string(given) + "\r\n\r\n" + std::string(limits.header + 100, 'a');
  std::string_view bytes = ended;
  http::request_reader reader(limits);
  for (std::size_t piece = 0; !bytes.empty(); ++piece) {
    const auto size =
        sizes.empty() ? bytes.size() : std::min(sizes[piece % sizes.size()], bytes.size());
    auto state = reader.take(bytes.substr(0, size));
    bytes.remove_prefix(size);
    for (;;) {
      if (state == http::reading::refused) {
        read.refused = true;
        return read;
      }
      if (state == http::reading::done) {
        read.requests.push_back(reader.taken());
        reader.next();
      } else if (state != http::reading::opened) {
        break;
      }
      state = reader.take({});
    }
  }
  return read;
}

}  // namespace amur::test

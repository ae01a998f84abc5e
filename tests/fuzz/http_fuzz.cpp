// Bytes of a connection, read alike in any pieces, and what comes in their bodies.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "amur/http/bounded_json.h"
#include "support/request_pieces.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amur;
  if (size < 2) return 0;
  // Small limits, so that a short input can reach them.
  const http::http_limits limits{60, 300, 10, 40};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto whole = test::requests_in(limits, bytes, {});
  const std::vector<std::size_t> pieces = {1 + data[0] % std::size_t{32},
                                           1 + data[1] % std::size_t{64}};
  if (whole != test::requests_in(limits, bytes, pieces)) std::abort();
  for (const auto& request : whole.requests) {
    if (request.body.size() > limits.body || request.headers.size() > limits.fields) std::abort();
    const auto range = http::range_of(http::value_of(request.headers, "range"), 100);
    if (range.first + range.count > 100) std::abort();
  }
  const auto json = http::parse_bounded(bytes);
  if (!json.is_discarded())
    (void)nlohmann::json(json).dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
  return 0;
}

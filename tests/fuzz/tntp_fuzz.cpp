// Networks, trips and flows in TNTP format: the first byte says which the rest is read as.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "amur/exchange/tntp.h"
#include "amur/exchange/tntp_problem.h"
#include "fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static amur::fuzz::memory_file file;
  if (size == 0) return 0;
  file.write({reinterpret_cast<const char*>(data) + 1, size - 1});
  amur::diagnostics report;
  if (data[0] % 3 == 0) {
    const auto net = amur::exchange::read_tntp_network(file.path(), report);
    // A few bytes may announce more nodes than memory holds.
    if (net && net->nodes < 1e6) (void)amur::exchange::make_problem(*net, {});
  } else if (data[0] % 3 == 1) {
    (void)amur::exchange::read_tntp_trips(file.path(), 24, report);
  } else {
    (void)amur::exchange::read_tntp_flows(file.path(), report);
  }
  return 0;
}

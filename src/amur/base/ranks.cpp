#include "amur/base/ranks.h"

#include <cstdlib>

namespace amur {

bool is_started_as_rank() { return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr; }

void one_rank::send(std::size_t, std::span<const std::byte>) {
  throw std::logic_error("a process by itself has nobody to send to");
}

bytes one_rank::receive(std::size_t) {
  throw std::logic_error("a process by itself has nobody to hear from");
}

// In each round those that have the message pass it on to as many that have not.
void broadcast(ranks& all, bytes& message) {
  const auto own = all.own(), count = all.count();
  for (std::size_t known = 1; known < count; known *= 2) {
    if (own >= 2 * known) continue;
    if (own >= known)
      message = all.receive(own - known);
    else if (own + known < count)
      all.send(own + known, message);
  }
}

std::vector<bytes> gather(ranks& all, std::span<const std::byte> message) {
  std::vector<bytes> gathered;
  if (all.own() != 0) {
    all.send(0, message);
    return gathered;
  }
  gathered.emplace_back(message.begin(), message.end());
  for (std::size_t from = 1; from < all.count(); ++from) gathered.push_back(all.receive(from));
  return gathered;
}

}  // namespace amur

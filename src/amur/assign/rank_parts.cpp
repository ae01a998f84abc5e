#include "amur/assign/rank_parts.h"

#include <algorithm>
#include <bit>

namespace amur::assign {
namespace {

// Fewer bushes are not worth a part of their own, except where there are few in all.
constexpr std::size_t least_bushes_of_part = 16;
constexpr std::size_t fewest_parts = 8;
constexpr std::size_t most_parts = 1024;

std::size_t parts_for(std::size_t bushes) {
  const auto wanted = std::clamp(bushes / least_bushes_of_part, fewest_parts, most_parts);
  return std::bit_floor(std::max<std::size_t>(1, std::min(bushes, wanted)));
}

}  // namespace

rank_parts::rank_parts(std::size_t bush_count, std::size_t rank_count)
    : bushes(bush_count), parts(parts_for(bush_count)), ranks(std::min(rank_count, parts)) {}

std::size_t rank_parts::owner_of(std::size_t part) const {
  auto rank = part * ranks / parts;
  while (parts_of(rank).end <= part) ++rank;
  return rank;
}

std::vector<double> sum_parts(const rank_parts& cut, ranks& all,
                              std::vector<std::vector<double>>& own) {
  merge_parts(
      cut, all, own,
      [](std::vector<double>& into, const std::vector<double>& other) {
        for (std::size_t i = 0; i < into.size(); ++i) into[i] += other[i];
      },
      [](const std::vector<double>& value) { return std::as_bytes(std::span(value)); },
      [](const bytes& message) {
        std::vector<double> value(message.size() / sizeof(double));
        unpacker(message).take(std::span(value));
        return value;
      });
  bytes message;
  if (all.count() == 1) return std::move(own.front());
  if (all.own() == 0) pack(message, std::span<const double>(own.front()));
  broadcast(all, message);
  std::vector<double> sum(message.size() / sizeof(double));
  unpacker(message).take(std::span(sum));
  return sum;
}

}  // namespace amur::assign

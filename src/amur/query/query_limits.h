#pragma once
// What a query of a result may take. A result, or the query, may come from a stranger.

#include <chrono>
#include <cstddef>

namespace amur::query {

inline constexpr std::chrono::milliseconds default_query_time{2000};
inline constexpr std::size_t longest_query = 20000;        ///< characters
inline constexpr std::size_t longest_value = 4 << 20;      ///< bytes of one text or geometry
inline constexpr std::size_t most_query_memory_mb = 96;    ///< that SQLite works in
inline constexpr std::size_t largest_answer = 96'000'000;  ///< bytes, as `answer_size` counts them

struct query_limits {
  std::chrono::milliseconds time = default_query_time;
  std::size_t rows = 1'000'000;
  std::size_t bytes = largest_answer;
};

}  // namespace amur::query

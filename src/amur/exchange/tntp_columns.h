#pragma once
// The columns of a TNTP network, by the names in its `~` line.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace amur::exchange {

/// Places in a row, from 0.
struct tntp_columns {
  std::size_t init_node = 0, term_node = 1, capacity = 2, length = 3, free_flow_time = 4, b = 5,
              power = 6;
  std::optional<std::size_t> toll = 8;  ///< none: links have no toll
  std::size_t last_needed = 6;
};

/// Whether most columns that a link needs are named here.
[[nodiscard]] bool names_tntp_columns(std::string_view comment);
/// `comment` is the `~` line's, or empty: the usual order. A column whose name says nothing stands
/// at its usual place; a 9th column of another name is no toll.
[[nodiscard]] tntp_columns find_tntp_columns(std::string_view comment);

}  // namespace amur::exchange

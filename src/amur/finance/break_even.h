#pragma once
// The toll at which a project breaks even, traffic answering the toll.

#include <functional>
#include <span>

namespace amur::finance {

/// A project's worth at a toll: its net present value, or its least DSCR less the target. Each call
/// may solve a whole network.
using worth_of_toll = std::function<double(double toll)>;

struct toll_range {
  double low = 0, high = 1;
  int steps = 16;        ///< even ones, in which changes of sign are looked for
  double tolerance = 0;  ///< of the toll
};

enum class break_even_status {
  found,
  always_above,  ///< worth at least 0 at the lowest toll already
  never_reached  ///< no toll in the range earns enough; `toll` is the best one
};

struct break_even_answer {
  break_even_status status = break_even_status::never_reached;
  double toll = 0;   ///< the lowest in the range at which the worth is 0
  double worth = 0;  ///< there
  int evaluations = 0;
};

/// Income may fall again when a toll drives traffic away, so the worth need not rise throughout,
/// and its peak may lie between two steps: where no step reaches 0, the peak is searched by golden
/// section before the answer is `never_reached`.
[[nodiscard]] break_even_answer break_even_toll(const worth_of_toll& worth, toll_range range);

}  // namespace amur::finance

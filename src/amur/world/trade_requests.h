#pragma once
// What `amur trade` may be asked, declared as the studies of a case are.

#include <array>

#include "amur/text/request_field.h"

namespace amur::world {

[[nodiscard]] const text::declared_command& estimate_request();
[[nodiscard]] const text::declared_command& equilibrium_request();
[[nodiscard]] const text::declared_command& gaps_request();

/// All of them, in the order in which they are listed.
[[nodiscard]] std::array<const text::declared_command*, 3> trade_requests();

}  // namespace amur::world

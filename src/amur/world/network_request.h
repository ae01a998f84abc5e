#pragma once
// What `amur optimal-network` may be asked.

#include "amur/text/request_field.h"

namespace amur::world {

[[nodiscard]] const text::declared_command& network_request();

}  // namespace amur::world

#pragma once
// Countries of the world as the page has them.

#include <string_view>

namespace amur::app {

/// TopoJSON after Natural Earth 1:50m; empty where the program was built without the page.
[[nodiscard]] std::string_view packed_land();

}  // namespace amur::app

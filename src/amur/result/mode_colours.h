#pragma once
// The colours of modes, one list for the report and the page.

#include <string>
#include <vector>

namespace amur::result {

/// All colours there are; any two differ for readers with any kind of colour blindness too.
[[nodiscard]] const std::vector<std::string>& colours_of_all_modes();

/// A colour, "#0072B2", for each mode: a usual mode has its own, another the first that is free.
/// They repeat only where there are more modes than colours. The order of `modes` is nothing.
[[nodiscard]] std::vector<std::string> mode_colours(const std::vector<std::string>& modes);

}  // namespace amur::result

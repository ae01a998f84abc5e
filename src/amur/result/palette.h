#pragma once
// Colours that the report and the page share: web/src/util/palette.json, packed into the program.

#include <span>
#include <string_view>

namespace amur::result {

/// A colour, "#0072B2", under its name in the group.
struct palette_entry {
  std::string_view name, colour;
};

/// A group of the file: `colours`, `usual_modes`, `all_modes`, `series`, `meanings`; empty for
/// others. Those that are lists keep their order and are named by their colours.
[[nodiscard]] std::span<const palette_entry> palette(std::string_view group);

}  // namespace amur::result

#pragma once
// What a change, a regressor or a group as it was written has wrong.

#include <stdexcept>
#include <string>

namespace amur::world {

/// `option` names what was written, "--set" where it was the command line's.
struct option_error : std::runtime_error {
  option_error(std::string of, const std::string& what)
      : std::runtime_error(what), option(std::move(of)) {}
  std::string option;
};

}  // namespace amur::world

#pragma once
// The one exception of Amur's own: a question without an answer.

#include <stdexcept>
#include <string>
#include <utility>

#include "amur/base/diagnostic.h"

namespace amur {

/// Thrown where no list of findings is at hand; whoever asked adds `finding` to theirs.
struct no_answer : std::runtime_error {
  /// There is no solution, or none was reached; the message says what to change.
  explicit no_answer(const std::string& message)
      : std::runtime_error(message), finding{severity::error, {}, 0, {}, {}, message, {}} {}
  /// What was given cannot be meant; `file` and `field` say where, either may be empty.
  no_answer(std::string file, std::string field, const std::string& message)
      : std::runtime_error(message),
        finding{severity::error, std::move(file), 0, std::move(field), {}, message, {}},
        is_bad_input(true) {}

  diagnostic finding;
  bool is_bad_input = false;
};

}  // namespace amur

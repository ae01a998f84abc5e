#pragma once
// Options of a command line that follow from what a field declares: spelling, sentence, limits.

#include <CLI/CLI.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include "amur/text/request_field.h"

namespace amur::cli {

/// Refuses what the field doesn't allow, and says what it does. The field must outlive it.
[[nodiscard]] CLI::Validator check_of(const text::request_field& field);

/// The option of a command's field; what is written goes into `value`.
template <class Value>
CLI::Option* add_declared(CLI::App& command, const text::declared_command& asked,
                          const std::string& name, Value& value) {
  const auto& field = text::field_of(asked, name);
  if constexpr (std::is_same_v<Value, bool>) {
    return command.add_flag(field.option, value, field.sentence);
  } else {
    auto* option = command.add_option(field.option, value, field.sentence);
    option->transform(check_of(field));
    if constexpr (std::is_same_v<Value, std::vector<std::string>>) option->allow_extra_args(false);
    if (field.is_required) option->required();
    if (field.usual) option->capture_default_str();
    return option;
  }
}

}  // namespace amur::cli

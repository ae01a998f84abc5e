#pragma once
// What may be asked of a command or a study: fields with their types, units and limits, said once.
// How they are spelled on a command line stands beside; a value is read and refused here alone.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace amur::text {

enum class field_type { text, word, month, whole, number, flag };

using request_value = std::variant<std::string, std::uint64_t, double, bool>;

/// No text of a request is longer, unless its field says so.
inline constexpr std::size_t longest_text = 1000;

/// What a request may say, and how a command line spells it.
struct request_field {
  std::string name;
  std::string option;  ///< "-c,--crossing"
  field_type type = field_type::text;
  std::string sentence = {};
  std::string unit = {};
  double least = 0, most = 0;             ///< of a number
  std::uint64_t fewest = 0, highest = 0;  ///< of a whole number
  std::vector<std::string> words = {};    ///< one of these
  std::optional<request_value> usual = {};
  bool is_required = false;
  std::string needs = {};              ///< another field, without which this one means nothing
  std::size_t longest = longest_text;  ///< of a text
  bool repeats = false;                ///< may be given again; the order counts
};

/// A command and what it may be asked.
struct declared_command {
  std::string name, sentence, example;
  std::vector<request_field> fields;
};

/// As JSON Schema names it: "integer".
[[nodiscard]] const char* schema_type(field_type type);
inline constexpr const char* month_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$";

/// Of a field that is known to be there.
[[nodiscard]] const request_field& field_of(const declared_command& asked, const std::string& name);

/// "a whole number, 2 to 1000"
[[nodiscard]] std::string allowed(const request_field& field);
/// Empty, or why this value of the field's type is not allowed.
[[nodiscard]] std::string why_refused(const request_field& field, const request_value& value);
/// A value as written on a command line; nothing, and why in `problem`, where it is none.
[[nodiscard]] std::optional<request_value> read_value(const request_field& field,
                                                      const std::string& text,
                                                      std::string& problem);

}  // namespace amur::text

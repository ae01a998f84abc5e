#pragma once
// TOML files with errors that name file, line, field and what is allowed.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "amur/base/diagnostic.h"
#include "amur/text/typed_row.h"

namespace amur::cases {

[[nodiscard]] std::optional<toml::table> parse_toml(std::string_view text, const std::string& file,
                                                    diagnostics& report);

[[nodiscard]] inline std::size_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

/// A scalar as the text that a CSV cell would hold; empty for arrays and tables.
[[nodiscard]] std::optional<std::string> scalar_text(const toml::node& node);

/// The same of a setting, which may be a list: its texts, split by ';', or one such text.
[[nodiscard]] std::optional<std::string> setting_text(const toml::node& node, bool is_list);

/// What a setting may be, for messages.
[[nodiscard]] inline const char* setting_words(bool is_list) {
  return is_list ? "a list of texts" : "one text, number or date";
}

/// Typed access to one TOML table: every unfit or unknown key is reported.
class toml_reader {
 public:
  toml_reader(const toml::table& values, std::string file, std::string prefix, diagnostics& report);

  /// Reports keys other than these.
  void allow(std::span<const std::string> keys) const;
  [[nodiscard]] std::string text(const std::string& key, bool required = false) const;
  /// A number or a word as text; empty where there is none.
  [[nodiscard]] std::string scalar(const std::string& key) const;
  [[nodiscard]] bool has(const std::string& key) const { return values_->contains(key); }
  [[nodiscard]] double number(const std::string& key, double otherwise) const;
  /// One that must be there and within the range.
  [[nodiscard]] std::optional<double> required_number(const std::string& key,
                                                      text::number_range within) const;
  [[nodiscard]] bool boolean(const std::string& key, bool otherwise) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;
  [[nodiscard]] const toml::table* table(const std::string& key, bool required = false) const;
  [[nodiscard]] std::size_t line(const std::string& key) const;
  void error(const std::string& key, const std::string& value, const std::string& message,
             const std::string& allowed) const;

 private:
  void wrong_type(const std::string& key, const toml::node& node, const std::string& allowed) const;

  const toml::table* values_;
  std::string file_, prefix_;
  diagnostics* report_;
};

}  // namespace amur::cases

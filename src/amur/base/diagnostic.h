#pragma once
// Errors and warnings as values with a place: file, row, field, value, and what is allowed.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace amur {

enum class severity { error, warning };

/// One finding. `row` is the line number in the file (the header is line 1); 0 where no row is
/// meant.
struct diagnostic {
  severity level = severity::error;
  std::string file;
  std::size_t row = 0;
  std::string field;
  std::string value;
  std::string message;
  std::string allowed;

  friend bool operator==(const diagnostic&, const diagnostic&) = default;
};

/// `links.csv, row 7, field 'length_km', value '-3': must not be negative; allowed: a number >= 0`
[[nodiscard]] std::string to_string(const diagnostic& finding);

/// Gathers findings, so that all errors of a case are reported in one go.
struct diagnostics {
  std::vector<diagnostic> findings;

  void add(diagnostic finding) { findings.push_back(std::move(finding)); }
  void error(std::string file, std::size_t row, std::string field, std::string value,
             std::string message, std::string allowed = {});
  void warning(std::string file, std::size_t row, std::string field, std::string value,
               std::string message, std::string allowed = {});
  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] std::size_t count(severity level) const;
};

}  // namespace amur

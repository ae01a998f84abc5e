#pragma once
// What the files of a case hold: every table, column and setting with its type, unit, range and a
// sentence. Each is declared once, in a schema_*.cpp, beside what reads it.

#include <optional>
#include <string>
#include <vector>

#include "amur/text/typed_row.h"

namespace amur::cases {

enum class cell_type {
  text,
  id,
  number,
  whole,
  word,  ///< one of `words`
  flag,  ///< true or false
  country,
  day,
  recurring_day,
  reference,  ///< the id of a row of another table
  distribution,
  hours,  ///< times of day
  line    ///< WKT
};

/// A column of a table, or a setting of case.toml.
struct column_rule {
  std::string name;
  cell_type type = cell_type::text;
  bool required = false;
  bool is_list = false;
  std::string unit;
  text::number_range range = text::any_number;
  std::vector<std::string> words;
  std::string table;      ///< of a reference
  std::string otherwise;  ///< what a blank cell means
  std::string sentence;
};

struct table_rule {
  std::string name, sentence;
  bool required_file = false;  ///< of a case with a network
  bool may_be_empty = true;
  std::vector<column_rule> columns;
};

/// The tables of a case, in the order in which they are read.
[[nodiscard]] const std::vector<table_rule>& table_rules();
[[nodiscard]] const table_rule* find_table_rule(const std::string& name);

/// Fields of case.toml, dotted.
[[nodiscard]] const std::vector<column_rule>& setting_rules();
[[nodiscard]] const std::vector<std::string>& setting_names();
[[nodiscard]] const column_rule* find_setting_rule(const std::string& name);

[[nodiscard]] std::vector<std::string> names_of(const std::vector<column_rule>& columns);

}  // namespace amur::cases

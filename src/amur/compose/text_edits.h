#pragma once
// Rows and sources added to a case's text.

#include <initializer_list>
#include <string>
#include <utility>

#include "amur/case/case_text.h"

namespace amur::compose {

/// Cells by their columns.
using cells_by_column = std::initializer_list<std::pair<const char*, std::string>>;

/// Adds a row; columns that the table lacks come to it, and are blank in its other rows.
void add_row(cases::case_text& text, const std::string& table, cells_by_column cells);

/// The cell of a row, as a place to write to; the column is added where the table lacks it.
[[nodiscard]] std::string& cell(table& of, std::size_t row, const std::string& column);

/// No rows, and no columns but those that rows to come bring.
void empty_table(cases::case_text& text, const std::string& table);

/// Adds an entry to sources.toml, under the name or the first of NAME_2, NAME_3, ... that is free;
/// returns the name it got.
[[nodiscard]] std::string add_source(cases::case_text& text, const std::string& name,
                                     const std::string& title, const std::string& confidence);

}  // namespace amur::compose

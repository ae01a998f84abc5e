#pragma once
// The schema in words: for the manual, and beside new cases.

#include <string>
#include <vector>

#include "amur/case/schema.h"

namespace amur::cases {

/// "a number >= 0", "one of t, passenger", "list of ids of `links`".
[[nodiscard]] std::string allowed_text(const column_rule& rule);

/// Sentence, unit, what is allowed and what a blank means, in one line.
[[nodiscard]] std::string explanation_of(const column_rule& rule);

/// A heading, the table's sentence, and its columns as a table of Markdown.
[[nodiscard]] std::string table_markdown(const table_rule& rule);

/// The settings as a table of Markdown.
[[nodiscard]] std::string settings_markdown();

/// All tables, as docs/case-format.md has them between its markers.
[[nodiscard]] std::string tables_markdown();
/// The keys of sources.toml, claims.toml and observations.toml.
[[nodiscard]] std::string entries_markdown();

}  // namespace amur::cases

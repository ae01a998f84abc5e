#pragma once
// The schema of results as text that is kept in the project, so that a reader needs no program:
// docs/result.md and web/src/api/tables.ts. tools/write_schemas.sh writes both.

#include <string>

namespace amur::result {

/// A section for each part, with a Markdown table for each table.
[[nodiscard]] std::string schema_markdown();

/// A TypeScript interface for each table's rows, and the tables by name.
[[nodiscard]] std::string schema_typescript();

}  // namespace amur::result

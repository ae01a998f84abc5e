#pragma once
// A small case to start from: two towns, a border between them, and goods that cross it.

#include <string>

#include "amur/case/case_text.h"

namespace amur::cases {

[[nodiscard]] case_text starter_case(const std::string& title);

/// What the columns of the case's tables mean, and which tables it may have beside them: CSV has no
/// comments, so that this stands in a file of its own.
[[nodiscard]] std::string columns_markdown(const case_text& text);

}  // namespace amur::cases

#pragma once
// What each investment changes in a case's text, so that any set of them can be put into it.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case_text.h"
#include "amur/case/investments.h"

namespace amur::cases {

/// Edits of rows by their serial numbers.
struct text_edits {
  struct cell {
    std::string table, column, value;
    std::size_t serial = 0;
  };
  struct row {
    std::string table;
    std::size_t serial = 0;
  };
  struct new_row {
    std::string table, file;
    std::size_t line = 0;
    std::map<std::string, std::string> cells;
  };
  std::vector<cell> changed;
  std::vector<row> removed;
  std::vector<new_row> added;
};

/// [investment] what it changes in the text of the case in this folder. What can't be done, or has
/// no meaning, is an error of its row of investments.csv: an edit of anything but the network, or
/// one cell that two of them change which are not of one group.
[[nodiscard]] std::vector<text_edits> edits_of_investments(std::span<const investment> investments,
                                                           const std::string& folder,
                                                           const case_text& text,
                                                           diagnostics& report);

/// Whether these edits of the text change numbers and no more.
[[nodiscard]] bool can_be_part(const text_edits& edits, const case_text& text);

/// Edits that take each number this share of its way; those of a share below 1 must be numbers.
[[nodiscard]] text_edits part_of(text_edits edits, const case_text& text, double share);

/// The text with these edits, in their order.
[[nodiscard]] case_text with_edits(case_text text, std::span<const text_edits* const> edits);

}  // namespace amur::cases

#pragma once
// A case read from files given as text.

#include <optional>
#include <string>
#include <vector>

#include "amur/case/case_reader.h"
#include "support/tiny_case.h"

namespace amur::test {

inline std::optional<cases::case_data> read(const case_files& files, diagnostics& report,
                                            const std::vector<std::string>& scenarios = {}) {
  const temporary_folder folder;
  return cases::read_case(write_case(folder, files), scenarios, report);
}

}  // namespace amur::test

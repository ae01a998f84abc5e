// Tables of numbers and labels: the first byte says what becomes of missing values.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "amur/text/column_file.h"
#include "fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static amur::fuzz::memory_file file;
  static const std::vector<amur::text::wanted_number> numbers = {{"a", amur::text::not_negative},
                                                                 {"b", {}}};
  static const std::vector<std::string> labels = {"b", "c"};
  if (size == 0) return 0;
  std::string text = "a,b,c,d\n";
  text.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  file.write(text);
  amur::diagnostics report;
  const auto rule =
      data[0] % 2 == 0 ? amur::text::missing_rule::refused : amur::text::missing_rule::left_out;
  const auto read = amur::text::read_columns(file.path(), numbers, labels, rule, report);
  if (read.has_value() == report.has_errors()) std::abort();
  if (!read) return 0;
  for (const auto& column : read->numbers)
    if (column.size() != read->line.size()) std::abort();
  for (const auto& column : read->labels)
    for (const auto level : column.level)
      if (level >= column.label.size()) std::abort();
  return 0;
}

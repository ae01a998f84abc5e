// OMX files: the input is one, damaged.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "amur/omx/omx_file.h"
#include "fuzz/damaged_text.h"
#include "support/temporary_folder.h"

namespace {

// The reader's own file of two matrices and a lookup.
const std::string& whole() {
  static const std::string content = [] {
    const amur::test::temporary_folder folder;
    amur::diagnostics report;
    const std::vector<amur::omx::omx_matrix> matrices = {{"a", "t/day", {0, 1, 2, 3}},
                                                         {"b", "", {0, 1, 2, 3}}};
    const std::vector<amur::omx::omx_lookup> lookups = {{"zone", {"1", "2"}}, {"name", {"x", "y"}}};
    const auto path = folder.path() / "whole.omx";
    if (!amur::omx::write_omx(path, 2, matrices, lookups, report)) std::abort();
    return amur::test::slurp(path);
  }();
  return content;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  return amur::test::mutate_text(data, size, most, seed, [](auto&) { return whole(); });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const amur::test::temporary_folder folder;
  (void)folder.write("f.omx", std::string(reinterpret_cast<const char*>(data), size));
  amur::diagnostics report;
  const auto file = amur::omx::omx_reader::open(folder.path() / "f.omx", report);
  if (!file) return 0;
  for (const auto& name : file->lookups()) (void)file->lookup(name, report);
  for (const auto& core : file->cores())
    (void)file->for_rows(
        core, [](std::size_t row, std::span<const double>) { return row < 1000; }, report);
  return 0;
}

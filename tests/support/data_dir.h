#pragma once
// Real data that the project does not hold: AMUR_DATA, by default `shared` beside the project.

#include <cstdlib>
#include <filesystem>

namespace amur::test {

inline std::filesystem::path data_dir() {
  if (const char* given = std::getenv("AMUR_DATA")) return given;
  return std::filesystem::path(AMUR_PROJECT_DIR) / ".." / "shared";
}

}  // namespace amur::test

/// Skips the test where the data is not there.
#define AMUR_NEEDS_DATA(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no data at " << (path)

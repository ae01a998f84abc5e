#pragma once
// A folder with a result of `amur invest`, and cases to ask it of.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/temporary_folder.h"

namespace amur::test {

class invest_desk : public testing::Test {
 protected:
  program_run choose(const std::string& what, int exit_code = 0) {
    auto run = run_program("invest " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, exit_code) << run.err;
    return run;
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }

  /// A copy of the case of Khorgos with these investments.
  [[nodiscard]] std::filesystem::path khorgos_with(const std::string& investments) const {
    auto path = folder.path() / "khorgos";
    std::filesystem::copy(khorgos, path, std::filesystem::copy_options::recursive);
    std::ofstream(path / "investments.csv") << investments;
    return path;
  }

  const std::filesystem::path khorgos = data_dir() / "cases/khorgos";
  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "invest.gpkg";
};

}  // namespace amur::test

#pragma once
// A folder with a case, and what is done with it.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {

struct case_desk {
  temporary_folder folder;
  std::filesystem::path at;

  explicit case_desk(const case_files& files) : at(write_case(folder, files)) {}

  /// Of a command's words, its case behind the first of them; the path of the result.
  std::string result(const std::string& command, const std::string& name) {
    auto file = (folder.path() / (name + ".gpkg")).string();
    const auto space = command.find(' ');
    const auto run =
        run_program(command.substr(0, space) + " " + at.string() +
                    (space == std::string::npos ? "" : command.substr(space)) + " -o " + file);
    EXPECT_EQ(run.exit_code, 0) << command << run.err;
    return file;
  }
};

}  // namespace amur::test

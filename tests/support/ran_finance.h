#pragma once
// `amur finance` run on a case of its own.

#include <string>

#include "support/finance_case.h"
#include "support/program.h"

namespace amur::test {

struct ran_finance {
  temporary_folder folder;
  std::filesystem::path path, result;
  program_run run;

  explicit ran_finance(const std::string& options, const case_files& files = finance_case())
      : path(write_case(folder, files)), result(folder.path() / "f.gpkg") {
    run = run_program("finance " + path.string() + " -o " + result.string() + " " + options);
  }
};

}  // namespace amur::test

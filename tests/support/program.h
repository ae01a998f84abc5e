#pragma once
// The program run as a user runs it.

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "support/temporary_folder.h"

namespace amur::test {

struct program_run {
  int exit_code = -1;
  std::string out, err;
};

/// Runs `amur ARGUMENTS` through the shell.
inline program_run run_program(const std::string& arguments, const std::string& before = "") {
  const temporary_folder folder;
  const auto out = folder.path() / "out", err = folder.path() / "err";
  const int status = std::system((before + " " + AMUR_PROGRAM + " " + arguments + " >" +
                                  out.string() + " 2>" + err.string() + " </dev/null")
                                     .c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, slurp(out), slurp(err)};
}

}  // namespace amur::test

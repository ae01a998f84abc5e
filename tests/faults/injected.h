#pragma once
// Faults put into a child process: calls of the system that fail, allocations that do, sudden
// death.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace amur::test {

enum class fault {
  none,
  no_space,     ///< ENOSPC
  io_error,     ///< EIO
  interrupted,  ///< EINTR
  short_write,  ///< half of it is written, which is no error
  kill_before,  ///< SIGKILL before the call
  kill_within,  ///< SIGKILL after half of a write, before another call
  interrupt,    ///< SIGINT, as Ctrl+C sends it
  terminate,    ///< SIGTERM
  hang_up,      ///< SIGHUP
  no_memory     ///< `operator new` throws, once, in the program itself
};

/// What a program that ran in a child left behind.
struct child_run {
  int exit_code = -1;  ///< 128 + the signal that ended it
  std::string err;
  std::vector<std::string> calls;  ///< "write .result.gpkg.amur-AbCdEf/result.gpkg"
  std::size_t allocations = 0;
};

/// Runs `amur ARGUMENTS` in a forked child. Of its calls that touch files below `folder` (or of its
/// allocations), number `at`, from 0, meets the fault.
[[nodiscard]] child_run run_with(fault kind, std::size_t at, const std::string& folder,
                                 const std::vector<std::string>& arguments);

/// The same of any other work, whose answer is the exit code.
[[nodiscard]] child_run run_with(fault kind, std::size_t at, const std::string& folder,
                                 const std::function<int()>& work);

/// Starts `amur ARGUMENTS` without a fault and does not wait for it.
[[nodiscard]] int start_child(const std::string& folder, const std::vector<std::string>& arguments);

}  // namespace amur::test

#pragma once
// A program that gives up for good what it does not need.

#include <cstddef>

namespace amur {

struct confinement {
  std::size_t memory_mb = 0;  ///< of address space
  unsigned cpu_seconds = 0;
};

/// From here on this process writes no file, opens none, starts no process and no connection, and
/// gains no rights: by limits on its resources, and where libseccomp was there when this was built,
/// by a filter that refuses system calls. What it has open stays open. False where the system
/// refuses a limit; a kernel without filters is no failure.
[[nodiscard]] bool confine(const confinement& limits);

}  // namespace amur

#include "amur/base/memory.h"

#include <cstdio>

namespace amur {

double peak_memory_mb() {
  double kilobytes = 0;
  if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, status) &&
           std::sscanf(line, "VmHWM: %lf", &kilobytes) != 1) {
    }
    std::fclose(status);
  }
  return kilobytes / 1024;
}

}  // namespace amur

#pragma once
// A file without a disk, for readers that take a path.

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace amur::fuzz {

class memory_file {
 public:
  memory_file() : handle_(memfd_create("amur", 0)) {
    if (handle_ < 0) std::abort();
  }
  ~memory_file() { close(handle_); }
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }
  void write(std::string_view text) {
    if (ftruncate(handle_, 0) != 0 ||
        pwrite(handle_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
      std::abort();
  }

 private:
  int handle_;
};

}  // namespace amur::fuzz

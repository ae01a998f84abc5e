#include "amur/query/confinement.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amur/base/sanitized.h"
#include "support/temporary_folder.h"

namespace amur {
namespace {

// The first thing that a confined process can do and must not, or 0.
int what_is_left(int open_file) {
  if (!confine({256, 10})) return 1;
  if (::open("/etc/passwd", O_RDONLY) >= 0) return 2;
  if (::socket(AF_UNIX, SOCK_STREAM, 0) >= 0) return 3;
  if (::write(open_file, "x", 1) >= 0) return 4;
  const auto size = std::size_t{512} << 20;
  if (::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) return 5;
  // What only a filter can refuse to root too.
  if (::prctl(PR_GET_SECCOMP) == 0) return 0;
  if (::fork() >= 0) return 6;
  if (::kill(::getppid(), 0) == 0) return 7;
  if (::mmap(nullptr, 4096, PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) return 8;
  return 0;
}

TEST(confinement, leaves_nothing_but_what_is_open_to_read) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs what confinement takes";
  const test::temporary_folder folder;
  const int file = ::open(folder.write("f", "").c_str(), O_WRONLY);
  const auto child = ::fork();
  if (child == 0) ::_exit(what_is_left(file));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::close(file);
  ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace amur

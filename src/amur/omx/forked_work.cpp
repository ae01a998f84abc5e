#include "amur/omx/forked_work.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include "amur/base/sanitized.h"

namespace amur::omx {
namespace {

constexpr std::uint64_t longest_message = std::uint64_t{1} << 26;
constexpr std::uint64_t end_mark = UINT64_MAX;

bool pass(int pipe, const void* bytes, std::size_t size) {
  const auto* from = static_cast<const char*>(bytes);
  while (size > 0) {
    const auto done = ::write(pipe, from, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    from += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

bool fetch(int pipe, void* bytes, std::size_t size) {
  auto* to = static_cast<char*>(bytes);
  while (size > 0) {
    const auto done = ::read(pipe, to, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    to += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

[[noreturn]] void work_and_exit(int pipe, const std::function<void(const message_sink&)>& work,
                                unsigned seconds) {
  for (const int ended : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXCPU, SIGSEGV, SIGBUS, SIGABRT})
    if (!is_sanitized || (ended != SIGSEGV && ended != SIGBUS && ended != SIGABRT))
      std::signal(ended, SIG_DFL);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  const rlimit time{seconds, seconds + 1}, no_core{0, 0};
  ::setrlimit(RLIMIT_CPU, &time);
  ::setrlimit(RLIMIT_CORE, &no_core);
  constexpr rlim_t most_memory = rlim_t{4} << 30;
  const rlimit memory{most_memory, most_memory};
  if (!is_sanitized) ::setrlimit(RLIMIT_AS, &memory);
  try {
    work([pipe](std::string_view message) {
      const std::uint64_t size = message.size();
      return pass(pipe, &size, sizeof size) && pass(pipe, message.data(), message.size());
    });
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(pass(pipe, &end_mark, sizeof end_mark) ? 0 : 1);
}

std::string word_of_end(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

}  // namespace

std::string forked_work(const std::function<void(const message_sink&)>& work,
                        const std::function<bool(std::string_view)>& take, unsigned seconds) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::strerror(errno);
  const auto child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return std::strerror(errno);
  }
  if (child == 0) {
    ::close(ends[0]);
    work_and_exit(ends[1], work, seconds);
  }
  ::close(ends[1]);
  bool done = false;
  std::string message;
  for (std::uint64_t size = 0; fetch(ends[0], &size, sizeof size);) {
    done = size == end_mark;
    if (done || size > longest_message) break;
    message.resize(size);
    if (!fetch(ends[0], message.data(), size)) break;
    if (done = !take(message); done) break;
  }
  ::close(ends[0]);
  // Whoever has not said that it is done says nothing more.
  ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return done ? std::string() : word_of_end(status);
}

}  // namespace amur::omx

#include "amur/base/contained_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

namespace amur {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10;
// A process whose socket is closed is about to end by itself, with a code that says why; so long it
// may take over it.
constexpr int most_waits = 200;
constexpr useconds_t wait_us = 1000;

// What a program needs to start; nothing that may be a secret.
std::vector<std::string> kept_environment() {
  std::vector<std::string> kept;
  for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
  return kept;
}

// As the system takes them: a null pointer behind the last.
std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

struct spawn_settings {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;

  explicit spawn_settings(int socket) {
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    // A group of its own: an interrupt from the keyboard is this program's to answer.
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~spawn_settings() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  spawn_settings(const spawn_settings&) = delete;
  spawn_settings& operator=(const spawn_settings&) = delete;
};

std::string end_of(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

std::optional<contained_process> contained_process::start(const std::filesystem::path& program,
                                                          const std::string& argument,
                                                          std::string& problem) {
  return start(program, std::span(&argument, 1), problem);
}

std::optional<contained_process> contained_process::start(
    const std::filesystem::path& program, std::span<const std::string> given_arguments,
    std::string& problem, std::span<const std::string> given_environment) {
  const auto fail = [&](int reason) {
    problem = program.string() + " can't be started: " + std::strerror(reason);
    return std::nullopt;
  };
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) return fail(errno);
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), given_arguments.begin(), given_arguments.end());
  auto kept = kept_environment();
  kept.insert(kept.end(), given_environment.begin(), given_environment.end());
  auto arguments = pointers_to(words), environment = pointers_to(kept);
  const spawn_settings settings(sockets[1]);
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, words.front().c_str(), &settings.files,
                                   &settings.attributes, arguments.data(), environment.data());
  ::close(sockets[1]);
  if (failed != 0) {
    ::close(sockets[0]);
    return fail(failed);
  }
  return contained_process(process, sockets[0]);
}

contained_process::contained_process(contained_process&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      state_(other.state_),
      end_(std::move(other.end_)),
      ahead_(std::move(other.ahead_)),
      taken_(other.taken_) {}

contained_process& contained_process::operator=(contained_process&& other) noexcept {
  std::swap(process_, other.process_);
  std::swap(socket_, other.socket_);
  std::swap(state_, other.state_);
  std::swap(end_, other.end_);
  std::swap(ahead_, other.ahead_);
  std::swap(taken_, other.taken_);
  return *this;
}

contained_process::~contained_process() { finish(state::late); }

void contained_process::finish(state reason) {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  // 1 would be every process there is.
  if (process_ <= 1) return;
  const pid_t process = std::exchange(process_, -1);
  int status = 0;
  pid_t gone = 0;
  for (int waits = 0; reason == state::ended && gone == 0 && waits < most_waits; ++waits) {
    gone = ::waitpid(process, &status, WNOHANG);
    if (gone == 0) ::usleep(wait_us);
  }
  // Its group, which is its own: what it started too.
  if (gone != process) ::kill(-process, SIGKILL);
  while (gone != process && (gone = ::waitpid(process, &status, 0)) < 0 && errno == EINTR) {
  }
  state_ = reason;
  end_ = end_of(status);
}

contained_process::state contained_process::wait(time_point deadline) {
  while (process_ >= 0) {
    siginfo_t ended{};
    if (::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        ended.si_pid == process_) {
      // What it started goes first, while its number is still its own.
      ::kill(-process_, SIGKILL);
      finish(state::ended);
    } else if (std::chrono::steady_clock::now() >= deadline) {
      finish(state::late);
    } else {
      ::usleep(wait_us);
    }
  }
  return state_;
}

bool contained_process::wait_for(short event, time_point deadline) {
  using std::chrono::milliseconds;
  for (;;) {
    if (socket_ < 0) return false;
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd waiting{socket_, event, 0};
    const auto most = std::clamp<milliseconds::rep>(left.count(), 0, 60'000);
    const int ready = ::poll(&waiting, 1, static_cast<int>(most));
    if (ready > 0) return true;
    if (ready == 0 && left.count() <= 60'000) {
      finish(state::late);
      return false;
    }
    if (ready < 0 && errno != EINTR) {
      finish(state::ended);
      return false;
    }
  }
}

bool contained_process::send(std::string_view bytes, time_point deadline) {
  while (!bytes.empty()) {
    if (!wait_for(POLLOUT, deadline)) return false;
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (errno != EINTR && errno != EAGAIN) {
      finish(state::ended);
      return false;
    }
  }
  return true;
}

bool contained_process::receive(char* bytes, std::size_t size, time_point deadline) {
  while (size > 0) {
    if (taken_ < ahead_.size()) {
      const auto part = std::min(size, ahead_.size() - taken_);
      std::memcpy(bytes, ahead_.data() + taken_, part);
      taken_ += part;
      bytes += part;
      size -= part;
      continue;
    }
    if (!wait_for(POLLIN, deadline)) return false;
    ahead_.resize(block_bytes);
    taken_ = 0;
    const auto got = ::recv(socket_, ahead_.data(), ahead_.size(), MSG_DONTWAIT);
    ahead_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
      finish(state::ended);
      return false;
    }
  }
  return true;
}

}  // namespace amur

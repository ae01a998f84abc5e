#include "faults/injected.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <string_view>

#include "amur/app/cli.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

constexpr std::size_t most_calls = 20'000;

// Shared with the parent, which reads it when the child is dead.
struct shared_log {
  std::atomic<std::size_t> calls, allocations;
  char text[most_calls][256];
};

shared_log& log() {
  static auto* const memory = static_cast<shared_log*>(::mmap(
      nullptr, sizeof(shared_log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  return *memory;
}

// Of the child; nothing is watched in the parent.
char watched[PATH_MAX] = "";
bool is_watching = false;
fault planned = fault::none;
std::size_t planned_at = 0;

bool is_below(const char* path) {
  const auto length = std::strlen(watched);
  return is_watching && std::strncmp(path, watched, length) == 0 && path[length] == '/';
}

// What is to happen to a call of this path; `name` and path are noted.
fault met(const char* name, const char* path) {
  if (!is_below(path)) return fault::none;
  const auto number = log().calls++;
  if (number < most_calls)
    std::snprintf(log().text[number], sizeof log().text[number], "%s %s", name,
                  path + std::strlen(watched) + 1);
  if (number != planned_at || planned == fault::no_memory) return fault::none;
  return planned;
}

fault met(const char* name, int file) {
  if (!is_watching) return fault::none;
  char link[64], path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const auto length = ::readlink(link, path, sizeof path - 1);
  if (length <= 0) return fault::none;
  path[length] = '\0';
  return met(name, path);
}

// False where the call is to go on; else errno is set.
bool fails(fault kind) {
  switch (kind) {
    case fault::no_space:
      errno = ENOSPC;
      return true;
    case fault::io_error:
      errno = EIO;
      return true;
    case fault::interrupted:
      errno = EINTR;
      return true;
    case fault::kill_before:
    case fault::kill_within:
      ::kill(::getpid(), SIGKILL);
      return true;
    case fault::interrupt:
      ::kill(::getpid(), SIGINT);
      return false;
    case fault::terminate:
      ::kill(::getpid(), SIGTERM);
      return false;
    case fault::hang_up:
      ::kill(::getpid(), SIGHUP);
      return false;
    default:
      return false;
  }
}

template <class Function>
Function* original(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int run_child(fault kind, std::size_t at, const std::string& folder,
              const std::function<int()>& work, const std::string& err) {
  log().calls = log().allocations = 0;
  const auto child = ::fork();
  if (child != 0) return child;
  const int errors = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, 0);
  ::dup2(nothing, 1);
  ::dup2(errors, 2);
  std::snprintf(watched, sizeof watched, "%s", folder.c_str());
  planned = kind;
  planned_at = at;
  is_watching = true;
  const int code = [&]() noexcept { return work(); }();
  is_watching = false;
  std::fflush(nullptr);
  ::_exit(code);
}

// `amur ARGUMENTS`; all memory that the call itself needs is taken before faults are watched.
std::function<int()> command(const std::vector<std::string>& arguments) {
  struct call {
    std::vector<std::string> words;
    std::vector<char*> argv;
  };
  const auto made = std::make_shared<call>();
  made->words = arguments;
  made->words.insert(made->words.begin(), "amur");
  for (auto& word : made->words) made->argv.push_back(word.data());
  made->argv.push_back(nullptr);
  return [made] { return app::run_cli(static_cast<int>(made->words.size()), made->argv.data()); };
}

// GDAL and GEOS do not expect it everywhere, alone or within the standard library; that is not what
// is tested here.
bool is_ours(const void* caller) {
  Dl_info info{};
  if (::dladdr(caller, &info) == 0 || !info.dli_fname) return false;
  return std::string_view(info.dli_fname).find(".so") == std::string_view::npos;
}

[[gnu::always_inline]] inline void* allocated(std::size_t size) {
  if (is_watching) {
    const auto number = log().allocations++;
    if (planned == fault::no_memory && number >= planned_at &&
        is_ours(__builtin_return_address(0))) {
      planned = fault::none;
      throw std::bad_alloc();
    }
  }
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

child_run run_with(fault kind, std::size_t at, const std::string& folder,
                   const std::vector<std::string>& arguments) {
  return run_with(kind, at, folder, command(arguments));
}

child_run run_with(fault kind, std::size_t at, const std::string& folder,
                   const std::function<int()>& work) {
  const temporary_folder beside;
  const auto err = (beside.path() / "err").string();
  const int child = run_child(kind, at, folder, work, err);
  int status = 0;
  ::waitpid(child, &status, 0);
  child_run run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.err = slurp(err);
  run.allocations = log().allocations;
  for (std::size_t i = 0; i < std::min<std::size_t>(log().calls, most_calls); ++i)
    run.calls.emplace_back(log().text[i]);
  return run;
}

int start_child(const std::string& folder, const std::vector<std::string>& arguments) {
  return run_child(fault::none, 0, folder, command(arguments), "/dev/null");
}

}  // namespace amur::test

using amur::test::fails;
using amur::test::fault;
using amur::test::met;
using amur::test::original;

// These stand before the system's own, in libraries too.
extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const auto mode = va_arg(more, mode_t);
  va_end(more);
  if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 && fails(met("open", path))) return -1;
  static auto* const call = original<int(const char*, int, ...)>("open");
  return call(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const auto mode = va_arg(more, mode_t);
  va_end(more);
  if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 && fails(met("open", path))) return -1;
  static auto* const call = original<int(const char*, int, ...)>("open64");
  return call(path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const call = original<ssize_t(int, const void*, size_t)>("write");
  const auto kind = met("write", file);
  if (kind == fault::short_write) return call(file, bytes, (size + 1) / 2);
  if (kind == fault::kill_within) (void)call(file, bytes, size / 2);
  return fails(kind) ? -1 : call(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static auto* const call = original<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  const auto kind = met("write", file);
  if (kind == fault::short_write) return call(file, bytes, (size + 1) / 2, at);
  if (kind == fault::kill_within) (void)call(file, bytes, size / 2, at);
  return fails(kind) ? -1 : call(file, bytes, size, at);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return pwrite64(file, bytes, size, at);
}

int fsync(int file) {
  static auto* const call = original<int(int)>("fsync");
  return fails(met("fsync", file)) ? -1 : call(file);
}

int fdatasync(int file) {
  static auto* const call = original<int(int)>("fdatasync");
  return fails(met("fsync", file)) ? -1 : call(file);
}

int close(int file) {
  static auto* const call = original<int(int)>("close");
  const auto kind = met("close", file);
  const int closed = call(file);  // the file is closed whatever the call says
  return fails(kind) ? -1 : closed;
}

int ftruncate(int file, off_t size) noexcept {
  static auto* const call = original<int(int, off_t)>("ftruncate");
  return fails(met("ftruncate", file)) ? -1 : call(file, size);
}

int ftruncate64(int file, off64_t size) noexcept { return ftruncate(file, size); }

int rename(const char* from, const char* to) noexcept {
  static auto* const call = original<int(const char*, const char*)>("rename");
  return fails(met("rename", from)) ? -1 : call(from, to);
}

char* mkdtemp(char* pattern) noexcept {
  static auto* const call = original<char*(char*)>("mkdtemp");
  return fails(met("mkdtemp", pattern)) ? nullptr : call(pattern);
}
}

void* operator new(std::size_t size) { return amur::test::allocated(size); }
void* operator new[](std::size_t size) { return amur::test::allocated(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

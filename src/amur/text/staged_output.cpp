#include "amur/text/staged_output.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

namespace amur::text {
namespace {

constexpr std::string_view mark = ".amur-";
constexpr std::size_t random_letters = 6;
// Of the target's name in the folder's, so that no name that fits a file grows too long.
constexpr std::size_t name_bytes = 200;
constexpr int most_links = 40, most_tries = 16;
// A folder of a case holds files, and each of those is staged for a moment in a folder of its own.
constexpr int deepest = 2;

// What a signal handler can reach: the folders of all outputs at hand.
struct staged_slot {
  std::atomic<pid_t> owner = 0;  // a forked child shall not remove its parent's
  char folder[PATH_MAX] = {};
};
std::array<staged_slot, 64> slots;

void empty_folder(int folder, int depth) noexcept {
  alignas(dirent64) char entries[4096];
  for (bool removed = true; removed;) {
    removed = false;
    ::lseek(folder, 0, SEEK_SET);
    for (ssize_t bytes = 0; (bytes = ::getdents64(folder, entries, sizeof entries)) > 0;)
      for (ssize_t at = 0; at < bytes;) {
        const auto* entry = reinterpret_cast<const dirent64*>(entries + at);
        at += entry->d_reclen;
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..") continue;
        bool gone = ::unlinkat(folder, entry->d_name, 0) == 0;
        if (!gone && depth > 0) {
          const int inner =
              ::openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
          if (inner >= 0) {
            empty_folder(inner, depth - 1);
            ::close(inner);
            gone = ::unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0;
          }
        }
        removed = removed || gone;
      }
  }
}

void remove_folder(const char* path) noexcept {
  const int folder = ::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return;
  empty_folder(folder, deepest);
  ::close(folder);
  ::rmdir(path);
}

int take_slot(const std::string& folder) {
  if (folder.size() >= sizeof slots[0].folder) return -1;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    pid_t free = 0;
    // Negative while the path is being written.
    if (!slots[i].owner.compare_exchange_strong(free, -1)) continue;
    std::memcpy(slots[i].folder, folder.c_str(), folder.size() + 1);
    slots[i].owner = ::getpid();
    return static_cast<int>(i);
  }
  return -1;
}

bool is_same_file(int file, const char* path) {
  struct stat open {
  }, named{};
  return ::fstat(file, &open) == 0 && ::lstat(path, &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

// A lock on the folder, or -1. Where the file system has no locks, none is needed: nobody else
// gets one, so nobody sweeps.
int lock_of(const char* folder) {
  const int file = ::open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return -1;
  if (::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(file);
    return -1;
  }
  return file;
}

std::string prefix_of(const std::filesystem::path& target) {
  return "." + target.filename().string().substr(0, name_bytes) + std::string(mark);
}

extern "C" void end_by_signal(int number) {
  remove_all_staged();
  ::_exit(128 + number);
}

}  // namespace

std::filesystem::path followed(std::filesystem::path path) {
  std::error_code code;
  for (int links = 0; links < most_links && std::filesystem::is_symlink(path, code); ++links)
    path = path.parent_path() / std::filesystem::read_symlink(path, code);
  return path;
}

std::string why_no_file_goes_to(const std::filesystem::path& target) {
  struct stat there {};
  if (::stat(target.c_str(), &there) != 0)
    return errno == ENOENT ? std::string() : std::strerror(errno);
  if (S_ISREG(there.st_mode)) return {};
  return S_ISDIR(there.st_mode)                               ? "this is a folder"
         : S_ISFIFO(there.st_mode) || S_ISSOCK(there.st_mode) ? "this is a pipe"
                                                              : "this is a device";
}

staged_output::staged_output(const std::filesystem::path& target, const std::string& name)
    : target_(followed(target)) {
  parent_ = target_.has_parent_path() ? target_.parent_path() : std::filesystem::path(".");
  if (!target_.has_filename())
    problem_ = "this is a folder";
  else
    make_folder();
  path_ = folder_ / name;
}

void staged_output::make_folder() {
  sweep();
  for (int i = 0; i < most_tries; ++i) {
    auto folder = (parent_ / (prefix_of(target_) + std::string(random_letters, 'X'))).string();
    if (!::mkdtemp(folder.data())) {
      problem_ = std::strerror(errno);
      return;
    }
    lock_ = lock_of(folder.c_str());
    // Another run may have taken it for a dead one's before it was locked.
    if (lock_ < 0 || !is_same_file(lock_, folder.c_str())) {
      const int reason = errno;
      if (lock_ >= 0) ::close(std::exchange(lock_, -1));
      ::rmdir(folder.c_str());
      problem_ = std::strerror(reason);
      continue;
    }
    // First, since what follows may lack memory, and a destructor then never runs.
    slot_ = take_slot(folder);
    problem_.clear();
    folder_ = folder;
    return;
  }
}

void staged_output::sweep() const {
  const auto prefix = prefix_of(target_);
  // Not by the standard library, which ends the program where it can't have memory for this.
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(parent_.c_str()), &::closedir);
  while (const auto* entry = entries ? ::readdir(entries.get()) : nullptr) {
    const std::string_view name = entry->d_name;
    if (!name.starts_with(prefix) || name.size() != prefix.size() + random_letters) continue;
    const auto folder = parent_ / name;
    const int lock = lock_of(folder.c_str());
    if (lock < 0) continue;
    struct stat there {};
    if (::fstat(lock, &there) == 0 && there.st_uid == ::geteuid() &&
        ::flock(lock, LOCK_EX | LOCK_NB) == 0)
      remove_folder(folder.c_str());
    ::close(lock);
  }
}

staged_output::~staged_output() {
  if (!folder_.empty()) remove_folder(folder_.c_str());
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].owner = 0;
  if (lock_ >= 0) ::close(lock_);
}

std::string staged_output::put_in_place() {
  // A file keeps the rights that its owner has given it.
  struct stat before {};
  if (::stat(target_.c_str(), &before) == 0 && S_ISREG(before.st_mode))
    (void)::chmod(path_.c_str(), before.st_mode & 0777U);
  if (auto problem = brought_to_disk(path_); !problem.empty()) return problem;
  if (std::rename(path_.c_str(), target_.c_str()) != 0) return std::strerror(errno);
  return brought_to_disk(parent_);
}

std::string brought_to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::strerror(errno);
  int synced = 0;
  do {
    synced = ::fsync(file);
  } while (synced != 0 && errno == EINTR);
  const int reason = errno;
  ::close(file);
  // Some file systems have no such thing for folders.
  return synced == 0 || reason == EINVAL ? std::string() : std::strerror(reason);
}

void clean_up_on_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = end_by_signal;
    ::sigaction(number, &action, nullptr);
  }
}

void remove_all_staged() noexcept {
  const pid_t self = ::getpid();
  for (auto& slot : slots)
    if (slot.owner == self) remove_folder(slot.folder);
}

}  // namespace amur::text

#include "amur/query/confinement.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <initializer_list>

#include "amur/base/sanitized.h"
#ifdef AMUR_SECCOMP
#include <seccomp.h>
#endif

namespace amur {
namespace {

// A lower limit that holds already stays.
bool limit(__rlimit_resource resource, rlim_t most) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return false;
  most = std::min({most, now.rlim_max, now.rlim_cur});
  const rlimit both{most, most};
  return ::setrlimit(resource, &both) == 0;
}

#ifdef AMUR_SECCOMP
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc99-extensions"  // what libseccomp's macros are written in
#endif
void refuse_system_calls() {
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return;
  // Reading what is open, memory, clocks, and the end.
  for (const int call : {SCMP_SYS(read),           SCMP_SYS(pread64),
                         SCMP_SYS(readv),          SCMP_SYS(write),
                         SCMP_SYS(writev),         SCMP_SYS(lseek),
                         SCMP_SYS(fstat),          SCMP_SYS(newfstatat),
                         SCMP_SYS(fcntl),          SCMP_SYS(close),
                         SCMP_SYS(recvfrom),       SCMP_SYS(sendto),
                         SCMP_SYS(poll),           SCMP_SYS(brk),
                         SCMP_SYS(munmap),         SCMP_SYS(mremap),
                         SCMP_SYS(madvise),        SCMP_SYS(futex),
                         SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday),
                         SCMP_SYS(time),           SCMP_SYS(setitimer),
                         SCMP_SYS(getpid),         SCMP_SYS(gettid),
                         SCMP_SYS(geteuid),        SCMP_SYS(rt_sigreturn),
                         SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
                         SCMP_SYS(exit),           SCMP_SYS(exit_group)})
    (void)::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  // Memory, but no files in it, and none of it to be run.
  constexpr scmp_datum_t prot_exec = 4, map_anonymous = 0x20;
  (void)::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                           SCMP_A2(SCMP_CMP_MASKED_EQ, prot_exec, 0),
                           SCMP_A3(SCMP_CMP_MASKED_EQ, map_anonymous, map_anonymous));
  (void)::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                           SCMP_A2(SCMP_CMP_MASKED_EQ, prot_exec, 0));
  (void)::seccomp_load(filter);
  ::seccomp_release(filter);
}
#endif

}  // namespace

bool confine(const confinement& limits) {
  // A write to a file then fails, and does not end the process.
  std::signal(SIGXFSZ, SIG_IGN);
  bool good = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
              limit(RLIMIT_CPU, limits.cpu_seconds);
  if (is_sanitized) return good;
  good = good && limit(RLIMIT_AS, rlim_t{limits.memory_mb} << 20) && limit(RLIMIT_FSIZE, 0) &&
         limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0);
#ifdef AMUR_SECCOMP
  if (good) refuse_system_calls();
#endif
  return good;
}

}  // namespace amur

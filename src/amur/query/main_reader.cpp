// The program that reads results for Amur: files that may come from strangers, with queries that
// may too. It opens its one file, gives up all rights but reading it, and answers on its standard
// input, which is a socket.

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>

#include "amur/query/confinement.h"
#include "amur/query/query_engine.h"

namespace {

// The process asking kills a query that is late; these end it where that process is gone.
constexpr unsigned most_cpu_seconds = 120;
constexpr std::chrono::seconds after_deadline{1};
constexpr std::size_t address_space_mb = 256;

bool give(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(STDIN_FILENO, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool take(char* bytes, std::size_t size) {
  while (size > 0) {
    const auto got = ::recv(STDIN_FILENO, bytes, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

// Ends this process, by SIGALRM, after `time`; never for none.
void end_after(std::chrono::milliseconds time) {
  itimerval timer{};
  timer.it_value.tv_sec = time.count() / 1000;
  timer.it_value.tv_usec = time.count() % 1000 * 1000;
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace amur::query;
  if (argc != 2) {
    std::fputs("amur-reader reads results for amur, which starts it\n", stderr);
    return 2;
  }
  ::tzset();  // reads a file, as no query may
  std::string problem;
  const auto engine = query_engine::open(argv[1], problem);
  answer_writer out(&give);
  if (engine && !amur::confine({address_space_mb, most_cpu_seconds}))
    problem = "the process that reads it can't be confined";
  if (!problem.empty()) {
    out.problem(problem);
    return 1;
  }
  out.end();
  while (const auto query = read_query(&take)) {
    end_after(query->limits.time + after_deadline);
    engine->answer(*query, out);
    end_after({});
  }
  return 0;
}

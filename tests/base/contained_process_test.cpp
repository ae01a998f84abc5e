#include "amur/base/contained_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "support/temporary_folder.h"

namespace amur {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

contained_process started(const std::filesystem::path& program, const std::string& argument) {
  std::string problem;
  auto process = contained_process::start(program, argument, problem);
  if (!process) throw std::runtime_error(problem);
  return std::move(*process);
}

// All that a shell script writes to its standard input, the socket.
std::string answer_of(const std::string& script) {
  const test::temporary_folder folder;
  auto process = started("/bin/sh", folder.write("script", script).string());
  std::string answer;
  for (char letter = 0; process.receive(&letter, 1, clock::now() + seconds(10));) answer += letter;
  EXPECT_EQ(process.current(), contained_process::state::ended);
  return answer;
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD; }

TEST(contained_process, says_what_it_has_to_say) {
  EXPECT_EQ(answer_of("echo hello >&0"), "hello\n");
  const auto long_answer = answer_of("head -c 1000000 /dev/zero >&0");
  EXPECT_EQ(long_answer, std::string(1000000, '\0'));
  EXPECT_FALSE(has_children());
}

TEST(contained_process, hears_what_it_is_told) {
  const test::temporary_folder folder;
  auto process = started("/bin/sh", folder.write("script", "read word; echo $word >&0").string());
  ASSERT_TRUE(process.send("hello\n", clock::now() + seconds(10)));
  std::string answer(6, ' ');
  ASSERT_TRUE(process.receive(answer.data(), answer.size(), clock::now() + seconds(10)));
  EXPECT_EQ(answer, "hello\n");
}

TEST(contained_process, sees_no_secret_and_nothing_that_is_open) {
  ::setenv("AMUR_SECRET", "token", 1);
  const int open_file = ::open("/etc/passwd", O_RDONLY);
  const auto answer = answer_of("{ env; ls -l /proc/self/fd; } >&0");
  ::close(open_file);
  EXPECT_EQ(answer.find("token"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("passwd"), std::string::npos) << answer;
}

TEST(contained_process, is_killed_when_late_and_leaves_no_zombie) {
  auto process = started("/bin/sleep", "60");
  const auto begin = clock::now();
  char letter = 0;
  EXPECT_FALSE(process.receive(&letter, 1, begin + milliseconds(100)));
  EXPECT_LT(clock::now() - begin, seconds(2));
  EXPECT_EQ(process.current(), contained_process::state::late);
  EXPECT_FALSE(process.send("x", clock::now() + seconds(1)));
  EXPECT_FALSE(has_children());
}

TEST(contained_process, is_killed_when_it_takes_nothing) {
  auto process = started("/bin/sleep", "60");
  const std::string much(std::size_t{16} << 20, 'x');
  EXPECT_FALSE(process.send(much, clock::now() + milliseconds(100)));
  EXPECT_EQ(process.current(), contained_process::state::late);
}

TEST(contained_process, says_how_it_ended) {
  const test::temporary_folder folder;
  char letter = 0;
  for (const auto& [script, end] :
       {std::pair{"exit 3", "exit code 3"}, std::pair{"kill -SEGV $$", "signal 11"}}) {
    auto process = started("/bin/sh", folder.write("script", script).string());
    EXPECT_FALSE(process.receive(&letter, 1, clock::now() + seconds(10)));
    EXPECT_EQ(process.end(), end);
  }
}

TEST(contained_process, goes_with_its_object) {
  { const auto process = started("/bin/sleep", "60"); }
  EXPECT_FALSE(has_children());
}

TEST(contained_process, that_can_not_be_started_is_a_problem) {
  std::string problem;
  EXPECT_FALSE(contained_process::start("/no/such/program", "", problem));
  EXPECT_NE(problem.find("/no/such/program can't be started: No such file"), std::string::npos)
      << problem;
}

}  // namespace
}  // namespace amur

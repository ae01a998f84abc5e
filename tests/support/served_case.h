#pragma once
// `amur serve` as a process of its own.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/temporary_folder.h"

namespace amur::test {

class served_case {
 public:
  served_case(const std::filesystem::path& case_folder, const std::filesystem::path& runs,
              const std::string& host = "127.0.0.1", bool solve_base = false) {
    const auto said = runs.string() + ".said";
    std::filesystem::remove(said);
    process_ = ::fork();
    if (process_ == 0) {
      if (!std::freopen(said.c_str(), "w", stdout)) std::_Exit(125);
      ::execl(AMUR_PROGRAM, AMUR_PROGRAM, "serve", case_folder.c_str(), "--port", "0", "--host",
              host.c_str(), "--runs", runs.c_str(), solve_base ? nullptr : "--no-base", static_cast<char*>(nullptr));
      std::_Exit(126);
    }
    for (int wait = 0; wait < 300; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      std::ifstream in(said);
      std::string line;
      if (!std::getline(in, line) || in.eof()) continue;
      const auto colon = line.rfind(':', line.rfind('/', line.find('?')));
      port_ = std::stoi(line.substr(colon + 1));
      if (const auto at = line.find("token="); at != std::string::npos) token_ = line.substr(at + 6);
      return;
    }
    throw std::runtime_error("amur serve did not start");
  }
  ~served_case() { end(SIGTERM); }
  served_case(const served_case&) = delete;
  served_case& operator=(const served_case&) = delete;

  /// Sends a signal and waits; the exit code, or minus the signal that ended it.
  int end(int signal) {
    if (process_ <= 0) return 0;
    int status = 0;
    ::kill(process_, signal);
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::string& token() const { return token_; }

 private:
  pid_t process_ = 0;
  int port_ = 0;
  std::string token_;
};

}  // namespace amur::test

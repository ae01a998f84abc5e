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
#include <vector>

#include "amur/base/sanitized.h"
#include "support/temporary_folder.h"

namespace amur::test {

/// Memory of a server at any moment. A sanitizer keeps freed memory, and remembers what was where.
inline constexpr double most_server_mb = is_sanitized ? 1000 : 200;

class served_case {
 public:
  served_case(const std::filesystem::path& case_folder, const std::filesystem::path& runs,
              const std::string& host = "127.0.0.1", bool solve_base = false,
              const std::string& origin = "") {
    const auto said = runs.string() + ".said";
    std::filesystem::remove(said);
    process_ = ::fork();
    if (process_ == 0) {
      if (!std::freopen(said.c_str(), "w", stdout)) std::_Exit(125);
      std::vector<std::string> words = {AMUR_PROGRAM, "serve",  case_folder.string(),
                                        "--port",     "0",      "--host",
                                        host,         "--runs", runs.string()};
      if (!solve_base) words.push_back("--no-base");
      if (!origin.empty()) words.insert(words.end(), {"--origin", origin});
      std::vector<char*> arguments;
      for (auto& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::execv(AMUR_PROGRAM, arguments.data());
      std::_Exit(126);
    }
    for (int wait = 0; wait < 300; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      std::ifstream in(said);
      std::string line;
      if (!std::getline(in, line) || in.eof()) continue;
      if (const auto at = line.find("token="); at != std::string::npos)
        token_ = line.substr(at + 6);
      // Behind a proxy the second line has the server's own address.
      if (!origin.empty()) std::getline(in, line);
      const auto colon = line.rfind(':', line.rfind('/', line.find('?')));
      port_ = std::stoi(line.substr(colon + 1));
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
  [[nodiscard]] bool runs() const { return ::waitpid(process_, nullptr, WNOHANG) == 0; }
  /// What it has needed at most of the memory of the machine.
  [[nodiscard]] double most_mb() const {
    std::ifstream about("/proc/" + std::to_string(process_) + "/status");
    for (std::string line; std::getline(about, line);)
      if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
  }
  [[nodiscard]] const std::string& token() const { return token_; }

 private:
  pid_t process_ = 0;
  int port_ = 0;
  std::string token_;
};

}  // namespace amur::test

#pragma once
// A program that does risky work apart from this one: it is talked to over a socket, and killed
// when it is late.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace amur {

/// The program is started afresh (posix_spawn), not forked, so it shares no memory, lock or open
/// file with this one, whatever threads run here. Its standard input is the socket; output and
/// errors go nowhere; of the environment it sees what loaders and sanitizers need. One thread at a
/// time may use an object.
class contained_process {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  enum class state {
    running,
    late,  ///< killed, since a deadline passed
    ended  ///< by itself
  };

  /// Empty, with the reason in `problem`, where the program can't be started. `environment`:
  /// settings that it needs too, as "NAME=value".
  [[nodiscard]] static std::optional<contained_process> start(
      const std::filesystem::path& program, std::span<const std::string> arguments,
      std::string& problem, std::span<const std::string> environment = {});
  [[nodiscard]] static std::optional<contained_process> start(const std::filesystem::path& program,
                                                              const std::string& argument,
                                                              std::string& problem);

  contained_process(contained_process&& other) noexcept;
  contained_process& operator=(contained_process&& other) noexcept;
  ~contained_process();

  /// Whether all bytes could be passed in time; if not, the process has been ended.
  [[nodiscard]] bool send(std::string_view bytes, time_point deadline);
  /// Fills `bytes`, likewise.
  [[nodiscard]] bool receive(char* bytes, std::size_t size, time_point deadline);

  /// Waits until it ends by itself, or ends it and all that it started when the deadline passes.
  state wait(time_point deadline);

  [[nodiscard]] state current() const { return state_; }
  /// How an ended process ended: "exit code 1", "signal 9".
  [[nodiscard]] const std::string& end() const { return end_; }

 private:
  contained_process(int process, int socket) : process_(process), socket_(socket) {}
  bool wait_for(short event, time_point deadline);
  void finish(state reason);

  int process_ = -1, socket_ = -1;
  state state_ = state::running;
  std::string end_, ahead_;  ///< `ahead_`: received, not yet asked for
  std::size_t taken_ = 0;
};

}  // namespace amur

// The library amur-ranks.so: messages between ranks over MPI. It alone is linked to MPI, and
// `amur-case` loads it only where mpirun started it.

#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>

#include "amur/mpi/joined_ranks.h"

namespace amur::mpi {
namespace {

using steady = std::chrono::steady_clock;

// MPI counts the bytes of a message in an int.
constexpr std::size_t most_bytes_at_once = std::size_t{1} << 30;
constexpr int tag = 1;
// A message that does not come is looked for often at first, then less, so that who waits leaves
// the processor to who works.
constexpr int eager_looks = 2000;
constexpr auto pause = std::chrono::microseconds(50);
// Who waits says so after this long, then after twice as long, and so on.
constexpr double first_word_s = 60;

double seconds_since(steady::time_point begin) {
  return std::chrono::duration<double>(steady::now() - begin).count();
}

class mpi_ranks final : public joined_ranks {
 public:
  mpi_ranks() {
    MPI_Comm_size(MPI_COMM_WORLD, &count_);
    MPI_Comm_rank(MPI_COMM_WORLD, &own_);
  }
  [[nodiscard]] std::size_t count() const override { return static_cast<std::size_t>(count_); }
  [[nodiscard]] std::size_t own() const override { return static_cast<std::size_t>(own_); }
  [[nodiscard]] use used() const override {
    auto now = use_;
    now.critical_s = critical();
    return now;
  }

  void send(std::size_t to, std::span<const std::byte> message) override {
    const auto begin = steady::now();
    const envelope next{message.size(), critical()};
    send_piece(to, std::as_bytes(std::span(&next, 1)));
    for (std::size_t at = 0; at < message.size(); at += most_bytes_at_once)
      send_piece(to, message.subspan(at, std::min(most_bytes_at_once, message.size() - at)));
    use_.message_bytes += static_cast<double>(message.size());
    use_.message_s += seconds_since(begin);
  }

  bytes receive(std::size_t from) override {
    const auto begin = steady::now();
    envelope next;
    receive_piece(from, std::as_writable_bytes(std::span(&next, 1)));
    ahead_s_ += std::max(0.0, next.critical_s - critical());
    bytes message(next.bytes);
    for (std::size_t at = 0; at < message.size(); at += most_bytes_at_once)
      receive_piece(
          from, std::span(message).subspan(at, std::min(most_bytes_at_once, message.size() - at)));
    use_.message_s += seconds_since(begin);
    return message;
  }

  void leave() override { MPI_Finalize(); }

 private:
  // Goes before each message.
  struct envelope {
    std::uint64_t bytes = 0;
    double critical_s = 0;
  };
  // The own work, and what others were ahead when it hung on them.
  [[nodiscard]] double critical() const { return thread_seconds() - waiting_s_ + ahead_s_; }
  void send_piece(std::size_t to, std::span<const std::byte> piece) {
    MPI_Request request{};
    MPI_Isend(piece.data(), static_cast<int>(piece.size()), MPI_BYTE, static_cast<int>(to), tag,
              MPI_COMM_WORLD, &request);
    wait_for(request, to);
  }
  void receive_piece(std::size_t from, std::span<std::byte> piece) {
    MPI_Request request{};
    MPI_Irecv(piece.data(), static_cast<int>(piece.size()), MPI_BYTE, static_cast<int>(from), tag,
              MPI_COMM_WORLD, &request);
    wait_for(request, from);
  }
  void wait_for(MPI_Request& request, std::size_t other) {
    const double before = thread_seconds();
    look_for(request, other);
    waiting_s_ += thread_seconds() - before;
  }
  void look_for(MPI_Request& request, std::size_t other) const {
    const auto begin = steady::now();
    double next_word = first_word_s;
    for (int looks = 0;; ++looks) {
      int done = 0;
      MPI_Test(&request, &done, MPI_STATUS_IGNORE);
      if (done) return;
      if (looks < eager_looks) continue;
      std::this_thread::sleep_for(pause);
      if (seconds_since(begin) < next_word) continue;
      std::fprintf(stderr, "rank %d has waited %.0f s for rank %zu\n", own_, next_word, other);
      next_word *= 2;
    }
  }

  int count_ = 1, own_ = 0;
  use use_;
  double waiting_s_ = 0, ahead_s_ = 0;  // processor time
};

}  // namespace
}  // namespace amur::mpi

extern "C" amur::mpi::joined_ranks* amur_join_ranks() {
  int provided = 0;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS)
    return nullptr;
  static amur::mpi::mpi_ranks joined;
  return &joined;
}

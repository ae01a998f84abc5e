#pragma once
// Several processes that solve one problem together, each called a rank.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace amur {

using bytes = std::vector<std::byte>;

/// What one rank sees of all. Messages from one rank to another arrive in the order of sending.
class ranks {
 public:
  virtual ~ranks() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  [[nodiscard]] virtual std::size_t own() const = 0;
  virtual void send(std::size_t to, std::span<const std::byte> message) = 0;
  [[nodiscard]] virtual bytes receive(std::size_t from) = 0;

  struct use {
    double message_s = 0;      ///< spent in the two above
    double message_bytes = 0;  ///< sent
    /// Processor time of the longest chain of work and messages that has led here, waiting left
    /// out: what would have passed if each rank had had a quiet processor and messages no length.
    double critical_s = 0;
  };
  [[nodiscard]] virtual use used() const = 0;
};

/// Processor time of the calling thread.
[[nodiscard]] inline double thread_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

/// Whether mpirun (Open MPI) started this process, as one of several or as the only one.
[[nodiscard]] bool is_started_as_rank();

/// A process by itself.
class one_rank final : public ranks {
 public:
  [[nodiscard]] std::size_t count() const override { return 1; }
  [[nodiscard]] std::size_t own() const override { return 0; }
  void send(std::size_t, std::span<const std::byte>) override;
  [[nodiscard]] bytes receive(std::size_t) override;
  [[nodiscard]] use used() const override { return {0, 0, thread_seconds()}; }
};

/// Gives rank 0's message to all.
void broadcast(ranks& all, bytes& message);

/// Every rank's message at rank 0, in their order; nothing elsewhere.
[[nodiscard]] std::vector<bytes> gather(ranks& all, std::span<const std::byte> message);

/// Numbers into bytes, as this machine has them.
template <class T>
void pack(bytes& into, std::span<const T> values) {
  static_assert(std::is_trivially_copyable_v<T>);
  const auto begin = into.size();
  into.resize(begin + values.size_bytes());
  if (!values.empty()) std::memcpy(into.data() + begin, values.data(), values.size_bytes());
}
template <class T>
void pack(bytes& into, const T& value) {
  pack(into, std::span<const T>(&value, 1));
}

/// Takes from bytes what was packed, in the same order.
class unpacker {
 public:
  explicit unpacker(std::span<const std::byte> from) : left_(from) {}
  template <class T>
  void take(std::span<T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (left_.size() < values.size_bytes())
      throw std::runtime_error("a message between ranks is shorter than it should be");
    if (!values.empty()) std::memcpy(values.data(), left_.data(), values.size_bytes());
    left_ = left_.subspan(values.size_bytes());
  }
  template <class T>
  [[nodiscard]] T take() {
    T value;
    take(std::span<T>(&value, 1));
    return value;
  }
  [[nodiscard]] std::string take_text(std::size_t size) {
    std::string text(size, '\0');
    take(std::span<char>(text));
    return text;
  }
  [[nodiscard]] bool is_empty() const { return left_.empty(); }

 private:
  std::span<const std::byte> left_;
};

/// Gives rank 0's value to all.
template <class T>
void broadcast_value(ranks& all, T& value) {
  if (all.count() == 1) return;
  bytes message;
  if (all.own() == 0) pack(message, value);
  broadcast(all, message);
  value = unpacker(message).take<T>();
}

}  // namespace amur

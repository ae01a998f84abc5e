#pragma once
// The calendar of a simulation: what happens next.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace amur::crossing {

/// An event and what it concerns. Events at the same time happen in the order they were planned.
struct event {
  double time_h = 0;
  std::uint64_t key = 0;  ///< serial number and slot

  static constexpr unsigned slot_bits = 24;
  [[nodiscard]] std::uint32_t slot() const {
    return static_cast<std::uint32_t>(key & ((std::uint64_t{1} << slot_bits) - 1));
  }
};

/// A heap of four children a node. The first event stays in its place while it happens and the next
/// one planned takes that place, so the most common pair, one out and one in, costs one sift.
class event_queue {
 public:
  event_queue() : heap_(1024) {}

  [[nodiscard]] bool empty() const { return size_ == (vacant_ ? 1u : 0u); }

  /// The first event, which is taken out. Not to be called on an empty queue.
  event take() {
    if (vacant_) fill_from_back();
    vacant_ = true;
    return heap_[0];
  }

  /// When the first event happens; not to be called on an empty queue.
  double next_time() {
    if (vacant_) fill_from_back();
    return heap_[0].time_h;
  }

  /// Plans an event and returns its key.
  std::uint64_t plan(double time_h, std::uint32_t slot) {
    const event planned{time_h, serial_++ << event::slot_bits | slot};
    if (vacant_) {
      vacant_ = false;
      sift_down(planned);
    } else {
      if (size_ == heap_.size()) heap_.resize(2 * size_);
      sift_up(size_++, planned);
    }
    return planned.key;
  }

 private:
  static bool before(const event& a, const event& b) {
    return a.time_h < b.time_h || (a.time_h == b.time_h && a.key < b.key);
  }
  void fill_from_back() {
    vacant_ = false;
    if (--size_ > 0) sift_down(heap_[size_]);
  }
  void sift_up(std::size_t at, event moving) {
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (!before(moving, heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = moving;
  }
  void sift_down(event moving) {
    std::size_t at = 0;
    for (;;) {
      const std::size_t first = 4 * at + 1;
      if (first >= size_) break;
      const std::size_t last = first + 4 < size_ ? first + 4 : size_;
      std::size_t least = first;
      for (std::size_t child = first + 1; child < last; ++child)
        if (before(heap_[child], heap_[least])) least = child;
      if (!before(heap_[least], moving)) break;
      heap_[at] = heap_[least];
      at = least;
    }
    heap_[at] = moving;
  }

  std::vector<event> heap_;
  std::size_t size_ = 0;
  std::uint64_t serial_ = 1;
  bool vacant_ = false;  ///< the first place is that of the event that is happening
};

}  // namespace amur::crossing

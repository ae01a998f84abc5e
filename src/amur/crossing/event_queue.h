#pragma once
// The calendar of a simulation: what happens next.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "amur/crossing/clock.h"

namespace amur::crossing {

/// The order of events that happen at one moment: what frees a place comes before who asks for one.
enum class event_rank : std::uint8_t {
  units,     ///< shifts and seasons begin and end, units fail and are repaired
  ends,      ///< times at stages are over
  carriers,  ///< carriers leave by the clock
  patience,  ///< who has waited too long goes away
  arrivals
};

/// An event and what it concerns. Of one rank and moment, those come first that concern a stream, a
/// resource or a stage, in the order of their slots; vehicles follow as they were planned.
struct event {
  std::int64_t order = 0;  ///< moment and rank
  std::uint64_t key = 0;   ///< serial number, 0 where it concerns no vehicle, and slot

  static constexpr unsigned rank_bits = 3;

  static constexpr unsigned slot_bits = 24;
  [[nodiscard]] ticks time() const { return order >> rank_bits; }
  [[nodiscard]] event_rank rank() const {
    return static_cast<event_rank>(order & ((1 << rank_bits) - 1));
  }
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

  /// The first event, which stays; not to be called on an empty queue.
  const event& next() {
    if (vacant_) fill_from_back();
    return heap_[0];
  }

  /// Whether an event is planned at `time` or before, of a rank up to `rank`.
  [[nodiscard]] bool any_until(ticks time, event_rank rank) const {
    const std::int64_t last = in_order(time, rank);
    if (!vacant_) return size_ > 0 && heap_[0].order <= last;
    for (std::size_t child = 1; child < size_ && child <= 4; ++child)
      if (heap_[child].order <= last) return true;
    return false;
  }

  /// Plans an event of a vehicle and returns its key, which no other has.
  std::uint64_t plan(ticks time, event_rank rank, std::uint32_t slot) {
    const std::uint64_t key = serial_++ << event::slot_bits | slot;
    add({in_order(time, rank), key});
    return key;
  }
  /// Plans an event of a stream, a resource or a stage.
  void plan_fixed(ticks time, event_rank rank, std::uint32_t slot) {
    add({in_order(time, rank), slot});
  }

 private:
  static std::int64_t in_order(ticks time, event_rank rank) {
    return time << event::rank_bits | static_cast<std::int64_t>(rank);
  }
  void add(const event& planned) {
    if (vacant_) {
      vacant_ = false;
      sift_down(planned);
    } else {
      if (size_ == heap_.size()) heap_.resize(2 * size_);
      sift_up(size_++, planned);
    }
  }
  static bool before(const event& a, const event& b) {
    return a.order < b.order || (a.order == b.order && a.key < b.key);
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

// The bare minimum to beat: M/M/1 as a hand-written loop over a binary heap, and how calendars of
// events compare when many are pending.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <queue>
#include <random>
#include <vector>

#include "amur/crossing/event_queue.h"

namespace {

using clock_type = std::chrono::steady_clock;

double seconds_since(clock_type::time_point start) {
  return std::chrono::duration<double>(clock_type::now() - start).count();
}

struct pending {
  double time_h;
  int kind;
  bool operator>(const pending& other) const { return time_h > other.time_h; }
};
using binary_heap = std::priority_queue<pending, std::vector<pending>, std::greater<>>;

void bare_queue(double horizon_h) {
  constexpr double arrivals_per_h = 48, served_per_h = 60;
  const auto start = clock_type::now();
  std::mt19937_64 bits(1);
  const auto exponential = [&bits](double rate) {
    return -std::log((static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53) / rate;
  };
  binary_heap calendar;
  std::deque<double> waiting;
  double wait_h = 0;
  bool busy = false;
  long events = 0, served = 0;
  calendar.push({exponential(arrivals_per_h), 0});
  while (calendar.top().time_h < horizon_h) {
    const auto [now_h, kind] = calendar.top();
    calendar.pop();
    ++events;
    if (kind == 0) {
      calendar.push({now_h + exponential(arrivals_per_h), 0});
      if (busy) {
        waiting.push_back(now_h);
        continue;
      }
      busy = true;
      ++served;
      calendar.push({now_h + exponential(served_per_h), 1});
    } else if (waiting.empty()) {
      busy = false;
    } else {
      wait_h += now_h - waiting.front();
      waiting.pop_front();
      ++served;
      calendar.push({now_h + exponential(served_per_h), 1});
    }
  }
  const double seconds = seconds_since(start);
  std::printf("%ld %.6f %.6f\n", events, seconds, wait_h / static_cast<double>(served));
}

// Brown's calendar queue (1988) with as many days as events, each about one event long.
class calendar_queue {
 public:
  calendar_queue(std::size_t events, double mean_gap_h) : days_(2 * events), day_h_(mean_gap_h) {}
  void push(double time_h) { days_[day_of(time_h)].push_back(time_h); }
  double pop() {
    for (;;) {
      auto& today = days_[day_ % days_.size()];
      const double end_h = (static_cast<double>(day_) + 1) * day_h_;
      std::size_t first = today.size();
      for (std::size_t i = 0; i < today.size(); ++i)
        if (today[i] < end_h && (first == today.size() || today[i] < today[first])) first = i;
      if (first < today.size()) {
        const double time_h = today[first];
        today[first] = today.back();
        today.pop_back();
        return time_h;
      }
      ++day_;
    }
  }

 private:
  [[nodiscard]] std::size_t day_of(double time_h) const {
    return static_cast<std::size_t>(time_h / day_h_) % days_.size();
  }
  std::vector<std::vector<double>> days_;
  double day_h_;
  std::size_t day_ = 0;
};

// The hold model (Vaucher & Duval 1975): take the first event, plan another one later.
template <class Pop, class Push>
double hold(int count, Pop&& pop, Push&& push) {
  std::mt19937_64 bits(1);
  const auto later = [&bits] {
    return -std::log((static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53);
  };
  const auto start = clock_type::now();
  double sum = 0;
  for (int i = 0; i < count; ++i) {
    const double time_h = pop();
    sum += time_h;
    push(time_h + later());
  }
  const double ns = seconds_since(start) / count * 1e9;
  return sum < 0 ? 0 : ns;
}

void calendars() {
  std::printf("ns a take and plan  pending  binary heap  4-ary heap (ours)  calendar queue\n");
  constexpr int holds = 2'000'000;
  for (const std::size_t events : {2u, 30u, 300u, 3000u, 30000u}) {
    binary_heap binary;
    amur::crossing::event_queue ours;
    calendar_queue days(events, 1.0 / static_cast<double>(events));
    std::mt19937_64 bits(2);
    for (std::size_t i = 0; i < events; ++i) {
      const double time_h = std::ldexp(static_cast<double>(bits() >> 11), -53);
      binary.push({time_h, 0});
      ours.plan(amur::crossing::to_ticks(time_h), amur::crossing::event_rank::ends, 0);
      days.push(time_h);
    }
    const double binary_ns = hold(
        holds,
        [&] {
          const double t = binary.top().time_h;
          binary.pop();
          return t;
        },
        [&](double t) {
          binary.push({t, 0});
        });
    const double ours_ns = hold(
        holds, [&] { return amur::crossing::to_hours(ours.take().time()); },
        [&](double t) {
          ours.plan(amur::crossing::to_ticks(t), amur::crossing::event_rank::ends, 0);
        });
    const double days_ns = hold(
        holds, [&] { return days.pop(); }, [&](double t) { days.push(t); });
    std::printf("%27zu  %11.1f  %17.1f  %14.1f\n", events, binary_ns, ours_ns, days_ns);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1 && std::strcmp(arguments[1], "--calendars") == 0)
    calendars();
  else
    bare_queue(count > 1 ? std::atof(arguments[1]) : 100000);
}

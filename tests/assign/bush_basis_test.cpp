#include "amur/assign/bush_basis.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

// A bush of random links from earlier to later positions, with flows that its last ones take.
bush draw_bush() {
  bush made;
  const auto size = *rc::gen::inRange<std::uint32_t>(2, 12);
  made.first_in = {0, 0};
  for (std::uint32_t p = 0; p < size; ++p) made.state.push_back(p);
  for (std::uint32_t p = 1; p < size; ++p) {
    const auto links = *rc::gen::inRange(1, 4);
    for (int i = 0; i < links; ++i) {
      made.arc.push_back(static_cast<std::uint32_t>(made.arc.size()));
      made.tail.push_back(*rc::gen::inRange<std::uint32_t>(0, p));
      made.flow_t.push_back(*rc::gen::inRange(0, 5));
    }
    made.first_in.push_back(static_cast<std::uint32_t>(made.arc.size()));
  }
  return made;
}

// What stays at each position: flows in less flows out.
std::vector<double> stays(const bush& bush, std::span<const double> flow) {
  std::vector<double> sum(bush.size(), 0.0);
  for (std::uint32_t p = 1; p < bush.size(); ++p)
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
      sum[p] += flow[link];
      sum[bush.tail[link]] -= flow[link];
    }
  return sum;
}

TEST(bush_basis, a_balanced_change_delivers_the_same_and_takes_no_more_than_there_is) {
  EXPECT_TRUE(rc::check([] {
    const auto bush = draw_bush();
    const auto before = stays(bush, bush.flow_t);
    RC_PRE(std::all_of(before.begin() + 1, before.end(), [](double t) { return t >= 0; }));
    std::vector<double> change(bush.arc.size(), 0.0), scratch;
    for (std::size_t link = 0; link < change.size(); ++link)
      change[link] = std::max(-bush.flow_t[link], 1.0 * *rc::gen::inRange(-5, 3));
    balance_change(bush, change, scratch);
    std::vector<double> after(bush.flow_t);
    for (std::size_t link = 0; link < after.size(); ++link) {
      after[link] += change[link];
      RC_ASSERT(after[link] >= -1e-12);
    }
    const auto left = stays(bush, after);
    for (std::uint32_t p = 0; p < bush.size(); ++p) RC_ASSERT(std::abs(left[p] - before[p]) < 1e-9);
  }));
}

}  // namespace
}  // namespace amur::assign

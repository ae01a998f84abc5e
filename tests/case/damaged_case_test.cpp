// Whole cases with one file spoilt: read or refused with a reason, and solved where they are read.

#include "support/damaged_case.h"

#include <gtest/gtest.h>

namespace amur::test {
namespace {

TEST(damaged_case, each_spoilt_file_is_read_or_refused_with_a_reason) {
  const damaged_cases cases;
  std::mt19937_64 random(16);
  std::size_t read = 0, refused = 0;
  for (std::size_t round = 0; round < 1500; ++round) {
    const auto number = random() % cases.files().size();
    auto text = cases.files()[number].text;
    for (std::size_t hits = 1 + random() % 2; hits > 0; --hits) spoil(text, random);
    ASSERT_NO_THROW(++(cases.attempt(number, text) ? read : refused))
        << cases.files()[number].name << "\n"
        << text;
  }
  EXPECT_GT(read, 30U);
  EXPECT_GT(refused, 100U);
}

}  // namespace
}  // namespace amur::test

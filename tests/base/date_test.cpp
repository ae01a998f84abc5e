#include "amur/base/date.h"

#include <gtest/gtest.h>

namespace amur {
namespace {

TEST(date, reads_only_days_that_exist) {
  EXPECT_EQ(parse_date("2023-10-15"), (date{2023, 10, 15}));
  EXPECT_EQ(parse_date("2024-02-29"), (date{2024, 2, 29}));
  for (const char* wrong : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "10-15", "",
                            "2023-10-15x", "-023-10-15", "2023/10/15"})
    EXPECT_FALSE(parse_date(wrong)) << wrong;
}

TEST(date, reads_recurring_days_where_allowed) {
  EXPECT_EQ(parse_date("12-01", true), (date{0, 12, 1}));
  EXPECT_EQ(parse_date("02-29", true), (date{0, 2, 29}));
  EXPECT_FALSE(parse_date("13-01", true));
}

TEST(date_window, holds_its_first_and_last_day) {
  const date_window window{date{2023, 5, 3}, date{2023, 10, 27}};
  EXPECT_TRUE(window.contains({2023, 5, 3}));
  EXPECT_TRUE(window.contains({2023, 10, 27}));
  EXPECT_FALSE(window.contains({2023, 10, 28}));
  EXPECT_FALSE(window.contains({2024, 6, 1}));
}

TEST(date_window, recurs_across_new_year) {
  const date_window winter{date{0, 12, 10}, date{0, 4, 3}};
  EXPECT_TRUE(winter.contains({2023, 12, 31}));
  EXPECT_TRUE(winter.contains({2024, 1, 1}));
  EXPECT_TRUE(winter.contains({2024, 4, 3}));
  EXPECT_FALSE(winter.contains({2024, 4, 4}));
  EXPECT_FALSE(winter.contains({2023, 12, 9}));
}

}  // namespace
}  // namespace amur

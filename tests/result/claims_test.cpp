#include "amur/result/claims.h"

#include <gtest/gtest.h>

namespace amur::result {
namespace {

claim claim_of(const std::string& comparison, double threshold, double margin = 0) {
  claim result;
  result.comparison = comparison;
  result.threshold = threshold;
  result.margin = margin;
  return result;
}

TEST(claims, compare_figure_and_threshold) {
  struct expectation {
    const char* comparison;
    double figure;
    bool holds;
  };
  for (const auto& [comparison, figure, holds] : {expectation{"<", 1, true},
                                                  {"<", 2, false},
                                                  {"<=", 2, true},
                                                  {">", 2, false},
                                                  {">", 3, true},
                                                  {">=", 2, true},
                                                  {"=", 2, true},
                                                  {"=", 2.5, false},
                                                  {"!=", 2, false},
                                                  {"!=", 1, true}})
    EXPECT_EQ(judge(claim_of(comparison, 2), figure, {}).verdict,
              holds ? verdict::holds : verdict::does_not_hold)
        << figure << comparison << 2;
}

TEST(claims, can_not_be_told_without_a_figure) {
  EXPECT_EQ(judge(claim_of(">", 1), std::nullopt, {}).verdict, verdict::cannot_be_told);
}

TEST(claims, can_not_be_told_within_the_margin) {
  EXPECT_EQ(judge(claim_of(">", 10, 2), 11.5, {}).verdict, verdict::cannot_be_told);
  EXPECT_EQ(judge(claim_of(">", 10, 2), 12.5, {}).verdict, verdict::holds);
}

TEST(claims, can_not_be_told_from_rows_that_are_only_assumed) {
  auto claim = claim_of(">", 1);
  claim.rests_on = {"crossings/boat", "crossings/bridge"};
  const auto judged =
      judge(claim, 5,
            {{"crossings/boat", confidence::assumed}, {"crossings/bridge", confidence::reported}});
  EXPECT_EQ(judged.verdict, verdict::cannot_be_told);
  EXPECT_EQ(judged.reason, "only assumed: crossings/boat");
  EXPECT_EQ(*judged.figure, 5);
}

}  // namespace
}  // namespace amur::result

#include "amur/study/kept_variants.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>

#include "support/temporary_folder.h"

namespace amur::study {
namespace {

told_variant variant(std::uint64_t index) {
  const auto number = static_cast<double>(index);
  return {{number / 3, std::numeric_limits<double>::quiet_NaN(), -number},
          {{"cheaper", number * 1e-300}, {"fuller", std::sqrt(number)}},
          index % 5 == 0 ? "no equilibrium" : "",
          {{{"toll_curve", "bridge " + std::to_string(index), "t", "t/day"}, number + 0.5}}};
}

void expect_kept(const kept_variants& kept, std::uint64_t index) {
  const auto found = kept.find(index);
  ASSERT_TRUE(found) << index;
  const auto wanted = variant(index);
  ASSERT_EQ(found->figures.size(), 3U);
  EXPECT_EQ(found->figures[0], wanted.figures[0]);
  EXPECT_TRUE(std::isnan(found->figures[1]));
  EXPECT_EQ(found->figures[2], wanted.figures[2]);
  EXPECT_EQ(found->claims, wanted.claims);
  EXPECT_EQ(found->why_not, wanted.why_not);
  ASSERT_EQ(found->more.size(), 1U);
  EXPECT_EQ(found->more.begin()->first.row, wanted.more.begin()->first.row);
  EXPECT_EQ(found->more.begin()->first.unit, "t/day");
  EXPECT_EQ(found->more.begin()->second, wanted.more.begin()->second);
  std::array<double, 2> last{};
  kept.read_figures(index, 1, last);
  EXPECT_TRUE(std::isnan(last[0]));
  EXPECT_EQ(last[1], wanted.figures[2]);
}

TEST(shard, is_written_as_one_of_so_many) {
  EXPECT_EQ(read_shard("3/8"), (shard{3, 8}));
  EXPECT_EQ(read_shard("1/1"), (shard{1, 1}));
  for (const auto* bad : {"", "3", "0/8", "9/8", "3/", "/8", "3/8/1", "3/ 8", "-1/8", "a/b", "1/0"})
    EXPECT_FALSE(read_shard(bad)) << bad;
}

// Whatever a killed process had written of its last record.
TEST(kept_variants, keep_what_was_whole_of_a_file_cut_anywhere) {
  const test::temporary_folder folder;
  const auto path = folder.path() / "part";
  std::vector<std::uintmax_t> ends;
  {
    diagnostics report;
    auto kept = kept_variants::open(path, "a question", report);
    ASSERT_TRUE(kept);
    ends.push_back(std::filesystem::file_size(path));
    for (std::uint64_t i = 0; i < 4; ++i) {
      EXPECT_TRUE(kept->add(10 + i, variant(10 + i)));
      ends.push_back(std::filesystem::file_size(path));
    }
  }
  const auto whole = test::slurp(path);
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, cut);
    diagnostics report;
    std::size_t known = 0;
    {
      auto kept = kept_variants::open(path, "a question", report);
      ASSERT_TRUE(kept) << cut;
      while (known + 1 < ends.size() && ends[known + 1] <= cut) ++known;
      EXPECT_EQ(kept->size(), known) << cut;
      for (std::uint64_t i = 0; i < known; ++i) expect_kept(*kept, 10 + i);
      for (std::uint64_t i = known; i < 4; ++i) EXPECT_TRUE(kept->add(10 + i, variant(10 + i)));
    }
    EXPECT_EQ(test::slurp(path), whole) << "a part that went on is the part that was not cut";
  }
}

TEST(kept_variants, a_changed_byte_is_never_taken_for_a_figure) {
  const test::temporary_folder folder;
  const auto path = folder.path() / "part";
  diagnostics report;
  {
    auto kept = kept_variants::open(path, "q", report);
    ASSERT_TRUE(kept && kept->add(1, variant(1)) && kept->add(2, variant(2)));
  }
  const auto whole = test::slurp(path);
  const auto records = whole.find('\n') + 1;
  std::mt19937 random(5);
  for (int trial = 0; trial < 300; ++trial) {
    auto changed = whole;
    const auto at = records + random() % (whole.size() - records);
    changed[at] = static_cast<char>(changed[at] ^ (1 << random() % 8));
    std::ofstream(path, std::ios::binary) << changed;
    diagnostics again;
    std::string origin = "q";
    const auto kept = kept_variants::read({path}, origin, again);
    ASSERT_TRUE(kept);
    EXPECT_LT(kept->size(), 2U);
    if (kept->has(1)) expect_kept(*kept, 1);
  }
}

TEST(kept_variants, in_a_file_without_a_name_leave_nothing_behind) {
  const test::temporary_folder folder;
  diagnostics report;
  auto kept = kept_variants::nameless(folder.path() / "r.gpkg", report);
  ASSERT_TRUE(kept && kept->add(7, variant(7)) && kept->add(3, variant(3)));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  expect_kept(*kept, 3);
  expect_kept(*kept, 7);
  EXPECT_FALSE(kept->find(1));
  EXPECT_FALSE(kept_variants::nameless(folder.path() / "none" / "r.gpkg", report));
  EXPECT_TRUE(report.has_errors());
}

// More parts than a process may have files open.
TEST(kept_variants, of_many_parts_are_read_back_in_any_order) {
  const test::temporary_folder folder;
  std::vector<std::filesystem::path> paths;
  constexpr std::uint64_t parts = 1500;
  for (std::uint64_t i = 0; i < parts; ++i) {
    paths.push_back(folder.path() / std::to_string(i));
    diagnostics report;
    auto kept = kept_variants::open(paths.back(), "q", report);
    ASSERT_TRUE(kept && kept->add(parts - i, variant(parts - i)));
  }
  diagnostics report;
  std::string origin;
  const auto all = kept_variants::read(paths, origin, report);
  ASSERT_TRUE(all);
  EXPECT_EQ(origin, "q");
  for (std::uint64_t i = 1; i <= parts; ++i) expect_kept(*all, i);
}

TEST(kept_variants, of_another_question_or_none_are_refused) {
  const test::temporary_folder folder;
  const auto part = [&](const std::string& name, const std::string& origin) {
    diagnostics report;
    return kept_variants::open(folder.path() / name, origin, report).has_value();
  };
  EXPECT_TRUE(part("a", "one"));
  EXPECT_TRUE(part("a", "one"));
  EXPECT_FALSE(part("a", "another"));
  EXPECT_TRUE(part("b", "another"));
  std::string origin;
  diagnostics report;
  EXPECT_FALSE(kept_variants::read({folder.path() / "a", folder.path() / "b"}, origin, report));
  EXPECT_EQ(report.count(severity::error), 1U);
  std::ofstream(folder.path() / "c") << "x,y\n1,2\n";
  EXPECT_FALSE(part("c", "one"));
  EXPECT_EQ(test::slurp(folder.path() / "c"), "x,y\n1,2\n");
  diagnostics second;
  const auto first = kept_variants::open(folder.path() / "a", "one", second);
  EXPECT_FALSE(part("a", "one")) << "a process writes to it";
}

}  // namespace
}  // namespace amur::study

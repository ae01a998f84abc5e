// Ways around duties and bans, against what amur paths says of their parts and against sums by
// hand.

#include <gtest/gtest.h>

#include "support/data_dir.h"
#include "support/detour_case.h"
#include "support/program.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

class detour : public testing::Test {
 protected:
  void compare(const std::string& what) {
    const auto run = run_program("detour " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }
  // What `amur paths` says that the cheapest alternative costs, duty included.
  [[nodiscard]] double cost_by_paths(const std::string& folder_of_case, const std::string& from,
                                     const std::string& to, const std::string& commodity) const {
    const auto listed = folder.path() / "p.gpkg";
    const auto run = run_program("paths " + folder_of_case + " --from " + from + " --to " + to +
                                 " --commodity " + commodity + " -o " + listed.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return ask(listed, "SELECT min(cost) FROM paths");
  }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "d.gpkg";
};

// Loading 1 and unloading 1.5 USD, half an hour each of cargo at 0.1 USD/h; a km 0.05 USD, an hour
// 0.5 of lorry and 0.1 of cargo.
TEST_F(detour, costs_what_its_parts_do_by_hand_and_by_paths) {
  const auto path = write_case(folder, detour_case()).string();
  compare(path + " --from AAA --to BBB --commodity grain --papers 2");
  EXPECT_EQ(figure("count(*) FROM detours"), 1);
  EXPECT_NEAR(figure("direct_transport_usd_per_t FROM detours"), 2.6 + 10 + 4 * 0.6, 1e-9);
  EXPECT_NEAR(figure("direct_duty_usd_per_t FROM detours"), 20, 1e-9);
  EXPECT_NEAR(figure("first_transport_usd_per_t FROM detours"), 2.6 + 6 + 2.5 * 0.6, 1e-9);
  EXPECT_NEAR(figure("first_duty_usd_per_t FROM detours"), 4, 1e-9);
  EXPECT_NEAR(figure("second_transport_usd_per_t FROM detours"), 2.6 + 6.5 + 2.5 * 0.6, 1e-9);
  EXPECT_NEAR(figure("detour_usd_per_t FROM detours"), 10.1 + 4 + 10.6 + 2, 1e-9);
  EXPECT_NEAR(figure("saved_usd_per_t FROM detours"), 35 - 26.7, 1e-9);
  EXPECT_NEAR(figure("break_even_duty FROM detours"), (26.7 - 35) / 200, 1e-9);
  EXPECT_EQ(figure("pays FROM detours"), 1);
  EXPECT_EQ(figure("count(*) FROM detours WHERE via_node_id = 'town' AND direct = 'open'"), 1);
  EXPECT_NEAR(figure("direct_transport_usd_per_t + direct_duty_usd_per_t FROM detours"),
              cost_by_paths(path, "farm", "city", "grain"), 1e-9);
  EXPECT_NEAR(figure("first_transport_usd_per_t + first_duty_usd_per_t FROM detours"),
              cost_by_paths(path, "farm", "town", "grain"), 1e-9);
  EXPECT_NEAR(figure("second_transport_usd_per_t + second_duty_usd_per_t FROM detours"),
              cost_by_paths(path, "town", "city", "grain"), 1e-9);
}

TEST_F(detour, of_banned_goods_is_held_against_what_freight_pays_at_most) {
  compare(write_case(folder, detour_case()).string() + " --from AAA --to BBB --commodity cars");
  EXPECT_EQ(figure("count(*) FROM detours WHERE direct = 'banned' AND pays = 1 AND "
                   "direct_transport_usd_per_t IS NULL AND break_even_duty IS NULL"),
            1);
  EXPECT_NEAR(figure("saved_usd_per_t FROM detours"), 300 - 20.7, 1e-9);
}

TEST_F(detour, of_goods_that_are_banned_there_too_has_no_way) {
  auto files = detour_case();
  files["bans.csv"] += "nor_from_there,CCC,BBB,cars,survey\n";
  edit(files, "demand.csv", "town,city,cars,5,survey\n",
       "town,farm,cars,5,survey\n"
       "town,city,cars,5,survey\n");
  compare(write_case(folder, files).string() + " --from AAA --to BBB --commodity cars");
  EXPECT_EQ(figure("count(*) FROM detours WHERE detour_usd_per_t IS NULL AND pays = 0 AND "
                   "via_node_id = ''"),
            1);
}

// Where neither duties nor bans tell them apart, a way with a stop costs no less than one without.
TEST_F(detour, without_duties_never_pays) {
  auto files = detour_case();
  files["duties.csv"] = files["duties.csv"].substr(0, files["duties.csv"].find('\n') + 1);
  compare(write_case(folder, files).string() + " --from AAA --to BBB --commodity grain");
  EXPECT_EQ(figure("sum(pays) FROM detours"), 0);
  const auto khorgos = data_dir() / "cases/khorgos";
  if (!std::filesystem::exists(khorgos)) GTEST_SKIP() << "skipped: no data at " << khorgos;
  compare(khorgos.string() + " --from CHN --to RUS");
  EXPECT_GT(figure("count(*) FROM detours WHERE direct = 'open'"), 10);
  EXPECT_GT(figure("min(first_transport_usd_per_t + second_transport_usd_per_t - "
                   "direct_transport_usd_per_t) FROM detours WHERE direct = 'open'"),
            0);
}

// From August 2023 on a fee of 900 USD a tonne on cars from China to Russia, none from Kazakhstan:
// the way by Kazakhstan, which costs some 1 % of a car's value more, then pays.
TEST_F(detour, of_khorgos_pays_once_there_is_a_recycling_fee) {
  const auto khorgos = data_dir() / "cases/khorgos";
  AMUR_NEEDS_DATA(khorgos);
  const auto copy = folder.path() / "khorgos";
  std::filesystem::copy(khorgos, copy, std::filesystem::copy_options::recursive);
  (void)folder.write("khorgos/scenarios/autumn.toml",
                     "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date = "
                     "2023-09-01 }\n");
  const std::string asked = copy.string() + " --from CHN --to RUS --via KAZ --commodity vehicles";
  compare(asked);
  EXPECT_EQ(figure("max(pays) FROM detours"), 0);
  const double dearer = figure("-saved_usd_per_t FROM detours");
  EXPECT_NEAR(figure("break_even_duty * 9000 FROM detours"), dearer, 1e-6);
  compare(asked + " -s autumn");
  EXPECT_EQ(figure("min(pays) FROM detours"), 1);
  EXPECT_NEAR(figure("saved_usd_per_t FROM detours"), 900 - dearer, 1);
}

TEST_F(detour, wrong_questions_are_refused) {
  const auto path = write_case(folder, detour_case()).string();
  for (const auto& [what, message] :
       {std::pair<const char*, const char*>{"--from AAA --to AAA", "where the goods start"},
        {"--from AAB --to BBB", "did you mean"},
        {"--from AAA --to BBB --via BBB", "an end of the way"},
        {"--from AAA --to BBB --via DDD", "no place in this country trades anything"},
        {"--from AAA --to BBB --commodity coal", "no such commodity"},
        {"--from BBB --to AAA", "no such goods that BBB sends"},
        {"--from AAA --to BBB --papers -1", "--papers"},
        {"--from AAA", "--to"}}) {
    const auto run = run_program("detour " + path + " " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_NE(run.err.find(message), std::string::npos) << what << ": " << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

}  // namespace
}  // namespace amur::test

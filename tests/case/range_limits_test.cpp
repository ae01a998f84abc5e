// What a case may hold: numbers within limits, whole ones where parts make no sense, and files of
// its own folder only.

#include <gtest/gtest.h>

#include "amur/case/case_reader.h"
#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::cases {
namespace {

namespace fs = std::filesystem;
using test::edit;
using test::tiny_case;

std::string findings_of(const fs::path& folder, std::vector<std::string> scenarios = {}) {
  diagnostics report;
  const auto data = read_case(folder, scenarios, report);
  EXPECT_EQ(!data, report.has_errors());
  std::string text;
  for (const auto& finding : report.findings) text += to_string(finding) + "\n";
  return text;
}

TEST(range_limits, are_said_for_numbers_that_no_quantity_reaches) {
  for (const auto& [file, from, to] : {std::tuple{"demand.csv", "grain,1000", "grain,1e308"},
                                       {"demand.csv", "grain,1000", "grain,1.1e15"},
                                       {"links.csv", "road,100,2", "road,1e200,2"},
                                       {"links.csv", "road,100,2", "road,100,1e16"},
                                       {"crossings.csv", "each_way,100", "each_way,1e300"},
                                       {"commodities.csv", "bulk,200", "bulk,1e99"},
                                       {"vehicles.csv", "road,20,1", "road,20,1e299"}}) {
    auto files = tiny_case();
    edit(files, file, from, to);
    const test::temporary_folder folder;
    const auto text = findings_of(test::write_case(folder, files));
    EXPECT_NE(text.find("the number is out of range; allowed: a number"), std::string::npos)
        << to << "\n"
        << text;
    EXPECT_NE(text.find("1e15"), std::string::npos) << text;
  }
  auto files = tiny_case();
  edit(files, "demand.csv", "grain,1000", "grain,1e15");
  const test::temporary_folder folder;
  EXPECT_EQ(findings_of(test::write_case(folder, files)), "");
}

TEST(range_limits, hold_for_what_a_scenario_scales) {
  auto files = tiny_case();
  files["scenarios/huge.toml"] =
      "[[edit]]\ntable = \"demand\"\naction = \"scale\"\nwhere = { commodity_id = \"grain\" }\n"
      "values = { quantity = 1e300 }\n";
  const test::temporary_folder folder;
  const auto text = findings_of(test::write_case(folder, files), {"huge"});
  EXPECT_NE(text.find("out of range"), std::string::npos) << text;
}

TEST(range_limits, of_networks_leave_every_gap_a_number) {
  const test::temporary_folder folder;
  const auto assign = [&](const std::string& link, const std::string& trips) {
    (void)folder.write("net/x_net.tntp",
                       "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n"
                       "<NUMBER OF LINKS> 2\n<END OF METADATA>\n" +
                           link + "\n1 2 20 1 1 0.15 4 0 0 1 ;\n");
    (void)folder.write("net/x_trips.tntp",
                       "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n2 : " + trips + ";\n");
    return test::run_program("assign --json --tntp " + (folder.path() / "net").string());
  };
  for (const auto& [link, trips] : {std::pair{"1 2 10 1 1 0.15 4 0 0 1 ;", "1e308"},
                                    {"1 2 1e308 1 1 0.15 4 0 0 1 ;", "5"},
                                    {"1 2 10 1 1e308 0.15 4 0 0 1 ;", "5"},
                                    {"1 2 10 1 1 1e308 4 0 0 1 ;", "5"}}) {
    const auto run = assign(link, trips);
    EXPECT_EQ(run.exit_code, 2) << link << run.out;
    EXPECT_NE(run.err.find("1e15"), std::string::npos) << run.err;
  }
  for (const auto& [link, trips] : {std::pair{"1 2 1e-12 1 1e15 1e15 900 0 0 1 ;", "1e15"},
                                    {"1 2 10 1 1 0.15 4 0 0 1 ;", "1e15"},
                                    {"1 2 1e-300 1 1 0.15 4 0 0 1 ;", "1e10"}}) {
    const auto run = assign(link, trips);
    EXPECT_TRUE(run.exit_code == 0 || !run.err.empty()) << link;
    for (const char* none : {"nan", "null", "inf"})
      EXPECT_TRUE(run.exit_code != 0 || run.out.find(none) == std::string::npos) << link << run.out;
    EXPECT_EQ(run.err.find("nan"), std::string::npos) << link << run.err;
  }
}

TEST(whole_numbers, have_no_parts_in_tables_and_settings) {
  for (const auto& [key, value] : {std::pair{"equilibrium.max_iterations", "2.5"},
                                   {"equilibrium.max_changes", "1.5"},
                                   {"trade.samples", "1.5"},
                                   {"trade.max_rounds", "2.5"},
                                   {"trade.seed", "1.5"},
                                   {"finance.samples", "1.5"},
                                   {"finance.years", "3.5"},
                                   {"finance.seed", "0.5"},
                                   {"simulation.replications", "2.5"},
                                   {"simulation.seed", "1.5"},
                                   {"base_year", "2023.5"}}) {
    auto files = tiny_case();
    files["scenarios/part.toml"] = "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { " +
                                   std::string(key) + " = " + value + " }\n";
    const test::temporary_folder folder;
    const auto text = findings_of(test::write_case(folder, files), {"part"});
    EXPECT_NE(text.find("not whole"), std::string::npos) << key << "\n" << text;
    EXPECT_NE(text.find(key), std::string::npos) << text;
    EXPECT_NE(text.find("allowed: a"), std::string::npos) << text;
  }
}

TEST(case_folder, is_all_that_a_case_reads) {
  const auto refused = [](auto&& change, std::vector<std::string> scenarios = {}) {
    const test::temporary_folder folder;
    const auto path = test::write_case(folder, tiny_case());
    (void)folder.write("secret.csv", "secret\nword\n");
    (void)folder.write("secret.toml", "title = \"secret\"\n");
    change(path);
    const auto text = findings_of(path, std::move(scenarios));
    EXPECT_NE(text.find("lies outside its folder"), std::string::npos) << text;
    EXPECT_NE(text.find("allowed: files within the folder"), std::string::npos) << text;
    EXPECT_EQ(text.find("word"), std::string::npos) << text;
  };
  const auto linked = [](const char* name, const char* target) {
    return [=](const fs::path& path) {
      fs::remove(path / name);
      fs::create_symlink(target, path / name);
    };
  };
  refused(linked("links.csv", "../secret.csv"));
  refused(linked("demand.csv", "/etc/hostname"));
  refused(linked("case.toml", "../secret.toml"));
  refused(linked("claims.toml", "../secret.toml"));
  refused(linked("scenarios/half_fee.toml", "../../secret.toml"), {"winter"});
  for (const bool by_name : {true, false})
    refused(
        [by_name](const fs::path& path) {
          const auto file = path.parent_path() / "secret.toml";
          std::ofstream(path / "scenarios/asks.toml")
              << "extends = [\"" << (by_name ? "../../secret" : file.string()) << "\"]\n";
        },
        {"asks"});
}

TEST(case_folder, may_be_a_link_and_hold_links_within) {
  const test::temporary_folder folder;
  const auto path = test::write_case(folder, tiny_case());
  fs::rename(path / "links.csv", path / "roads.csv");
  fs::create_symlink("roads.csv", path / "links.csv");
  fs::create_symlink("case", folder.path() / "linked");
  EXPECT_EQ(findings_of(folder.path() / "linked", {"winter"}), "");
  EXPECT_EQ(findings_of(folder.path() / "linked/../case/."), "");
  // What the user names is the user's choice, wherever it lies.
  const auto own =
      folder.write("mine/own.toml", "extends = [\"" + (folder.path() / "mine/base.toml").string() +
                                        "\", \"winter\"]\n");
  (void)folder.write("mine/base.toml", "title = \"Base\"\n");
  EXPECT_EQ(findings_of(path, {own.string()}), "");
}

}  // namespace
}  // namespace amur::cases

// amur check on folders with slips that no single table shows, and the order of what is printed.

#include <gtest/gtest.h>

#include <cstdlib>

#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

TEST(check_command, names_tables_that_no_case_has_and_what_was_meant) {
  auto files = tiny_case();
  files["duty.csv"] = files["Bans.csv"] = files["hobbies.csv"] = "a\n1\n";
  const temporary_folder folder;
  const auto run = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* words : {"duty.csv: no table has this name", "did you mean 'duties.csv'?",
                            "Bans.csv: no table has this name", "did you mean 'bans.csv'?",
                            "hobbies.csv: no table has this name: the file is not read\n"})
    EXPECT_NE(run.err.find(words), std::string::npos) << words << "\n" << run.err;
  EXPECT_EQ(run.err.find("nodes.csv: no table"), std::string::npos) << run.err;
}

TEST(check_command, says_slips_of_networks) {
  auto files = tiny_case();
  files.at("links.csv") += "rail_link,farm,bank_a,rail,100,2,,,,,,survey\n";
  const temporary_folder folder;
  const auto run = run_program("check " + write_case(folder, files).string());
  EXPECT_NE(run.err.find("'mode', value 'rail': no vehicle has this mode"), std::string::npos)
      << run.err;
}

TEST(screen, what_was_printed_first_stands_first_where_both_streams_are_one_file) {
  const temporary_folder folder;
  const auto at_case = write_case(folder, tiny_case()).string();
  const auto both = folder.path() / "both", result = folder.path() / "result.gpkg";
  const auto command = std::string(AMUR_PROGRAM) + " run " + at_case + " -o " + result.string() +
                       " >" + both.string() + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  const auto text = slurp(both);
  const auto place = text.find("\nResult: ");
  ASSERT_NE(place, std::string::npos) << text;
  EXPECT_LT(text.find("Freight over"), place) << text;
  EXPECT_LT(text.find("Observed against computed"), place) << text;
}

TEST(screen, of_many_crossings_the_largest_come_first) {
  auto files = tiny_case();
  for (int i = 1; i <= 27; ++i) {
    const auto id = "span_" + std::to_string(i);
    files.at("links.csv") += id + ",bank_a,bank_b,road,20,0.5,,,,,,survey\n";
    files.at("crossings.csv") += id + ",Span " + std::to_string(i) + "," + id + ",,,,0," +
                                 std::to_string(3 - 0.1 * i) + ",2,24,,survey\n";
  }
  const temporary_folder folder;
  const auto run = run_program("run " + write_case(folder, files).string() + " -o " +
                               (folder.path() / "result.gpkg").string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto table = run.out.substr(0, run.out.find("* vehicles"));
  const auto last = table.find("Span 27 "), before = table.find("Span 26 ");
  ASSERT_NE(before, std::string::npos) << table;
  EXPECT_LT(last, before) << table;
  EXPECT_EQ(table.find("Span 1 "), std::string::npos) << table;
  EXPECT_NE(table.find(" other crossings with "), std::string::npos) << table;
}

}  // namespace
}  // namespace amur::test

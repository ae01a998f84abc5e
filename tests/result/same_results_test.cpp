// tools/same_results.sh: whether two results say the same.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/result/geopackage_writer.h"
#include "amur/result/schema/about.h"
#include "amur/result/schema/sums.h"
#include "amur/result/table_rows.h"
#include "support/program.h"

namespace amur::result {
namespace {

std::filesystem::path written(const test::temporary_folder& folder, const std::string& name,
                              double value, const std::string& seconds, bool has_sources = false) {
  table_rows<totals_row> totals;
  totals.add({.name = "freight", .value = value, .unit = "t/day"});
  totals.add({.name = "nothing", .value = std::nan(""), .unit = "t/day"});
  table_rows<run_log_row> log;
  log.add({.name = "seconds", .value = seconds});
  result_tables tables{{totals.finish(), log.finish()}};
  if (has_sources) tables.tables.push_back(table_rows<sources_row>().finish());
  diagnostics report;
  EXPECT_TRUE(write_result(folder.path() / name, tables, {}, report));
  return folder.path() / name;
}

std::pair<int, std::string> compared(const std::filesystem::path& a,
                                     const std::filesystem::path& b) {
  const test::temporary_folder folder;
  const auto out = folder.path() / "out";
  const int status = std::system((AMUR_PROJECT_DIR "/tools/same_results.sh " + a.string() + " " +
                                  b.string() + " >" + out.string() + " 2>&1")
                                     .c_str());
  return {WEXITSTATUS(status), test::slurp(out)};
}

TEST(same_results, tells_the_last_bit_and_leaves_the_log_out) {
  const test::temporary_folder folder;
  const auto a = written(folder, "a.gpkg", 0.1, "1.5"), b = written(folder, "b.gpkg", 0.1, "2");
  EXPECT_EQ(compared(a, b), (std::pair<int, std::string>{0, "1 tables are the same\n"}));
  const auto [code, says] = compared(a, written(folder, "c.gpkg", std::nextafter(0.1, 1.0), "1.5"));
  EXPECT_EQ(code, 1);
  EXPECT_TRUE(says.starts_with("totals: 1 rows")) << says;
  EXPECT_NE(says.find("0.100000000000000019"), std::string::npos) << says;
}

TEST(same_results, tells_what_only_one_has_and_what_is_no_result) {
  const test::temporary_folder folder;
  const auto a = written(folder, "a.gpkg", 1, ""), b = written(folder, "b.gpkg", 1, "", true);
  EXPECT_EQ(compared(a, b),
            (std::pair<int, std::string>{1, "sources: only in " + b.string() + "\n"}));
  EXPECT_EQ(compared(b, a).first, 1);
  EXPECT_EQ(compared(a, folder.write("none.gpkg", "text")).first, 2);
}

}  // namespace
}  // namespace amur::result

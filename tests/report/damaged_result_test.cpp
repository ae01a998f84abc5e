// Results that are damaged at random: each is read or refused with a word on why, in time, and no
// process breaks over it. More of them: AMUR_DAMAGED_RESULTS=20000.

#include <gtest/gtest.h>

#include <cstdlib>

#include "amur/report/report.h"
#include "amur/result/result_reader.h"
#include "support/damaged_result.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

std::size_t damaged_results(std::size_t usual) {
  const char* given = std::getenv("AMUR_DAMAGED_RESULTS");
  return given ? std::strtoul(given, nullptr, 10) : usual;
}

// Whether it is read or refused as it should be.
testing::AssertionResult is_survived(const std::filesystem::path& file) {
  diagnostics report, claims;
  const auto html = report::html_of({file, {}, {}}, report);
  if (html.has_value() == report.has_errors())
    return testing::AssertionFailure() << "a report and an error, or neither";
  if (html && html->find("<b>") != std::string::npos)
    return testing::AssertionFailure() << "an element of the result's text";
  const auto result = result::open_result(file, claims);
  const auto table =
      result ? result::read_result_table(*result, "claims", {}, claims) : std::nullopt;
  if (table.has_value() == claims.has_errors())
    return testing::AssertionFailure() << "a table and an error, or neither";
  for (const auto& findings : {report, claims})
    for (const auto& finding : findings.findings)
      if (finding.message.find("ended unexpectedly") != std::string::npos)
        return testing::AssertionFailure() << to_string(finding);
  return testing::AssertionSuccess();
}

TEST(damaged_result, is_read_or_refused) {
  const temporary_folder folder;
  const auto staged = write_case(folder, staged_case()).string();
  const auto seed = [&](const std::string& arguments) {
    const auto result = (folder.path() / "seed.gpkg").string();
    const auto run = run_program(arguments + " -o " + result);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return slurp(result);
  };
  const std::string seeds[] = {
      seed("run " + staged), seed("simulate " + staged + " -c bridge"),
      seed("toll " + staged + " --crossing bridge --rival boat --steps 4"),
      seed("run " + write_case(folder, places_case()).string() + " --from 2023-10 --to 2023-12")};
  std::mt19937_64 random(20231015);
  for (std::size_t i = 0; i < damaged_results(150); ++i) {
    auto bytes = seeds[i % std::size(seeds)];
    damage_result(bytes, random);
    const auto file = folder.write("damaged.gpkg", bytes);
    const auto survived = is_survived(file);
    const auto kept = std::filesystem::temp_directory_path() / "amur-damaged.gpkg";
    if (!survived) std::filesystem::rename(file, kept);
    ASSERT_TRUE(survived) << "input " << i << " is kept as " << kept;
  }
}

}  // namespace
}  // namespace amur::test

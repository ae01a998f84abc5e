// Whoever cancels a study gets no result, and an answer that says so.

#include <gtest/gtest.h>

#include <atomic>
#include <map>

#include "amur/study/registry.h"
#include "support/detour_case.h"
#include "support/finance_case.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

using fields = std::map<std::string, text::request_value>;

case_files case_for(const std::string& study) {
  if (study == "detour") return detour_case();
  if (study == "finance") return finance_case();
  auto files = staged_case();
  files["investments.csv"] =
      "investment_id,cells,cost_usd,source\nfast,crossings.bridge.wait_h=1,5,survey\n"
      "wide,crossings.boat.capacity_t_per_day=9000,3,survey\n";
  files["observations.toml"] += observed_by_boat;
  return files;
}

// What each study needs besides a case. A new one stands here, or the test fails.
const std::map<std::string, fields>& asked_of() {
  using words = std::string;
  static const std::map<std::string, fields> all = {
      {"run", {}},
      {"months", {{"from", words("2023-09")}, {"to", words("2023-12")}}},
      {"toll", {{"crossing", words("bridge")}}},
      {"finance", {}},
      {"simulate", {{"crossing", words("bridge")}}},
      {"paths", {{"from", words("farm")}, {"to", words("city_b")}}},
      {"skim", {}},
      {"select", {{"crossing", words("bridge")}}},
      {"corridor", {{"from", words("farm")}, {"to", words("city_b")}}},
      {"critical", {}},
      {"access", {}},
      {"carbon", {}},
      {"appraise", {{"with", words("half_fee")}}},
      {"detour", {{"from", words("AAA")}, {"to", words("BBB")}}},
      {"ensemble", {{"draws", std::uint64_t{8}}}},
      {"calibrate",
       {{"cells", words("crossings.boat.wait_h")}, {"observations", words("by_boat")}}},
      {"sweep", {{"over", words("crossings.bridge.wait_h=1,2,3")}}},
      {"invest", {}},
  };
  return all;
}

// Says after so many questions that nobody wants the answer.
struct listener {
  std::atomic<int> patience;
  bool is_out() { return patience-- <= 0; }
};

study::run_status status_of(const study::declared_study& study, int patience, bool& has_file) {
  const temporary_folder folder;
  listener user{patience};
  study::study_task task;
  task.folder = write_case(folder, case_for(study.name));
  task.output = folder.path() / "r.gpkg";
  task.threads = 2;
  task.is_cancelled = [&user] { return user.is_out(); };
  task.progress = [&user](const assign::iteration&) { return !user.is_out(); };
  task.part = [&user](std::size_t, std::size_t) { return !user.is_out(); };
  study::study_request request;
  for (const auto& [field, value] : asked_of().at(study.name)) request.set(field, value);
  diagnostics report;
  const auto outcome = study.run(task, request, report);
  EXPECT_FALSE(report.has_errors()) << study.name << ": " << report.findings.front().message;
  has_file = std::filesystem::exists(task.output);
  return outcome.status;
}

TEST(cancelled_studies, have_no_result_and_say_so) {
  for (const auto& study : study::studies()) {
    ASSERT_TRUE(asked_of().contains(study.name)) << study.name;
    for (const int patience : {0, 1, 3, 1000000}) {
      SCOPED_TRACE(study.name + " after " + std::to_string(patience));
      bool has_file = false;
      const auto status = status_of(study, patience, has_file);
      EXPECT_EQ(has_file, status != study::run_status::cancelled);
      if (patience == 0) {
        EXPECT_EQ(status, study::run_status::cancelled);
      }
      if (patience == 1000000) {
        EXPECT_EQ(status, study::run_status::solved);
      }
    }
  }
}

}  // namespace
}  // namespace amur::test

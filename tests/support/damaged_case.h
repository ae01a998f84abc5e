#pragma once
// Cases of which one file is not what its author meant, read and solved as far as they can be.

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "amur/base/no_answer.h"
#include "amur/case/case_reader.h"
#include "amur/case/scenario.h"
#include "amur/model/finance.h"
#include "amur/model/run.h"
#include "amur/result/tables.h"
#include "amur/study/check.h"
#include "support/finance_case.h"
#include "support/places_case.h"
#include "support/random_damage.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {

/// Folders of small cases that together have every table, and their files.
class damaged_cases {
 public:
  struct file {
    std::size_t which_case = 0;
    std::string name, text;
  };

  damaged_cases() {
    const std::vector<case_files> cases = {staged_case(), trade_case(), finance_case(),
                                           toll_bridge_case(), places_case()};
    for (std::size_t c = 0; c < cases.size(); ++c)
      for (const auto& [name, text] : cases[c]) {
        (void)folder_.write(std::to_string(c) + "/" + name, text);
        files_.push_back({c, name, text});
      }
  }
  [[nodiscard]] const std::vector<file>& files() const { return files_; }

  /// Reads the case with `text` in the place of one of its files, and solves it where it can be
  /// read. Throws std::logic_error where a case is refused without a reason, or read in spite of
  /// one; everything else that goes wrong is for sanitizers and signals to say.
  bool attempt(std::size_t number, const std::string& text) const {
    const auto& which = files_.at(number);
    const auto root = folder_.path() / std::to_string(which.which_case);
    (void)folder_.write(std::to_string(which.which_case) + "/" + which.name, text);
    std::vector<std::string> scenarios;
    if (which.name.starts_with("scenarios/"))
      scenarios.push_back(std::filesystem::path(which.name).stem().string());
    diagnostics report;
    auto data = cases::read_case(root, scenarios, report);
    (void)folder_.write(std::to_string(which.which_case) + "/" + which.name, which.text);
    if (data.has_value() == report.has_errors())
      throw std::logic_error(data ? "read in spite of an error" : "refused without a reason");
    for (const auto& finding : report.findings)
      if (finding.message.empty()) throw std::logic_error("a finding without words");
    if (data) solve(*data);
    return data.has_value();
  }

 private:
  static void solve(cases::case_data& data) {
    diagnostics report;
    study::check_tables(data, report);
    study::check_trade(data, report);
    study::check_finance(data, report);
    study::check_places(data, report);
    std::vector<model::project_answer> projects;
    for (std::size_t i = 0; i < data.projects.size(); ++i)
      projects.push_back(model::finance_project(data, project_id(i),
                                                data.projects[project_id(i)].income_usd_per_year));
    if (!data.economies.empty() && data.settings.finance.samples <= 1000)
      (void)model::debt_of_state(data, 0, projects, 1);
    if (data.nodes.empty()) return;
    study::check_routes(data, report);
    data.settings.max_iterations = std::min(data.settings.max_iterations, 20);
    model::run_options options;
    options.threads = 1;
    try {
      (void)result::make_tables(data, model::solve_case(data, {}, options), options);
    } catch (const no_answer&) {
    }
  }

  temporary_folder folder_;
  std::vector<file> files_;
};

/// Damages a text, or puts into one of its cells what a careless or hostile hand might.
inline void spoil(std::string& text, std::mt19937_64& random) {
  static const std::vector<std::string> cells = {"",
                                                 "0",
                                                 "-1",
                                                 "1e308",
                                                 "-1e308",
                                                 "1e-308",
                                                 "nan",
                                                 "inf",
                                                 "-0",
                                                 "1,5",
                                                 "0x10",
                                                 "1e9999",
                                                 "99999999999999999999",
                                                 "\"",
                                                 "\"\"",
                                                 ";",
                                                 ";;;",
                                                 "farm",
                                                 "road",
                                                 "2023-02-30",
                                                 "02-29",
                                                 "0001-01-01",
                                                 "9999-12-31",
                                                 "true",
                                                 "LINESTRING (0 0)",
                                                 "LINESTRING (1e400 0, 0 1)",
                                                 "exponential(0)",
                                                 "lognormal(1e308;1e308)",
                                                 "0.3:0.7",
                                                 "{ a = 1 }",
                                                 "[1, 2]",
                                                 "'''",
                                                 "\xff\xfe",
                                                 "\xe2\x80\xae",
                                                 std::string(300, 'a'),
                                                 std::string(1, '\0')};
  if (random() % 2 == 0 || text.empty()) {
    damage(text, random);
    return;
  }
  constexpr const char* ends = ",\n\"= {}[];";
  const std::size_t from = random() % text.size();
  const auto start = text.find_first_of(ends, from);
  if (start == std::string::npos) return damage(text, random);
  const auto end = text.find_first_of(ends, start + 1);
  text.replace(start + 1, (end == std::string::npos ? text.size() : end) - start - 1,
               cells[random() % cells.size()]);
}

}  // namespace amur::test

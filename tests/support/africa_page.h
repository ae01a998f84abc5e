#pragma once
// The commands of docs/africa.md, run once on the data beside the project.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "amur/text/column_file.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {

// Columns of a file, as numbers and as words.
inline text::column_file columns(const std::filesystem::path& file,
                                 const std::vector<std::string>& numbers,
                                 const std::vector<std::string>& words) {
  std::vector<text::wanted_number> wanted;
  for (const auto& name : numbers) wanted.push_back({name, text::any_number});
  diagnostics report;
  auto found = text::read_columns(file, wanted, words, text::missing_rule::left_out, report);
  EXPECT_TRUE(found) << (report.findings.empty() ? "" : to_string(report.findings.front()));
  return found.value_or(text::column_file{});
}

inline std::string word(const text::column_file& file, std::size_t column, std::size_t row) {
  return file.labels[column].label[file.labels[column].level[row]];
}

inline std::string pair_of(const std::string& a, const std::string& b) {
  return a < b ? a + "-" + b : b + "-" + a;
}

inline double seconds_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

// Runs the page's commands.
struct page_run {
  temporary_folder folder;
  std::string page = slurp(AMUR_PROJECT_DIR "/docs/africa.md");
  std::set<std::string> printed;
  std::vector<std::string> unprinted;
  double seconds_of_run = 0;

  explicit page_run(const std::filesystem::path& data) {
    std::istringstream lines(page);
    bool block = false;
    for (std::string line; std::getline(lines, line);) {
      const std::string program = "build/release/amur ", shared = "../shared";
      if (line.starts_with("```")) {
        block = !block;
      } else if (block && line.starts_with(program)) {
        auto arguments = line.substr(program.size());
        const auto folder_of_data = data.string();  // which may have `shared` in its name too
        for (auto at = arguments.find(shared); at != std::string::npos;
             at = arguments.find(shared, at + folder_of_data.size()))
          arguments.replace(at, shared.size(), folder_of_data);
        const double before = seconds_of_children();
        const auto run = run_program(arguments, "cd " + folder.path().string() + " &&");
        if (arguments.starts_with("run ")) seconds_of_run = seconds_of_children() - before;
        EXPECT_EQ(run.exit_code, 0) << line << "\n" << run.err;
        std::istringstream output(run.out);
        for (std::string each; std::getline(output, each);) printed.insert(each);
      } else if (block && !printed.contains(line)) {
        unprinted.push_back(line);
      }
    }
  }
  [[nodiscard]] std::filesystem::path at(const std::string& name) const {
    return folder.path() / name;
  }
};

inline std::filesystem::path source(const std::string& file) {
  return data_dir() / "africa" / file;
}

}  // namespace amur::test

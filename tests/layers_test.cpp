// A lower layer never includes a higher one; headers guard themselves; files stay readable.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "support/temporary_folder.h"

namespace amur::test {
namespace {

// What each layer may include, beside itself (docs/design.md).
const std::map<std::string, std::set<std::string>>& layers() {
  static const auto with = [](std::set<std::string> below, const std::set<std::string>& more) {
    below.insert(more.begin(), more.end());
    return below;
  };
  static const std::set<std::string> cases = {"base",     "text",    "network",
                                              "crossing", "finance", "case"};
  static const auto models = with(cases, {"route", "assign", "trade", "place", "model"});
  static const auto results = with(models, {"query", "result"});
  static const auto studies = with(results, {"verify", "ensemble", "calibrate", "invest", "study"});
  static const std::map<std::string, std::set<std::string>> allowed = {
      {"base", {}},
      {"text", {"base"}},
      {"network", {"base"}},
      {"route", {"base", "network"}},
      {"assign", {"base", "network", "route"}},
      {"crossing", {"base"}},
      {"trade", {"base"}},
      {"finance", {"base"}},
      {"place", {"base"}},
      {"invest", {"base"}},
      {"world", {"base", "text", "trade", "invest"}},
      {"exchange", {"base", "text", "network", "route", "assign"}},
      {"case", cases},
      {"osm", with(cases, {"osm"})},
      {"gmns", with(cases, {"gmns"})},
      {"ensemble", with(cases, {"ensemble"})},
      {"customs", with(cases, {"customs"})},
      {"compose", with(cases, {"osm", "customs", "compose"})},
      {"omx", with(cases, {"omx"})},
      {"gis", with(cases, {"osm", "gmns", "gis"})},
      {"model", models},
      {"calibrate", with(models, {"ensemble", "calibrate"})},
      {"query", {"base"}},
      {"result", results},
      {"verify", with(results, {"verify"})},
      {"study", studies},
      {"report", studies},
      {"http", {"base"}},
      {"serve", with(studies, {"http", "world"})},
      {"mpi", {"base"}},
      {"cli", {"base", "text", "network", "route", "assign", "trade", "exchange", "world"}},
      {"app", with(studies, {"exchange", "world", "cli", "report", "serve", "osm", "gmns", "gis",
                             "omx", "customs", "compose", "mpi"})},
  };
  return allowed;
}

// The layer that a line includes from, or empty.
std::string included_layer(const std::string& line) {
  const auto hash = line.find_first_not_of(" \t");
  if (hash == std::string::npos || line[hash] != '#') return {};
  const std::string folder = "amur/";
  const auto start = line.find(folder);
  if (line.find("include") == std::string::npos || start == std::string::npos) return {};
  const auto name = start + folder.size();
  return line.substr(name, line.find('/', name) - name);
}

// "file:line: ..." for each include that goes upwards.
std::vector<std::string> violations(const std::string& layer, const std::string& file,
                                    const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find("include \".") != std::string::npos)
      found.push_back(file + ":" + std::to_string(number) + ": a relative include hides its layer");
    const auto other = included_layer(line);
    if (!other.empty() && other != layer && !layers().at(layer).contains(other))
      found.push_back(file + ":" + std::to_string(number) + ": layer '" + layer +
                      "' must not include '" + other + "'");
  }
  return found;
}

TEST(layers, a_violation_is_found) {
  EXPECT_EQ(violations("route", "x.h", "#pragma once\n#include \"amur/assign/problem.h\"\n"),
            std::vector<std::string>{"x.h:2: layer 'route' must not include 'assign'"});
  EXPECT_EQ(violations("model", "x.h", "  # include \"amur/result/compare.h\"\n").size(), 1U);
  EXPECT_EQ(violations("crossing", "x.h", "#include \"amur/network/delay.h\"\n").size(), 1U);
  EXPECT_EQ(violations("base", "x.h", "#include <amur/app/cli.h>\n").size(), 1U);
  EXPECT_EQ(violations("base", "x.h", "#include \"../model/case.h\"\n").size(), 1U);
  EXPECT_TRUE(violations("study", "x.h", "#include \"amur/case/case.h\"\n").empty());
}

TEST(layers, lower_ones_never_include_higher_ones) {
  const std::filesystem::path root = AMUR_PROJECT_DIR "/src/amur";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    const auto relative = std::filesystem::relative(entry.path(), root);
    const auto layer = relative.begin()->string();
    ASSERT_TRUE(layers().contains(layer)) << relative << " is in no known layer";
    const auto text = slurp(entry.path());
    for (const auto& violation : violations(layer, relative.string(), text))
      ADD_FAILURE() << violation;
    ++files;
  }
  EXPECT_GT(files, 60U);
}

TEST(sources, are_short_and_headers_guard_themselves) {
  const std::filesystem::path project = AMUR_PROJECT_DIR;
  for (const char* folder : {"src/amur", "tests", "bench"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const auto relative = std::filesystem::relative(entry.path(), project);
      const auto text = slurp(entry.path());
      if (extension == ".h") {
        EXPECT_TRUE(text.starts_with("#pragma once")) << relative;
      }
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 400) << relative;
    }
  }
}

}  // namespace
}  // namespace amur::test

// Every command of the README and the manual works, page by page, in the order in which it stands.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "support/data_dir.h"
#include "support/manual_page.h"
#include "support/program.h"
#include "support/raster_file.h"

namespace amur::test {
namespace {

// Pages whose commands tests of their own run, beside what these print.
const std::map<std::string, std::string> has_its_own_test = {
    {"docs/africa.md", "africa_test.cpp"},         {"docs/first-case.md", "first_case_test.cpp"},
    {"docs/gaps.md", "gaps_page_test.cpp"},        {"docs/import.md", "import_page_test.cpp"},
    {"docs/package.md", "tools/check_package.sh"}, {"docs/shell.md", "recipes_test.cpp"},
};

// What is too large to be run as it stands, and what is run in its place.
const std::vector<std::pair<std::string, std::string>> made_smaller = {
    {" -n 1000 --shard 1/8 -o parts/1.part", " -n 8 --shard 1/2 -o parts/1.part"},
    {" -n 200", " -n 8"},
    {" -n 50", " -n 4"},
    {" --budget 400e6 --steps 1 --continuous", " --budget 100e6 --steps 1"},
    {"cases/heihe --method morris", "small --method morris"},
    {"from=2023-01; to=2023-12", "from=2023-11; to=2023-12"},
    {"amur critical cases/heihe --exact", "amur critical cases/heihe --parts crossings --exact"},
    {"mpirun -n 8 ", "mpirun -n 2 "},
    {" --replications 100", " --replications 10"},
};

// What stands before a command, where a page takes for granted that its reader has it.
const std::vector<std::pair<std::string, std::string>> needs = {
    {"result.gpkg", "amur run cases/heihe -o result.gpkg"},
    {"--method morris", "amur new small"},
    {"toll0.gpkg", "amur run cases/heihe -s bridge_toll_zero -o toll0.gpkg"},
    {"parts/*.part", "amur ensemble cases/heihe -n 8 --shard 2/2 -o parts/2.part"},
    {"--tntp chicago", "cp -r ../shared/tntp/SiouxFalls chicago"},
    {"gegravity_sample_2006.csv", "cp ../shared/trade/gegravity_sample_2006.csv ."},
    {"goods.csv -y trade",
     R"(printf '%s\n' exporter,importer,trade,tariff,kg_per_usd,charged DEU,DEU,500,0,0.3,90 )"
     R"(DEU,FRA,40,0,0.3,90 DEU,CHN,90,0.05,0.3,90 FRA,DEU,35,0,0.2,90 FRA,FRA,400,0,0.2,90 )"
     R"(FRA,CHN,60,0.05,0.2,90 CHN,DEU,80,0.04,1.2,10 CHN,FRA,50,0.04,1.2,10 )"
     R"(CHN,CHN,900,0,1.2,10 > goods.csv)"},
    // Blagoveshchensk and Heihe under water.
    {"flood.geojson",
     R"(echo '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": )"
     R"({"name": "Amur"}, "geometry": {"type": "Polygon", "coordinates": [[[127.2, 50.1], )"
     R"([127.9, 50.1], [127.9, 50.5], [127.2, 50.5], [127.2, 50.1]]]}}]}' > flood.geojson)"},
};

std::vector<std::string> pages() {
  std::vector<std::string> found{"README.md"};
  for (const auto& entry : std::filesystem::directory_iterator(AMUR_PROJECT_DIR "/docs")) {
    const auto page = "docs/" + entry.path().filename().string();
    if (page.ends_with(".md") && !has_its_own_test.contains(page) && !commands_of(page).empty())
      found.push_back(page);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A folder as a reader has it: the project's own folders, the program, and data beside it.
class reader {
 public:
  reader() {
    namespace fs = std::filesystem;
    fs::create_directories(here() / "build/release");
    fs::create_directories(here() / "bin");
    fs::create_directories(here() / "cases");
    fs::create_directories(here() / "parts");
    fs::create_symlink(AMUR_PROGRAM, here() / "build/release/amur");
    fs::create_symlink(AMUR_PROGRAM, here() / "bin/amur");
    fs::create_symlink(AMUR_PROJECT_DIR "/docs", here() / "docs");
    fs::copy(AMUR_PROJECT_DIR "/cases/heihe", here() / "cases/heihe", fs::copy_options::recursive);
    fs::copy(AMUR_PROJECT_DIR "/cases/debt", here() / "cases/debt", fs::copy_options::recursive);
    fs::copy(AMUR_PROJECT_DIR "/examples", here() / "examples", fs::copy_options::recursive);
    // Blagoveshchensk and Heihe under a metre of water.
    write_raster(here() / "flood.tif",
                 {2, 2, {1, 1, 1, 1}, "EPSG:4326", {127.2, 0.35, 0, 50.5, 0, -0.2}});
    if (fs::exists(data_dir()))
      fs::create_symlink(fs::absolute(data_dir()), folder_.path() / "shared");
  }

  /// Types a command; a server is stopped after two seconds, as by Ctrl+C.
  void types(const std::string& command) const {
    const bool serves = command.find("amur serve ") != std::string::npos;
    const auto file = folder_.write("typed", command + (serves ? " --port 0" : "") + "\n");
    const std::string way =
        "cd " + here().string() + " && HOME=" + here().string() +
        " LC_ALL=C.UTF-8 PATH=$PWD/bin:$PATH OMPI_ALLOW_RUN_AS_ROOT=1 "
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 " +
        (serves ? "timeout --preserve-status -s INT 2 " : "") + "bash -e " + file.string() +
        " >out 2>err </dev/null";
    EXPECT_EQ(std::system(way.c_str()), 0) << command << "\n" << slurp(here() / "err");
  }

 private:
  [[nodiscard]] std::filesystem::path here() const { return folder_.path() / "project"; }
  temporary_folder folder_;
};

bool is_there(const std::string& tool) {
  return std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) == 0;
}

class manual : public testing::TestWithParam<std::string> {};

TEST_P(manual, each_command_works) {
  auto commands = commands_of(GetParam());
  const auto any_says = [&commands](const std::string& words) {
    return std::any_of(commands.begin(), commands.end(), [&words](const std::string& command) {
      return command.find(words) != std::string::npos;
    });
  };
  if (any_says("cases/world"))
    GTEST_SKIP() << "skipped: cases/world takes minutes; tests/world asks it where it is built";
  if (any_says("../shared") || any_says("gegravity") || any_says("--tntp"))
    AMUR_NEEDS_DATA(data_dir());
  const reader someone;
  for (const auto& [words, before] : needs)
    if (any_says(words)) someone.types(before);
  for (auto& command : commands) {
    if (command.starts_with("mpirun") && !is_there("mpirun")) continue;
    for (const auto& [large, small] : made_smaller)
      if (const auto at = command.find(large); at != std::string::npos)
        command.replace(at, large.size(), small);
    someone.types(command);
  }
}

INSTANTIATE_TEST_SUITE_P(of, manual, testing::ValuesIn(pages()), [](const auto& page) {
  auto name = page.param;
  for (auto& letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  return name;
});

}  // namespace
}  // namespace amur::test

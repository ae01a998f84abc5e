// The provider of algorithms in QGIS itself, without a window.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "amur/study/registry.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

// Debian's `qgis_process` passes options that only the window knows to the program itself.
std::string qgis_process() {
  for (const std::string name : {"qgis_process.bin", "qgis_process"})
    if (std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0) return name;
  return {};
}

// A user of QGIS who has enabled the plugin, with a case to work on.
class qgis_user : public testing::Test {
 protected:
  void SetUp() override {
    if (qgis_process().empty()) GTEST_SKIP() << "no QGIS (packages qgis, python3-qgis)";
    for (const auto& [file, text] : staged_case()) (void)folder.write("staged/" + file, text);
    if (run("plugins enable amur_provider").exit_code != 0)
      GTEST_SKIP() << "QGIS does not load plugins here (package python3-qgis)";
  }
  program_run run(const std::string& arguments) const {
    const auto out = folder.path() / "out", err = folder.path() / "err";
    const int status = std::system(
        ("cd " + folder.path().string() +
         " && env HOME=$PWD XDG_RUNTIME_DIR=$PWD XDG_DATA_HOME=$PWD/data QT_QPA_PLATFORM=offscreen "
         "PYTHONDONTWRITEBYTECODE=1 QGIS_PLUGINPATH=" AMUR_PROJECT_DIR
         "/qgis AMUR_PROGRAM=" AMUR_PROGRAM " " +
         qgis_process() + " " + arguments + " >" + out.string() + " 2>" + err.string() +
         " </dev/null")
            .c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, slurp(out), slurp(err)};
  }
  // What SQL finds in a file, one row a line.
  std::string found(const std::string& file, const std::string& sql) const {
    (void)std::system(("sqlite3 " + (folder.path() / file).string() + " \"" + sql + "\" >" +
                       (folder.path() / "found").string())
                          .c_str());
    return slurp(folder.path() / "found");
  }
  temporary_folder folder;
};

TEST_F(qgis_user, has_each_study_of_the_registry_and_each_command_that_reads_or_writes) {
  const auto list = run("list").out;
  for (const auto& asked : study::studies()) {
    if (asked.run) {
      EXPECT_NE(list.find("\tamur:" + asked.name + "\t"), std::string::npos) << asked.name;
    }
  }
  for (const char* other : {"compare", "import_osm", "import_gis", "export_xlsx", "trade_estimate"})
    EXPECT_NE(list.find(std::string("\tamur:") + other + "\t"), std::string::npos) << other;
  EXPECT_EQ(list.find("amur:serve"), std::string::npos);
  // The fields of a study with their limits.
  const auto help = run("help amur:toll").out;
  for (const auto& field : study::find_study("toll")->fields)
    EXPECT_NE(help.find("\n" + field.name + ": "), std::string::npos) << field.name;
}

TEST_F(qgis_user, runs_and_compares_with_styles_in_the_results) {
  const auto one = run("run amur:run --CASE=staged --OUTPUT=a.gpkg --CROSSINGS=crossings.gpkg");
  ASSERT_EQ(one.exit_code, 0) << one.out << one.err;
  ASSERT_EQ(run("run amur:run --CASE=staged --SCENARIOS=winter --OUTPUT=b.gpkg").exit_code, 0);
  EXPECT_EQ(found("a.gpkg",
                  "SELECT f_table_name, useAsDefault, styleQML LIKE '%categorizedSymbol%'"
                  " FROM layer_styles WHERE f_table_name = 'links'"),
            "links|1|1\n");
  // The result is still one, and says what the program says.
  const auto in = [this](const std::string& file) { return (folder.path() / file).string(); };
  ASSERT_EQ(run_program("run " + in("staged") + " -o " + in("c.gpkg")).exit_code, 0);
  const auto sums = "SELECT round(sum(t), 9), count(*) FROM crossings";
  EXPECT_EQ(found("a.gpkg", sums), found("c.gpkg", sums));
  EXPECT_EQ(run_program("verify " + in("a.gpkg")).exit_code, 0);
  // Each crossing lies on the map with its figures, by use.
  EXPECT_EQ(found("crossings.gpkg", "SELECT round(sum(t), 9), count(*) FROM crossings"),
            found("a.gpkg",
                  "SELECT round(sum(c.t), 9), count(*) FROM links l JOIN crossings c"
                  " USING (crossing_id, direction)"));
  EXPECT_EQ(found("crossings.gpkg", "SELECT styleQML LIKE '%graduatedSymbol%' FROM layer_styles"),
            "1\n");

  const auto both =
      run("run amur:compare --A=a.gpkg --B=b.gpkg --FIGURES=figures.gpkg --LINKS=links.gpkg");
  ASSERT_EQ(both.exit_code, 0) << both.out << both.err;
  const auto said = nlohmann::json::parse(
      run_program("compare " + in("a.gpkg") + " " + in("b.gpkg") + " --json").out);
  std::size_t changed = 0;
  for (const auto& [table, rows] : said.items())
    if (table.size() > 1 && table != "findings")
      for (const auto& row : rows)
        for (const auto& [figure, values] : row.items())
          changed += values.is_object() && values["change"] != 0.0;
  EXPECT_EQ(found("figures.gpkg", "SELECT count(*) FROM figures"), std::to_string(changed) + "\n");
  EXPECT_EQ(found("links.gpkg", "SELECT max(abs(t_b - t_a - change)) < 1e-9 FROM links"), "1\n");
}

TEST_F(qgis_user, lists_paths_imports_and_is_told_what_is_wrong) {
  ASSERT_EQ(run("run amur:paths --CASE=staged --from=farm --to=city_b --OUTPUT=p.gpkg").exit_code,
            0);
  EXPECT_EQ(found("p.gpkg",
                  "SELECT styleQML LIKE '%singleSymbol%' FROM layer_styles"
                  " WHERE f_table_name = 'paths'"),
            "1\n");
  (void)folder.write("net/x_net.tntp",
                     "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n"
                     "<NUMBER OF LINKS> 1\n<END OF METADATA>\n1 2 10 1 1 0.15 4 0 0 1 ;\n");
  (void)folder.write("net/x_trips.tntp",
                     "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 5\n<END OF METADATA>\nOrigin 1\n"
                     " 2 : 5 ;\n");
  const auto made = run("run amur:import_tntp --DIR=net --output=made");
  EXPECT_EQ(made.exit_code, 0) << made.out << made.err;
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "made/links.csv"));
  const auto wrong = run("run amur:toll --CASE=staged --crossing=nowhere --OUTPUT=t.gpkg");
  EXPECT_NE((wrong.out + wrong.err).find("nowhere"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "t.gpkg"));
}

}  // namespace
}  // namespace amur::test

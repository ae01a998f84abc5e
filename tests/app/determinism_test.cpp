// Every command gives the same bytes for any number of threads and in any locale.

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <locale>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "amur/study/case_run.h"
#include "support/detour_case.h"
#include "support/finance_case.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

/// Shell lines in a folder with the cases below; `@` is the program, `#` the number of threads.
struct use {
  std::vector<std::string> lines;
  std::vector<std::string> results;  ///< files written: GeoPackages by content, others by bytes
};

// A new command stands here, or the first test fails.
const std::map<std::string, std::vector<use>>& uses() {
  static const std::map<std::string, std::vector<use>> all = {
      {"run",
       {{{"@ run staged --threads # -o r.gpkg", "@ run staged --threads # -o r.gpkg --json",
          "@ run staged -s simulated --threads # -o c.gpkg"},
         {"r.gpkg", "c.gpkg"}},
        {{"@ run trade -s high_duty --trade --samples 3 --threads # -o t.gpkg"}, {"t.gpkg"}},
        {{"@ run staged --from 2023-09 --to 2023-12 --threads # -o m.gpkg"}, {"m.gpkg"}}}},
      {"new",
       {{{"rm -rf fresh && @ new fresh"},
         {"fresh/case.toml", "fresh/links.csv", "fresh/columns.md"}}}},
      {"check", {{{"@ check staged", "@ check trade --json"}, {}}}},
      {"compare",
       {{{"@ compare base.gpkg winter.gpkg", "@ compare base.gpkg winter.gpkg --json"}, {}}}},
      {"paths",
       {{{"@ paths staged --from farm --to city_b --threads #",
          "@ paths staged --from farm --to city_b --threads # --json",
          "@ paths staged --from farm --to city_b --threads # -o p.gpkg"},
         {"p.gpkg"}}}},
      {"skim",
       {{{"@ skim staged --from farm --to city_b --threads # -o s.csv",
          "@ skim staged --compare winter --threads # --json"},
         {"s.csv"}}}},
      {"corridor",
       {{{"@ corridor staged --from farm --to city_b --threads # -o k.gpkg --svg k.svg",
          "@ corridor staged -s simulated --from farm --to city_b --threads # -o k2.gpkg --json"},
         {"k.gpkg", "k.svg", "k2.gpkg"}}}},
      {"critical",
       {{{"@ critical staged --threads # -n 3 -o x.gpkg",
          "@ critical staged --parts crossings --months 2 --threads # --json -o x2.gpkg"},
         {"x.gpkg", "x2.gpkg"}}}},
      {"access", {{{"@ access staged --threads # -o y.gpkg"}, {"y.gpkg"}}}},
      {"carbon", {{{"@ carbon staged --price 50 --threads # -o o.gpkg"}, {"o.gpkg"}}}},
      {"appraise",
       {{{"@ appraise staged --with half_fee --years 3 --growth 0.02 --carbon-value 50 --costs "
          "2023:1e5 --threads # -o v.gpkg"},
         {"v.gpkg"}}}},
      {"detour", {{{"@ detour around --from AAA --to BBB --threads # -o d.gpkg"}, {"d.gpkg"}}}},
      {"select", {{{"@ select staged -c bridge --threads # -o u.gpkg"}, {"u.gpkg"}}}},
      {"calibrate",
       {{{"@ calibrate staged --cells crossings.boat.wait_h --observations by_boat --threads # "
          "-o f.gpkg"},
         {"f.gpkg"}}}},
      {"ensemble",
       {{{"@ ensemble staged -n 6 --threads # -o n.gpkg",
          "@ ensemble toll --study finance --cells finance_ratios.*.npv_usd -n 3 --threads # -o "
          "n2.gpkg",
          "@ ensemble staged --method morris --trajectories 2 --threads # -o n3.gpkg"},
         {"n.gpkg", "n2.gpkg", "n3.gpkg"}}}},
      {"sweep",
       {{{"@ sweep staged --over crossings.bridge.wait_h=1,2,3 --threads # -o w.gpkg"},
         {"w.gpkg"}}}},
      {"invest",
       {{{"rm -rf choice && cp -r staged choice && printf "
          "'investment_id,cells,cost_usd,opening_year"
          ",source\nfast,crossings.bridge.wait_h=1,5,2023,survey\nwide,crossings.boat."
          "capacity_t_per_day=9000,3,2025,survey\nnear,links.farm_road.free_time_h=1,4,2024,survey"
          "\n' >choice/investments.csv",
          "@ invest choice --threads # -o i.gpkg", "@ invest choice --most 5 --threads # --json"},
         {"i.gpkg"}}}},
      {"merge",
       {{{"rm -f part1 part2 part3; for i in 1 2 3; do @ ensemble staged -n 6 --threads # --shard "
          "$i/3 -o part$i; done",
          "@ merge part1 part2 part3 --threads # -o g.gpkg"},
         {"g.gpkg"}}}},
      {"optimal-network",
       {{{"@ optimal-network " AMUR_PROJECT_DIR
          "/examples/corridor --budget 10 --alpha 0.7 -o roads.csv"},
         {"roads.csv"}}}},
      {"claims", {{{"@ claims base.gpkg", "@ claims base.gpkg --json"}, {}}}},
      {"verify",
       {{{"@ verify base.gpkg --threads #", "@ verify base.gpkg --threads # --json"}, {}}}},
      {"simulate",
       {{{"@ simulate staged -c bridge -r 6 --days 5 --threads # --trace t.csv -o s.gpkg",
          "@ simulate staged -c boat -r 3 --days 5 --threads # --json -o b.gpkg"},
         {"s.gpkg", "b.gpkg", "t.csv"}}}},
      {"finance",
       {{{"@ finance money --threads # -o f.gpkg", "@ finance money --threads # --json -o f.gpkg",
          "@ finance toll --break-even --threads # -o b.gpkg"},
         {"f.gpkg", "b.gpkg"}}}},
      {"toll",
       {{{"@ toll staged -c bridge -r boat --steps 4 --threads # -o t.gpkg",
          "@ toll staged -c bridge --steps 3 --threads # -o t.gpkg --json"},
         {"t.gpkg"}}}},
      {"report",
       {{{"@ report base.gpkg -o r.html", "@ report base.gpkg -o r.html --json || true"},
         {"r.html"}}}},
      {"serve",
       {{{"@ serve staged --port 0 --runs kept --threads # >said 2>said & p=$!; "
          "for i in $(seq 400); do test -e kept/*/result.gpkg && break; sleep 0.05; done; "
          "kill $p; wait $p; cp kept/*/result.gpkg s.gpkg"},
         {"s.gpkg"}}}},
      {"assign",
       {{{"@ assign --tntp net --gap 1e-10 --threads # --flows f.tntp --save-bushes b",
          "@ assign --tntp net --gap 1e-4 --solver frank-wolfe --threads # --json",
          "@ assign --tntp net --gap 1e-10 --solver ranks --threads # --flows k.tntp"},
         {"f.tntp", "b", "k.tntp"}}}},
      {"trade",
       {{{"@ trade estimate flows.csv -y trade -x 'ln(km)' --fe exporter#year,importer#year "
          "--threads # -o e.csv",
          "@ trade equilibrium flows.csv -y trade --coefficients 'ln(km)=-1' --where year=2000 "
          "--set 'km=50 where exporter=A and importer=B' --threads # -o q.csv --json",
          "@ trade gaps flows.csv -y trade -x 'ln(km)' --period year --measures measures.csv "
          "--threads # -o h.csv --paths i.csv"},
         {"e.csv", "q.csv", "h.csv", "i.csv"}}}},
      {"schema", {{{"@ schema result", "@ schema result --markdown", "@ schema commands"}, {}}}},
      {"completion", {{{"@ completion bash", "@ complete run staged -s ''"}, {}}}},
      {"manual", {{{"@ manual made"}, {"made/amur.1", "made/amur-run.1"}}}},
      {"fit", {{{"@ fit records.csv", "@ fit records.csv --json"}, {}}}},
      {"import",
       {{{"@ import tntp net -o made"}, {"made/links.csv", "made/demand.csv", "made/case.toml"}}}},
      {"build",
       {{{"@ build staged --trade traded.csv -o made"},
         {"made/case.toml", "made/demand.csv", "made/crossings.csv", "made/import/log.md"}}}},
      {"export",
       {{{"@ export gmns staged -o gmns && @ import gmns gmns -o back"},
         {"gmns/node.csv", "gmns/link.csv", "back/links.csv"}}}},
  };
  return all;
}

std::string trade_rows() {
  std::string text = "exporter,importer,year,trade,km\n";
  const std::string names = "ABC";
  for (std::size_t year = 0; year < 2; ++year)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) {
        const auto km = 100 + 70 * i * j + 10 * i + 37 * (i == j) + 11 * year * j;
        text += std::string(1, names[i]) + "," + names[j] + "," + std::to_string(2000 + year) +
                "," +
                std::to_string(1e6 * static_cast<double>(1 + i + 3 * j) / static_cast<double>(km)) +
                "," + std::to_string(km) + "\n";
      }
  return text;
}

constexpr const char* network =
    "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 3\n<NUMBER OF LINKS> 5\n"
    "<END OF METADATA>\n~ init term capacity length time b power speed toll type ;\n"
    "1 3 10 1.5 1 0.15 4 0 0 1 ;\n3 2 10 1 1.25 0.15 4 0 0 1 ;\n1 4 10 1 1 0.15 4 0 0 1 ;\n"
    "4 2 10 1 2 0.15 4 0 0 1 ;\n3 4 5 1 0.5 0.15 4 0 0 1 ;\n";
constexpr const char* trips =
    "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 17.5\n<END OF METADATA>\nOrigin 1\n 2 : 17.5 ;\n";

void write(const temporary_folder& folder, const std::string& name, const case_files& files) {
  for (const auto& [file, text] : files) (void)folder.write(name + "/" + file, text);
}

struct workplace {
  temporary_folder folder;
  workplace() {
    auto staged = staged_case();
    staged["observations.toml"] += observed_by_boat;
    staged["scenarios/simulated.toml"] =
        "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { \"crossing.delay\" = "
        "\"simulated\" }\n";
    write(folder, "staged", staged);
    write(folder, "around", detour_case());
    write(folder, "trade", trade_case());
    write(folder, "money", finance_case());
    write(folder, "toll", toll_bridge_case());
    (void)folder.write("net/x_net.tntp", network);
    (void)folder.write("net/x_trips.tntp", trips);
    (void)folder.write("flows.csv", trade_rows());
    (void)folder.write("measures.csv", "exporter,importer,since\nA,B,2001\n");
    (void)folder.write("traded.csv",
                       "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n"
                       "AAA,BBB,grain,2023,2000,10,reported\n"
                       "BBB,AAA,steel,2023,9000,3,estimated\n");
    (void)folder.write("records.csv", "stage_id,time_min\nbooth,3\nbooth,7.5\nbooth,4\nscan,12\n");
    for (const std::string name : {"base", "winter"})
      (void)std::system(("cd " + folder.path().string() + " && " AMUR_PROGRAM " run staged" +
                         (name == "base" ? "" : " -s winter") + " -o " + name +
                         ".gpkg >/dev/null 2>&1")
                            .c_str());
  }
};

// What differs from run to run by its nature: the clock and what it counts, memory, threads.
std::string without_clock(const std::string& text) {
  static const std::regex clock(
      "[0-9]+ threads?\\b|[0-9.,]+ to [0-9.,]+ s\\b|"
      "[0-9.,]+ (s|ms|MB|million events/s|events/s)\\b|[0-9.,]+ (million )?events a second|"
      "\"(seconds|[a-z_]*_seconds|events_per_second|peak_memory_mb|threads)\": ?[0-9.e+-]+|"
      "\"(seconds|threads)[a-z_]*\": ?\"[^\"]*\"");
  return std::regex_replace(text, clock, "~");
}

// All that the lines of a use print and write.
std::string said_by(const workplace& place, const use& which, const std::string& environment,
                    int threads) {
  std::string all;
  const auto root = place.folder.path();
  for (auto line : which.lines) {
    line = std::regex_replace(line, std::regex("@"), AMUR_PROGRAM);
    line = std::regex_replace(line, std::regex(" # | #$"), " " + std::to_string(threads) + " ");
    (void)place.folder.write("line.sh", line);
    const int status =
        std::system(("cd " + root.string() + " && rm -rf kept made gmns back && env " +
                     environment + " sh line.sh >out 2>err </dev/null")
                        .c_str());
    all += line.substr(line.find(' '), 20) + "\n" + without_clock(slurp(root / "out"));
    EXPECT_EQ(status, 0) << line << "\n" << slurp(root / "err");
  }
  for (const auto& result : which.results) {
    EXPECT_TRUE(std::filesystem::exists(root / result)) << result;
    all += "\n" + result + "\n" +
           (result.ends_with(".gpkg") ? dump(root / result) : slurp(root / result));
  }
  return all;
}

std::string first_difference(const std::string& one, const std::string& other) {
  std::size_t at = 0;
  while (at < one.size() && at < other.size() && one[at] == other[at]) ++at;
  const auto from = at > 60 ? at - 60 : 0;
  return one.substr(from, 120) + "\n---\n" + other.substr(from, 120);
}

// Locales with a decimal comma, made from the system's sources; empty where it has none.
std::string comma_locales(const temporary_folder& folder) {
  for (const std::string name : {"de_DE", "ru_RU"})
    if (std::system(("localedef --no-archive -i " + name + " -f UTF-8 " +
                     (folder.path() / (name + ".UTF-8")).string() + " >/dev/null 2>&1")
                        .c_str()) != 0)
      return {};
  return folder.path().string();
}

TEST(determinism, every_command_of_the_program_is_tried) {
  const auto help = run_program("--help");
  std::istringstream lines(help.out.substr(help.out.find("Subcommands:")));
  std::set<std::string> offered, tried;
  std::string line;
  for (std::getline(lines, line); std::getline(lines, line) && line.starts_with("  ");) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    offered.insert(name);
  }
  for (const auto& [name, each] : uses()) tried.insert(name);
  EXPECT_EQ(offered, tried);
}

TEST(determinism, every_command_gives_the_same_bytes_for_any_threads_and_locale) {
  const workplace place;
  const temporary_folder folder;
  const auto locales = comma_locales(folder);
  for (const auto& [name, all] : uses())
    for (const auto& each : all) {
      const auto plain = said_by(place, each, "LC_ALL=C", 1);
      EXPECT_GT(plain.size(), 100U) << name;
      int locale = 0;
      for (const int threads : {3, 8}) {
        // Each number of threads with another locale: either may not change a byte.
        std::string environment = "LC_ALL=C";
        if (!locales.empty())
          environment = "LOCPATH=" + locales +
                        (locale++ % 2 == 0 ? " LC_ALL=de_DE.UTF-8" : " LC_ALL=ru_RU.UTF-8");
        const auto other = said_by(place, each, environment, threads);
        EXPECT_TRUE(plain == other)
            << name << ", " << threads << " threads, " << environment << ":\n"
            << first_difference(plain, other);
      }
    }
}

// A host program, or a library, may have set the locale of the whole process.
TEST(determinism, a_process_in_a_comma_locale_reads_and_writes_the_same) {
  const temporary_folder folder;
  const auto locales = comma_locales(folder);
  if (locales.empty()) GTEST_SKIP() << "no sources of locales (package locales)";
  const workplace place;
  const auto solve = [&](const std::string& output) {
    diagnostics report;
    study::case_run run;
    run.folder = place.folder.path() / "staged";
    run.output = place.folder.path() / output;
    run.scenarios = {"half_fee"};
    run.version = "test";
    EXPECT_EQ(study::run_case(run, report).status, study::run_status::solved)
        << (report.findings.empty() ? "" : to_string(report.findings.front()));
    return dump(run.output);
  };
  const auto plain = solve("plain.gpkg");
  ::setenv("LOCPATH", locales.c_str(), 1);
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "ru_RU.UTF-8"}) {
    const auto old = std::locale::global(std::locale(name));
    ASSERT_STREQ(std::localeconv()->decimal_point, ",");
    const auto other = solve("other.gpkg");
    std::locale::global(old);
    EXPECT_TRUE(plain == other) << name << ":\n" << first_difference(plain, other);
  }
  std::setlocale(LC_ALL, before.c_str());
  ::unsetenv("LOCPATH");
}

}  // namespace
}  // namespace amur::test

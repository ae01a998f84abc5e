// Matrices in and out: Python's h5py reads ours and we read those of other programs.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "amur/case/case_reader.h"
#include "amur/omx/omx_file.h"
#include "support/data_dir.h"
#include "support/program.h"
#include "support/random_damage.h"

namespace amur::test {
namespace {

using nlohmann::json;

// What Debian's Python prints, or nothing where it has no h5py.
std::optional<std::string> python(const std::string& program, const std::string& arguments) {
  if (std::system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") != 0) return std::nullopt;
  const temporary_folder folder;
  (void)folder.write("p.py", "import h5py, sys, json, math\n" + program);
  const auto out = (folder.path() / "out").string();
  if (std::system(
          ("/usr/bin/python3 " + (folder.path() / "p.py").string() + " " + arguments + " >" + out)
              .c_str()) != 0)
    return "failed";
  return slurp(out);
}

#define AMUR_NEEDS_H5PY(answer) \
  if (!(answer)) GTEST_SKIP() << "skipped: no python3-h5py"

const std::vector<omx::omx_matrix> two = {
    {"trips", "t/day", {0, 1.5, 2, 1e-300, 0, 3, 4, 5, 0}},
    {"cost", "USD/t", {0, std::nan(""), 2, 3, 0, 5, 6, 7, 0}}};

// The file of `two` with a lookup.
std::filesystem::path written(const temporary_folder& folder,
                              const std::vector<std::string>& labels) {
  const auto path = folder.path() / "m.omx";
  diagnostics report;
  const std::vector<omx::omx_lookup> lookups = {{"place", labels}};
  EXPECT_TRUE(omx::write_omx(path, 3, two, lookups, report));
  return path;
}

std::vector<double> cells_of(const std::filesystem::path& path, const std::string& core,
                             diagnostics& report) {
  std::vector<double> cells;
  const auto file = omx::omx_reader::open(path, report);
  if (file)
    (void)file->for_rows(
        core,
        [&](std::size_t, std::span<const double> row) {
          cells.insert(cells.end(), row.begin(), row.end());
          return true;
        },
        report);
  return cells;
}

TEST(omx, python_reads_what_we_write) {
  const temporary_folder folder;
  const auto path = written(folder, {"10", "7", "300"});
  const auto said = python(
      "f = h5py.File(sys.argv[1])\n"
      "print(f.attrs['OMX_VERSION'].decode(), list(map(int, f.attrs['SHAPE'])),"
      " sorted(f['data']), f['lookup/place'][:].tolist(), f['data/trips'][:].tolist(),"
      " math.isnan(f['data/cost'][0, 1]), f['data/cost'].attrs['unit'].decode())\n",
      path.string());
  AMUR_NEEDS_H5PY(said);
  EXPECT_EQ(*said,
            "0.2 [3, 3] ['cost', 'trips'] [10, 7, 300] "
            "[[0.0, 1.5, 2.0], [1e-300, 0.0, 3.0], [4.0, 5.0, 0.0]] True USD/t\n");
}

TEST(omx, what_is_written_reads_back_and_is_the_same_bytes) {
  const temporary_folder folder, other;
  const auto path = written(folder, {"Heihe", "Blago", "x"});
  diagnostics report;
  EXPECT_EQ(cells_of(path, "trips", report), two[0].cells);
  const auto file = omx::omx_reader::open(path, report);
  ASSERT_TRUE(file);
  const auto lookup = file->lookup("place", report);
  ASSERT_TRUE(lookup);
  EXPECT_EQ(lookup->labels, (std::vector<std::string>{"Heihe", "Blago", "x"}));
  EXPECT_EQ(slurp(path), slurp(written(other, {"Heihe", "Blago", "x"})));
}

// Of each of AequilibraE's files: the names of its parts and every cell, as h5py reads them.
TEST(omx_collection, files_of_aequilibrae_are_read_as_python_reads_them) {
  AMUR_NEEDS_DATA(data_dir() / "omx");
  for (const char* name :
       {"SiouxFalls.omx", "SiouxFalls2.omx", "no_index.omx", "sfalls_skims.omx", "test_omx.omx"}) {
    const auto path = data_dir() / "omx" / name;
    const auto said = python(
        "f = h5py.File(sys.argv[1])\n"
        "print(json.dumps({'cores': {k: [c.hex() for r in f['data'][k][:].tolist() for c in r]"
        " for k in f['data']}, 'lookups': {k: [str(v) for v in f['lookup'][k][:].tolist()]"
        " for k in f['lookup']}}))\n",
        path.string());
    AMUR_NEEDS_H5PY(said);
    const auto theirs = json::parse(*said);
    diagnostics report;
    const auto file = omx::omx_reader::open(path, report);
    ASSERT_TRUE(file) << name;
    EXPECT_EQ(file->cores().size(), theirs["cores"].size());
    for (const auto& [core, cells] : theirs["cores"].items()) {
      const auto ours = cells_of(path, core, report);
      ASSERT_EQ(ours.size(), cells.size()) << name << core;
      for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_EQ(ours[i], std::strtod(cells[i].get<std::string>().c_str(), nullptr));
    }
    EXPECT_EQ(file->lookups().size(), theirs["lookups"].size());
    for (const auto& [lookup, labels] : theirs["lookups"].items())
      EXPECT_EQ(json(file->lookup(lookup, report)->labels), labels);
    EXPECT_FALSE(report.has_errors());
  }
}

// A case of three places with a commodity in tonnes a year.
struct matrix_case {
  temporary_folder folder;
  std::filesystem::path path = folder.path() / "case";

  explicit matrix_case(const std::string& types = "city") {
    const auto file = [&](const char* name, const std::string& content) {
      (void)folder.write(std::string("case/") + name, content);
    };
    file("nodes.csv", "node_id,name,country,node_type,x_coord,y_coord,source\n10,Here,AAA," +
                          types + ",0,0,s\n7,There,AAA,city,1,0,s\n300,Yonder,AAA,city,2,0,s\n");
    file("links.csv",
         "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\na,10,7,road,50,1,s\n"
         "b,7,300,road,50,1,s\n");
    file("vehicles.csv",
         "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,source\n"
         "t,Truck,road,20,1,10,s\n");
    file("commodities.csv",
         "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
         "dispersion_usd_per_t,vehicles,source\ngrain,Grain,bulk,100,1,5,t,s\n");
    file("transfers.csv",
         "transfer_id,from_mode,to_mode,source\nl,origin,road,s\n"
         "u,road,destination,s\n");
    file("demand.csv", "origin_node_id,destination_node_id,commodity_id,quantity,source\n");
    file("sources.toml", "[s]\ntitle = \"s\"\nconfidence = \"assumed\"\n");
    file("case.toml",
         "title = \"t\"\nbase_year = 2025\ndate = 2025-01-01\n[demand]\nper = "
         "\"year\"\n");
  }
  program_run import(const std::filesystem::path& matrix, const std::string& options) {
    return run_program("import omx " + matrix.string() + " --case " + path.string() + " " +
                       options);
  }
  cases::case_data read() const {
    diagnostics report;
    auto data = cases::read_case(path, {}, report);
    EXPECT_TRUE(data);
    return data ? std::move(*data) : cases::case_data();
  }
};

TEST(omx, cells_become_demand_by_the_names_of_zones) {
  for (const auto& labels :
       {std::vector<std::string>{"10", "7", "300"}, {"Here", "There", "Yonder"}, {"1", "2", "3"}}) {
    matrix_case world;
    const temporary_folder folder;
    const auto run = world.import(written(folder, labels), "--matrix trips --factor 2 --json");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto data = world.read();
    // Five cells of six lie above the least that a sum shows; 1e-300 is demand too.
    ASSERT_EQ(data.demands.size(), 6U);
    EXPECT_DOUBLE_EQ(data.demands[0].t_per_day, 3);
    EXPECT_EQ(data.nodes[data.demands[0].destination].id, "7");
    EXPECT_DOUBLE_EQ(data.demands[5].t_per_day, 10);
    EXPECT_EQ(json::parse(run.out)["per_day"], 31.0);
    // Once more, they would be there twice.
    const auto again = world.import(written(folder, labels), "--matrix trips");
    EXPECT_EQ(again.exit_code, 2);
    EXPECT_NE(again.err.find("--replace"), std::string::npos);
    EXPECT_EQ(world.import(written(folder, labels), "--matrix trips --replace").exit_code, 0);
    EXPECT_DOUBLE_EQ(world.read().demands[0].t_per_day, 1.5);
  }
}

TEST(omx, what_is_no_demand_is_named_by_core_row_and_column) {
  matrix_case world, fewer("port");
  const temporary_folder folder, other;
  const auto before = slurp(world.path / "demand.csv");
  const auto error = [&](matrix_case& in, const std::filesystem::path& file,
                         const std::string& options) {
    const auto run = in.import(file, options);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(slurp(in.path / "demand.csv"), before);
    return run.err;
  };
  const auto path = written(folder, {"1", "2", "3"});
  const auto has = [](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(error(world, path, "--matrix cost"),
      "m.omx, row 1, field 'data/cost', value 'nan': the cell from zone 1 to zone 2 (column 2)");
  has(error(world, path, ""), "several matrices, and none was named; allowed: cost, trips");
  has(error(world, path, "--matrix trip"), "did you mean 'trips'?");
  has(error(world, path, "--matrix trips --lookup taz"), "there is no such lookup");
  has(error(world, path, "--matrix trips --commodity corn"), "there is no such commodity");
  has(error(fewer, path, "--matrix trips"),
      "no node of the case is it; allowed: zones that are "
      "node ids, or as many as the case has nodes of type "
      "city (2)");
  has(error(world, written(other, {"Here", "There", "Where"}), "--matrix trips"),
      "field 'lookup/place', value 'Where'");
}

// Zones that nothing names are 1 to n: the case's cities in their order, if there are as many.
TEST(omx_collection, a_file_without_an_index_is_read_by_the_order_of_places) {
  const auto file = data_dir() / "omx" / "no_index.omx";
  AMUR_NEEDS_DATA(file);
  matrix_case three, ten;
  const auto refused = three.import(file, "--matrix m1");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("nodes of type city (3)"), std::string::npos) << refused.err;
  std::string nodes = "node_id,name,country,node_type,x_coord,y_coord,source\n",
              links = "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\n";
  for (char place = 'a'; place < 'k'; ++place) {
    nodes += std::string(1, place) + "," + place + ",AAA,city,0,0,s\n";
    if (place > 'a')
      links += std::string("l") + place + "," + static_cast<char>(place - 1) + "," + place +
               ",road,1,1,s\n";
  }
  (void)ten.folder.write("case/nodes.csv", nodes);
  (void)ten.folder.write("case/links.csv", links);
  const auto run = ten.import(file, "--matrix m1");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find("10 by their numbers (the case's cities in their order)"),
            std::string::npos)
      << run.out;
  diagnostics report;
  const auto cells = cells_of(file, "m1", report);
  const auto data = ten.read();
  ASSERT_EQ(data.demands.size(), 90U);
  EXPECT_EQ(data.nodes[data.demands[0].destination].id, "b");
  EXPECT_DOUBLE_EQ(data.demands[0].t_per_day, cells[1]);
}

TEST(omx, demand_goes_out_and_comes_back_the_same) {
  matrix_case world;
  const temporary_folder folder;
  ASSERT_EQ(world.import(written(folder, {"10", "7", "300"}), "--matrix trips").exit_code, 0);
  const auto out = folder.path() / "out.omx";
  const auto before = slurp(world.path / "demand.csv");
  ASSERT_EQ(run_program("export omx " + world.path.string() + " -o " + out.string()).exit_code, 0);
  ASSERT_EQ(world.import(out, "--replace").exit_code, 0);
  const auto once = world.read();
  ASSERT_EQ(once.demands.size(), 6U);
  const auto again = folder.path() / "again.omx";
  ASSERT_EQ(run_program("export omx " + world.path.string() + " -o " + again.string()).exit_code,
            0);
  EXPECT_EQ(slurp(out), slurp(again));
}

TEST(omx, damaged_files_end_with_one_message_and_nothing_written) {
  matrix_case world;
  const temporary_folder folder;
  const auto whole = slurp(written(folder, {"1", "2", "3"}));
  const auto before = slurp(world.path / "demand.csv");
  const auto broken = folder.path() / "broken.omx";
  std::mt19937_64 random(3);
  std::size_t refused = 0;
  for (int i = 0; i < 60; ++i) {
    auto content = whole;
    if (i < 30)
      content.resize(whole.size() * static_cast<std::size_t>(i) / 30);
    else
      damage(content, random);
    (void)folder.write("broken.omx", content);
    diagnostics report;
    const auto file = omx::omx_reader::open(broken, report);
    if (file) (void)cells_of(broken, "trips", report);
    refused += report.has_errors() ? 1 : 0;
    EXPECT_LE(report.count(severity::error), 1U);
  }
  EXPECT_GE(refused, 30U);
  (void)folder.write("broken.omx", whole.substr(0, whole.size() / 2));
  const auto run = world.import(broken, "--matrix trips");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  EXPECT_EQ(slurp(world.path / "demand.csv"), before);
}

TEST(omx, a_skim_goes_out_as_matrices) {
  matrix_case world;
  const temporary_folder folder;
  const auto skim = (folder.path() / "skim.gpkg").string();
  const auto out = folder.path() / "skim.omx";
  const auto made = run_program("skim " + world.path.string() + " -o " + skim);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto run = run_program("export omx " + skim + " -o " + out.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  diagnostics report;
  const auto file = omx::omx_reader::open(out, report);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->cores(), (std::vector<std::string>{"cost_usd_per_t", "freight_usd_per_t",
                                                     "length_km", "time_h"}));
  // From Here to There 50 km and an hour, to Yonder twice that.
  EXPECT_EQ(cells_of(out, "length_km", report),
            (std::vector<double>{0, 50, 100, 50, 0, 50, 100, 50, 0}));
  EXPECT_EQ(cells_of(out, "time_h", report), (std::vector<double>{0, 1, 2, 1, 0, 1, 2, 1, 0}));
}

}  // namespace
}  // namespace amur::test

// Cases that are broken in one way each: one clear message, exit code 2, earlier results untouched.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>

#include "support/program.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

struct broken_case {
  const char* name;
  std::function<void(case_files&)> spoil;
  std::vector<std::string> message;  ///< all must stand in the one error line
  const char* options = "";
};

void PrintTo(const broken_case& which, std::ostream* out) { *out << which.name; }

auto change(const char* file, const char* from, const char* to) {
  return [=](case_files& files) { edit(files, file, from, to); };
}
auto append(const char* file, const char* text) {
  return [=](case_files& files) { files.at(file) += text; };
}
auto remove_file(const char* file) {
  return [=](case_files& files) { files.erase(file); };
}
auto add_file(const char* file, const std::string& text) {
  return [=](case_files& files) { files[file] = text; };
}

constexpr const char* same_cell_twice =
    "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = \"bridge\" }\n"
    "values = { wait_h = 1 }\n[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { "
    "crossing_id = [\"bridge\", \"boat\"] }\nvalues = { wait_h = 2 }\n";

std::string edit_of(const std::string& body) { return "[[edit]]\n" + body; }

const std::vector<broken_case>& broken_cases() {
  static const std::vector<broken_case> cases = {
      {"unknown_distribution",
       change("stages.csv", "lognormal(12;6)", "pareto(12;6)"),
       {"stages.csv, row 2", "'time_min'", "no distribution 'pareto'", "allowed: a number, or"}},
      {"distribution_lacks_a_parameter",
       change("stages.csv", "lognormal(12;6)", "lognormal(12)"),
       {"stages.csv, row 2", "'time_min'", "lognormal has 2 parameters, not 1"}},
      {"stage_without_its_resource",
       change("stages.csv", "service,booths", "service,"),
       {"stages.csv, row 2", "'resource_id'", "needs a resource"}},
      {"stage_takes_from_a_booth",
       change("stages.csv", "take,quay", "take,booths"),
       {"stages.csv, row 8", "'resource_id'", "needs a store"}},
      {"next_stage_is_missing",
       change("stages.csv", ",,exit,,survey", ",,nowhere,,survey"),
       {"stages.csv, row 3", "'next'", "no such stage"}},
      {"half_a_booth",
       change("resources.csv", "Booths,,2", "Booths,,2.5"),
       {"resources.csv, row 2", "'units'", "whole number"}},
      {"released_but_never_held",
       change("stages.csv", "release,berth", "release,cranes"),
       {"stages.csv, row 7", "'resource_id'", "nobody who comes here holds"}},
      {"hour_of_a_day_that_is_none",
       change("shifts.csv", "6,22", "6,25"),
       {"shifts.csv, row 2", "'to_hour'", "'25'", "0 to 24"}},
      {"arrivals_at_no_stage",
       change("arrivals.csv", "control,forward", "gate,forward"),
       {"arrivals.csv, row 2", "'first_stage'", "no such stage"}},
      {"claim_on_a_simulation_of_nothing",
       change("claims.toml", "simulation_of = \"bridge\"", "simulation_of = \"tunnel\""),
       {"claims.toml", "simulation_of", "no such crossing"}},
      {"missing_table", remove_file("links.csv"), {"links.csv: ", "missing"}},
      {"missing_settings", remove_file("case.toml"), {"case.toml", "missing"}},
      {"unknown_column",
       change("nodes.csv", "country", "contry"),
       {"nodes.csv, row 1", "'contry'", "did you mean 'country'", "allowed: node_id"}},
      {"missing_column",
       change("links.csv", "length_km", "note"),
       {"links.csv, row 1", "'length_km'", "required column is missing"}},
      {"text_in_a_number",
       change("links.csv", "road,100,2", "road,far,2"),
       {"links.csv, row 2", "'length_km'", "'far'", "not a number", "allowed: a number >= 0"}},
      {"two_signs",
       change("links.csv", "road,100,2", "road,+-100,2"),
       {"links.csv, row 2", "'length_km'", "not a number"}},
      {"nan",
       change("links.csv", "road,100,2", "road,nan,2"),
       {"links.csv, row 2", "'length_km'", "'nan'", "not finite"}},
      {"infinity",
       change("links.csv", "road,100,2", "road,100,inf"),
       {"links.csv, row 2", "'free_time_h'", "not finite"}},
      {"negative_capacity",
       change("links.csv", "3000", "-3000"),
       {"links.csv, row 3", "'capacity_pce_per_day'", "'-3000'", "out of range"}},
      {"too_large_number",
       change("demand.csv", "1000", "1e999"),
       {"demand.csv, row 2", "'quantity'", "too large"}},
      {"empty_required_cell",
       change("nodes.csv", "farm,Farm", "farm,"),
       {"nodes.csv, row 2", "'name'", "empty"}},
      {"duplicate_id",
       change("nodes.csv", "bank_b,", "bank_a,"),
       {"nodes.csv, row 4", "'node_id'", "given twice, first in row 3"}},
      {"bad_id",
       change("vehicles.csv", "barge,", "bar ge,"),
       {"vehicles.csv, row 3", "'vehicle_id'", "can't be an id"}},
      {"dangling_node",
       change("links.csv", "farm,bank_a", "farn,bank_a"),
       {"links.csv, row 2", "'from_node_id'", "'farn'", "no such node", "did you mean 'farm'"}},
      {"link_to_itself",
       change("links.csv", "farm,bank_a", "farm,farm"),
       {"links.csv, row 2", "'to_node_id'", "ends where it starts"}},
      {"unknown_commodity",
       change("demand.csv", "city_b,grain", "city_b,grane"),
       {"demand.csv, row 2", "'commodity_id'", "'grane'", "no such commodity"}},
      {"unknown_mode_of_vehicle",
       change("vehicles.csv", "Barge,river", "Barge,canal"),
       {"vehicles.csv, row 3", "'mode'", "'canal'", "no such mode"}},
      {"two_vehicles_a_mode",
       change("commodities.csv", "truck;barge", "truck;coach"),
       {"commodities.csv, row 2", "'vehicles'", "at most one vehicle a mode"}},
      {"unknown_vehicle",
       change("commodities.csv", "truck;barge", "truck;boat"),
       {"commodities.csv, row 2", "'boat'", "no such vehicle"}},
      {"empty_list_entry",
       change("commodities.csv", "truck;barge", "truck;;barge"),
       {"commodities.csv, row 2", "'vehicles'", "an entry of the list is empty"}},
      {"zero_dispersion",
       change("commodities.csv", "0.1,2,0.5", "0.1,0,0.5"),
       {"commodities.csv, row 2", "'dispersion_usd_per_t'", "allowed: a number > 0"}},
      {"unknown_word",
       change("links.csv", "bpr", "bpp"),
       {"links.csv, row 3", "'delay'", "'bpp'", "allowed: constant, bpr, conical"}},
      {"conical_alpha",
       change("links.csv", "conical,4", "conical,1"),
       {"links.csv, row 5", "'alpha'", "> 1"}},
      {"bad_country",
       change("nodes.csv", "Farm,AAA", "Farm,aaa"),
       {"nodes.csv, row 2", "'country'", "'aaa'", "ISO 3166"}},
      {"longitude_out_of_range",
       change("nodes.csv", "127", "427"),
       {"nodes.csv, row 2", "'x_coord'", "-180 to 180"}},
      {"bad_geometry",
       change("links.csv", "LINESTRING (128 50,", "LINESTRING (128 50;"),
       {"links.csv, row 3", "'geometry'", "WKT"}},
      {"link_in_two_crossings",
       change("crossings.csv", "Boat,boat_link", "Boat,bridge_link"),
       {"crossings.csv, row 3", "'links'", "already in crossing 'bridge'"}},
      {"wrong_date",
       change("case.toml", "2023-10-15", "\"2023-02-30\""),
       {"case.toml, row 3", "'date'", "'2023-02-30'", "no such day"}},
      {"wrong_calendar_day",
       change("calendars.csv", "10-27", "13-27"),
       {"calendars.csv, row 2", "'to_date'", "'13-27'", "MM-DD"}},
      {"window_ends_before_it_begins",
       change("duties.csv", "2024-12-31", "2022-12-31"),
       {"duties.csv, row 2", "'to_date'", "ends before it begins"}},
      {"hours_beyond_the_day",
       change("crossings.csv", "2,16", "2,26"),
       {"crossings.csv, row 2", "'open_h_per_day'", "0 to 24"}},
      {"transfer_needs_a_node",
       change("transfers.csv", "to_boat,bank_a", "to_boat,"),
       {"transfers.csv, row 4", "'node_id'", "needs its node"}},
      {"unknown_handling",
       change("transfers.csv", "river,bulk", "river,bulky"),
       {"transfers.csv, row 4", "'handling'", "'bulky'"}},
      {"unknown_source",
       change("nodes.csv", "50,survey", "50,surwey"),
       {"nodes.csv, row 2", "'source'", "'surwey'", "did you mean 'survey'"}},
      {"bad_confidence",
       change("sources.toml", "\"measured\"", "\"certain\""),
       {"sources.toml, row 5", "'survey.confidence'", "'certain'", "measured, reported"}},
      {"truncated_quote",
       change("links.csv", "128.1 50)\"", "128.1 50)"),
       {"links.csv, row 3", "quote is opened and never closed"}},
      {"truncated_row",
       append("demand.csv", "farm,ci"),
       {"demand.csv, row 4", "2 cells", "does not fit the header"}},
      {"not_utf8",
       append("nodes.csv", "x,\xFF,AAA,city,1,1,survey\n"),
       {"nodes.csv, row 6", "0xFF", "not UTF-8"}},
      {"nul_byte", add_file("bans.csv", std::string("ban_id\0", 7)), {"bans.csv, row 1", "NUL"}},
      {"empty_file", add_file("nodes.csv", ""), {"nodes.csv", "empty", "header row"}},
      {"header_only",
       add_file("vehicles.csv",
                "vehicle_id,mode,payload_t,cost_usd_per_km,"
                "cost_usd_per_h\n"),
       {"vehicles.csv", "no rows"}},
      {"column_twice",
       change("nodes.csv", "name,country", "name,name"),
       {"nodes.csv, row 1", "'name'", "twice"}},
      {"bad_toml", append("case.toml", "[equilibrium\n"), {"case.toml, row 16", "not valid TOML"}},
      {"unknown_setting",
       change("case.toml", "tolerance", "tolerence"),
       {"case.toml, row 9", "'equilibrium.tolerence'", "did you mean 'equilibrium.tolerance'"}},
      {"wrong_type_of_setting",
       change("case.toml", "base_year = 2023", "base_year = [1]"),
       {"case.toml, row 2", "'base_year'", "wrong type"}},
      {"claim_without_query",
       change("claims.toml", "query = \"SELECT sum(t)", "note = \"SELECT sum(t)"),
       {"claims.toml, row 1", "'claim.query'", "missing"}},
      {"claim_with_bad_condition",
       change("claims.toml", "\"> 0\"", "\"about 0\""),
       {"claims.toml, row 7", "'claim.holds_if'", "'about 0'", "not a condition"}},
      {"claim_rests_on_nothing",
       change("claims.toml", "crossings/boat\"]", "crossings/ship\"]"),
       {"claims.toml", "'claim.rests_on'", "'crossings/ship'", "no such row"}},
      {"claim_that_writes",
       change("claims.toml", "SELECT sum(t) FROM crossings", "DELETE FROM crossings"),
       {"claims.toml", "'boat_used.query'", "does more than read"}},
      {"claim_that_attaches",
       change("claims.toml", "SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'",
              "ATTACH '/etc/passwd' AS x"),
       {"claims.toml", "'boat_used.query'", "does more than read"}},
      {"claim_that_never_ends",
       change(
           "claims.toml", "SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'",
           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"),
       {"claims.toml", "'boat_used.query'", "longer than 2"}},
      {"claim_of_unknown_column",
       change("claims.toml", "sum(t)", "sum(tonnes)"),
       {"claims.toml", "'boat_used.query'", "no such column: tonnes"}},
      {"claim_of_two_statements",
       change("claims.toml", "'boat'\"", "'boat'; SELECT 1\""),
       {"claims.toml", "'boat_used.query'", "more than one statement"}},
      {"unknown_scenario",
       [](case_files&) {},
       {"scenario", "'free_brigde'", "did you mean 'free_bridge'"},
       "-s free_brigde"},
      {"cyclic_scenario",
       change("scenarios/half_fee.toml", "[[edit]]", "extends = [\"winter\"]\n[[edit]]"),
       {"scenarios/half_fee.toml", "'extends'", "cycle: winter -> half_fee -> winter"},
       "-s winter"},
      {"overlapping_scenario",
       add_file("scenarios/x.toml", same_cell_twice),
       {"scenarios/x.toml, row 6", "'wait_h'", "overlapping"},
       "-s x"},
      {"scenario_that_matches_nothing",
       change("scenarios/free_bridge.toml", "\"bridge\"", "\"tunnel\""),
       {"scenarios/free_bridge.toml, row 3", "no row of 'crossings' matches"},
       "-s free_bridge"},
      {"scenario_with_unknown_table",
       add_file("scenarios/x.toml",
                edit_of("table = \"roads\"\naction = \"remove\"\nwhere = { a = 1 }\n")),
       {"scenarios/x.toml, row 2", "'edit.table'", "'roads'", "unknown table"},
       "-s x"},
      {"scenario_with_unknown_action",
       add_file("scenarios/x.toml", edit_of("table = \"links\"\naction = \"drop\"\n")),
       {"scenarios/x.toml, row 3", "'edit.action'", "'drop'", "set, scale, add, remove"},
       "-s x"},
      {"scenario_that_scales_text",
       add_file("scenarios/x.toml", edit_of("table = \"nodes\"\naction = \"scale\"\nwhere = { "
                                            "node_id = \"farm\" }\nvalues = { name = 2 }\n")),
       {"scenarios/x.toml", "'name'", "'Farm'", "no number to scale"},
       "-s x"},
      {"scenario_that_sets_a_bad_value",
       change("scenarios/free_bridge.toml", "_vehicle = 0", "_vehicle = -1"),
       {"scenarios/free_bridge.toml", "'fee_usd_per_vehicle'", "'-1'", "out of range"},
       "-s free_bridge"},
      {"unknown_option", [](case_files&) {}, {"--treads"}, "--treads 2"},
  };
  return cases;
}

class broken : public testing::TestWithParam<broken_case> {};

TEST_P(broken, gives_one_clear_message_and_leaves_the_earlier_result) {
  const auto& param = GetParam();
  const temporary_folder folder;
  auto files = staged_case();
  param.spoil(files);
  const auto path = write_case(folder, files);
  const auto result = folder.write("result.gpkg", "an earlier result");
  const auto run =
      run_program("run " + path.string() + " -o " + result.string() + " " + param.options);
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(slurp(result), "an earlier result");
  const auto first_line = run.err.substr(0, run.err.find('\n'));
  for (const auto& part : param.message)
    EXPECT_NE(first_line.find(part), std::string::npos) << "no '" << part << "' in:\n" << run.err;
  std::size_t left_over = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    left_over += entry.path().filename() != "case" && entry.path().filename() != "result.gpkg";
  EXPECT_EQ(left_over, 0U) << "a temporary file was left";
}

INSTANTIATE_TEST_SUITE_P(cases, broken, testing::ValuesIn(broken_cases()),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(broken, missing_folder_is_named) {
  const auto run = run_program("check /nowhere/at/all");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("/nowhere/at/all"), std::string::npos);
}

TEST(broken, huge_file_is_refused_before_it_is_read) {
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  std::filesystem::resize_file(path / "demand.csv", std::uintmax_t{1} << 30);  // sparse
  const auto run = run_program("check " + path.string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("demand.csv, value '1073741824 bytes': the file is too large"),
            std::string::npos)
      << run.err;
}

TEST(broken, all_errors_are_reported_in_one_go) {
  const temporary_folder folder;
  auto files = tiny_case();
  edit(files, "nodes.csv", "Farm,AAA", "Farm,aaa");
  edit(files, "links.csv", "road,100,2", "road,far,2");
  edit(files, "demand.csv", "city_b,grain", "city_b,grane");
  edit(files, "claims.toml", "\"> 0\"", "\"about 0\"");
  const auto run = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(run.exit_code, 2);
  for (const char* file : {"nodes.csv", "links.csv", "demand.csv", "claims.toml"})
    EXPECT_NE(run.err.find(file), std::string::npos) << run.err;
}

TEST(broken, a_missing_table_does_not_bury_its_own_message) {
  const temporary_folder folder;
  auto files = tiny_case();
  files.erase("nodes.csv");
  const auto run = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("nodes.csv: the file is missing"), std::string::npos) << run.err;
  EXPECT_LE(std::count(run.err.begin(), run.err.end(), '\n'), 4) << run.err;
}

TEST(broken, full_disk_leaves_the_earlier_result) {
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  const auto result = folder.write("result.gpkg", "an earlier result");
  // Files may not grow beyond 64 blocks of 1024 bytes, as on a disk that is full.
  const auto run =
      run_program("run " + path.string() + " -o " + result.string(), "trap '' XFSZ; ulimit -f 64;");
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_NE(run.err.find("can't be written"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(result), "an earlier result");
}

TEST(broken, output_that_can_not_be_written_is_named) {
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  for (const auto& output : {std::string("/nowhere/result.gpkg"), folder.path().string()}) {
    const auto run = run_program("run " + path.string() + " -o " + output);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(output), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace amur::test

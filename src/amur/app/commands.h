#pragma once
// The commands of the program; each adds itself to the command line.

#include <CLI/CLI.hpp>

#include <nlohmann/json_fwd.hpp>

#include "amur/cli/assign_command.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/trade_command.h"
#include "amur/result/result.h"
#include "amur/study/case_run.h"
#include "amur/text/output_check.h"

namespace amur::app {

using enum cli::exit_code;

void add_run_command(CLI::App& app, int& exit_code);
void add_check_command(CLI::App& app, int& exit_code);
void add_compare_command(CLI::App& app, int& exit_code);
void add_claims_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_report_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
void add_simulate_command(CLI::App& app, int& exit_code);
void add_fit_command(CLI::App& app, int& exit_code);
void add_finance_command(CLI::App& app, int& exit_code);
void add_toll_command(CLI::App& app, int& exit_code);
void add_import_command(CLI::App& app, int& exit_code);
void add_skim_command(CLI::App& app, int& exit_code);
void add_paths_command(CLI::App& app, int& exit_code);
void add_corridor_command(CLI::App& app, int& exit_code);
void add_critical_command(CLI::App& app, int& exit_code);
void add_new_command(CLI::App& app, int& exit_code);
void add_schema_command(CLI::App& app, int& exit_code);
/// Studies that have no command of their own yet: each prints its tables.
void add_other_studies(CLI::App& app, int& exit_code);
/// The commands below `schema`.
void add_case_schema(CLI::App& schema, int& exit_code);
void add_result_schema(CLI::App& schema, int& exit_code);
void add_studies_schema(CLI::App& schema, int& exit_code);

/// text::may_write of a command that reads a case: none of its outputs is a file of the case.
[[nodiscard]] bool may_write_of_case(const std::vector<text::named_output>& outputs,
                                     const std::string& folder,
                                     std::vector<std::filesystem::path> inputs,
                                     diagnostics& report);

/// A result table as a JSON list of objects; NaN is null.
[[nodiscard]] nlohmann::json table_json(const result::result_table& table);

/// 0, 1 or 2 as docs/design.md says.
[[nodiscard]] int exit_code_of(study::run_status status);

/// Each claim with its verdict and figure.
void print_claims(const result::result_table& claims);

/// The claims of which a run has a figure, under their heading; the others in one line, with the
/// command that answers them.
void print_answered_claims(const result::result_table& claims);

/// The same, but of many only the first, in a line each, and how all stand.
void print_first_claims(const result::result_table& claims);

/// Each figure known from outside beside the computed one; of more than `most` those that miss it
/// most.
void print_observations(const result::result_tables& tables, std::size_t most);

/// Cash flows, ratios, debts and their ratings, claims; or of one project and the state behind it.
void print_finance_screen(const result::result_tables& tables, const std::string& project);

/// Month by month: what moved, at what cost, over the crossings that changed most. Nothing for a
/// run of one day.
void print_months_screen(const result::result_tables& tables);

/// The curve of a toll, the best ones, and how two owners settle.
void print_toll_screen(const result::result_tables& tables);

/// Who wins and loses, how trade moved, how well network and trade agree.
void print_trade_screen(const result::result_tables& tables);

/// Each shopping centre with its patronage, and what it needs to break even.
void print_places(const result::result_tables& tables);

/// The first screen of a run: who crosses where and why, then claims and observations.
void print_run_screen(const result::result_tables& tables, double seconds);

}  // namespace amur::app

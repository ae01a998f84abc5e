#pragma once
// What imports of trade statistics share: their options, and what they print.

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/customs/trade_import.h"
#include "amur/text/output_check.h"

namespace amur::app {

struct trade_table_options {
  std::string output, commodities, case_folder;
  std::vector<std::string> replaced;
  std::vector<customs::year_range> years;
  bool by_product = false, json = false;
};

void add_trade_table_options(CLI::App& command, trade_table_options& options);

/// Whether the outputs can be written; before anything is read.
[[nodiscard]] bool may_write_table(const trade_table_options& options,
                                   std::vector<text::named_output> others,
                                   std::span<const std::filesystem::path> inputs,
                                   diagnostics& report);
/// Writes the table, where the case of `--case` has its commodities.
[[nodiscard]] bool write_table(const trade_table_options& options,
                               const customs::trade_import& made, diagnostics& report);

[[nodiscard]] nlohmann::json trade_import_json(const std::string& output,
                                               const customs::trade_import& made);
void print_trade_import(const std::string& output, const customs::trade_import& made);

}  // namespace amur::app

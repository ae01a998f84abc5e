#pragma once
// The steps that runs share: the network solved, the result written with what the claims say of it.

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "amur/case/case_reader.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/coupled_trade.h"
#include "amur/model/reference_demand.h"
#include "amur/study/case_run.h"

namespace amur::study {

class run_clock {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The case asked about, read with its scenarios and as it could be as well, where that is asked.
[[nodiscard]] std::optional<cases::case_data> read_asked(const asked_case& asked,
                                                         diagnostics& report,
                                                         cases::case_inputs* inputs = nullptr);

/// How a run of the network that is asked for is solved, and who is told.
[[nodiscard]] model::run_options run_options_of(const asked_case& asked);

/// Asks `progress` until it first says no, which `is_stopped` then tells and no later equilibrium
/// forgets; `is_stopped` must outlive it. Empty where `progress` is.
[[nodiscard]] assign::progress_callback until_first_no(const assign::progress_callback& progress,
                                                       bool& is_stopped);

/// Equilibria of a case as it is written, by what they are of. Its run notes them; runs of it as it
/// could be as well start there.
class known_starts {
 public:
  void note(const std::string& name, const assign::solution& solution) {
    if (!is_closed_) by_name_.try_emplace(name, solution);
  }
  /// From here on nothing is noted, and any thread may ask.
  void close() { is_closed_ = true; }
  /// Null where none is known, and before all are noted.
  [[nodiscard]] const assign::solution* find(const std::string& name) const {
    const auto at = by_name_.find(name);
    return is_closed_ && at != by_name_.end() ? &at->second : nullptr;
  }

 private:
  bool is_closed_ = false;
  std::map<std::string, assign::solution> by_name_;
};

/// Whether the case can be run at all, else an error.
[[nodiscard]] bool has_network(const cases::case_data& data, diagnostics& report);

struct solved_case {
  model::demand_anchors anchors;              ///< of elastic demand
  std::optional<assign::solution> reference;  ///< that they were observed at
  model::coupled_answer network;
  std::optional<model::trade_answer> trade;  ///< its network is moved to the one above
};

/// Nothing where that failed: then `failure` and the report say why. `other_fees`: the case will be
/// solved again at other fees, so it has its anchors even where it is the reference itself.
[[nodiscard]] std::optional<solved_case> solve_network(const case_run& run,
                                                       const cases::case_data& data,
                                                       const model::run_options& options,
                                                       diagnostics& report, run_status& failure,
                                                       bool other_fees = false);

/// Solved, or not, with a warning that says why.
[[nodiscard]] run_status status_of(const cases::case_data& data,
                                   const model::coupled_answer& network, diagnostics& report);

/// The tables of the network, with the delays that crossings were simulated to have.
[[nodiscard]] result::result_tables network_tables(const cases::case_data& data,
                                                   const model::coupled_answer& network,
                                                   const model::run_options& options);

/// What runs on other days are measured against. Nothing where that failed, as above. Throws
/// `no_answer`.
[[nodiscard]] std::optional<model::reference_day> solve_reference(const case_run& run,
                                                                  const cases::case_data& data,
                                                                  const model::run_options& options,
                                                                  diagnostics& report,
                                                                  run_status& failure);

/// Seconds, threads, memory: what may differ between two runs of the same input.
[[nodiscard]] result::result_table run_log_table(double seconds, std::size_t threads);

/// Writes the tables and what the claims say of them, and adds the latter to `tables`; `simulated`
/// names the crossings whose simulation it is, if it is one.
[[nodiscard]] bool write_answered(const std::filesystem::path& output, const cases::case_data& data,
                                  std::span<const std::string> simulated,
                                  result::result_tables& tables, diagnostics& report);

/// The same behind what the case was and how long it took to here.
[[nodiscard]] bool write_answered(const asked_case& task, const cases::case_data& data,
                                  const cases::case_inputs& inputs, const run_clock& watch,
                                  result::result_tables& tables, diagnostics& report);

}  // namespace amur::study

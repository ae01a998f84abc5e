#pragma once
// A study of many variants cut into shards: by hand, by Slurm, over the ranks of mpirun; and
// merged.

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "amur/app/study_command.h"

namespace amur::app {

/// What the options of shards say.
struct shard_arguments {
  std::string shard;        ///< "3/8"
  std::uint64_t slurm = 0;  ///< how many tasks of an array; 0: none
};

/// --shard and --slurm.
void add_shard_options(CLI::App& command, shard_arguments& arguments);

/// Runs the study as the options say, or as one of mpirun's ranks; returns the exit code.
[[nodiscard]] int answer_shards(const study::declared_study& asked, const case_arguments& arguments,
                                const study::study_request& request, const shard_arguments& shards,
                                const study_view& view);

/// amur merge PART... -o RESULT
void add_merge_command(CLI::App& app, const study_view& view, int& exit_code);

}  // namespace amur::app

#pragma once
// A study's shards as a job array of Slurm.

#include <cstdint>
#include <string>

namespace amur::app {

struct slurm_job {
  std::string study, output;
  std::uint64_t shards = 1;
  std::size_t threads = 0;
  bool json = false;
};

/// Writes OUTPUT.slurm, of which each task solves a shard into OUTPUT.parts, submits it by sbatch,
/// and after it a job that merges. What is asked is this process's own command line. Returns the
/// exit code: without sbatch the script is written all the same.
[[nodiscard]] int submit_to_slurm(const slurm_job& job);

}  // namespace amur::app

#pragma once
// What the ranks of an assignment keep, so that a later run goes on from there.

#include <cstdint>
#include <filesystem>
#include <optional>

#include "amur/assign/ranked_equilibrium.h"
#include "amur/base/diagnostic.h"

namespace amur::cli {

/// What a checkpoint is of: it serves these inputs and bushes alone, whatever the ranks.
struct checkpoint_place {
  std::filesystem::path folder;
  std::uint64_t inputs = 0;  ///< a fingerprint of network and trips
  std::size_t bushes = 0;    ///< of all ranks
};

/// To be called by all ranks. Each writes its bushes into a file of its own; only once all of them
/// are on disk rank 0 replaces `checkpoint.json`, which names them, and removes those of before. A
/// rank that can't write makes the whole wait for the next time, with a warning.
void write_checkpoint(const checkpoint_place& place, const assign::problem& own,
                      const assign::ranked_state& state, ranks& all, diagnostics& report);

/// The own bushes of a checkpoint, whatever the number of ranks that wrote it; empty, without an
/// error, where there is none yet.
[[nodiscard]] std::optional<assign::ranked_state> read_checkpoint(const checkpoint_place& place,
                                                                  const assign::problem& own,
                                                                  const ranks& all,
                                                                  diagnostics& report);

}  // namespace amur::cli

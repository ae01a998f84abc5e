#pragma once
// Joins the processes that mpirun started together.

#include "amur/mpi/joined_ranks.h"

namespace amur::app {

/// Null where mpirun did not start this process, so that nothing is loaded, and nothing waits.
/// Throws `no_answer` where it did but Amur has no library for it.
[[nodiscard]] mpi::joined_ranks* load_ranks();

/// What was loaded; null where nothing was.
[[nodiscard]] mpi::joined_ranks* joined_ranks_of_process();

}  // namespace amur::app

#pragma once
// The processes that mpirun started together.

#include "amur/base/ranks.h"

namespace amur::mpi {

/// Ranks over MPI. They are left by `leave`, once and by all; a process that ends without it makes
/// mpirun end the others and name it.
class joined_ranks : public ranks {
 public:
  virtual void leave() = 0;
};

/// What the library `amur-ranks.so` gives: this process's ranks, which last as long as it does, or
/// null where they can't be joined.
inline constexpr const char* join_name = "amur_join_ranks";
using join_function = joined_ranks* (*)();

}  // namespace amur::mpi

#pragma once
// Classes side by side, or one after the other.

#include <cstddef>
#include <functional>

#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Work on one class with the threads of `pool`. `thread` numbers the caller, below the size of the
/// pool that was given to `for_each_class`: scratch memory can be kept for each.
using class_task = std::function<void(std::size_t user, thread_pool& pool, std::size_t thread)>;

/// Calls `task` once for each class: many small classes side by side, each on one thread, a few
/// large ones in turn, each on all. What a task gives must not depend on which of both it is.
void for_each_class(const problem& problem, thread_pool& pool, const class_task& task);

}  // namespace amur::assign

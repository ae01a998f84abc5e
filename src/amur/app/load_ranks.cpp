#include "amur/app/load_ranks.h"

#include <dlfcn.h>

#include <filesystem>

#include "amur/base/no_answer.h"

namespace amur::app {
namespace {

mpi::joined_ranks* joined_once = nullptr;

[[noreturn]] void no_ranks(const std::string& why) {
  throw no_answer("", "mpirun", "this process can't join those of mpirun: " + why);
}

}  // namespace

mpi::joined_ranks* load_ranks() {
  if (!is_started_as_rank()) return nullptr;
  std::error_code code;
  const auto path =
      std::filesystem::read_symlink("/proc/self/exe", code).parent_path() / "amur-ranks.so";
  if (!std::filesystem::exists(path, code))
    no_ranks("Amur was built without Open MPI, so there is no " + path.string());
  // MPI loads parts of itself that look for its symbols among those of the program.
  void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (!library) no_ranks(::dlerror());
  const auto join = reinterpret_cast<mpi::join_function>(::dlsym(library, mpi::join_name));
  auto* joined = join ? join() : nullptr;
  if (!joined) no_ranks(path.string() + " does not start");
  joined_once = joined;
  return joined;
}

mpi::joined_ranks* joined_ranks_of_process() { return joined_once; }

}  // namespace amur::app

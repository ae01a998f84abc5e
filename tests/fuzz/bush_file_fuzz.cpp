// Files of bushes behind a right signature and fingerprint; what is read must do for a warm start.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "amur/assign/user_equilibrium.h"
#include "amur/exchange/bush_file.h"
#include "fuzz/memory_file.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace {

amur::assign::problem braess() {
  using amur::test::linear_delay;
  return amur::test::small_problem(4,
                                   {{0, 1, linear_delay(0, 10)},
                                    {0, 2, linear_delay(50, 1)},
                                    {1, 3, linear_delay(50, 1)},
                                    {2, 3, linear_delay(0, 10)},
                                    {1, 2, linear_delay(10, 1)}},
                                   {amur::test::freight(0, 3, 6)});
}

// What every file of this network begins with.
std::string beginning(const amur::assign::problem& problem) {
  const auto path =
      std::filesystem::temp_directory_path() / ("amur-fuzz-" + std::to_string(getpid()));
  amur::diagnostics report;
  if (!amur::exchange::write_bushes(path, problem, {}, report)) std::abort();
  std::ifstream file(path, std::ios::binary);
  std::string whole{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return whole.substr(0, whole.find('\n') + 1 + sizeof(std::uint64_t));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto problem = braess();
  static const auto start = beginning(problem);
  static amur::fuzz::memory_file file;
  file.write(start + std::string(reinterpret_cast<const char*>(data), size));
  amur::diagnostics report;
  auto bushes = amur::exchange::read_bushes(file.path(), problem, report);
  if (!bushes) return 0;
  const auto solution =
      amur::assign::solve_user_equilibrium(problem, {1e-6, 100, 1, false}, {}, std::move(bushes));
  if (solution.status != amur::assign::status::converged) std::abort();
  return 0;
}

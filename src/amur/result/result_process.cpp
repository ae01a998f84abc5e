// A result is read by a process of its own; fuzzers put an engine of this process in its place.

#include "amur/result/result_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "amur/base/contained_process.h"
#include "amur/base/printable.h"

namespace amur::result {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds most_opening_time{10};
// Beyond a query's own limit, which its process keeps where SQLite lets it.
constexpr std::chrono::milliseconds grace{100};

std::mutex reader_path_lock;
std::filesystem::path reader_path;

// Beside the program, as installed; or a folder up, as where tests are built.
std::filesystem::path reader_program() {
  const std::lock_guard lock(reader_path_lock);
  if (!reader_path.empty()) return reader_path;
  std::error_code code;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", code).parent_path();
  for (const auto& path : {folder / "amur-reader", folder.parent_path() / "amur-reader"})
    if (std::filesystem::exists(path, code)) return path;
  return folder / "amur-reader";
}

}  // namespace

void use_reader_program(const std::filesystem::path& path) {
  const std::lock_guard lock(reader_path_lock);
  reader_path = path;
}

struct result_database::reader {
  std::filesystem::path file;
  std::optional<contained_process> process;

  // An answer of the process; where it is cut short, that is the problem.
  std::optional<query::sql_rows> take_answer(const query::query_limits& limits,
                                             clock::time_point deadline, std::string& problem) {
    auto answer = query::read_answer(
        [&](char* bytes, std::size_t size) { return process->receive(bytes, size, deadline); },
        limits, problem);
    if (answer) return answer;
    problem = printable(problem);
    if (!problem.empty()) return answer;
    if (process->current() == contained_process::state::late)
      problem = fmt::format("the query took longer than {} s",
                            static_cast<double>(limits.time.count()) / 1000);
    else
      problem = fmt::format("the process that reads it ended unexpectedly ({})",
                            process->end().empty() ? "no answer" : process->end());
    process.reset();
    return answer;
  }

  bool start(std::string& problem) {
    process = contained_process::start(reader_program(), file, problem);
    if (!process) return false;
    return take_answer({most_opening_time}, clock::now() + most_opening_time, problem).has_value();
  }
};

result_database::result_database(std::unique_ptr<reader> opened) : reader_(std::move(opened)) {}
result_database::result_database(result_database&&) noexcept = default;
result_database& result_database::operator=(result_database&&) noexcept = default;
result_database::~result_database() = default;

std::optional<result_database> result_database::open(const std::filesystem::path& path,
                                                     std::string& problem) {
  auto opened = std::make_unique<reader>(reader{path, std::nullopt});
  if (!opened->start(problem)) return std::nullopt;
  return result_database(std::move(opened));
}

std::optional<query::sql_rows> result_database::query(const std::string& sql, std::string& problem,
                                                      const query::query_limits& limits) const {
  if (sql.size() > query::longest_query) {
    problem = fmt::format("the query is longer than {} characters", query::longest_query);
    return std::nullopt;
  }
  // A process that was killed over the last query is no loss to this one.
  if (!reader_->process && !reader_->start(problem)) return std::nullopt;
  const auto deadline = clock::now() + limits.time + grace;
  (void)query::write_query({sql, limits}, [&](std::string_view bytes) {
    return reader_->process->send(bytes, deadline);
  });
  return reader_->take_answer(limits, deadline, problem);
}

std::string result_database::file() const { return reader_->file.string(); }

}  // namespace amur::result

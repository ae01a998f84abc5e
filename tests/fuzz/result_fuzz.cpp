// Results of strangers, read by all that `amur claims`, `amur compare` and `amur report` read of
// them; the seeds are small results. SQL runs in this process here, so that sanitizers see it.

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "amur/query/query_engine.h"
#include "amur/report/report.h"
#include "amur/result/compare.h"
#include "amur/result/result_reader.h"
#include "support/damaged_result.h"

namespace amur::result {

using query::answer_writer, query::query_engine, query::query_limits, query::sql_rows;

// In the place of result/result_process.cpp.
struct result_database::reader {
  std::filesystem::path file;
  query_engine engine;
};

result_database::result_database(std::unique_ptr<reader> opened) : reader_(std::move(opened)) {}
result_database::result_database(result_database&&) noexcept = default;
result_database& result_database::operator=(result_database&&) noexcept = default;
result_database::~result_database() = default;
std::string result_database::file() const { return reader_->file.string(); }
void use_reader_program(const std::filesystem::path&) {}

std::optional<result_database> result_database::open(const std::filesystem::path& path,
                                                     std::string& problem) {
  auto engine = query_engine::open(path, problem);
  if (!engine) return std::nullopt;
  return result_database(std::make_unique<reader>(reader{path, std::move(*engine)}));
}

std::optional<sql_rows> result_database::query(const std::string& sql, std::string& problem,
                                               const query_limits& limits) const {
  std::string bytes;
  answer_writer out([&](std::string_view more) {
    bytes += more;
    return true;
  });
  reader_->engine.answer({sql, limits}, out);
  std::string_view rest = bytes;
  auto answer = read_answer(
      [&](char* to, std::size_t size) {
        if (rest.size() < size) return false;
        std::copy_n(rest.data(), size, to);
        rest.remove_prefix(size);
        return true;
      },
      limits, problem);
  // The engine keeps the rules that its answer is read by.
  if (!answer && problem.empty()) std::abort();
  return answer;
}

}  // namespace amur::result

namespace {

using amur::result::cell_type;

void read_as_claims(const amur::result::result_database& result) {
  amur::diagnostics report;
  const amur::result::wanted_column wanted[] = {{"verdict", cell_type::text},
                                                {"figure", cell_type::number}};
  (void)amur::result::read_result_table(result, "claims", wanted, report);
}

void read_as_compare(const amur::result::result_database& result) {
  amur::diagnostics report;
  const amur::result::wanted_column wanted[] = {
      {"crossing_id", cell_type::text}, {"direction", cell_type::text}, {"t", cell_type::number}};
  const auto table = amur::result::read_result_table(result, "crossings", wanted, report);
  if (!table) return;
  const amur::result::result_table both[] = {*table, *table};
  (void)amur::result::compare_tables(both, {"crossing_id", "direction"}, {"t"});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // SQLite opens no file without a name.
  static const auto path = std::filesystem::temp_directory_path() /
                           ("amur-fuzz-" + std::to_string(::getpid()) + ".gpkg");
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  amur::diagnostics report;
  const auto html = amur::report::html_of({path, {}, {}}, report);
  if (html.has_value() == report.has_errors()) std::abort();
  if (html && html->find("<b>") != std::string::npos) std::abort();
  amur::diagnostics unread;
  if (const auto result = amur::result::open_result(path, unread)) {
    read_as_claims(*result);
    read_as_compare(*result);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  std::mt19937_64 random(seed);
  if (random() % 4 == 0) return LLVMFuzzerMutate(data, size, most);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  amur::test::damage_result(bytes, random);
  if (bytes.empty() || bytes.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::copy(bytes.begin(), bytes.end(), data);
  return bytes.size();
}

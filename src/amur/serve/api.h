#pragma once
// What the server answers, apart from how it is asked: JSON in, JSON out.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "amur/case/case.h"
#include "amur/result/result_query.h"
#include "amur/serve/run_queue.h"
#include "amur/serve/run_store.h"

namespace amur::serve {

/// An answer with its HTTP status.
struct answer {
  int status = 200;
  nlohmann::json body;
};

/// {"error": {"field", "message", "allowed"}}
[[nodiscard]] answer error_answer(int status, const std::string& field, const std::string& message,
                                  const std::string& allowed = {});

/// A number, a text, or null where there is none.
[[nodiscard]] nlohmann::json cell(const query::sql_value& value);

/// Runs that may be unfinished at a time, edits and scenarios in a run, rows in an answer.
inline constexpr std::size_t most_unfinished = 50, most_edits = 200, most_rows = 10000;

/// The case as the page needs it, its nodes in columns.
[[nodiscard]] nlohmann::json case_json(const cases::case_data& data,
                                       const std::filesystem::path& folder);

/// How a new run is asked for: /api/studies names its study, /api/runs and /api/simulations its
/// kind, "run" or "simulation".
struct wanted_run {
  std::string study, kind;
};
/// A new run from a request's body; queued where the body is good.
[[nodiscard]] answer start_run(const wanted_run& wanted, const std::string& body,
                               const cases::case_data& data, const std::filesystem::path& folder,
                               run_store& store, run_queue& queue);
/// Another name for a finished run: {"name": ...}.
[[nodiscard]] answer rename_run(const std::string& id, const std::string& body, run_store& store);

[[nodiscard]] answer tables_of(const std::filesystem::path& result);
/// Rows of a table whose `column` is `value`; an empty column: all.
struct wanted_rows {
  std::size_t limit = 1000, offset = 0;
  std::string column, value;
};
[[nodiscard]] answer rows_of(const std::filesystem::path& result, const std::string& table,
                             const wanted_rows& wanted);
/// The links of a run for a map, in columns: "links" with the geometry that the case gives them,
/// and "ways", their directions in the order of the rows of table `links`. openapi.cpp says what is
/// in each.
[[nodiscard]] answer links_of(const std::filesystem::path& result, const cases::case_data& data);
/// A flow by where it starts and ends; an empty commodity: all between the two places.
struct wanted_paths {
  std::string from, to, commodity;
};
/// Its alternatives, best first, each with its cost by component and its steps.
[[nodiscard]] answer paths_of(const std::filesystem::path& result, const wanted_paths& wanted);
[[nodiscard]] answer compare(const std::filesystem::path& from, const std::filesystem::path& to);
/// Mean time and cost of what starts or ends at each place, by the tonnes of the demand table.
[[nodiscard]] answer compare_places(const std::filesystem::path& from,
                                    const std::filesystem::path& to);

[[nodiscard]] nlohmann::json openapi(const std::string& version);

}  // namespace amur::serve

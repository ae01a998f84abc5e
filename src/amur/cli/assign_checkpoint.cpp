#include "amur/cli/assign_checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "amur/cli/all_good.h"
#include "amur/exchange/bush_file.h"
#include "amur/text/file.h"

namespace amur::cli {
namespace {

constexpr const char* index_name = "checkpoint.json";
constexpr int checkpoint_format = 1;

// A file with the bushes [begin, end) of all.
struct bush_file {
  std::string name;
  std::size_t begin = 0, end = 0;
};

std::string name_of(int step, block_range range) {
  return fmt::format("step-{}.bushes-{}-{}", step, range.begin, range.end);
}

std::vector<bush_file> files_of(int step, const checkpoint_place& place, std::size_t rank_count) {
  const assign::rank_parts cut(place.bushes, rank_count);
  std::vector<bush_file> files;
  for (std::size_t rank = 0; rank < rank_count; ++rank) {
    const auto range = cut.bushes_of(rank);
    if (range.end > range.begin) files.push_back({name_of(step, range), range.begin, range.end});
  }
  return files;
}

bool write_index(const checkpoint_place& place, const assign::ranked_state& state,
                 const std::vector<bush_file>& files, diagnostics& report) {
  nlohmann::json json{{"format", checkpoint_format},
                      {"inputs", place.inputs},
                      {"bushes", place.bushes},
                      {"best", state.best},
                      {"idle_steps", state.idle_steps}};
  for (const auto& step : state.log) json["gaps"].push_back(step.residual);
  for (const auto& file : files)
    json["files"].push_back({{"name", file.name}, {"begin", file.begin}, {"end", file.end}});
  return text::write_file(place.folder / index_name, json.dump(1) + "\n", report);
}

// Bushes of earlier steps, and of steps that were never told of.
void remove_others(const checkpoint_place& place, const std::vector<bush_file>& files) {
  std::set<std::string> kept;
  for (const auto& file : files) kept.insert(file.name);
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(place.folder, code)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("step-") && !kept.contains(name))
      std::filesystem::remove(entry.path(), code);
  }
}

// The index, or nothing with an error reported.
std::optional<nlohmann::json> read_index(const checkpoint_place& place, diagnostics& report) {
  const auto refuse = [&](const std::string& why) {
    report.error(index_name, 0, "", "", why,
                 "the same network, trips and factors as before, or another --checkpoint");
    return std::nullopt;
  };
  auto json = nlohmann::json::parse(text::read_bytes(place.folder / index_name), nullptr, false);
  const auto is_count = [&](const char* name) {
    return json.contains(name) && json[name].is_number_unsigned();
  };
  if (!json.is_object() || !is_count("format") || json["format"] != checkpoint_format ||
      !is_count("inputs") || !is_count("bushes") || !is_count("idle_steps") ||
      !json.contains("best") || !json["best"].is_number() || !json.contains("gaps") ||
      !json["gaps"].is_array() || json["gaps"].empty() || !json.contains("files") ||
      !json["files"].is_array())
    return refuse("this is no checkpoint of this version");
  if (json["inputs"] != place.inputs || json["bushes"] != place.bushes)
    return refuse("the checkpoint is of other inputs");
  for (const auto& gap : json["gaps"])
    if (!gap.is_number()) return refuse("this is no checkpoint of this version");
  for (const auto& file : json["files"])
    if (!file.is_object() || !file.contains("name") || !file["name"].is_string() ||
        !file.contains("begin") || !file["begin"].is_number_unsigned() || !file.contains("end") ||
        !file["end"].is_number_unsigned() ||
        file["name"].get<std::string>().find('/') != std::string::npos)
      return refuse("this is no checkpoint of this version");
  return json;
}

// Appends what the own range has of a file.
bool append(const nlohmann::json& file, block_range own, const checkpoint_place& place,
            const assign::problem& problem, assign::bush_set& set, diagnostics& report) {
  const auto begin = file["begin"].get<std::size_t>(), end = file["end"].get<std::size_t>();
  const auto from = std::max(begin, own.begin), to = std::min(end, own.end);
  if (from >= to) return true;
  const auto name = file["name"].get<std::string>();
  auto read = exchange::read_bushes(place.folder / name, problem, report);
  if (!read) return false;
  if (read->bushes.size() != end - begin || from != own.begin + set.bushes.size()) {
    report.error(name, 0, "", "", "the bushes are not those of the checkpoint",
                 "the files of one checkpoint, unchanged");
    return false;
  }
  const auto first = read->bushes.begin() + static_cast<std::ptrdiff_t>(from - begin);
  std::move(first, first + static_cast<std::ptrdiff_t>(to - from), std::back_inserter(set.bushes));
  return true;
}

}  // namespace

void write_checkpoint(const checkpoint_place& place, const assign::problem& own,
                      const assign::ranked_state& state, ranks& all, diagnostics& report) {
  const int step = state.log.back().number;
  const auto range = assign::rank_parts(place.bushes, all.count()).bushes_of(all.own());
  diagnostics failures;
  const bool written =
      range.end == range.begin ||
      exchange::write_bushes(place.folder / name_of(step, range), own, state.set, failures);
  const bool all_written = all_good(all, written, failures);
  if (all.own() != 0) return;
  const auto files = files_of(step, place, all.count());
  if (all_written && write_index(place, state, files, failures)) remove_others(place, files);
  for (auto& finding : failures.findings) {
    finding.level = severity::warning;
    report.add(finding);
  }
}

std::optional<assign::ranked_state> read_checkpoint(const checkpoint_place& place,
                                                    const assign::problem& own, const ranks& all,
                                                    diagnostics& report) {
  if (!std::filesystem::exists(place.folder / index_name)) return std::nullopt;
  const auto json = read_index(place, report);
  if (!json) return std::nullopt;
  assign::ranked_state state;
  const auto range = assign::rank_parts(place.bushes, all.count()).bushes_of(all.own());
  for (const auto& file : (*json)["files"])
    if (!append(file, range, place, own, state.set, report)) return std::nullopt;
  int number = 0;
  for (const auto& gap : (*json)["gaps"]) state.log.push_back({++number, gap.get<double>(), 0});
  state.best = (*json)["best"].get<double>();
  state.idle_steps = (*json)["idle_steps"].get<int>();
  return state;
}

}  // namespace amur::cli

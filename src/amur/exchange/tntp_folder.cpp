#include "amur/exchange/tntp_folder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "amur/text/text.h"

namespace amur::exchange {
namespace {

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// The start of `part` in NAME_part.tntp or, where more may follow it, in NAME_partMORE.tntp; npos
// where the name is another.
std::size_t find_part(const std::string& name, const std::string& part, bool more_may_follow) {
  const auto small = in_small_letters(name);
  const std::string ending = ".tntp";
  if (!small.ends_with(ending)) return std::string::npos;
  if (more_may_follow && small.find("_flow") == std::string::npos) return small.find("_" + part);
  return small.ends_with("_" + part + ending) ? small.size() - part.size() - ending.size() - 1
                                              : std::string::npos;
}

std::filesystem::path only_file(const std::filesystem::path& folder, const std::string& part,
                                const std::string& loose_part, diagnostics& report) {
  std::vector<std::string> found, loose;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
    const auto name = entry.path().filename().string();
    if (find_part(name, part, false) != std::string::npos)
      found.push_back(name);
    else if (!loose_part.empty() && find_part(name, loose_part, true) != std::string::npos)
      loose.push_back(name);
  }
  if (found.empty()) found = loose;
  std::sort(found.begin(), found.end());
  if (found.empty() && !loose_part.empty())
    report.error(
        folder.string(), 0, "", "", "there is no *_" + part + ".tntp in this folder",
        "one network (*_net.tntp) and one trip table (*_trips.tntp), or --net and --trips");
  if (found.size() > 1)
    report.error(folder.string(), 0, "", text::join(found), "there are several *_" + part + ".tntp",
                 loose_part.empty() ? "one" : "one, or --net and --trips");
  return found.size() == 1 ? folder / found[0] : std::filesystem::path();
}

}  // namespace

std::optional<tntp_files> find_tntp_files(const tntp_source& source, diagnostics& report) {
  const auto& folder = source.folder;
  if (folder.empty()) return tntp_files{source.network, source.trips, {}};
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code)) {
    report.error(folder.string(), 0, "", "", "there is no such folder",
                 "a folder with *_net.tntp and *_trips.tntp");
    return std::nullopt;
  }
  const auto errors = report.count(severity::error);
  tntp_files files{only_file(folder, "net", "network", report),
                   only_file(folder, "trips", "trips", report),
                   only_file(folder, "node", "", report)};
  if (report.count(severity::error) > errors) return std::nullopt;
  return files;
}

std::string tntp_name(const std::filesystem::path& network) {
  const auto name = network.filename().string();
  for (const bool loose : {false, true})
    if (const auto at = find_part(name, loose ? "network" : "net", loose); at != std::string::npos)
      return name.substr(0, at);
  return network.stem().string();
}

}  // namespace amur::exchange

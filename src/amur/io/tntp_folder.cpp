#include "amur/io/tntp_folder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "amur/io/text.h"

namespace amur::io {
namespace {

std::filesystem::path only_file(const std::filesystem::path& folder, const std::string& ending,
                                bool needed, diagnostics& report) {
  std::vector<std::string> found;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code))
    if (entry.path().filename().string().ends_with(ending))
      found.push_back(entry.path().filename().string());
  std::sort(found.begin(), found.end());
  if (found.empty() && needed)
    report.error(folder.string(), 0, "", "", "there is no *" + ending + " in this folder",
                 "one network (*_net.tntp) and one trip table (*_trips.tntp)");
  if (found.size() > 1)
    report.error(folder.string(), 0, "", join(found), "there are several *" + ending, "one");
  return found.size() == 1 ? folder / found[0] : std::filesystem::path();
}

}  // namespace

std::optional<tntp_files> find_tntp_files(const std::filesystem::path& folder,
                                          diagnostics& report) {
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code)) {
    report.error(folder.string(), 0, "", "", "there is no such folder",
                 "a folder with *_net.tntp and *_trips.tntp");
    return std::nullopt;
  }
  const auto errors = report.count(severity::error);
  tntp_files files{only_file(folder, "_net.tntp", true, report),
                   only_file(folder, "_trips.tntp", true, report),
                   only_file(folder, "_node.tntp", false, report)};
  if (report.count(severity::error) > errors) return std::nullopt;
  return files;
}

}  // namespace amur::io

#include "amur/text/new_folder.h"

#include <system_error>

#include "amur/text/staged_output.h"

namespace amur::text {
namespace {

std::filesystem::path without_slash(const std::filesystem::path& folder) {
  auto wanted = std::filesystem::absolute(folder).lexically_normal();
  return wanted.has_filename() ? wanted : wanted.parent_path();
}

}  // namespace

bool may_become_folder(const std::filesystem::path& folder, diagnostics& report) {
  const auto wanted = without_slash(folder);
  std::error_code code;
  const auto status = std::filesystem::symlink_status(wanted, code);
  if (!std::filesystem::exists(status)) return true;
  if (std::filesystem::is_directory(status) && std::filesystem::is_empty(wanted, code) && !code)
    return true;
  report.error(wanted.string(), 0, "", "",
               std::filesystem::is_directory(status)
                   ? "this folder holds files already; nothing was written"
                   : "this is no folder; nothing was written",
               "a folder that does not exist, or an empty one");
  return false;
}

bool write_folder(const std::filesystem::path& folder, const std::string& what,
                  const std::function<bool(const std::filesystem::path&)>& write,
                  diagnostics& report) {
  const auto wanted = without_slash(folder);
  staged_output staged(wanted, "folder");
  auto problem = staged.problem();
  if (problem.empty()) {
    std::error_code code;
    std::filesystem::create_directory(staged.path(), code);
    if (code) problem = code.message();
  }
  if (problem.empty()) {
    if (!write(staged.path())) return false;
    problem = staged.put_in_place();
  }
  if (problem.empty()) return true;
  report.error(wanted.string(), 0, "", "", what + " can't be written: " + problem,
               "a path in a folder that can be written, on a disk with room");
  return false;
}

}  // namespace amur::text

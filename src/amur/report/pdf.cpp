#include "amur/report/pdf.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <sstream>

#include "amur/base/contained_process.h"
#include "amur/text/file.h"
#include "amur/text/staged_output.h"

namespace amur::report {
namespace {

constexpr std::chrono::seconds most_printing_time{120};

std::string file_url(const std::filesystem::path& path) {
  std::string url = "file://";
  for (const char letter : path.string()) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain =
        std::isalnum(byte) != 0 || std::string_view("/-_.~").find(letter) != std::string_view::npos;
    url += is_plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
  }
  return url;
}

std::vector<std::string> printing_arguments(const std::filesystem::path& folder,
                                            const std::filesystem::path& page,
                                            const std::filesystem::path& pdf) {
  std::vector<std::string> arguments = {"--headless",
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-extensions",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-breakpad",
                                        "--no-first-run",
                                        "--host-resolver-rules=MAP * ~NOTFOUND",
                                        "--no-pdf-header-footer",
                                        "--user-data-dir=" + (folder / "profile").string(),
                                        "--print-to-pdf=" + pdf.string()};
  // Chromium's own sandbox can't be had by the superuser; the page has no script.
  if (::geteuid() == 0) arguments.emplace_back("--no-sandbox");
  arguments.push_back(file_url(page));
  return arguments;
}

bool is_whole_pdf(const std::filesystem::path& path) {
  const auto bytes = text::read_bytes(path);
  return bytes.starts_with("%PDF-") &&
         bytes.find("%%EOF", bytes.size() > 64 ? bytes.size() - 64 : 0) != std::string::npos;
}

// Helpers of the browser that are just being ended may still write there.
void remove_profile(const std::filesystem::path& folder) {
  constexpr int most_tries = 100;
  std::error_code code;
  for (int tries = 0; tries < most_tries; ++tries) {
    for (const auto& entry : std::filesystem::directory_iterator(folder, code))
      if (entry.is_directory(code)) std::filesystem::remove_all(entry.path(), code);
    ::usleep(10'000);
    const std::filesystem::directory_iterator left(folder, code);
    if (std::none_of(begin(left), end(left),
                     [&code](const auto& entry) { return entry.is_directory(code); }))
      return;
  }
}

// Empty, or why the browser did not print.
std::string print(const std::filesystem::path& browser, const std::string& html,
                  const std::filesystem::path& pdf) {
  const auto folder = pdf.parent_path(), page = folder / "report.html";
  diagnostics unheard;
  if (!text::write_file(page, html, unheard)) return unheard.findings.front().message;
  const std::string environment[] = {"HOME=" + folder.string(), "PATH=/usr/local/bin:/usr/bin:/bin",
                                     "LANG=C.UTF-8"};
  const auto arguments = printing_arguments(folder, page, pdf);
  std::string problem;
  auto process = contained_process::start(browser, arguments, problem, environment);
  if (!process) return problem;
  const auto state = process->wait(std::chrono::steady_clock::now() + most_printing_time);
  remove_profile(folder);
  if (state == contained_process::state::late)
    return fmt::format("{} took longer than {} s to print", browser.filename().string(),
                       most_printing_time.count());
  if (is_whole_pdf(pdf)) return {};
  return fmt::format("{} printed no PDF ({})", browser.filename().string(), process->end());
}

}  // namespace

std::filesystem::path find_browser() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  std::error_code code;
  for (std::string folder; std::getline(folders, folder, ':');)
    for (const char* name :
         {"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"})
      if (const auto found = std::filesystem::path(folder) / name;
          found.is_absolute() && ::access(found.c_str(), X_OK) == 0 &&
          std::filesystem::is_regular_file(found, code))
        return found;
  return {};
}

bool write_pdf(const std::string& html, const std::filesystem::path& target,
               const std::filesystem::path& browser, diagnostics& report) {
  text::staged_output staged(std::filesystem::absolute(target), "report.pdf");
  auto problem = staged.problem();
  if (problem.empty()) problem = print(browser, html, staged.path());
  if (problem.empty()) problem = staged.put_in_place();
  if (!problem.empty()) report.error(target.string(), 0, "", "", problem);
  return problem.empty();
}

}  // namespace amur::report

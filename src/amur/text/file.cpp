#include "amur/text/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace amur::text {
namespace {

constexpr std::size_t write_block_bytes = std::size_t{64} << 10;

}  // namespace

bool is_regular_file(const std::filesystem::path& path, const std::string& shown_name,
                     diagnostics& report) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) {
    report.error(shown_name, 0, "", "", "the file is missing");
    return false;
  }
  if (!std::filesystem::is_regular_file(status)) {
    report.error(shown_name, 0, "", "", "this is not a file", "a regular file");
    return false;
  }
  return true;
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      return false;
  }
  return true;
}

file_writer::file_writer(const std::filesystem::path& path, diagnostics& report)
    : path_(path), staged_(path), report_(&report) {
  auto problem = staged_.problem();
  if (problem.empty()) problem = why_no_file_goes_to(followed(path));
  if (problem.empty()) {
    file_ = ::open(staged_.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0) problem = std::strerror(errno);
  }
  if (!problem.empty()) fail(problem);
}

file_writer::~file_writer() {
  if (file_ >= 0) ::close(file_);
}

void file_writer::fail(const std::string& why) {
  if (good_)
    report_->error(path_.string(), 0, "", "", "the file can't be written: " + why,
                   "a path in a folder that can be written, on a disk with room");
  good_ = false;
}

file_writer& file_writer::operator<<(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= write_block_bytes) flush();
  return *this;
}

file_writer& file_writer::operator<<(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return *this << std::string_view(digits, static_cast<std::size_t>(end - digits));
}

file_writer& file_writer::operator<<(std::size_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return *this << std::string_view(digits, static_cast<std::size_t>(end - digits));
}

void file_writer::flush() {
  if (good_ && !write_all(file_, buffer_)) fail(std::strerror(errno));
  buffer_.clear();
}

bool file_writer::commit() {
  flush();
  if (!good_) return false;
  if (::close(std::exchange(file_, -1)) != 0 && errno != EINTR) fail(std::strerror(errno));
  if (!good_) return false;
  if (const auto problem = staged_.put_in_place(); !problem.empty()) fail(problem);
  return good_;
}

bool write_file(const std::filesystem::path& path, std::string_view content, diagnostics& report) {
  return write_file(
      path, [content](file_writer& file) { file << content; }, report);
}

bool write_file(const std::filesystem::path& path, const std::function<void(file_writer&)>& fill,
                diagnostics& report) {
  file_writer file(path, report);
  fill(file);
  return file.commit();
}

}  // namespace amur::text

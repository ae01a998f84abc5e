#include "amur/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace amur::io {
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

file_writer::file_writer(const std::filesystem::path& path, diagnostics& report)
    : path_(path), temporary_(path.string() + ".XXXXXX"), report_(&report) {
  file_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (file_ < 0) {
    temporary_.clear();
    fail("the file can't be written");
    return;
  }
  // mkostemp makes the file its owner's alone; give it the rights that any new file has.
  const auto mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(file_, 0666U & ~mask) != 0) fail("the file can't be written");
}

file_writer::~file_writer() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void file_writer::fail(const std::string& what) {
  if (good_) report_->error(path_.string(), 0, "", "", what + ": " + std::strerror(errno));
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
  std::string_view rest = buffer_;
  while (good_ && !rest.empty()) {
    const auto written = ::write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      fail("the file can't be written");
    else
      rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

bool file_writer::commit() {
  flush();
  if (!good_) return false;
  if (::close(std::exchange(file_, -1)) != 0) fail("the file can't be written");
  if (good_ && std::rename(temporary_.c_str(), path_.c_str()) != 0)
    fail("the file can't be put in place");
  if (good_) temporary_.clear();
  return good_;
}

}  // namespace amur::io

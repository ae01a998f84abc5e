#include "amur/text/line_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "amur/text/file.h"

namespace amur::text {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10;
// Longer than any line of a text file; a binary one without line breaks is told here.
constexpr std::size_t longest_line_bytes = std::size_t{16} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::optional<line_reader> line_reader::open(const std::filesystem::path& path,
                                             diagnostics& report) {
  auto name = path.filename().string();
  if (!is_regular_file(path, name, report)) return std::nullopt;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    report.error(name, 0, "", "", std::string("the file can't be read: ") + std::strerror(errno));
    return std::nullopt;
  }
  return line_reader(file, std::move(name), report);
}

line_reader::line_reader(int file, std::string name, diagnostics& report)
    : file_(file), name_(std::move(name)), report_(&report), buffer_(block_bytes) {}

line_reader::line_reader(line_reader&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      name_(std::move(other.name_)),
      report_(other.report_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      end_(other.end_),
      number_(other.number_),
      at_end_(other.at_end_),
      whole_(other.whole_),
      good_(other.good_) {}

line_reader::~line_reader() {
  if (file_ >= 0) ::close(file_);
}

void line_reader::refill() {
  if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= std::exchange(begin_, 0);
  if (end_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
  ssize_t read = 0;
  do {
    read = ::read(file_, buffer_.data() + end_, buffer_.size() - end_);
  } while (read < 0 && errno == EINTR);
  if (read < 0) {
    report_->error(name_, number_, "", "",
                   std::string("the file can't be read: ") + std::strerror(errno));
    good_ = false;
  }
  at_end_ = read <= 0;
  if (read > 0) end_ += static_cast<std::size_t>(read);
}

bool line_reader::next(std::string_view& line) {
  std::size_t searched = begin_;
  for (;;) {
    const auto* found =
        static_cast<const char*>(std::memchr(buffer_.data() + searched, '\n', end_ - searched));
    whole_ = found != nullptr;
    if (whole_ || at_end_) {
      if (!good_ || (!whole_ && begin_ == end_)) return false;
      const auto stop = whole_ ? static_cast<std::size_t>(found - buffer_.data()) : end_;
      line = std::string_view(buffer_.data() + begin_, stop - begin_);
      begin_ = whole_ ? stop + 1 : end_;
      if (++number_ == 1 && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
      return true;
    }
    if (end_ - begin_ > longest_line_bytes) {
      report_->error(name_, number_ + 1, "", "", "the line is too long (not a text file?)",
                     "at most " + std::to_string(longest_line_bytes) + " bytes");
      good_ = false;
      return false;
    }
    searched = end_ - begin_;
    refill();
  }
}

}  // namespace amur::text

#include "amur/study/kept_variants.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "amur/base/ranks.h"
#include "amur/text/file.h"

namespace amur::study {
namespace {

constexpr std::string_view signature = "Amur variants 2 ";
constexpr std::uint64_t longest_record = 1U << 30;

// Fowler, Noll & Vo's hash (FNV-1a, 64 bits).
std::uint64_t checksum(std::span<const std::byte> data) {
  std::uint64_t hash = 14695981039346656037U;
  for (const auto byte : data)
    hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 1099511628211U;
  return hash;
}

void pack_text(bytes& into, const std::string& text) {
  pack(into, std::uint64_t{text.size()});
  pack(into, std::span<const char>(text));
}

std::string take_text(unpacker& from) {
  const auto size = from.take<std::uint64_t>();
  if (size > longest_record) throw std::runtime_error("a text of a kept variant is too long");
  return from.take_text(size);
}

// All but length and checksum: index, why not, claims, further cells, figures.
bytes content_of(std::uint64_t index, const told_variant& variant) {
  bytes content;
  pack(content, index);
  pack_text(content, variant.why_not);
  pack(content, std::uint64_t{variant.claims.size()});
  for (const auto& [id, figure] : variant.claims) {
    pack_text(content, id);
    pack(content, figure);
  }
  pack(content, std::uint64_t{variant.more.size()});
  for (const auto& [figure, value] : variant.more) {
    for (const auto* text : {&figure.table, &figure.row, &figure.column, &figure.unit})
      pack_text(content, *text);
    pack(content, value);
  }
  pack(content, std::uint64_t{variant.figures.size()});
  pack(content, std::span<const double>(variant.figures));
  return content;
}

struct read_record {
  std::uint64_t index = 0;
  told_variant variant;
};

read_record record_in(std::span<const std::byte> content) {
  unpacker from(content);
  read_record record;
  record.index = from.take<std::uint64_t>();
  auto& variant = record.variant;
  variant.why_not = take_text(from);
  const auto claims = from.take<std::uint64_t>();
  for (std::uint64_t i = 0; i < claims; ++i) {
    const auto id = take_text(from);
    variant.claims[id] = from.take<double>();
  }
  const auto more = from.take<std::uint64_t>();
  for (std::uint64_t i = 0; i < more; ++i) {
    told_figure figure;
    for (auto* text : {&figure.table, &figure.row, &figure.column, &figure.unit})
      *text = take_text(from);
    variant.more[figure] = from.take<double>();
  }
  const auto figures = from.take<std::uint64_t>();
  if (figures > content.size()) throw std::runtime_error("a kept variant has too many figures");
  variant.figures.resize(figures);
  from.take(std::span<double>(variant.figures));
  return record;
}

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::optional<shard> read_shard(const std::string& text) {
  const auto slash = text.find('/');
  shard made;
  if (slash == std::string::npos ||
      !read_number(std::string_view(text).substr(0, slash), made.number) ||
      !read_number(std::string_view(text).substr(slash + 1), made.count) || made.number < 1 ||
      made.number > made.count)
    return std::nullopt;
  return made;
}

kept_variants::kept_variants(kept_variants&& other) noexcept
    : places_(std::move(other.places_)),
      paths_(std::move(other.paths_)),
      file_(std::exchange(other.file_, -1)),
      end_(other.end_),
      is_nameless_(other.is_nameless_),
      read_file_(std::exchange(other.read_file_, -1)),
      read_number_(other.read_number_) {}

kept_variants::~kept_variants() {
  for (const int file : {file_, read_file_})
    if (file >= 0) ::close(file);
}

// Adds what a file has, up to the first record that is not whole; false where it is another file.
bool kept_variants::take(const std::filesystem::path& path, std::string& origin,
                         std::uint64_t& good_bytes, diagnostics& report) {
  const auto name = path.filename().string();
  const auto refuse = [&](const char* why, const char* allowed) {
    report.error(name, 0, "", "", why, allowed);
    return false;
  };
  std::ifstream in(path, std::ios::binary);
  std::string line;
  good_bytes = 0;
  const bool is_whole = static_cast<bool>(std::getline(in, line)) && !in.eof();
  // Nothing, or what was left of the first line.
  if (!is_whole && (std::string(signature) + origin).starts_with(line)) return true;
  if (!is_whole || !line.starts_with(signature))
    return refuse("this is no part of an ensemble of this version", "what --shard wrote with -o");
  const auto own = line.substr(signature.size());
  if (origin.empty()) origin = own;
  if (own != origin)
    return refuse("the part is of another case, request or version of Amur",
                  "parts of the same question; another -o for another one");
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  const auto file = paths_.size();
  paths_.push_back(path);
  good_bytes = line.size() + 1;
  bytes content;
  for (std::uint64_t head[2]; in.read(reinterpret_cast<char*>(head), sizeof head);) {
    if (error || head[0] > size - good_bytes - sizeof head) break;
    content.resize(head[0]);
    if (!in.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(head[0])) ||
        checksum(content) != head[1])
      break;
    try {
      const auto record = record_in(content);
      places_.try_emplace(record.index, record_place{file, good_bytes + sizeof head, head[0],
                                                     record.variant.figures.size()});
    } catch (const std::runtime_error&) {
      return refuse("a record of the part says nothing", "what --shard wrote with -o");
    }
    good_bytes += sizeof head + head[0];
  }
  return true;
}

std::optional<kept_variants> kept_variants::open(const std::filesystem::path& path,
                                                 const std::string& origin, diagnostics& report) {
  const auto refuse = [&](const std::string& why, const std::string& allowed) {
    report.error("", 0, "--output", path.string(), why, allowed);
    return std::nullopt;
  };
  kept_variants made;
  made.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (made.file_ < 0) return refuse(std::strerror(errno), "a file that can be written");
  if (::flock(made.file_, LOCK_EX | LOCK_NB) != 0)
    return refuse("another process writes to this part", "a part of its own for each shard");
  std::string known = origin;
  if (!made.take(path, known, made.end_, report)) return std::nullopt;
  if (made.paths_.empty()) made.paths_.push_back(path);
  const auto line = std::string(signature) + origin + "\n";
  if (::ftruncate(made.file_, static_cast<off_t>(made.end_)) != 0 ||
      ::lseek(made.file_, 0, SEEK_END) < 0 ||
      (made.end_ == 0 && !text::write_all(made.file_, line)))
    return refuse(std::strerror(errno), "a file that can be written");
  if (made.end_ == 0) made.end_ = line.size();
  return made;
}

std::optional<kept_variants> kept_variants::nameless(const std::filesystem::path& beside,
                                                     diagnostics& report) {
  kept_variants made;
  auto name = beside.string() + ".variants.XXXXXX";
  made.file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (made.file_ < 0 || ::unlink(name.c_str()) != 0) {
    report.error("", 0, "--output", beside.string(), std::strerror(errno),
                 "a folder that can be written to");
    return std::nullopt;
  }
  made.is_nameless_ = true;
  made.paths_.emplace_back();
  return made;
}

std::optional<kept_variants> kept_variants::read(const std::vector<std::filesystem::path>& paths,
                                                 std::string& origin, diagnostics& report) {
  kept_variants made;
  for (const auto& path : paths) {
    if (!text::is_regular_file(path, path.filename().string(), report)) return std::nullopt;
    std::uint64_t good_bytes = 0;
    if (!made.take(path, origin, good_bytes, report)) return std::nullopt;
  }
  return made;
}

void kept_variants::read_at(const record_place& from, std::uint64_t offset,
                            std::span<std::byte> into) const {
  const std::lock_guard lock(reading_);
  int file = file_;
  // Parts may be more than files that a process may have open; they are read one after the other.
  if (file < 0) {
    if (read_file_ < 0 || read_number_ != from.file) {
      if (read_file_ >= 0) ::close(read_file_);
      read_file_ = ::open(paths_[from.file].c_str(), O_RDONLY | O_CLOEXEC);
      read_number_ = from.file;
    }
    file = read_file_;
  }
  for (std::size_t done = 0; done < into.size();) {
    const auto got = ::pread(file, into.data() + done, into.size() - done,
                             static_cast<off_t>(from.begin + offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw std::runtime_error("a variant that was kept can't be read again");
    done += static_cast<std::size_t>(got);
  }
}

std::optional<told_variant> kept_variants::find(std::uint64_t index) const {
  const auto at = places_.find(index);
  if (at == places_.end()) return std::nullopt;
  bytes content(at->second.length);
  read_at(at->second, 0, content);
  return record_in(content).variant;
}

void kept_variants::read_figures(std::uint64_t index, std::size_t begin,
                                 std::span<double> into) const {
  const auto& place = places_.at(index);
  if (begin + into.size() > place.figures)
    throw std::runtime_error("a variant that was kept has fewer figures");
  read_at(place, place.length - 8 * (place.figures - begin), std::as_writable_bytes(into));
}

bool kept_variants::add(std::uint64_t index, const told_variant& variant) {
  const auto content = content_of(index, variant);
  bytes record;
  pack(record, std::uint64_t{content.size()});
  pack(record, checksum(content));
  const auto head = record.size();
  pack(record, std::span<const std::byte>(content));
  const std::string_view text(reinterpret_cast<const char*>(record.data()), record.size());
  const std::lock_guard lock(writing_);
  if (!text::write_all(file_, text) || (!is_nameless_ && ::fdatasync(file_) != 0)) return false;
  places_.insert_or_assign(index,
                           record_place{0, end_ + head, content.size(), variant.figures.size()});
  end_ += record.size();
  return true;
}

}  // namespace amur::study

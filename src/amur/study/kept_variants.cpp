#include "amur/study/kept_variants.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "amur/base/ranks.h"
#include "amur/text/file.h"

namespace amur::study {
namespace {

constexpr std::string_view signature = "Amur variants 1 ";
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

// Length and checksum of what follows, then that.
bytes record_of(std::uint64_t index, const told_variant& variant) {
  bytes content;
  pack(content, index);
  pack(content, std::uint64_t{variant.figures.size()});
  pack(content, std::span<const double>(variant.figures));
  pack(content, std::uint64_t{variant.claims.size()});
  for (const auto& [id, figure] : variant.claims) {
    pack_text(content, id);
    pack(content, figure);
  }
  pack_text(content, variant.why_not);
  bytes record;
  pack(record, std::uint64_t{content.size()});
  pack(record, checksum(content));
  pack(record, std::span<const std::byte>(content));
  return record;
}

std::pair<std::uint64_t, told_variant> variant_of(std::span<const std::byte> content) {
  unpacker from(content);
  const auto index = from.take<std::uint64_t>();
  told_variant variant;
  const auto figures = from.take<std::uint64_t>();
  if (figures > content.size()) throw std::runtime_error("a kept variant has too many figures");
  variant.figures.resize(figures);
  from.take(std::span<double>(variant.figures));
  const auto claims = from.take<std::uint64_t>();
  for (std::uint64_t i = 0; i < claims; ++i) {
    const auto id = take_text(from);
    variant.claims[id] = from.take<double>();
  }
  variant.why_not = take_text(from);
  return {index, std::move(variant)};
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
    : known_(std::move(other.known_)), file_(std::exchange(other.file_, -1)) {}

kept_variants::~kept_variants() {
  if (file_ >= 0) ::close(file_);
}

// Adds what a file has, up to the first record that is not whole; false where it is another file.
bool kept_variants::take(const std::filesystem::path& path, std::string& origin,
                         std::uint64_t& good_bytes, diagnostics& report) {
  const auto name = path.filename().string();
  const auto text = text::read_bytes(path);
  good_bytes = 0;
  // Nothing, or what was left of the first line.
  if ((std::string(signature) + origin).starts_with(text)) return true;
  const auto line = text.find('\n');
  if (!text.starts_with(signature) || line == std::string::npos) {
    report.error(name, 0, "", "", "this is no part of an ensemble", "what --shard wrote with -o");
    return false;
  }
  const auto own = text.substr(signature.size(), line - signature.size());
  if (origin.empty()) origin = own;
  if (own != origin) {
    report.error(name, 0, "", "", "the part is of another case, request or version of Amur",
                 "parts of the same question; another -o for another one");
    return false;
  }
  const auto data = std::as_bytes(std::span(text));
  for (std::size_t at = line + 1; good_bytes = at, at + 16 <= data.size();) {
    unpacker from(data.subspan(at));
    const auto size = from.take<std::uint64_t>();
    const auto sum = from.take<std::uint64_t>();
    if (size > data.size() - at - 16) break;
    const auto content = data.subspan(at + 16, size);
    if (checksum(content) != sum) break;
    auto [index, variant] = variant_of(content);
    known_.emplace(index, std::move(variant));
    at += 16 + size;
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
  std::uint64_t good_bytes = 0;
  if (!made.take(path, known, good_bytes, report)) return std::nullopt;
  const auto line = std::string(signature) + origin + "\n";
  if (::ftruncate(made.file_, static_cast<off_t>(good_bytes)) != 0 ||
      ::lseek(made.file_, 0, SEEK_END) < 0 ||
      (good_bytes == 0 && !text::write_all(made.file_, line)))
    return refuse(std::strerror(errno), "a file that can be written");
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

const told_variant* kept_variants::find(std::uint64_t index) const {
  const auto at = known_.find(index);
  return at == known_.end() ? nullptr : &at->second;
}

bool kept_variants::add(std::uint64_t index, const told_variant& variant) {
  const auto record = record_of(index, variant);
  const std::string_view text(reinterpret_cast<const char*>(record.data()), record.size());
  const std::lock_guard lock(writing_);
  if (!text::write_all(file_, text) || ::fdatasync(file_) != 0) return false;
  ++added_;
  return true;
}

}  // namespace amur::study

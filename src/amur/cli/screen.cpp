#include "amur/cli/screen.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <new>
#include <string>

#include "amur/base/printable.h"
#include "amur/text/file.h"

namespace amur::cli {
namespace {

struct filtered_stream {
  int file;
  std::string rest;  // of a character whose other bytes are still to come
  int failure = 0;
};
filtered_stream out{STDOUT_FILENO, {}, 0}, err{STDERR_FILENO, {}, 0};

// The bytes at the end of `text` that begin a UTF-8 character without ending it.
std::size_t begun(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte >= 0xC0) return back < (byte >= 0xF0 ? 4U : byte >= 0xE0 ? 3U : 2U) ? back : 0;
  }
  return 0;
}

std::string filtered(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto end = text.find_first_of("\n\t");
    result += printable(text.substr(0, end));
    if (end == std::string_view::npos) break;
    result += text[end];
    text.remove_prefix(end + 1);
  }
  return result;
}

void write_filtered(filtered_stream& stream, std::string_view bytes) {
  const std::string text = stream.rest.append(bytes);
  stream.rest = text.substr(text.size() - begun(text));
  if (!text::write_all(stream.file, filtered(std::string_view(text).substr(
                                        0, text.size() - stream.rest.size()))))
    stream.failure = errno;
}

ssize_t take(void* cookie, const char* bytes, std::size_t size) noexcept {
  auto& stream = *static_cast<filtered_stream*>(cookie);
  // Where both go to one file, what was printed first stands first.
  if (&stream == &err) std::fflush(stdout);
  try {
    write_filtered(stream, {bytes, size});
  } catch (const std::bad_alloc&) {
    stream.failure = ENOMEM;
  }
  // Where standard error is closed there is nobody left to tell.
  return stream.failure == 0 || &stream == &err ? static_cast<ssize_t>(size) : 0;
}

std::FILE* opened(filtered_stream& stream, int mode) {
  auto* file = ::fopencookie(&stream, "w", {nullptr, take, nullptr, nullptr});
  if (file) std::setvbuf(file, nullptr, mode, BUFSIZ);
  return file;
}

}  // namespace

void open_screen() {
  // Where one of the three is closed, the next file opened would get its number, and what is
  // printed would go into it.
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; ++file)
    if (::fcntl(file, F_GETFD) < 0) (void)::open("/dev/null", O_RDONLY);
  if (auto* file = opened(out, ::isatty(STDOUT_FILENO) != 0 ? _IOLBF : _IOFBF)) stdout = file;
  if (auto* file = opened(err, _IOLBF)) stderr = file;
}

int close_screen() noexcept {
  if (std::fflush(stdout) != 0 && out.failure == 0) out.failure = errno;
  (void)std::fflush(stderr);
  return out.failure;
}

void move_cursor(std::string_view text) noexcept {
  std::fflush(stderr);
  (void)text::write_all(STDERR_FILENO, text);
}

}  // namespace amur::cli

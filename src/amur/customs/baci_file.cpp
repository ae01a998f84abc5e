#include "amur/customs/baci_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

#include "amur/customs/commodity_map.h"
#include "amur/customs/millionths.h"
#include "amur/text/csv.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

enum baci_field {
  baci_year,
  baci_exporter,
  baci_importer,
  baci_product,
  baci_value,
  baci_quantity
};
constexpr std::size_t fields = 6;
constexpr const char* field_names[fields] = {"t", "i", "j", "k", "v", "q"};
constexpr const char* allowed_words[fields] = {"a year, 1000 to 9999",
                                               "BACI's number of a country, 0 to 999",
                                               "BACI's number of a country, 0 to 999",
                                               "a product of six digits of the Harmonised System",
                                               "a number of thousand USD >= 0, up to 9e12",
                                               "a number of tonnes >= 0, up to 9e12, or NA"};

constexpr std::size_t block_bytes = std::size_t{2} << 20;
// A line of BACI has some 40 bytes; one that is longer than this is no line of a table.
constexpr std::size_t longest_line = std::size_t{64} << 10;

// As many bytes as there are, up to `count`; -1 where reading fails.
std::ptrdiff_t read_at(int file, char* to, std::size_t count, std::size_t from) {
  std::size_t done = 0;
  while (done < count) {
    const auto got = ::pread(file, to + done, count - done, static_cast<off_t>(from + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return static_cast<std::ptrdiff_t>(done);
}

std::string_view bare(const char* begin, const char* end) {
  while (begin != end && (*begin == ' ' || *begin == '\t')) ++begin;
  while (begin != end && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) --end;
  if (end - begin >= 2 && *begin == '"' && end[-1] == '"') return bare(begin + 1, end - 1);
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_absent(std::string_view cell) {
  return cell.empty() || cell == "NA" || cell == "NaN" || cell == "nan" || cell == ".";
}

bool parse_whole(std::string_view cell, std::uint32_t least, std::uint32_t most,
                 std::uint32_t& number) {
  const auto [stop, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return error == std::errc{} && stop == cell.data() + cell.size() && number >= least &&
         number <= most;
}

// Why this cell is none that its field allows; null where it is one.
const char* read_field(baci_field field, std::string_view cell, baci_row& row) {
  std::uint32_t number = 0;
  switch (field) {
    case baci_year:
      if (!parse_whole(cell, 1000, 9999, number)) return "this is no year";
      row.year = static_cast<std::uint16_t>(number);
      return nullptr;
    case baci_exporter:
    case baci_importer:
      if (!parse_whole(cell, 0, 999, number)) return "this is no number of a country";
      (field == baci_exporter ? row.exporter : row.importer) = static_cast<std::uint16_t>(number);
      return nullptr;
    case baci_product:
      if (!parse_whole(cell, first_product, product_count - 1, number))
        return "this is no product of six digits";
      row.product = number;
      return nullptr;
    case baci_value:
    case baci_quantity:
      break;
  }
  if (field == baci_quantity && is_absent(cell)) {
    row.quantity = baci_row::no_quantity;
    return nullptr;
  }
  if (is_absent(cell)) return "the value is missing";
  const auto amount = parse_millionths(cell);
  if (!amount) return "this is no number";
  if (*amount < 0) return "this is negative";
  (field == baci_value ? row.value : row.quantity) = *amount;
  return nullptr;
}

void add_fault(baci_fault& to, std::size_t line, std::string field, std::string_view cell,
               std::string message, std::string allowed) {
  if (to.rows++ > 0) return;
  to.line = line;
  to.field = std::move(field);
  to.value = text::shortened(cell);
  to.message = std::move(message);
  to.allowed = std::move(allowed);
}

}  // namespace

baci_file::baci_file(baci_file&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      name_(std::move(other.name_)),
      begin_(other.begin_),
      end_(other.end_),
      field_of_(std::move(other.field_of_)),
      written_(std::move(other.written_)),
      separator_(other.separator_),
      whole_(other.whole_) {}

baci_file::~baci_file() {
  if (file_ >= 0) ::close(file_);
}

std::optional<baci_file> baci_file::open(const std::filesystem::path& path, diagnostics& report) {
  baci_file opened;
  opened.name_ = path.filename().string();
  if (!text::is_regular_file(path, opened.name_, report)) return std::nullopt;
  opened.file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (opened.file_ < 0 || ::fstat(opened.file_, &status) != 0) {
    report.error(opened.name_, 0, "", "", std::string("can't be read: ") + std::strerror(errno));
    return std::nullopt;
  }
  opened.end_ = static_cast<std::size_t>(status.st_size);
  if (!opened.read_header(report)) return std::nullopt;
  char last = '\n';
  if (opened.end_ > opened.begin_ && read_at(opened.file_, &last, 1, opened.end_ - 1) == 1)
    opened.whole_ = last == '\n';
  return opened;
}

bool baci_file::read_header(diagnostics& report) {
  std::string start(longest_line, '\0');
  const auto got = read_at(file_, start.data(), start.size(), 0);
  start.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
  if (start.empty()) {
    report.error(name_, 0, "", "", got < 0 ? "can't be read" : "the file is empty",
                 "a header row: t,i,j,k,v,q");
    return false;
  }
  const std::size_t mark = start.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto line_end = start.find('\n');
  const auto header = std::string_view(start).substr(
      mark, line_end == std::string::npos ? std::string::npos : line_end - mark);
  if (header.find('\0') != std::string_view::npos ||
      text::find_invalid_utf8(header) != std::string_view::npos) {
    report.error(name_, 1, "", "", "the header is not UTF-8", "text saved as UTF-8");
    return false;
  }
  begin_ = line_end == std::string::npos ? end_ : line_end + 1;
  separator_ = text::find_separator(header, name_, report);
  std::vector<std::string> missing;
  std::array<bool, fields> found{};
  for (std::size_t at = 0; at <= header.size();) {
    const auto stop = std::min(header.find(separator_, at), header.size());
    const auto cell = bare(header.data() + at, header.data() + stop);
    field_of_.push_back(-1);
    for (std::size_t field = 0; field < fields; ++field)
      if (cell.size() == 1 &&
          std::tolower(static_cast<unsigned char>(cell[0])) == field_names[field][0] &&
          !std::exchange(found[field], true)) {
        field_of_.back() = static_cast<signed char>(field);
        written_[field] = cell;
      }
    at = stop + 1;
  }
  for (std::size_t field = 0; field < fields; ++field)
    if (!found[field]) missing.emplace_back(field_names[field]);
  if (missing.empty()) return true;
  report.error(name_, 1, text::join(missing), text::shortened(header),
               "the header lacks these columns", "BACI's header: t,i,j,k,v,q");
  return false;
}

std::size_t baci_file::blocks() const { return (end_ - begin_ + block_bytes - 1) / block_bytes; }

void baci_file::parse_line(const char* begin, const char* end, baci_block& to) const {
  baci_row row;
  row.line = static_cast<std::uint32_t>(to.lines - 1);
  const char* problem = nullptr;
  std::size_t wrong_field = 0;
  std::string_view wrong_cell;
  std::size_t column = 0, with_text = 0;
  for (const char* at = begin;; ++column) {
    const auto* stop =
        static_cast<const char*>(std::memchr(at, separator_, static_cast<std::size_t>(end - at)));
    if (!stop) stop = end;
    const auto cell = bare(at, stop);
    if (!cell.empty()) with_text = column + 1;
    const int field = column < field_of_.size() ? field_of_[column] : -1;
    if (field >= 0 && !problem) {
      problem = read_field(static_cast<baci_field>(field), cell, row);
      wrong_field = static_cast<std::size_t>(field);
      wrong_cell = cell;
    }
    if (stop == end) break;
    at = stop + 1;
  }
  if (with_text == 0) return;
  // What a row of too few or too many cells holds says nothing.
  if (with_text > field_of_.size() || column + 1 < field_of_.size())
    return add_fault(to.fault, row.line, "", std::to_string(column + 1) + " cells",
                     "the row does not fit the header (truncated?)",
                     std::to_string(field_of_.size()) + " cells");
  if (problem)
    return add_fault(to.fault, row.line, written_[wrong_field], wrong_cell, problem,
                     allowed_words[wrong_field]);
  to.rows.push_back(row);
}

void baci_file::read(std::size_t block, baci_block& to) const {
  to.rows.clear();
  to.lines = 0;
  to.fault = {};
  // A line belongs to the block in which it starts, so the byte before shows whether one starts at
  // the block's first byte.
  const auto from = begin_ + block * block_bytes;
  const auto until = std::min(from + block_bytes, end_);
  const auto first = from - 1;
  const auto wanted = std::min(until + longest_line, end_) - first;
  to.bytes.resize(wanted);
  if (read_at(file_, to.bytes.data(), wanted, first) != static_cast<std::ptrdiff_t>(wanted))
    return add_fault(to.fault, 0, "", "", "the file can't be read to its end", "");
  const char* at = to.bytes.data();
  const char* const end = at + wanted;
  const char* const own_end = at + (until - first);
  const auto line_break = [end](const char* start) {
    return static_cast<const char*>(
        std::memchr(start, '\n', static_cast<std::size_t>(end - start)));
  };
  const auto* before = line_break(at);
  at = before ? before + 1 : end;
  while (at < own_end) {
    const auto* stop = line_break(at);
    if (!stop && until + longest_line < end_)
      return add_fault(to.fault, to.lines, "", std::string_view(at, 40), "this line has no end",
                       "lines of at most 65536 bytes");
    if (!stop) stop = end;
    ++to.lines;
    parse_line(at, stop, to);
    at = stop == end ? end : stop + 1;
  }
}

}  // namespace amur::customs

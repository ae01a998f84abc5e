#include "amur/study/month_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "amur/case/sha256.h"
#include "amur/text/file.h"
#include "amur/text/staged_output.h"

namespace amur::study {
namespace {

using nlohmann::json;

constexpr std::size_t hash_size = 64, length_size = 16;

json table_to_json(const result::result_table& table) {
  json columns = json::array();
  for (const auto& column : table.columns)
    columns.push_back({column.name, column.values.index(),
                       std::visit([](const auto& values) { return json(values); }, column.values)});
  return {table.name, columns};
}

result::result_table table_from_json(const json& from) {
  result::result_table table;
  table.name = from.at(0).get<std::string>();
  for (const auto& each : from.at(1)) {
    result::result_column column{each.at(0).get<std::string>(), {}};
    switch (each.at(1).get<std::size_t>()) {
      case 0:
        column.values = each.at(2).get<std::vector<double>>();
        break;
      case 1:
        column.values = each.at(2).get<std::vector<std::int64_t>>();
        break;
      default:
        column.values = each.at(2).get<std::vector<std::string>>();
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

json ways_to_json(const model::month_state& state) {
  json flows = json::array();
  for (const auto& [key, ways] : state.ways) {
    json list = json::array();
    for (const auto& way : ways) list.push_back({way.steps, way.share, way.scarcity_usd_per_t});
    flows.push_back({key, list});
  }
  return flows;
}

void ways_from_json(const json& from, model::month_state& state) {
  for (const auto& flow : from) {
    auto& ways = state.ways[flow.at(0).get<model::flow_key>()];
    for (const auto& way : flow.at(1))
      ways.push_back({way.at(0).get<std::vector<model::way_step>>(), way.at(1).get<double>(),
                      way.at(2).get<double>()});
  }
}

json to_json(const month_record& record) {
  json tables = json::array();
  for (const auto& table : record.tables) tables.push_back(table_to_json(table));
  return {{"month", record.month},
          {"is_exact", record.is_exact},
          {"tables", tables},
          {"ways", ways_to_json(record.state)},
          {"custom", record.state.custom},
          {"volume_pce", record.state.volume_pce},
          {"constraint_price_usd", record.state.constraint_price_usd},
          {"open_centres", record.state.open_centres}};
}

month_record from_json(const json& from) {
  month_record record;
  record.month = from.at("month").get<std::string>();
  record.is_exact = from.at("is_exact").get<bool>();
  for (const auto& table : from.at("tables")) record.tables.push_back(table_from_json(table));
  ways_from_json(from.at("ways"), record.state);
  from.at("custom").get_to(record.state.custom);
  from.at("volume_pce").get_to(record.state.volume_pce);
  from.at("constraint_price_usd").get_to(record.state.constraint_price_usd);
  from.at("open_centres").get_to(record.state.open_centres);
  return record;
}

// Length, hash and bytes: a record that was cut off, or that something else wrote, shows.
std::string framed(const std::string& bytes) {
  auto length = std::to_string(bytes.size());
  length.insert(0, length_size - length.size(), '0');
  return length + sha256(bytes) + bytes;
}

// Takes the next framed piece off `text` at `at`; false where there is no whole one.
bool take(const std::string& text, std::size_t& at, std::string& piece) {
  if (text.size() - at < length_size + hash_size) return false;
  const auto length_text = text.substr(at, length_size);
  if (length_text.find_first_not_of("0123456789") != std::string::npos) return false;
  const auto length = static_cast<std::size_t>(std::stoull(length_text));
  const auto begin = at + length_size + hash_size;
  if (text.size() - begin < length) return false;
  piece = text.substr(begin, length);
  if (sha256(piece) != text.substr(at + length_size, hash_size)) return false;
  at = begin + length;
  return true;
}

}  // namespace

month_log::month_log(std::filesystem::path path, const std::string& key)
    : path_(text::followed(std::move(path))),
      key_(key),
      problem_(text::why_no_file_goes_to(path_)) {
  if (!problem_.empty() || !open_locked()) return;
  const auto text = text::read_bytes(path_);
  std::size_t at = 0;
  std::string piece;
  const bool is_log = take(text, at, piece);
  other_input_ = is_log && piece != key_;
  if (!is_log || other_input_) return;
  try {
    while (take(text, at, piece)) {
      records_.push_back(from_json(json::from_cbor(piece)));
      ends_.push_back(at);
    }
  } catch (const json::exception&) {
    // Whole, but of no version that this one knows: what stands before it is as good as ever.
  }
}

month_log::~month_log() {
  if (file_ >= 0) ::close(file_);
}

bool month_log::failed() {
  problem_ = std::strerror(errno);
  return false;
}

bool month_log::open_locked() {
  for (;;) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file_ < 0) return failed();
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      problem_ = "another run is writing to it";
      return false;
    }
    // A run that ended in between has removed it.
    struct stat locked {
    }, named{};
    if (::fstat(file_, &locked) == 0 && ::stat(path_.c_str(), &named) == 0 &&
        locked.st_ino == named.st_ino && locked.st_dev == named.st_dev)
      return true;
    ::close(std::exchange(file_, -1));
  }
}

bool month_log::write(const std::string& bytes) {
  if (!text::write_all(file_, bytes)) return failed();
  int synced = 0;
  do {
    synced = ::fsync(file_);
  } while (synced != 0 && errno == EINTR);
  return synced == 0 || failed();
}

bool month_log::keep(std::size_t count) {
  if (!problem_.empty()) return false;
  records_.resize(count);
  if (::ftruncate(file_, count > 0 ? static_cast<off_t>(ends_[count - 1]) : 0) != 0)
    return failed();
  return count > 0 || write(framed(key_));
}

bool month_log::add(const month_record& record) {
  const auto bytes = json::to_cbor(to_json(record));
  if (!write(framed(std::string(bytes.begin(), bytes.end())))) return false;
  records_.push_back(record);
  return true;
}

void month_log::remove() { ::unlink(path_.c_str()); }

}  // namespace amur::study

#include "amur/query/query_answer.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace amur::query {
namespace {

enum class mark : char { columns = 'c', row = 'r', end = 'e', problem = 'p' };
enum class kind : char { null = '0', number = 'n', text = 't' };

constexpr std::size_t block_bytes = std::size_t{64} << 10;
constexpr std::size_t longest_name = 20000, longest_problem = 20000, most_columns = 2000;

template <class Value>
std::string_view bytes_of(const Value& value) {
  static_assert(std::is_trivially_copyable_v<Value>);
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string sized(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return std::string(bytes_of(size)) + std::string(text);
}

// Takes an answer apart; `good` is false from the first thing on that can't be.
struct taker {
  const byte_source& source;
  bool good = true;

  template <class Value>
  Value take() {
    Value value{};
    good = good && source(reinterpret_cast<char*>(&value), sizeof value);
    return good ? value : Value{};
  }
  std::string text(std::size_t longest) {
    const auto size = take<std::uint32_t>();
    good = good && size <= longest;
    std::string found(good ? size : 0, '\0');
    good = good && source(found.data(), found.size());
    return found;
  }
  sql_value value() {
    switch (take<kind>()) {
      case kind::number:
        return take<double>();
      case kind::text:
        return text(longest_value);
      case kind::null:
        return {};
    }
    good = false;
    return {};
  }
};

}  // namespace

std::size_t answer_size(const std::vector<sql_value>& row) {
  std::size_t bytes = sizeof row;
  for (const auto& value : row) {
    const auto* text = std::get_if<std::string>(&value);
    bytes += sizeof value + (text ? text->size() : 0);
  }
  return bytes;
}

bool write_query(const sql_query& query, const byte_sink& sink) {
  std::string bytes;
  bytes += bytes_of(static_cast<std::uint64_t>(query.limits.time.count()));
  bytes += bytes_of(static_cast<std::uint64_t>(query.limits.rows));
  bytes += bytes_of(static_cast<std::uint64_t>(query.limits.bytes));
  return sink(bytes + sized(query.sql));
}

std::optional<sql_query> read_query(const byte_source& source) {
  taker from{source};
  sql_query query;
  query.limits.time = std::chrono::milliseconds(from.take<std::uint64_t>());
  query.limits.rows = from.take<std::uint64_t>();
  query.limits.bytes = from.take<std::uint64_t>();
  query.sql = from.text(longest_query);
  if (!from.good) return std::nullopt;
  return query;
}

void answer_writer::put(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= block_bytes) flush();
}

void answer_writer::flush() {
  if (sink_ && !sink_(buffer_)) sink_ = nullptr;
  buffer_.clear();
}

void answer_writer::columns(const sql_rows& named) {
  put(bytes_of(mark::columns));
  put(bytes_of(static_cast<std::uint32_t>(named.columns.size())));
  for (std::size_t i = 0; i < named.columns.size(); ++i) {
    put(sized(std::string_view(named.columns[i]).substr(0, longest_name)));
    put(sized(std::string_view(named.declared_types[i]).substr(0, longest_name)));
  }
}

void answer_writer::row(const std::vector<sql_value>& values) {
  put(bytes_of(mark::row));
  for (const auto& value : values) {
    if (const auto* number = std::get_if<double>(&value)) {
      put(bytes_of(kind::number));
      put(bytes_of(*number));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      put(bytes_of(kind::text));
      put(sized(*text));
    } else {
      put(bytes_of(kind::null));
    }
  }
}

void answer_writer::end() {
  put(bytes_of(mark::end));
  flush();
}

void answer_writer::problem(const std::string& why) {
  put(bytes_of(mark::problem));
  put(sized(std::string_view(why).substr(0, longest_problem)));
  flush();
}

std::optional<sql_rows> read_answer(const byte_source& source, const query_limits& limits,
                                    std::string& problem) {
  problem.clear();
  taker from{source};
  sql_rows answer;
  std::size_t bytes = 0;
  while (from.good) {
    switch (from.take<mark>()) {
      case mark::columns: {
        const auto count = from.take<std::uint32_t>();
        if (!answer.columns.empty() || count > most_columns) return std::nullopt;
        for (std::uint32_t i = 0; i < count && from.good; ++i) {
          answer.columns.push_back(from.text(longest_name));
          answer.declared_types.push_back(from.text(longest_name));
        }
        break;
      }
      case mark::row: {
        auto& row = answer.rows.emplace_back();
        row.reserve(answer.columns.size());
        for (std::size_t i = 0; i < answer.columns.size() && from.good; ++i)
          row.push_back(from.value());
        bytes += answer_size(row);
        if (answer.rows.size() > limits.rows || bytes > limits.bytes) return std::nullopt;
        break;
      }
      case mark::end:
        if (from.good) return answer;
        break;
      case mark::problem:
        problem = from.text(longest_problem);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace amur::query

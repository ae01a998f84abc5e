#include "amur/exchange/bush_file.h"

#include <cmath>
#include <fstream>

#include "amur/text/file.h"

namespace amur::exchange {
namespace {

constexpr std::string_view signature = "Amur bushes 1\n";

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

void put(text::file_writer& file, std::uint64_t number) {
  file << std::string_view(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class T>
void put(text::file_writer& file, const std::vector<T>& values) {
  put(file, std::uint64_t{values.size()});
  file << bytes_of(values);
}

// Fowler, Noll & Vo's hash (FNV-1a, 64 bits) of the graph's arcs.
std::uint64_t fingerprint(const network::graph& graph) {
  std::uint64_t hash = 14695981039346656037U;
  const auto add = [&hash](std::uint64_t number) { hash = (hash ^ number) * 1099511628211U; };
  add(graph.state_count());
  for (std::size_t arc = 0; arc < graph.arc_count(); ++arc) {
    add(graph.tail[arc]);
    add(graph.head[arc]);
  }
  return hash;
}

struct bush_reader {
  std::ifstream file;
  std::uint64_t left = 0;  // bytes not yet read: no vector can be longer
  bool good = true;

  std::uint64_t number() {
    std::uint64_t value = 0;
    read(&value, sizeof value);
    return value;
  }
  void read(void* into, std::uint64_t bytes) {
    good =
        good && bytes <= left &&
        static_cast<bool>(file.read(static_cast<char*>(into), static_cast<std::streamsize>(bytes)));
    if (good) left -= bytes;
  }
  template <class T>
  void vector(std::vector<T>& values) {
    const auto size = number();
    good = good && size <= left / sizeof(T);
    if (!good) return;
    values.resize(size);
    read(values.data(), size * sizeof(T));
  }
};

// Whether positions, links and flows are such as a bush of this graph can have.
bool is_sound(const assign::bush& bush, const assign::problem& problem) {
  const auto& g = problem.graph;
  const std::size_t links = bush.arc.size();
  if (bush.user >= problem.classes.size() || bush.origin >= g.state_count()) return false;
  if (bush.state.empty()) return bush.first_in.empty() && links == 0;
  if (bush.state[0] != bush.origin || bush.first_in.size() != bush.state.size() + 1 ||
      bush.tail.size() != links || bush.flow_t.size() != links || bush.first_in[0] != 0 ||
      bush.first_in[1] != 0 || bush.first_in.back() != links)
    return false;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    if (bush.state[p] >= g.state_count() || bush.first_in[p + 1] <= bush.first_in[p] ||
        bush.first_in[p + 1] > links)
      return false;
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link)
      if (bush.arc[link] >= g.arc_count() || bush.tail[link] >= p ||
          g.tail[bush.arc[link]] != bush.state[bush.tail[link]] ||
          g.head[bush.arc[link]] != bush.state[p] || !std::isfinite(bush.flow_t[link]) ||
          bush.flow_t[link] < 0)
        return false;
  }
  return true;
}

}  // namespace

bool write_bushes(const std::filesystem::path& path, const assign::problem& problem,
                  const assign::bush_set& set, diagnostics& report) {
  text::file_writer file(path, report);
  file << signature;
  put(file, fingerprint(problem.graph));
  put(file, std::uint64_t{set.delivered_t.size()});
  for (const auto& delivered : set.delivered_t) put(file, delivered);
  put(file, std::uint64_t{set.bushes.size()});
  for (const auto& bush : set.bushes) {
    put(file, std::uint64_t{bush.user});
    put(file, std::uint64_t{bush.origin});
    put(file, bush.state);
    put(file, bush.first_in);
    put(file, bush.arc);
    put(file, bush.tail);
    put(file, bush.flow_t);
  }
  return file.commit();
}

std::optional<assign::bush_set> read_bushes(const std::filesystem::path& path,
                                            const assign::problem& problem, diagnostics& report) {
  const auto name = path.filename().string();
  const auto refuse = [&](const char* why, const char* allowed) {
    report.error(name, 0, "", "", why, allowed);
    return std::nullopt;
  };
  if (!text::is_regular_file(path, name, report)) return std::nullopt;
  std::error_code code;
  bush_reader reader{std::ifstream(path, std::ios::binary), std::filesystem::file_size(path, code)};
  std::string start(signature.size(), '\0');
  reader.read(start.data(), start.size());
  if (!reader.good || start != signature)
    return refuse("this is not a file of bushes", "what --save-bushes wrote");
  if (reader.number() != fingerprint(problem.graph))
    return refuse("the bushes are of another network", "a network with the same nodes and links");
  assign::bush_set set;
  const auto classes = reader.number();
  for (std::uint64_t k = 0; reader.good && k < classes; ++k)
    reader.vector(set.delivered_t.emplace_back());
  const auto bushes = reader.number();
  bool sound = true;
  for (std::uint64_t i = 0; reader.good && sound && i < bushes; ++i) {
    auto& bush = set.bushes.emplace_back();
    bush.user = static_cast<std::uint32_t>(reader.number());
    bush.origin = static_cast<std::uint32_t>(reader.number());
    reader.vector(bush.state);
    reader.vector(bush.first_in);
    reader.vector(bush.arc);
    reader.vector(bush.tail);
    reader.vector(bush.flow_t);
    sound = reader.good && is_sound(bush, problem);
  }
  if (!reader.good || !sound || reader.left != 0)
    return refuse("the file is damaged (truncated?)", "what --save-bushes wrote");
  return set;
}

}  // namespace amur::exchange

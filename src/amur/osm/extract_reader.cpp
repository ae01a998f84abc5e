#include <algorithm>
#include <map>
#include <numeric>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <unordered_map>
#include <unordered_set>

#include "amur/case/country_codes.h"
#include "amur/osm/raw_network.h"
#include "amur/text/csv.h"
#include "amur/text/file.h"

namespace amur::osm {
namespace {

std::string_view value_of(const osmium::OSMObject& object, const char* key) {
  const char* const value = object.tags()[key];
  return value ? std::string_view(value) : std::string_view();
}

// A name as a cell may hold it: on one line, in UTF-8, or none.
std::string clean_name(std::string_view given) {
  constexpr std::size_t longest = 200;
  if (given.size() > longest || text::find_invalid_utf8(given) != std::string_view::npos) return {};
  std::string name(given);
  for (char& letter : name)
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) letter = ' ';
  const auto first = name.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return name.substr(first, name.find_last_not_of(' ') - first + 1);
}

bool is_state_border(const osmium::OSMObject& object) {
  return value_of(object, "admin_level") == "2" && value_of(object, "boundary") == "administrative";
}

std::string country_of_tags(const osmium::Relation& relation) {
  for (const char* key : {"ISO3166-1:alpha3", "ISO3166-1:alpha2", "ISO3166-1", "country_code"})
    if (const auto code = cases::alpha3_of(value_of(relation, key)); !code.empty()) return code;
  return {};
}

class extract_reading {
 public:
  extract_reading(const way_choice& choice, diagnostics& report)
      : choice_(&choice), report_(&report) {
    made_.names.emplace_back();
  }

  std::optional<raw_network> read(std::span<const extract> files);

 private:
  template <class Take>
  bool pass(const extract& file, osmium::osm_entity_bits::type entities, Take take);
  void take_relation(const osmium::Relation& relation);
  void take_way(const osmium::Way& way);
  void take_node(const osmium::Node& node);
  void number_nodes();
  void drop_repeated_ways();
  std::uint32_t kind_number(const way_kind& kind);
  std::uint32_t name_number(const std::string& name);

  const way_choice* choice_;
  diagnostics* report_;
  raw_network made_;
  std::vector<std::int64_t> refs_;                                 // as `way_nodes`
  std::map<std::int64_t, std::vector<std::int64_t>> border_refs_;  // by way
  std::unordered_set<std::int64_t> border_members_;
  std::unordered_map<std::string, std::uint32_t> name_numbers_;
  std::size_t cursor_ = 0;  // node that the next one of a sorted file most likely is
};

template <class Take>
bool extract_reading::pass(const extract& file, osmium::osm_entity_bits::type entities, Take take) {
  const auto name = file.path.filename().string();
  try {
    osmium::io::Reader reader(osmium::io::File(file.path.string(), file.format), entities,
                              osmium::io::read_meta::no);
    if (reader.header().has_multiple_object_versions()) {
      report_->error(name, 0, "", "", "this is a history, with several versions of each element",
                     "an extract of one day");
      return false;
    }
    while (const auto buffer = reader.read())
      for (const auto& object : buffer.template select<osmium::OSMObject>())
        if (object.visible()) take(object);
    reader.close();
    return true;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& why) {
    report_->error(name, 0, "", "",
                   std::string("this can't be read as OpenStreetMap data: ") + why.what(),
                   "a whole file named .osm.pbf, .osm, .osm.gz or .osm.bz2");
    return false;
  }
}

void extract_reading::take_relation(const osmium::Relation& relation) {
  if (!is_state_border(relation)) return;
  const auto country = country_of_tags(relation);
  if (country.empty()) return;
  country_relation made{relation.id(), country, {}};
  for (const auto& member : relation.members())
    if (member.type() == osmium::item_type::way && std::string_view(member.role()) != "subarea")
      made.ways.push_back(member.ref());
  border_members_.insert(made.ways.begin(), made.ways.end());
  made_.countries.push_back(std::move(made));
}

std::uint32_t extract_reading::kind_number(const way_kind& kind) {
  const auto at = std::ranges::find(made_.kinds, kind);
  if (at == made_.kinds.end()) {
    made_.kinds.push_back(kind);
    return static_cast<std::uint32_t>(made_.kinds.size() - 1);
  }
  return static_cast<std::uint32_t>(at - made_.kinds.begin());
}

std::uint32_t extract_reading::name_number(const std::string& name) {
  if (name.empty()) return 0;
  const auto [at, fresh] =
      name_numbers_.insert({name, static_cast<std::uint32_t>(made_.names.size())});
  if (fresh) made_.names.push_back(name);
  return at->second;
}

void extract_reading::take_way(const osmium::Way& way) {
  if (border_members_.contains(way.id()) || is_state_border(way)) {
    auto& refs = border_refs_[way.id()];
    if (refs.empty())
      for (const auto& node : way.nodes()) refs.push_back(node.ref());
  }
  if (way.nodes().size() < 2) return;
  const auto verdict = judge_way([&](const char* key) { return value_of(way, key); }, *choice_);
  if (verdict.reason == left_out::no_heavy_vehicles) ++made_.closed_to_lorries;
  if (verdict.reason == left_out::siding) ++made_.sidings;
  for (const auto& kind : verdict.kinds) {
    auto name = clean_name(value_of(way, "name"));
    if (name.empty()) name = clean_name(value_of(way, "ref"));
    raw_way made{way.id(), kind_number(kind), name_number(name), refs_.size(), 0};
    for (const auto& node : way.nodes())
      if (made.count == 0 || node.ref() != refs_.back()) {
        refs_.push_back(node.ref());
        ++made.count;
      }
    made_.ways.push_back(made);
  }
}

void extract_reading::drop_repeated_ways() {
  const auto mode_of = [this](const raw_way& way) -> const std::string& {
    return made_.kinds[way.kind].mode;
  };
  auto& ways = made_.ways;
  // Of copies that an extract has cut, the longest stays.
  std::ranges::stable_sort(ways, [&](const raw_way& a, const raw_way& b) {
    if (a.id != b.id) return a.id < b.id;
    const auto order = mode_of(a).compare(mode_of(b));
    return order != 0 ? order < 0 : a.count > b.count;
  });
  const auto same = [&](const raw_way& a, const raw_way& b) {
    return a.id == b.id && mode_of(a) == mode_of(b);
  };
  ways.erase(std::unique(ways.begin(), ways.end(), same), ways.end());
  auto& countries = made_.countries;
  std::ranges::stable_sort(countries, {}, &country_relation::id);
  const auto same_state = [](const country_relation& a, const country_relation& b) {
    return a.id == b.id;
  };
  countries.erase(std::unique(countries.begin(), countries.end(), same_state), countries.end());
}

void extract_reading::number_nodes() {
  auto& ids = made_.node_ids;
  ids = refs_;
  for (const auto& [way, refs] : border_refs_) ids.insert(ids.end(), refs.begin(), refs.end());
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ids.shrink_to_fit();
  const auto number_of = [&](std::int64_t ref) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(ids, ref) - ids.begin());
  };
  made_.way_nodes.reserve(refs_.size());
  for (const auto ref : refs_) made_.way_nodes.push_back(number_of(ref));
  refs_ = {};
  for (const auto& [way, refs] : border_refs_) {
    border_way made{way, {}};
    for (const auto ref : refs) made.nodes.push_back(number_of(ref));
    made_.borders.push_back(std::move(made));
  }
  made_.places.resize(ids.size());
  made_.located.resize(ids.size());
}

void extract_reading::take_node(const osmium::Node& node) {
  const auto& ids = made_.node_ids;
  // In a file in order, which most are, nodes that nobody wants cost two comparisons.
  if (cursor_ > 0 && ids[cursor_ - 1] >= node.id()) cursor_ = 0;
  if (cursor_ < ids.size() && ids[cursor_] < node.id())
    cursor_ = static_cast<std::size_t>(
        std::lower_bound(ids.begin() + static_cast<std::ptrdiff_t>(cursor_), ids.end(), node.id()) -
        ids.begin());
  const bool wanted = cursor_ < ids.size() && ids[cursor_] == node.id();
  const bool control = !node.tags().empty() && value_of(node, "barrier") == "border_control";
  if ((!wanted && !control) || !node.location().valid()) return;
  const place at{node.location().x(), node.location().y()};
  if (wanted && !made_.located[cursor_]) {
    made_.places[cursor_] = at;
    made_.located[cursor_] = true;
  }
  if (wanted) ++cursor_;
  if (control) made_.controls.push_back({node.id(), at, clean_name(value_of(node, "name"))});
}

std::optional<raw_network> extract_reading::read(std::span<const extract> files) {
  namespace osm_entity_bits = osmium::osm_entity_bits;
  for (const auto& file : files)
    if (!text::is_regular_file(file.path, file.path.filename().string(), *report_) ||
        !pass(file, osm_entity_bits::relation, [this](const osmium::OSMObject& each) {
          take_relation(static_cast<const osmium::Relation&>(each));
        }))
      return std::nullopt;
  for (const auto& file : files)
    if (!pass(file, osm_entity_bits::way, [this](const osmium::OSMObject& each) {
          take_way(static_cast<const osmium::Way&>(each));
        }))
      return std::nullopt;
  drop_repeated_ways();
  number_nodes();
  for (const auto& file : files) {
    cursor_ = 0;
    if (!pass(file, osm_entity_bits::node, [this](const osmium::OSMObject& each) {
          take_node(static_cast<const osmium::Node&>(each));
        }))
      return std::nullopt;
  }
  auto& controls = made_.controls;
  std::ranges::stable_sort(controls, {}, &border_control::node);
  const auto same_node = [](const border_control& a, const border_control& b) {
    return a.node == b.node;
  };
  controls.erase(std::unique(controls.begin(), controls.end(), same_node), controls.end());
  return std::move(made_);
}

}  // namespace

std::optional<raw_network> read_extracts(std::span<const extract> files, const way_choice& choice,
                                         diagnostics& report) {
  return extract_reading(choice, report).read(files);
}

}  // namespace amur::osm

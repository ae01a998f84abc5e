#pragma once
// Small worlds as OpenStreetMap has them, written as XML.

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace amur::test {

using osm_tags = std::map<std::string, std::string>;

class osm_world {
 public:
  osm_world& node(std::int64_t id, double longitude, double latitude, const osm_tags& tags = {}) {
    nodes_ += fmt::format("<node id=\"{}\" lon=\"{:.7f}\" lat=\"{:.7f}\">{}</node>\n", id,
                          longitude, latitude, text_of(tags));
    return *this;
  }
  osm_world& way(std::int64_t id, const std::vector<std::int64_t>& nodes, const osm_tags& tags) {
    std::string refs;
    for (const auto ref : nodes) refs += fmt::format("<nd ref=\"{}\"/>", ref);
    ways_ += fmt::format("<way id=\"{}\">{}{}</way>\n", id, refs, text_of(tags));
    return *this;
  }
  /// A state with these ways around it.
  osm_world& state(std::int64_t id, const std::string& code,
                   const std::vector<std::int64_t>& ways) {
    std::string members;
    for (const auto way : ways)
      members += fmt::format("<member type=\"way\" ref=\"{}\" role=\"outer\"/>", way);
    relations_ += fmt::format("<relation id=\"{}\">{}{}</relation>\n", id, members,
                              text_of({{"type", "boundary"},
                                       {"boundary", "administrative"},
                                       {"admin_level", "2"},
                                       {"ISO3166-1", code}}));
    return *this;
  }
  [[nodiscard]] std::string xml() const {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n" + nodes_ + ways_ +
           relations_ + "</osm>\n";
  }

 private:
  static std::string text_of(const osm_tags& tags) {
    std::string text;
    for (const auto& [key, value] : tags)
      text += fmt::format("<tag k=\"{}\" v=\"{}\"/>", key, value);
    return text;
  }
  std::string nodes_, ways_, relations_;
};

/// Two states that meet at 10 degrees east: LIE to the west, whole, and CHE, of which only the
/// line between is there.
inline osm_world two_states() {
  osm_world world;
  world.node(901, 9, 46).node(902, 10, 46).node(903, 10, 48).node(904, 9, 48);
  world.way(900, {902, 903}, {{"boundary", "administrative"}, {"admin_level", "2"}});
  world.way(905, {903, 904, 901, 902}, {{"boundary", "administrative"}, {"admin_level", "2"}});
  return world.state(990, "LI", {900, 905}).state(991, "CH", {900, 1001, 1002, 1003, 1004, 1005});
}

}  // namespace amur::test

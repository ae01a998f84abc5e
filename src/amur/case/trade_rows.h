#pragma once
// The rows of a case's world trade table: regions, sectors, values between them, inputs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/ids.h"

namespace amur::cases {

/// A country or a bloc. Without countries: the rest of the world.
struct trade_region {
  std::string id, name, group;                ///< group: a word that tables sum over, e.g. west
  std::vector<std::string> countries;         ///< ISO 3166 alpha-3
  std::optional<double> longitude, latitude;  ///< where maps show it
  source_id source;
  std::size_t row = 0;
};

struct trade_sector {
  std::string id, name;
  double trade_elasticity = 0;     ///< theta
  double trade_elasticity_sd = 0;  ///< its standard deviation, for sampling
  source_id source;
  std::size_t row = 0;
};

/// What one region sold to another (or to itself) of a sector's goods in a year, at the border:
/// with the exporter's duty, without the importer's.
struct trade_value {
  trade_region_id exporter, importer;
  trade_sector_id sector;
  double value_usd = 0;
  double value_without_bans_usd = 0;  ///< had no ban of the reference day been in force
  double import_duty = 0;             ///< ad valorem, beside the rows of `duties`
  source_id source;
  std::size_t row = 0;
};

/// What a sector spends on another one's goods, per unit of its output.
struct input_share {
  std::vector<trade_region_id> regions;  ///< empty: all
  trade_sector_id sector, input;
  double share = 0;
  source_id source;
  std::size_t row = 0;
};

enum class trade_deficits { held, closed };

struct trade_settings {
  trade_deficits deficits = trade_deficits::held;
  double tolerance = 1e-6;  ///< largest relative change of a flow at which network and trade agree
  int most_rounds = 50;
  std::size_t samples = 0;  ///< of elasticities
  std::uint64_t seed = 1;   ///< of samples
};

}  // namespace amur::cases

#pragma once
// Where an equilibrium starts from that of a network which has some arcs more or fewer.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// Arcs and hard capacities of several networks that share nodes and modes, numbered together.
class shared_places {
 public:
  /// Numbers what the network has that those before had not.
  void add(const network_model& model);

  /// What a solution of such a network leaves to others, by these numbers.
  struct start {
    std::vector<double> volume_pce, price_usd;
  };
  [[nodiscard]] start keep(const network_model& model, const assign::solution& solution) const;
  /// Nothing where the start has none.
  [[nodiscard]] assign::solution begin(const network_model& model, const start& from) const;

  /// Whether each arc that one network has is in the other too, and no dearer to any class.
  [[nodiscard]] bool is_never_dearer(const network_model& one, const network_model& other) const;

 private:
  static constexpr std::uint32_t unknown = UINT32_MAX;
  /// Kind, node and mode of both ends, and which of those alike.
  using arc_key = std::array<std::uint32_t, 6>;
  [[nodiscard]] static std::vector<arc_key> keys_of(const network_model& model);
  [[nodiscard]] std::vector<std::uint32_t> arcs_of(const network_model& model) const;
  [[nodiscard]] std::vector<std::uint32_t> capacities_of(const network_model& model) const;

  std::map<arc_key, std::uint32_t> arc_;
  std::map<std::string, std::uint32_t> capacity_;
};

}  // namespace amur::model

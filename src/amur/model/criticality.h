#pragma once
// What a network loses without one of its parts: closed one by one and solved again, after a first
// look without solving.

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

enum class part_kind { link, crossing, transfer, zone };
[[nodiscard]] const char* to_string(part_kind kind);

/// What may be closed, with all its arcs, both ways.
struct closable_part {
  part_kind kind = part_kind::link;
  std::string id;
  link_id link;  ///< of a link
  std::vector<arc_id> arcs;
};

/// What is under a hazard: an area within rings of longitude and latitude, by the even-odd rule; or
/// wherever a raster is above a threshold.
struct hazard_zone {
  std::string id;
  std::vector<std::vector<std::array<double, 2>>> rings;
  /// Of a raster, in place of rings: its highest value on a line, or at a point alone; no number
  /// where it has none. Throws `no_answer` where it can't be read.
  std::function<double(const std::vector<std::array<double, 2>>& line)> highest{};
  double above = 0;
};

/// The highest value of a raster's zone on the links and at the transfers of a case; no number
/// where it has none there.
[[nodiscard]] double highest_on(const case_data& data, const hazard_zone& zone);

/// Links and crossings with a way of their own, transfers at a node, and zones: the links that
/// touch one and the transfers within. Parts that nothing could pass are left out.
[[nodiscard]] std::vector<closable_part> closable_parts(const case_data& data,
                                                        const network_model& model,
                                                        std::span<const part_kind> kinds,
                                                        std::span<const hazard_zone> zones);

/// What a flow loses a day.
struct flow_loss {
  double cost_usd = 0;     ///< of its users: what the demand curve holds between both costs
  double undelivered = 0;  ///< less delivered than before
  double unserved = 0;     ///< of these, what is still wanted
};

struct closure {
  bool is_solved = false;  ///< else nothing passes the part, and nothing is lost
  assign::status status = assign::status::converged;
  int iterations = 0;
  std::vector<flow_loss> flows;  ///< as in the model
  double cost_usd = 0;           ///< of all flows
  double unserved_t = 0, unserved_passengers = 0;
  std::vector<double> crossing_gain;  ///< [crossing] units a day that it carries more
  double undelivered_t = 0;
  double undelivered_usd = 0;  ///< what the goods that are not delivered are worth
};

/// [part] USD a day that closing it adds at the times and prices of the answer: by the share of
/// each flow that passes it, or by the way around it. An order in which to solve, not a figure.
[[nodiscard]] std::vector<double> screened_usd(const case_data& data, const run_answer& now,
                                               std::span<const closable_part> parts,
                                               std::size_t threads);

struct closure_options {
  double tolerance = 0;                                          ///< 0: the answer's own
  std::size_t threads = 0;                                       ///< one for each closure
  bool warm = true;                                              ///< starts from the answer
  std::function<bool(std::size_t done, std::size_t of)> part{};  ///< false to stop
};

/// The parts closed one by one, in their order; each of them costs one solution at most. Those
/// that the caller stopped are missing at the end.
[[nodiscard]] std::vector<closure> close_parts(const case_data& data, const run_answer& now,
                                               std::span<const closable_part> parts,
                                               const closure_options& options);

}  // namespace amur::model

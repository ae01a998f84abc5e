#include "amur/model/convergence.h"

#include <fmt/format.h>

namespace amur::model {
namespace {

std::string name_of_arc(const case_data& data, const network_model& model, arc_id id) {
  const auto arc = id.index();
  const auto row = model.net.row[arc];
  if (model.net.kind[arc] == network::arc_kind::change)
    return fmt::format("transfer '{}'", data.transfers[model.change_transfer[row]].id);
  return fmt::format("link '{}'{}", data.links[link_id(row)].id,
                     model.net.kind[arc] == network::arc_kind::link_backward ? " backward" : "");
}

std::string most_moved(const case_data& data, const run_answer& answer) {
  const auto& solution = answer.solution;
  if (solution.constraint_residual > solution.residual && solution.worst_constraint.valid())
    return fmt::format("; most at the capacity of '{}'",
                       answer.model.problem.constraints[solution.worst_constraint.index()].name);
  if (!solution.worst_arc.valid()) return {};
  return "; most at " + name_of_arc(data, answer.model, solution.worst_arc);
}

}  // namespace

std::string why_not_converged(const case_data& data, const run_answer& answer) {
  const auto& solution = answer.solution;
  if (solution.status == assign::status::converged) return {};
  return fmt::format(
      "no equilibrium after {} steps: residual {:.1e}, capacities {:.1e}, wanted {:.1e}{}",
      solution.log.size(), solution.residual, solution.constraint_residual,
      answer.model.terms.tolerance, most_moved(data, answer));
}

std::string what_was_left_out(const case_data& data, const run_answer& answer) {
  const double considered = answer.solution.considered_dispersions;
  if (data.settings.equilibrium != equilibrium::logit || considered == 0 ||
      considered >= data.settings.considered_dispersions)
    return {};
  return fmt::format(
      "too many alternatives: of some flows only those within {:.2g} dispersions of the least cost "
      "were considered, not {:.2g} (equilibrium.considered_dispersions)",
      considered, data.settings.considered_dispersions);
}

}  // namespace amur::model

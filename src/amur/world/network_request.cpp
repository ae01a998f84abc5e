#include "amur/world/network_request.h"

#include "amur/world/network_tables.h"

namespace amur::world {
namespace {

using text::field_type;
using text::request_field;

request_field number(const char* name, const char* sentence, double least, double most) {
  return {.name = name,
          .option = std::string("--") + name,
          .type = field_type::number,
          .sentence = sentence,
          .least = least,
          .most = most};
}

request_field with_usual(request_field field, double usual) {
  field.usual = usual;
  return field;
}

std::vector<request_field> network_fields() {
  const network_settings usual;
  auto budget =
      number("budget", "What may be spent on roads, beyond what today's have cost", 0, 1e15);
  budget.is_required = true;
  return {
      std::move(budget),
      with_usual(number("alpha", "Share of goods, against housing, in utility", 0.001, 1),
                 usual.consumption_share),
      with_usual(number("rho", "Aversion to inequality", 0, 50), usual.inequality_aversion),
      with_usual(number("sigma", "Elasticity of substitution between goods, not 1", 0.05, 100),
                 usual.substitution_elasticity),
      with_usual(number("beta", "Congestion: carriage costs as its power of 1 + beta", 0.01, 20),
                 usual.congestion),
      with_usual(number("gamma", "Returns to infrastructure: carriage costs as its power of -gamma",
                        0.01, 20),
                 usual.returns),
      with_usual(number("labour", "Output grows as labour's power of this", 0.01, 1),
                 usual.labour_exponent),
      {.name = "goods_apart",
       .option = "--goods-apart",
       .type = field_type::flag,
       .sentence = "Goods don't congest each other, and each pays for its carriage in itself"},
      with_usual(
          number("nu", "How little goods that share a road hinder each other; 1: as themselves", 1,
                 100),
          usual.flow_substitution),
      {.name = "people_move",
       .option = "--people-move",
       .type = field_type::flag,
       .sentence = "People move until all live equally well; housing stays where it is"}};
}

}  // namespace

const text::declared_command& network_request() {
  static const text::declared_command declared{
      "optimal-network", "Which roads to improve with a budget, trade answering to them",
      "amur optimal-network examples/corridor --budget 5 --alpha 0.7 -o roads.csv",
      network_fields()};
  return declared;
}

}  // namespace amur::world

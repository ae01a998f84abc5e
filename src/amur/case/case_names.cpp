#include "amur/case/case_names.h"

namespace amur::cases {

const char* to_string(confidence level) {
  switch (level) {
    case confidence::measured:
      return "measured";
    case confidence::reported:
      return "reported";
    case confidence::estimated:
      return "estimated";
    case confidence::assumed:
      break;
  }
  return "assumed";
}

const char* to_string(unit unit) { return unit == unit::tonne ? "t" : "passenger"; }

const char* to_string(equilibrium model) {
  switch (model) {
    case equilibrium::user:
      return "user";
    case equilibrium::all_or_nothing:
      return "all-or-nothing";
    case equilibrium::markov:
      return "markov";
    case equilibrium::logit:
      break;
  }
  return "logit";
}

}  // namespace amur::cases

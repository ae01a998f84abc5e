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

const std::vector<std::string>& confidence_words() {
  static const std::vector<std::string> words = {
      to_string(confidence::measured), to_string(confidence::reported),
      to_string(confidence::estimated), to_string(confidence::assumed)};
  return words;
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

const char* to_string(delay_kind delay) {
  switch (delay) {
    case delay_kind::bpr:
      return "bpr";
    case delay_kind::conical:
      return "conical";
    case delay_kind::akcelik:
      return "akcelik";
    case delay_kind::constant:
      break;
  }
  return "constant";
}

}  // namespace amur::cases

#include "amur/case/distribution_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::cases {
namespace {

struct kind_rule {
  const char* name;
  amur::crossing::distribution_kind kind;
  std::size_t parameters;
};

constexpr std::array<kind_rule, 9> kinds = {
    {{"constant", amur::crossing::distribution_kind::constant, 1},
     {"exponential", amur::crossing::distribution_kind::exponential, 1},
     {"uniform", amur::crossing::distribution_kind::uniform, 2},
     {"triangular", amur::crossing::distribution_kind::triangular, 3},
     {"normal", amur::crossing::distribution_kind::normal, 2},
     {"lognormal", amur::crossing::distribution_kind::lognormal, 2},
     {"gamma", amur::crossing::distribution_kind::gamma, 2},
     {"erlang", amur::crossing::distribution_kind::erlang, 2},
     {"weibull", amur::crossing::distribution_kind::weibull, 2}}};

std::optional<amur::crossing::distribution> parse_discrete(const std::vector<std::string>& entries,
                                                           std::string& problem) {
  amur::crossing::distribution result;
  result.kind = amur::crossing::distribution_kind::discrete;
  for (const auto& entry : entries) {
    const auto colon = entry.find(':');
    const auto value = text::parse_number(entry.substr(0, colon), problem);
    const auto weight = colon == std::string::npos
                            ? std::optional<double>(1)
                            : text::parse_number(entry.substr(colon + 1), problem);
    if (!value || !weight) return std::nullopt;
    result.values.push_back(*value);
    result.weights.push_back(*weight);
  }
  return result;
}

}  // namespace

std::optional<amur::crossing::distribution> parse_distribution(const std::string& text,
                                                               std::string& problem) {
  const auto open = text.find('(');
  std::optional<amur::crossing::distribution> result;
  if (open == std::string::npos) {
    const auto value = text::parse_number(text, problem);
    if (!value) return std::nullopt;
    result = amur::crossing::constant(*value);
  } else {
    if (text.back() != ')') {
      problem = "the closing bracket is missing";
      return std::nullopt;
    }
    const auto name = text.substr(0, open);
    auto inside = text.substr(open + 1, text.size() - open - 2);
    std::replace(inside.begin(), inside.end(), ',', ';');
    const auto entries = text::split_list(inside);
    if (name == "discrete") {
      if (entries.empty())
        problem = "it has no values";
      else
        result = parse_discrete(entries, problem);
    } else {
      const auto* rule = std::find_if(kinds.begin(), kinds.end(),
                                      [&](const kind_rule& kind) { return name == kind.name; });
      if (rule == kinds.end()) {
        problem = fmt::format("there is no distribution '{}'", name);
        return std::nullopt;
      }
      if (entries.size() != rule->parameters) {
        problem = fmt::format("{} has {} parameter{}, not {}", name, rule->parameters,
                              rule->parameters == 1 ? "" : "s", entries.size());
        return std::nullopt;
      }
      std::array<double, 3> parameters{};
      for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto value = text::parse_number(entries[i], problem);
        if (!value) return std::nullopt;
        parameters[i] = *value;
      }
      result = amur::crossing::distribution{
          rule->kind, parameters[0], parameters[1], parameters[2], {}, {}};
    }
  }
  if (!result) return std::nullopt;
  problem = amur::crossing::problem_of(*result);
  if (!problem.empty()) return std::nullopt;
  return result;
}

std::string text_of(const amur::crossing::distribution& of) {
  const auto bracketed = [](const char* name, std::span<const double> numbers) {
    std::vector<std::string> words;
    for (const double number : numbers) words.push_back(fmt::format("{:.6g}", number));
    return fmt::format("{}({})", name, text::join(words, "; "));
  };
  const std::array<double, 3> parameters = {of.a, of.b, of.c};
  for (const auto& rule : kinds)
    if (rule.kind == of.kind)
      return bracketed(rule.name, std::span(parameters).first(rule.parameters));
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < of.values.size(); ++i)
    entries.push_back(fmt::format("{:.6g}:{:.6g}", of.values[i], of.weights[i]));
  return fmt::format("discrete({})", text::join(entries, "; "));
}

}  // namespace amur::cases

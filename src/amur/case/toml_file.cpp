#include "amur/case/toml_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {

std::optional<toml::table> parse_toml(std::string_view text, const std::string& file,
                                      diagnostics& report) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    report.error(file, error.source().begin.line, "", "",
                 fmt::format("not valid TOML: {}", error.description()), "TOML 1.0");
    return std::nullopt;
  }
}

std::optional<std::string> scalar_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* flag = node.as_boolean()) return std::string(flag->get() ? "true" : "false");
  if (const auto* whole = node.as_integer()) return fmt::format("{}", whole->get());
  if (const auto* real = node.as_floating_point()) return fmt::format("{}", real->get());
  if (const auto* day = node.as_date())
    return fmt::format("{:04}-{:02}-{:02}", day->get().year, day->get().month, day->get().day);
  return std::nullopt;
}

std::optional<std::string> setting_text(const toml::node& node, bool is_list) {
  const auto* list = node.as_array();
  if (!is_list || !list) return scalar_text(node);
  std::string joined;
  for (const auto& entry : *list) {
    const auto* text = entry.as_string();
    if (!text) return std::nullopt;
    joined += (&entry == &list->front() ? "" : ";") + text->get();
  }
  return joined;
}

toml_reader::toml_reader(const toml::table& values, std::string file, std::string prefix,
                         diagnostics& report)
    : values_(&values), file_(std::move(file)), prefix_(std::move(prefix)), report_(&report) {}

void toml_reader::error(const std::string& key, const std::string& value,
                        const std::string& message, const std::string& allowed) const {
  report_->error(file_, line(key), prefix_ + key, text::shortened(value), message, allowed);
}

std::size_t toml_reader::line(const std::string& key) const {
  const auto* node = values_->get(key);
  return node ? line_of(*node) : line_of(*values_);
}

void toml_reader::wrong_type(const std::string& key, const toml::node& node,
                             const std::string& allowed) const {
  error(key, scalar_text(node).value_or(node.is_array() ? "an array" : "a table"),
        "the value has the wrong type", allowed);
}

void toml_reader::allow(std::span<const std::string> keys) const {
  for (const auto& [key, node] : *values_) {
    const std::string name(key.str());
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    error(name, "", text::with_nearest("unknown key", name, keys), text::join(keys));
  }
}

std::string toml_reader::text(const std::string& key, bool required) const {
  const auto* node = values_->get(key);
  if (!node) {
    if (required) error(key, "", "this key is missing", "a text");
    return {};
  }
  const auto* value = node->as_string();
  if (!value) {
    wrong_type(key, *node, "a text in quotes");
    return {};
  }
  if (required && value->get().empty()) error(key, "", "this text is empty", "a text");
  return value->get();
}

double toml_reader::number(const std::string& key, double otherwise) const {
  const auto* node = values_->get(key);
  if (!node) return otherwise;
  const auto value = node->value<double>();
  if (!node->is_number() || !value || !std::isfinite(*value)) {
    wrong_type(key, *node, "a finite number");
    return otherwise;
  }
  return *value;
}

std::string toml_reader::scalar(const std::string& key) const {
  const auto* node = values_->get(key);
  if (!node) return {};
  const auto value = scalar_text(*node);
  if (!value) wrong_type(key, *node, "a number or a text in quotes");
  return value.value_or("");
}

std::optional<double> toml_reader::required_number(const std::string& key,
                                                   text::number_range within) const {
  const auto* node = values_->get(key);
  const auto value = node ? node->value<double>() : std::nullopt;
  if (!node) {
    error(key, "", "this key is missing", within.words);
  } else if (!node->is_number() || !value || !std::isfinite(*value)) {
    wrong_type(key, *node, within.words);
  } else if (!within.has(*value)) {
    error(key, fmt::format("{}", *value), "the number is out of range", within.words);
  } else {
    return value;
  }
  return std::nullopt;
}

bool toml_reader::boolean(const std::string& key, bool otherwise) const {
  const auto* node = values_->get(key);
  if (!node) return otherwise;
  if (!node->is_boolean()) {
    wrong_type(key, *node, "true or false");
    return otherwise;
  }
  return node->as_boolean()->get();
}

std::vector<std::string> toml_reader::texts(const std::string& key) const {
  std::vector<std::string> result;
  const auto* node = values_->get(key);
  if (!node) return result;
  const auto* list = node->as_array();
  if (!list) {
    wrong_type(key, *node, "a list of texts");
    return result;
  }
  for (const auto& item : *list) {
    if (const auto* value = item.as_string())
      result.push_back(value->get());
    else
      wrong_type(key, item, "a list of texts");
  }
  return result;
}

const toml::table* toml_reader::table(const std::string& key, bool required) const {
  const auto* node = values_->get(key);
  if (!node) {
    if (required)
      error(key, "", "this key is missing", "a table of fields, e.g. { mode = \"road\" }");
    return nullptr;
  }
  if (!node->is_table()) wrong_type(key, *node, "a table of fields, e.g. { mode = \"road\" }");
  return node->as_table();
}

}  // namespace amur::cases

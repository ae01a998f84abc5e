#include "amur/cli/completion.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "amur/base/diagnostic.h"
#include "amur/base/printable.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::cli {
namespace {

namespace fs = std::filesystem;

// Nobody waits at the tab key for a larger table.
constexpr std::uintmax_t largest_table_bytes = std::uintmax_t{4} << 20;

// The words before the last one, as a command line reads them.
struct words_before {
  const command_tree* command = nullptr;
  const command_option* open = nullptr;  ///< an option whose value is next
  std::vector<std::string> places = {};  ///< what was given without a name
  std::vector<std::string> given = {};   ///< names of options
};

words_before read_before(const command_tree& program, std::span<const std::string> words) {
  words_before before{&program};
  for (const auto& word : words) {
    if (word == "=") continue;
    if (before.open) {
      before.open = nullptr;
      continue;
    }
    if (word.starts_with('-')) {
      const auto* option = find_option(*before.command, word);
      if (option && !option->value.empty()) before.open = option;
      before.given.push_back(word);
    } else if (const auto* inner = find_command(*before.command, word);
               inner && before.places.empty()) {
      before.command = inner;
    } else {
      before.places.push_back(word);
    }
  }
  return before;
}

// A folder by what it is asked for as, such as CASE and DIR; most other capitals are files.
completion::files_too files_of(const command_option& option) {
  using enum completion::files_too;
  const auto& kind = option.value == "TEXT" ? option.names.front() : option.value;
  if (kind == "CASE" || kind == "DIR" || kind == "FOLDER") return folders;
  if (kind.find("FILE") != std::string::npos || kind.find('.') != std::string::npos) return files;
  return option.names.front().starts_with('-') ? none : files;
}

// The table whose ids an option takes, "" for none: that of its own name in the plural, but for
// places that have names of their own.
std::string table_of(const command_option& option) {
  static const std::map<std::string, std::string> others = {
      {"from", "nodes"}, {"to", "nodes"}, {"rival", "crossings"}};
  if (option.value != "TEXT" || !option.names.back().starts_with("--")) return {};
  const auto name = option.names.back().substr(2);
  if (const auto other = others.find(name); other != others.end()) return other->second;
  return name.ends_with('y') ? name.substr(0, name.size() - 1) + "ies" : name + "s";
}

void add_ids(const fs::path& folder, const command_option& option,
             std::vector<completion::candidate>& candidates) {
  const auto path = folder / (table_of(option) + ".csv");
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored) || fs::file_size(path, ignored) > largest_table_bytes)
    return;
  diagnostics unsaid;
  const auto content = text::read_file(path, path.string(), unsaid);
  const auto table = content ? text::parse_csv(*content, path.string(), unsaid) : std::nullopt;
  if (!table) return;
  if (!table->columns.front().ends_with("id")) return;
  const auto name = table->column("name");
  for (const auto& row : table->rows)
    candidates.push_back({row.cells.front(), name == table::npos ? "" : row.cells[name]});
}

void add_scenarios(const fs::path& folder, std::vector<completion::candidate>& candidates) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder / "scenarios", ignored))
    if (entry.path().extension() == ".toml") candidates.push_back({entry.path().stem(), ""});
}

completion values_of(const words_before& before, const command_option& option) {
  completion found{.also = files_of(option)};
  for (const auto& word : option.words) found.candidates.push_back({word, ""});
  const bool is_scenario =
      option.names.back() == "--scenario" || option.names.back() == "--compare";
  for (const auto& folder : before.places) {
    if (is_scenario)
      add_scenarios(folder, found.candidates);
    else
      add_ids(folder, option, found.candidates);
  }
  // They come from a stranger's files, and go into a shell.
  std::erase_if(found.candidates, [](const auto& each) { return !text::is_id(each.word); });
  std::ranges::sort(found.candidates, {}, &completion::candidate::word);
  if (is_scenario) found.also = completion::files_too::files;
  return found;
}

completion options_of(const words_before& before) {
  completion found;
  for (const auto& option : before.command->options) {
    const auto is_given = [&](const std::string& name) {
      return std::ranges::find(before.given, name) != before.given.end();
    };
    if (std::ranges::any_of(option.names, is_given) && !option.repeats) continue;
    for (const auto& name : option.names)
      if (name.starts_with("--")) found.candidates.push_back({name, option.sentence});
  }
  return found;
}

completion commands_or_places(const words_before& before) {
  completion found;
  const auto& command = *before.command;
  if (before.places.empty())
    for (const auto& inner : command.commands)
      found.candidates.push_back({inner.name, inner.sentence});
  if (command.places.empty()) return found;
  const bool is_last = before.places.size() >= command.places.size();
  if (is_last && !command.places.back().repeats) return found;
  const auto& place = is_last ? command.places.back() : command.places[before.places.size()];
  auto values = values_of(before, place);
  for (auto& each : values.candidates) found.candidates.push_back(std::move(each));
  found.also = values.also;
  return found;
}

}  // namespace

completion complete(const command_tree& program, std::span<const std::string> words) {
  if (words.empty()) return {};
  auto last = words.back();
  auto earlier = words.first(words.size() - 1);
  // A shell that ends words at "=" may leave it as the last one.
  if (last == "=") {
    last.clear();
    earlier = words;
  }
  const auto before = read_before(program, earlier);
  auto found = before.open             ? values_of(before, *before.open)
               : last.starts_with('-') ? options_of(before)
                                       : commands_or_places(before);
  std::erase_if(found.candidates, [&](const auto& each) { return !each.word.starts_with(last); });
  return found;
}

std::string lines_of(const completion& found) {
  std::string lines;
  for (const auto& [word, sentence] : found.candidates)
    lines += word + (sentence.empty() ? "" : "\t" + printable(sentence)) + "\n";
  if (found.also == completion::files_too::files) lines += ":files\n";
  if (found.also == completion::files_too::folders) lines += ":folders\n";
  return lines;
}

}  // namespace amur::cli

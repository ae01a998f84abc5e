#include "amur/cli/manual_page.h"

#include <fmt/format.h>

#include "amur/cli/exit_code.h"
#include "amur/text/text.h"

namespace amur::cli {
namespace {

// Text as roff shows it: a backslash starts an escape, a hyphen is typeset unless escaped, and a
// dot or an apostrophe at the start of a line would be a request.
std::string plain(const std::string& words) {
  std::string text;
  bool starts = true;
  for (const char letter : words) {
    if (starts && (letter == '.' || letter == '\'')) text += "\\&";
    if (letter == '\\')
      text += "\\e";
    else if (letter == '-')
      text += "\\-";
    else
      text += letter;
    starts = letter == '\n';
  }
  return text;
}

std::string bold(const std::string& words) { return "\\fB" + plain(words) + "\\fR"; }
std::string italic(const std::string& words) { return "\\fI" + plain(words) + "\\fR"; }

std::string value_of(const command_option& option) {
  return option.words.empty() ? italic(option.value) : bold(text::join(option.words, "|"));
}

std::string described(const command_option& option) {
  std::string says = option.sentence;
  if (!option.usual.empty()) says += fmt::format(" (default: {})", option.usual);
  if (option.is_required) says += " (required)";
  return plain(says) + "\n";
}

std::string option_entry(const command_option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.names) names.push_back(bold(name));
  return ".TP\n" + text::join(names) + (option.value.empty() ? "" : " " + value_of(option)) + "\n" +
         described(option);
}

std::string place_entry(const command_option& place) {
  std::string words;
  if (!place.words.empty()) words = ": " + value_of(place);
  return ".TP\n" + italic(place.names.front()) + words + "\n" + described(place);
}

std::string synopsis(const command_tree& command, const std::string& typed) {
  std::string line = bold(typed);
  for (const auto& place : command.places) {
    auto name = italic(place.names.front()) + (place.repeats ? " ..." : "");
    line += " " + (place.is_required ? name : "[" + name + "]");
  }
  for (const auto& option : command.options)
    if (option.is_required) line += " " + bold(option.names.back()) + " " + value_of(option);
  if (!command.commands.empty()) line += " " + italic("COMMAND");
  return line + " [" + italic("OPTION") + " ...]\n";
}

std::string example_section(const command_tree& command) {
  if (command.example.empty()) return {};
  return ".SH EXAMPLES\n.nf\n" + plain(command.example) + "\n.fi\n";
}

std::string dashed(std::string typed) {
  for (char& letter : typed)
    if (letter == ' ') letter = '-';
  return typed;
}

// "amur-run(1)"
std::string reference(const std::string& typed) { return bold(dashed(typed)) + "(1)"; }

std::string see_also(const command_tree& command, const std::string& typed) {
  std::vector<std::string> pages;
  if (const auto space = typed.rfind(' '); space != std::string::npos)
    pages.push_back(reference(typed.substr(0, space)));
  for (const auto& inner : command.commands) pages.push_back(reference(typed + " " + inner.name));
  return pages.empty() ? "" : ".SH SEE ALSO\n" + text::join(pages, ",\n") + "\n";
}

std::string exit_section() {
  std::string section = ".SH EXIT STATUS\n";
  for (const auto& [code, says] : {std::pair{done, "done"},
                                   {not_solved, "not solved as asked"},
                                   {bad_input, "bad input or usage"}})
    section += fmt::format(".TP\n{}\n{}\n", static_cast<int>(code), says);
  return section;
}

std::string page_text(const command_tree& command, const std::string& typed,
                      const std::string& version) {
  auto page =
      fmt::format(".TH \"{}\" 1 \"\" \"Amur {}\" \"Amur\"\n.SH NAME\n{} \\- {}\n",
                  plain(dashed(typed)), version, plain(dashed(typed)), plain(command.sentence));
  page += ".SH SYNOPSIS\n" + synopsis(command, typed);
  if (!command.places.empty()) page += ".SH ARGUMENTS\n";
  for (const auto& place : command.places) page += place_entry(place);
  if (!command.commands.empty()) page += ".SH COMMANDS\n";
  for (const auto& inner : command.commands)
    page += ".TP\n" + bold(inner.name) + "\n" + plain(inner.sentence) + "\n";
  if (!command.options.empty()) page += ".SH OPTIONS\n";
  for (const auto& option : command.options) page += option_entry(option);
  return page + exit_section() + example_section(command) + see_also(command, typed);
}

void add_pages(const command_tree& command, const std::string& typed, const std::string& version,
               std::vector<manual_page>& pages) {
  pages.push_back({dashed(typed) + ".1", page_text(command, typed, version)});
  for (const auto& inner : command.commands)
    add_pages(inner, typed + " " + inner.name, version, pages);
}

}  // namespace

std::vector<manual_page> manual_pages(const command_tree& program, const std::string& version) {
  std::vector<manual_page> pages;
  add_pages(program, "amur", version, pages);
  return pages;
}

}  // namespace amur::cli

#include <algorithm>
#include <cstring>
#include <map>

#include "amur/omx/forked_work.h"
#include "amur/omx/hdf5_reader.h"
#include "amur/omx/omx_file.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::omx {
namespace {

// A message's first letter says what it is; parts of a finding are between zero bytes.
enum message_kind : char {
  of_finding = 'f',
  of_zones = 'z',
  of_core = 'c',
  of_lookup = 'l',
  of_label = 'n',
  of_row = 'r'
};

std::string message_of(message_kind kind, std::string_view content) {
  return std::string(1, kind).append(content);
}

std::string message_of(const diagnostic& finding) {
  std::string text(1, of_finding);
  for (const auto& part : {finding.field, finding.value, finding.message, finding.allowed})
    text.append(part.c_str()) += '\0';
  return text;
}

diagnostic finding_of(std::string_view message, const std::string& file) {
  std::vector<std::string> parts(4);
  std::size_t part = 0;
  for (const char letter : message.substr(1))
    if (letter == '\0')
      part = std::min(part + 1, parts.size() - 1);
    else
      parts[part] += letter;
  return {severity::error, file, 0, parts[0], parts[1], parts[2], parts[3]};
}

void tell_findings(const diagnostics& report, const message_sink& sink) {
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) sink(message_of(finding));
}

void tell_contents(const std::filesystem::path& path, const message_sink& sink) {
  diagnostics report;
  const auto file = hdf5_reader::open(path, report);
  if (!file) return tell_findings(report, sink);
  sink(message_of(of_zones, std::to_string(file->zones())));
  for (const auto& core : file->cores()) sink(message_of(of_core, core));
  for (const auto& name : file->lookups()) {
    diagnostics of_this;
    sink(message_of(of_lookup, name));
    if (const auto lookup = file->lookup(name, of_this))
      for (const auto& label : lookup->labels) sink(message_of(of_label, label));
    tell_findings(of_this, sink);
  }
}

void tell_rows(const std::filesystem::path& path, const std::string& core,
               const message_sink& sink) {
  diagnostics report;
  const auto file = hdf5_reader::open(path, report);
  const auto tell = [&sink](std::size_t, std::span<const double> row) {
    return sink(message_of(of_row, {reinterpret_cast<const char*>(row.data()), row.size_bytes()}));
  };
  if (!file || !file->for_rows(core, tell, report)) tell_findings(report, sink);
}

constexpr unsigned seconds_to_open = 20, seconds_to_read = 600;
constexpr const char* a_whole_file = "a whole OMX file, as it was written";

}  // namespace

struct omx_reader::opened_file {
  std::filesystem::path path;
  std::string name;
  std::size_t zones = 0;
  std::vector<std::string> cores, lookups;
  std::map<std::string, std::vector<std::string>> labels;
  std::map<std::string, diagnostic> bad_lookups;
};

omx_reader::omx_reader(std::unique_ptr<opened_file> opened) : opened_(std::move(opened)) {}
omx_reader::omx_reader(omx_reader&&) noexcept = default;
omx_reader& omx_reader::operator=(omx_reader&&) noexcept = default;
omx_reader::~omx_reader() = default;

std::size_t omx_reader::zones() const { return opened_->zones; }
const std::vector<std::string>& omx_reader::cores() const { return opened_->cores; }
const std::vector<std::string>& omx_reader::lookups() const { return opened_->lookups; }

std::optional<omx_reader> omx_reader::open(const std::filesystem::path& path, diagnostics& report) {
  auto made = std::make_unique<opened_file>();
  made->path = path;
  made->name = path.filename().string();
  if (!text::is_regular_file(path, made->name, report)) return std::nullopt;
  bool failed = false;
  const auto take = [&](std::string_view message) {
    if (message.empty()) return true;
    const std::string content(message.substr(1));
    if (message[0] == of_zones) made->zones = std::strtoull(content.c_str(), nullptr, 10);
    if (message[0] == of_core) made->cores.push_back(content);
    if (message[0] == of_lookup) made->lookups.push_back(content);
    if (message[0] == of_label && !made->lookups.empty())
      made->labels[made->lookups.back()].push_back(content);
    if (message[0] != of_finding) return true;
    if (!made->lookups.empty()) {
      made->bad_lookups[made->lookups.back()] = finding_of(message, made->name);
    } else if (!failed) {
      report.add(finding_of(message, made->name));
      failed = true;
    }
    return true;
  };
  const auto end = forked_work([&](const message_sink& sink) { tell_contents(path, sink); }, take,
                               seconds_to_open);
  const bool whole = end.empty() && made->zones > 0 && made->zones <= most_zones;
  if (!whole && !failed)
    report.error(made->name, 0, "", "",
                 "this is damaged: who opens it ends with " + (end.empty() ? "no zones" : end),
                 a_whole_file);
  if (failed || !whole) return std::nullopt;
  return omx_reader(std::move(made));
}

std::optional<omx_lookup> omx_reader::lookup(const std::string& name, diagnostics& report) const {
  if (std::ranges::find(opened_->lookups, name) == opened_->lookups.end()) {
    report.error(
        opened_->name, 0, "lookup/" + name, "",
        text::with_nearest("there is no such lookup", name, opened_->lookups),
        opened_->lookups.empty() ? "the file has no lookup" : text::join(opened_->lookups));
    return std::nullopt;
  }
  if (const auto bad = opened_->bad_lookups.find(name); bad != opened_->bad_lookups.end()) {
    report.add(bad->second);
    return std::nullopt;
  }
  const auto found = opened_->labels.find(name);
  if (found != opened_->labels.end() && found->second.size() == opened_->zones)
    return omx_lookup{name, found->second};
  report.error(opened_->name, 0, "lookup/" + name, "", "its labels can't be read", a_whole_file);
  return std::nullopt;
}

bool omx_reader::for_rows(const std::string& core,
                          const std::function<bool(std::size_t, std::span<const double>)>& take,
                          diagnostics& report) const {
  if (std::ranges::find(opened_->cores, core) == opened_->cores.end()) {
    report.error(opened_->name, 0, "data/" + core, "",
                 text::with_nearest("there is no such matrix", core, opened_->cores),
                 text::join(opened_->cores));
    return false;
  }
  std::vector<double> cells(opened_->zones);
  std::size_t row = 0;
  bool failed = false;
  const auto take_row = [&](std::string_view message) {
    if (message.starts_with(of_finding)) {
      report.add(finding_of(message, opened_->name));
      failed = true;
      return false;
    }
    if (message.size() != 1 + cells.size() * sizeof(double) || row == opened_->zones) return true;
    std::memcpy(cells.data(), message.data() + 1, message.size() - 1);
    failed = !take(row++, cells);
    return !failed;
  };
  const auto end =
      forked_work([&](const message_sink& sink) { tell_rows(opened_->path, core, sink); }, take_row,
                  seconds_to_read);
  if (failed) return false;
  if (end.empty() && row == opened_->zones) return true;
  report.error(opened_->name, row + 1, "data/" + core, "",
               "this is damaged: who reads it ends with " + (end.empty() ? "too few rows" : end),
               a_whole_file);
  return false;
}

}  // namespace amur::omx

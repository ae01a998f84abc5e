#include "amur/serve/run_store.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <ctime>

#include "amur/http/bounded_json.h"
#include "amur/serve/study_json.h"
#include "amur/text/file.h"

namespace amur::serve {
namespace {

std::string now_text() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

run_state state_named(const std::string& name) {
  for (const auto state : {run_state::queued, run_state::running, run_state::done,
                           run_state::failed, run_state::cancelled})
    if (name == to_string(state)) return state;
  return run_state::failed;
}

constexpr std::size_t most_digits = 9, highest_id = 999'999'999;
// Of 1 MB of edits, each value on a line of its own.
constexpr std::uintmax_t longest_run_file = std::uintmax_t{16} << 20;

// Empty, with the reason in `problem`, where there is no run of ours.
std::optional<stored_run> read_run(const std::filesystem::path& folder, std::string& problem) {
  std::error_code code;
  const auto file = folder / "run.json";
  if (!std::filesystem::is_regular_file(file, code)) {
    problem = "there is no file run.json here";
    return std::nullopt;
  }
  if (std::filesystem::file_size(file, code) > longest_run_file || code) {
    problem = "run.json is too large";
    return std::nullopt;
  }
  const auto json = http::parse_bounded(text::read_bytes(file));
  problem = "run.json is not what a server writes";
  if (!json.is_object()) return std::nullopt;
  const auto number = [&](const char* field, double least, double most, double usual) {
    if (!json.contains(field)) return usual;
    const double value = json.at(field);
    return std::clamp(value, least, most);
  };
  try {
    stored_run run;
    run.id = folder.filename().string();
    // Earlier versions kept the body that had asked for the run.
    auto asked = json.contains("study") ? asked_request{json.at("study"), json.at("request")}
                                        : asked_of_body(json.at("kind"), json);
    if (!study::find_study(asked.study)) return std::nullopt;
    run.study = std::move(asked.study);
    run.request = std::move(asked.request);
    run.name = json.at("name");
    run.created = json.at("created");
    run.case_sha256 = json.value("case_sha256", "");
    run.message = json.at("message");
    run.state = state_named(json.at("status"));
    run.scenarios = json.at("scenarios");
    run.edits = json.at("edits");
    run.share = number("share", 0, 1, 0);
    run.seconds = json.at("seconds");
    run.residual = json.at("residual");
    run.step = static_cast<int>(number("step", 0, 1e9, 0));
    return run;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

// What a run that was not finished has left of files under way.
void remove_parts(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const auto name = entry.path().filename();
    if (name != "run.json" && name != "edits.toml") std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace

const char* to_string(run_state state) {
  static constexpr const char* names[] = {"queued", "running", "done", "failed", "cancelled"};
  return names[static_cast<std::size_t>(state)];
}

std::string json_text(const nlohmann::json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json to_json(const stored_run& run) {
  nlohmann::json json = {{"id", run.id},
                         {"kind", run.study == "simulate" ? "simulation" : "run"},
                         {"study", run.study},
                         {"request", run.request},
                         {"name", run.name},
                         {"status", to_string(run.state)},
                         {"scenarios", run.scenarios},
                         {"edits", run.edits},
                         {"created", run.created},
                         {"seconds", run.seconds},
                         {"step", run.step},
                         {"residual", run.residual},
                         {"message", run.message}};
  // As the page and earlier versions have it: the request's fields, or an analysis of its own.
  if (run.study == "run" || run.study == "simulate") {
    json.update(run.request);
  } else {
    json["analysis"] = run.request;
    json["analysis"]["kind"] = run.study;
    json["share"] = run.share;
  }
  return json;
}

folder_lock::folder_lock(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  file_ = ::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  held_ = file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0;
  if (held_ || (file_ >= 0 && errno == EWOULDBLOCK)) return;
  const std::error_code problem(errno, std::generic_category());
  if (file_ >= 0) ::close(file_);
  throw std::filesystem::filesystem_error("no lock", folder, problem);
}

folder_lock::~folder_lock() {
  if (file_ >= 0) ::close(file_);
}

run_store::run_store(std::filesystem::path folder, std::string case_sha256, diagnostics& report)
    : folder_(std::move(folder)), case_sha256_(std::move(case_sha256)) {
  std::filesystem::create_directories(folder_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    take_folder(entry.path(), report);
  std::sort(runs_.begin(), runs_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

// What an earlier server left in a folder that may be a run's.
void run_store::take_folder(const std::filesystem::path& folder, diagnostics& report) {
  const auto name = folder.filename().string();
  if (name.empty() || name.find_first_not_of("0123456789") != std::string::npos) return;
  const auto leave_out = [&](const std::string& why, const std::string& allowed) {
    report.warning(folder.string(), 0, "", "", why + ": left out", allowed);
  };
  if (name.size() > most_digits)
    return leave_out("this is no id of a run", fmt::format("1 to {}", highest_id));
  std::size_t number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  next_ = std::max(next_, number + 1);
  std::string problem;
  auto run = read_run(folder, problem);
  if (!run) return leave_out(problem, "a folder that amur serve wrote");
  if (run->case_sha256 != case_sha256_)
    return leave_out("this run is of another case, or of this one before it changed",
                     "runs of the case as it is now");
  if (!run->finished()) {
    run->state = run_state::failed;
    run->message = "the server stopped before this run was finished";
    remove_parts(folder);
    (void)write(*run);
  }
  runs_.push_back(std::move(*run));
}

std::optional<stored_run> run_store::add(stored_run run) {
  const std::scoped_lock hold(lock_);
  if (next_ > highest_id) return std::nullopt;
  run.id = fmt::format("{:06}", next_);
  run.case_sha256 = case_sha256_;
  run.created = now_text();
  run.state = run_state::queued;
  std::error_code problem;
  std::filesystem::create_directories(folder_of(run.id), problem);
  if (problem || !write(run) || !text::brought_to_disk(folder_).empty()) {
    std::filesystem::remove_all(folder_of(run.id), problem);
    return std::nullopt;
  }
  ++next_;
  runs_.push_back(run);
  return run;
}

std::optional<stored_run> run_store::find(const std::string& id) const {
  const std::scoped_lock hold(lock_);
  for (const auto& run : runs_)
    if (run.id == id) return run;
  return std::nullopt;
}

std::vector<stored_run> run_store::all() const {
  const std::scoped_lock hold(lock_);
  return runs_;
}

std::size_t run_store::unfinished() const {
  const std::scoped_lock hold(lock_);
  return static_cast<std::size_t>(
      std::count_if(runs_.begin(), runs_.end(), [](const auto& run) { return !run.finished(); }));
}

void run_store::update(const stored_run& run) {
  const std::scoped_lock hold(lock_);
  for (auto& known : runs_) {
    if (known.id != run.id) continue;
    const bool changed = known.state != run.state;
    known = run;
    if (changed) (void)write(run);
  }
}

bool run_store::rename(const std::string& id, const std::string& name) {
  const std::scoped_lock hold(lock_);
  const auto at = std::find_if(runs_.begin(), runs_.end(),
                               [&](const auto& run) { return run.id == id && run.finished(); });
  if (at == runs_.end()) return false;
  at->name = name;
  (void)write(*at);
  return true;
}

bool run_store::remove(const std::string& id) {
  const std::scoped_lock hold(lock_);
  const auto at = std::find_if(runs_.begin(), runs_.end(),
                               [&](const auto& run) { return run.id == id && run.finished(); });
  if (at == runs_.end()) return false;
  std::error_code ignored;
  std::filesystem::remove_all(folder_of(id), ignored);
  runs_.erase(at);
  return true;
}

// A run that is under way goes on in memory where its folder can't be written any more.
bool run_store::write(const stored_run& run) const {
  diagnostics unread;
  text::file_writer out(folder_of(run.id) / "run.json", unread);
  auto json = to_json(run);
  json["case_sha256"] = run.case_sha256;
  out << json_text(json, 1) << '\n';
  return out.commit();
}

}  // namespace amur::serve

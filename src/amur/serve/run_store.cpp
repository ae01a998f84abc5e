#include "amur/serve/run_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <fstream>

#include "amur/io/file.h"

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

std::optional<stored_run> read_run(const std::filesystem::path& folder) {
  std::ifstream in(folder / "run.json");
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    stored_run run;
    run.id = folder.filename().string();
    run.kind = json.at("kind");
    run.name = json.at("name");
    run.crossing = json.value("crossing", "");
    run.created = json.at("created");
    run.message = json.at("message");
    run.state = state_named(json.at("status"));
    run.scenarios = json.at("scenarios");
    run.edits = json.at("edits");
    run.analysis = json.value("analysis", nlohmann::json());
    run.trade = json.value("trade", false);
    run.samples = json.value("samples", std::size_t{0});
    run.seconds = json.at("seconds");
    run.residual = json.at("residual");
    run.step = json.at("step");
    return run;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // not a run of ours
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
  nlohmann::json json = {{"id", run.id},           {"kind", run.kind},
                         {"name", run.name},       {"status", to_string(run.state)},
                         {"scenarios", run.scenarios}, {"edits", run.edits},
                         {"created", run.created}, {"seconds", run.seconds},
                         {"step", run.step},       {"residual", run.residual},
                         {"message", run.message}};
  if (!run.analysis.is_null()) {
    json["analysis"] = run.analysis;
    json["share"] = run.share;
  }
  if (run.trade) {
    json["trade"] = true;
    json["samples"] = run.samples;
  }
  if (run.kind == "simulation") {
    json["crossing"] = run.crossing;
    json["replications"] = run.replications;
    json["days"] = run.days;
  }
  return json;
}

run_store::run_store(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const auto name = entry.path().filename().string();
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size()) continue;
    next_ = std::max(next_, number + 1);
    auto run = read_run(entry.path());
    if (!run) continue;
    if (!run->finished()) {
      run->state = run_state::failed;
      run->message = "the server stopped before this run was finished";
      write(*run);
    }
    runs_.push_back(std::move(*run));
  }
  std::sort(runs_.begin(), runs_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

stored_run run_store::add(stored_run run) {
  const std::scoped_lock hold(lock_);
  run.id = fmt::format("{:06}", next_++);
  run.created = now_text();
  run.state = run_state::queued;
  std::filesystem::create_directories(folder_of(run.id));
  write(run);
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
    if (changed) write(run);
  }
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

void run_store::write(const stored_run& run) const {
  diagnostics unread;  // the run goes on in memory where its folder can't be written
  io::file_writer out(folder_of(run.id) / "run.json", unread);
  out << json_text(to_json(run), 1) << '\n';
  (void)out.commit();
}

}  // namespace amur::serve

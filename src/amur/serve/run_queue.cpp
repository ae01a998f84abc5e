#include "amur/serve/run_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "amur/base/date.h"
#include "amur/serve/study_json.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

std::string toml_value(const nlohmann::json& value) {
  if (value.is_string()) {
    const auto text = value.get<std::string>();
    return parse_date(text) ? text : text::toml_string(text);
  }
  if (value.is_array()) {
    std::string list;
    for (const auto& entry : value) list += (list.empty() ? "" : ", ") + toml_value(entry);
    return "[" + list + "]";
  }
  if (value.is_number_float()) return fmt::format("{}", value.get<double>());
  return value.dump();
}

std::string toml_table(const nlohmann::json& table) {
  std::string fields;
  for (const auto& [key, value] : table.items())
    fields += (fields.empty() ? "" : ", ") + text::toml_string(key) + " = " + toml_value(value);
  return "{ " + fields + " }";
}

std::string first_error(const diagnostics& report) {
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) return to_string(finding);
  return "the run failed";
}

// Where a server keeps its files is nothing for who reads a run's message.
void leave_out(const std::filesystem::path& folder, std::string& message) {
  const auto start = folder.string() + "/";
  for (auto at = message.find(start); at != std::string::npos; at = message.find(start, at))
    message.erase(at, start.size());
}

}  // namespace

std::string edits_toml(const nlohmann::json& edits, const std::string& title) {
  std::string text = "title = " + text::toml_string(title) + "\n";
  for (const auto& edit : edits) {
    text += "\n[[edit]]\n";
    for (const auto& [key, value] : edit.items())
      text += text::toml_string(key) + " = " +
              (value.is_object() ? toml_table(value) : toml_value(value)) + "\n";
  }
  return text;
}

run_queue::run_queue(run_store& store, std::filesystem::path case_folder, std::string version,
                     std::size_t threads)
    : store_(store),
      case_folder_(std::move(case_folder)),
      version_(std::move(version)),
      threads_(threads),
      worker_([this] { work(); }) {}

run_queue::~run_queue() {
  {
    const std::scoped_lock hold(lock_);
    stopping_ = true;
    cancel_current_ = true;
  }
  news_.notify_all();
  worker_.join();
}

void run_queue::add(const std::string& id) {
  const std::scoped_lock hold(lock_);
  waiting_.push_back(id);
  ++changes_;
  news_.notify_all();
}

bool run_queue::cancel(const std::string& id) {
  std::unique_lock hold(lock_);
  if (current_ == id) {
    cancel_current_ = true;
    return true;
  }
  const auto at = std::find(waiting_.begin(), waiting_.end(), id);
  if (at == waiting_.end()) return false;
  waiting_.erase(at);
  hold.unlock();
  if (auto run = store_.find(id)) {
    run->state = run_state::cancelled;
    changed(*run);
  }
  return true;
}

void run_queue::look_again() {
  const std::scoped_lock hold(lock_);
  ++changes_;
  news_.notify_all();
}

std::uint64_t run_queue::wait_for_change(std::uint64_t seen) {
  std::unique_lock hold(lock_);
  news_.wait_for(hold, std::chrono::seconds(1), [&] { return changes_ != seen || stopping_; });
  return changes_;
}

void run_queue::changed(const stored_run& run) {
  store_.update(run);
  look_again();
}

void run_queue::work() {
  for (;;) {
    std::string id;
    {
      std::unique_lock hold(lock_);
      news_.wait(hold, [&] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      id = waiting_.front();
      waiting_.pop_front();
      current_ = id;
      cancel_current_ = false;
    }
    if (auto run = store_.find(id)) solve(std::move(*run));
    const std::scoped_lock hold(lock_);
    current_.clear();
  }
}

void run_queue::solve(stored_run run) {
  const auto start = std::chrono::steady_clock::now();
  run.state = run_state::running;
  changed(run);
  try {
    answer(run);
  } catch (const std::exception& problem) {
    // Nothing that one run meets may end the server.
    run.state = run_state::failed;
    run.message = problem.what();
  }
  leave_out(store_.folder_of(run.id), run.message);
  leave_out(case_folder_, run.message);
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  changed(run);
}

// The scenarios that were asked for, then the edits, which the run's folder keeps as one. Throws
// where it can't be written: without its edits this would be another run.
std::vector<std::string> run_queue::scenarios_of(const stored_run& run) const {
  auto scenarios = run.scenarios;
  if (run.edits.empty()) return scenarios;
  const auto file = store_.folder_of(run.id) / "edits.toml";
  diagnostics report;
  if (!text::write_file(file, edits_toml(run.edits, run.name), report))
    throw std::runtime_error(first_error(report));
  scenarios.push_back(file.string());
  return scenarios;
}

void run_queue::answer(stored_run& run) {
  const auto& asked = *study::find_study(run.study);
  study::study_request request;
  serve::answer problem;
  if (!take_request(asked, run.request, "", "request", request, problem))
    throw std::runtime_error(json_text(problem.body));
  study::study_task task{
      {case_folder_, store_.result_of(run.id), scenarios_of(run), threads_, version_}};
  task.is_for_map = true;
  task.is_cancelled = [this] { return cancel_current_.load(); };
  task.progress = [&](const assign::iteration& step) {
    run.step = step.number;
    run.residual = step.residual;
    changed(run);
    return !cancel_current_;
  };
  task.part = [&](std::size_t done, std::size_t of) {
    run.share = static_cast<double>(done) / static_cast<double>(of);
    // What a simulation has no equilibrium for.
    if (run.study == "simulate") {
      run.step = static_cast<int>(done);
      run.residual = 1 - run.share;
    }
    changed(run);
    return !cancel_current_;
  };
  diagnostics report;
  const auto outcome = asked.run(task, request, report);
  using enum study::run_status;
  const bool written = !outcome.tables.tables.empty();
  run.state = outcome.status == cancelled ? run_state::cancelled
              : written                   ? run_state::done
                                          : run_state::failed;
  if (run.state == run_state::failed) run.message = first_error(report);
  if (written && outcome.status == not_solved) run.message = to_string(report.findings.back());
}

}  // namespace amur::serve

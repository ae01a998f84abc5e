#include "amur/app/slurm_script.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

// As one word of a shell.
std::string quoted(const std::string& text) {
  std::string made = "'";
  for (const char letter : text)
    made += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return made + "'";
}

// What this process was asked, without where its answer goes and who does it.
std::string own_words() {
  const auto line = text::read_bytes("/proc/self/cmdline");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const auto end = line.find('\0', at);
    words.push_back(line.substr(at, end - at));
    if (end == std::string::npos) break;
    at = end + 1;
  }
  std::string made;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "-o" || word == "--output" || word == "--slurm")
      ++i;
    else if (!word.starts_with("-o") && !word.starts_with("--output=") &&
             !word.starts_with("--slurm=") && word != "--json")
      made += " " + quoted(word);
  }
  return made;
}

// `amur` beside this program, or in the folder of programs where it was installed.
std::string own_program() {
  std::error_code code;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", code).parent_path();
  for (const auto& path : {folder / "amur", folder / "../../bin/amur"})
    if (std::filesystem::exists(path, code)) return path.lexically_normal().string();
  return "amur";
}

std::string script_of(const slurm_job& job, const std::filesystem::path& parts) {
  const auto threads = job.threads > 0 ? job.threads : 1;
  std::string text = "#!/bin/sh\n";
  text += fmt::format("#SBATCH --job-name=amur-{}\n#SBATCH --array=1-{}\n", job.study, job.shards);
  text += fmt::format("#SBATCH --cpus-per-task={}\n#SBATCH --requeue\n", threads);
  text += fmt::format("#SBATCH --open-mode=append\n#SBATCH --output={}/%a.log\n", parts.string());
  text += "# A task that was stopped goes on where it was when it is submitted again.\n";
  text += fmt::format("cd {} || exit 1\n", quoted(std::filesystem::current_path().string()));
  text += fmt::format(
      "exec {}{}{} --shard \"$SLURM_ARRAY_TASK_ID/{}\" -o {}/\"$SLURM_ARRAY_TASK_ID\".part\n",
      quoted(own_program()), own_words(), job.threads > 0 ? "" : " --threads 1", job.shards,
      quoted(parts.string()));
  return text;
}

// The job's number, or empty.
std::string submitted(const std::string& what) {
  const auto line = "sbatch --parsable " + what;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(::popen(line.c_str(), "r"), ::pclose);
  char number[64] = {};
  if (!out || !std::fgets(number, sizeof number, out.get())) return {};
  std::string job = number;
  return job.substr(0, job.find_first_of(";\n"));
}

}  // namespace

int submit_to_slurm(const slurm_job& job) {
  diagnostics report;
  const auto output = std::filesystem::absolute(job.output);
  const std::filesystem::path parts = output.string() + ".parts",
                              script = output.string() + ".slurm";
  std::error_code code;
  std::filesystem::create_directories(parts, code);
  if (!std::filesystem::is_directory(parts, code))
    report.error("", 0, "--output", job.output, "there can be no folder " + parts.string(),
                 "a folder that can be written to");
  if (report.has_errors() || !text::write_file(script, script_of(job, parts), report))
    return cli::refused(report, job.json);
  const auto array = submitted(quoted(script.string()));
  std::string merging;
  if (!array.empty()) {
    // After any end of the tasks: a job that waits for a success which never comes waits for ever.
    const auto merge = fmt::format("{} merge {}/*.part -o {}", quoted(own_program()),
                                   quoted(parts.string()), quoted(output.string()));
    merging = submitted(
        fmt::format("--job-name=amur-merge --dependency=afterany:{} --output={} --wrap {}", array,
                    quoted(parts.string() + "/merge.log"), quoted(merge)));
  }
  if (array.empty() || merging.empty())
    report.error("", 0, "--slurm", "",
                 "sbatch did not take the job; the script is " + script.string(),
                 "a machine with Slurm");
  if (job.json)
    cli::print_json({{"script", script},
                     {"parts", parts},
                     {"array_job", array},
                     {"merge_job", merging},
                     {"findings", cli::findings_json(report)}});
  else if (!report.has_errors())
    fmt::print("job {} solves {} shards by {}, job {} merges them into {}\n", array, job.shards,
               script.string(), merging, output.string());
  cli::print_findings(report);
  return report.has_errors() ? cli::not_solved : cli::done;
}

}  // namespace amur::app

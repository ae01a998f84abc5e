// An ensemble in shards: killed, resumed, merged; one result whatever the cut.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>
#include <vector>

#include "support/finance_case.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/staged_case.h"

namespace amur::test {
namespace {

constexpr const char* as_root = "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 ";

class ensemble_world {
 public:
  ensemble_world() {
    for (const auto& [file, text] : staged_case()) (void)folder_.write("staged/" + file, text);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  [[nodiscard]] std::string ensemble(const std::string& options) const {
    return "ensemble " + path("staged") + " -n 9 " + options;
  }
  void solve_whole() const {
    const auto run = run_program(ensemble("--threads 2 -o " + path("whole.gpkg")));
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  void expect_whole(const std::string& result) const {
    EXPECT_EQ(dump(path(result)), dump(path("whole.gpkg"))) << result;
  }

 private:
  temporary_folder folder_;
};

TEST(shards, of_any_cut_merge_into_the_result_of_one_process) {
  const ensemble_world world;
  world.solve_whole();
  for (const int count : {1, 2, 4, 12}) {
    std::string parts;
    for (int i = 1; i <= count; ++i) {
      const auto part = world.path(std::to_string(count) + "-" + std::to_string(i));
      const auto run = run_program(world.ensemble("--shard " + std::to_string(i) + "/" +
                                                  std::to_string(count) + " -o " + part));
      ASSERT_EQ(run.exit_code, 0) << run.err;
      // In any order.
      parts = part + " " + parts;
    }
    const auto merged = run_program("merge " + parts + " -o " + world.path("merged.gpkg"));
    ASSERT_EQ(merged.exit_code, 0) << merged.err;
    world.expect_whole("merged.gpkg");
  }
}

TEST(shards, that_are_killed_at_random_go_on_where_they_were) {
  const ensemble_world world;
  world.solve_whole();
  std::mt19937 random(std::random_device{}());
  std::string parts;
  for (int i = 1; i <= 3; ++i) {
    const auto part = world.path("part" + std::to_string(i));
    const auto line = std::string(AMUR_PROGRAM " ") +
                      world.ensemble("--shard " + std::to_string(i) + "/3 -o " + part);
    parts += " " + part;
    for (int kill = 0; kill < 3; ++kill) {
      const pid_t child = ::fork();
      if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", ("exec " + line + " >/dev/null 2>&1").c_str(), nullptr);
        ::_exit(127);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 600));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
    }
    ASSERT_EQ(
        run_program(world.ensemble("--shard " + std::to_string(i) + "/3 -o " + part)).exit_code, 0);
  }
  ASSERT_EQ(run_program("merge " + parts + " -o " + world.path("merged.gpkg")).exit_code, 0);
  world.expect_whole("merged.gpkg");
}

TEST(shards, say_what_is_missing_or_does_not_belong) {
  const ensemble_world world;
  const auto first = world.path("first"), result = world.path("r.gpkg");
  const auto run = run_program(world.ensemble("--shard 1/2 --json -o " + first));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto told = nlohmann::json::parse(run.out);
  EXPECT_EQ(told["kept"], 4);
  EXPECT_EQ(told["of"], 4);
  auto merged = run_program("merge " + first + " -o " + result);
  EXPECT_EQ(merged.exit_code, 2);
  EXPECT_NE(merged.err.find("5 of 9 draws are missing, the first is number 5"), std::string::npos)
      << merged.err;
  EXPECT_FALSE(std::filesystem::exists(result));
  EXPECT_EQ(run_program(world.ensemble("--seed 2 --shard 1/2 -o " + first)).exit_code, 2)
      << "a part of another seed";
  EXPECT_EQ(run_program(world.ensemble("--shard 3/2 -o " + world.path("x"))).exit_code, 2);
  std::ofstream(world.path("staged/vehicles.csv"), std::ios::app) << "\n";
  merged = run_program("merge " + first + " -o " + result);
  EXPECT_EQ(merged.exit_code, 2);
  EXPECT_NE(merged.err.find("another case"), std::string::npos) << merged.err;
}

TEST(shards, of_a_sweep_merge_as_well) {
  const ensemble_world world;
  const auto sweep =
      "sweep " + world.path("staged") + " --over 'crossings.bridge.fee_usd_per_vehicle=0..40:5' ";
  const auto whole = run_program(sweep + "-o " + world.path("whole.gpkg"));
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  for (const std::string i : {"1", "2"})
    ASSERT_EQ(run_program(sweep + "--shard " + i + "/2 -o " + world.path(i)).exit_code, 0);
  ASSERT_EQ(run_program("merge " + world.path("1") + " " + world.path("2") + " -o " +
                        world.path("merged.gpkg"))
                .exit_code,
            0);
  world.expect_whole("merged.gpkg");
}

bool has_ranks() {
  return std::filesystem::exists(std::filesystem::path(AMUR_PROGRAM).parent_path() /
                                 "amur-ranks.so") &&
         std::system("command -v mpirun > /dev/null") == 0;
}

TEST(shards, go_over_the_ranks_of_mpirun) {
  if (!has_ranks()) GTEST_SKIP() << "no Open MPI";
  const ensemble_world world;
  world.solve_whole();
  const auto line = as_root + std::string("mpirun --oversubscribe --bind-to none -n 2 ") +
                    AMUR_PROGRAM " " + world.ensemble("-o " + world.path("ranks.gpkg")) + " > " +
                    world.path("out") + " 2> " + world.path("err");
  ASSERT_EQ(std::system(line.c_str()), 0) << slurp(world.path("err"));
  world.expect_whole("ranks.gpkg");
  EXPECT_FALSE(std::filesystem::exists(world.path("ranks.gpkg.1-of-2.part"))) << "merged";
}

// What ensembles of any study ask: money, and what matters at all.
TEST(shards, of_any_study_and_of_a_screening_merge_whatever_the_cut) {
  const temporary_folder folder;
  const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
  for (const auto& [file, text] : toll_bridge_case()) (void)folder.write("toll/" + file, text);
  const auto ensemble = "ensemble " + path("toll");
  for (const std::string question :
       {"--study finance -n 9 --cells 'finance_ratios.*.npv_usd=0,1e6'",
        "--method morris --trajectories 2 --cells crossings.bridge/forward.t"}) {
    const auto whole = run_program(ensemble + " " + question + " -o " + path("whole.gpkg"));
    ASSERT_EQ(whole.exit_code, 0) << question << whole.err;
    for (const int count : {1, 3, 8}) {
      std::string parts;
      for (int i = 1; i <= count; ++i) {
        const auto part = path(std::to_string(i));
        std::filesystem::remove(part);
        const auto run = run_program(ensemble + " " + question + " --shard " + std::to_string(i) +
                                     "/" + std::to_string(count) + " -o " + part);
        ASSERT_EQ(run.exit_code, 0) << run.err;
        parts += " " + part;
      }
      const auto merged = run_program("merge" + parts + " -o " + path("merged.gpkg"));
      ASSERT_EQ(merged.exit_code, 0) << merged.err;
      EXPECT_EQ(dump(path("merged.gpkg")), dump(path("whole.gpkg"))) << question << count;
    }
  }
}

// Processes whose command line has a text.
std::vector<pid_t> processes_with(const std::string& text) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream in(entry.path() / "cmdline");
    std::string line;
    std::getline(in, line);  // nothing of a process that has ended meanwhile
    std::ranges::replace(line, '\0', ' ');
    if (line.find(text) != std::string::npos && line.find("mpirun") == std::string::npos)
      found.push_back(std::stoi(name));
  }
  return found;
}

TEST(shards, of_a_killed_rank_go_on_with_the_next_mpirun) {
  if (!has_ranks()) GTEST_SKIP() << "no Open MPI";
  const ensemble_world world;
  const auto question = [&](const std::string& output) {
    return "ensemble " + world.path("staged") + " -n 200 -o " + world.path(output);
  };
  ASSERT_EQ(run_program(question("whole.gpkg")).exit_code, 0);
  const auto line = "exec env " + std::string(as_root) +
                    "mpirun --oversubscribe --bind-to none -n 2 " AMUR_PROGRAM " " +
                    question("ranks.gpkg") + " > " + world.path("out") + " 2> " + world.path("err");
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    ::_exit(127);
  }
  // Once both ranks have kept something, one of them is killed.
  const auto kept = [&](const char* rank) {
    std::error_code none;
    const auto size = std::filesystem::file_size(
        world.path(std::string("ranks.gpkg.") + rank + "-of-2.part"), none);
    return none ? 0 : size;
  };
  for (int wait = 0; wait < 6000 && (kept("1") < 6000 || kept("2") < 6000); ++wait)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto ranks = processes_with(question("ranks.gpkg"));
  ASSERT_FALSE(ranks.empty());
  ::kill(ranks.back(), SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_NE(status, 0) << "mpirun says so";
  EXPECT_FALSE(std::filesystem::exists(world.path("ranks.gpkg")));
  const auto before = kept("1") + kept("2");
  EXPECT_GT(before, 12000U);
  ASSERT_EQ(std::system(("sh -c '" + line + "'").c_str()), 0) << slurp(world.path("err"));
  world.expect_whole("ranks.gpkg");
}

// As docs/many-machines.md says, a job killed on the way and the same command again.
TEST(shards, go_over_the_jobs_of_gnu_parallel) {
  if (std::system("command -v parallel > /dev/null") != 0) GTEST_SKIP() << "no GNU parallel";
  const ensemble_world world;
  world.solve_whole();
  const auto line = "parallel --will-cite -j2 --joblog " + world.path("log") +
                    " --resume-failed " AMUR_PROGRAM " " +
                    world.ensemble("--threads 1 --shard {}/4 -o " + world.path("{}.part")) +
                    " ::: 1 2 3 4 > " + world.path("out") + " 2> " + world.path("err");
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", ("exec " + line).c_str(), nullptr);
    ::_exit(127);
  }
  std::vector<pid_t> jobs;
  for (int wait = 0; wait < 2000 && jobs.empty(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    jobs = processes_with(" " + world.path("staged") + " -n 9 --threads 1 --shard 1/4");
  }
  for (const auto job : jobs) ::kill(job, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(std::system(line.c_str()), 0) << slurp(world.path("err"));
  std::string parts;
  for (const auto* part : {"1", "2", "3", "4"})
    parts += " " + world.path(std::string(part) + ".part");
  ASSERT_EQ(run_program("merge" + parts + " -o " + world.path("merged.gpkg")).exit_code, 0);
  world.expect_whole("merged.gpkg");
}

// Slurm played by a script that does at once what sbatch would do later, all but the waiting.
TEST(shards, become_an_array_of_slurm) {
  const ensemble_world world;
  world.solve_whole();
  std::filesystem::create_directory(world.path("bin"));
  std::ofstream(world.path("bin/sbatch"))
      << "#!/bin/sh\n"
         "for word; do last=$word; done\n"
         "case \"$*\" in\n"
         "  *--wrap*) echo \"$*\" >" +
             world.path("merge.said") +
             "; sh -c \"$last\" >/dev/null && echo 8 ;;\n"
             "  *) for i in $(sed -n 's/#SBATCH --array=1-//p' \"$last\" | xargs seq); do\n"
             "       SLURM_ARRAY_TASK_ID=$i sh \"$last\" >/dev/null || exit 1\n"
             "     done; echo '7;cluster' ;;\n"
             "esac\n";
  std::filesystem::permissions(world.path("bin/sbatch"), std::filesystem::perms::owner_all);
  const auto run = run_program(world.ensemble("--slurm 3 -o \"" + world.path("it's.gpkg") + "\""),
                               "PATH=" + world.path("bin") + ":$PATH");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  world.expect_whole("it's.gpkg");
  EXPECT_NE(slurp(world.path("merge.said")).find("--dependency=afterany:7 "), std::string::npos);
  const auto without =
      run_program(world.ensemble("--slurm 2 -o " + world.path("none.gpkg")), "PATH=/nowhere");
  EXPECT_EQ(without.exit_code, 1) << "no sbatch";
  EXPECT_TRUE(std::filesystem::exists(world.path("none.gpkg.slurm")));
}

}  // namespace
}  // namespace amur::test

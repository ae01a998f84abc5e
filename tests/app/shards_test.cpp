// An ensemble in shards: killed, resumed, merged; one result whatever the cut.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

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

TEST(shards, go_over_the_ranks_of_mpirun) {
  if (!std::filesystem::exists(std::filesystem::path(AMUR_PROGRAM).parent_path() /
                               "amur-ranks.so") ||
      std::system("command -v mpirun > /dev/null") != 0)
    GTEST_SKIP() << "no Open MPI";
  const ensemble_world world;
  world.solve_whole();
  const auto line = as_root + std::string("mpirun --oversubscribe --bind-to none -n 2 ") +
                    AMUR_PROGRAM " " + world.ensemble("-o " + world.path("ranks.gpkg")) + " > " +
                    world.path("out") + " 2> " + world.path("err");
  ASSERT_EQ(std::system(line.c_str()), 0) << slurp(world.path("err"));
  world.expect_whole("ranks.gpkg");
  EXPECT_FALSE(std::filesystem::exists(world.path("ranks.gpkg.1-of-2.part"))) << "merged";
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

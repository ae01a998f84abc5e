// amur assign by several processes of mpirun; without Open MPI only what needs none is tried.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "support/program.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

bool has_ranks() {
  return std::filesystem::exists(std::filesystem::path(AMUR_PROGRAM).parent_path() /
                                 "amur-ranks.so") &&
         std::system("command -v mpirun > /dev/null") == 0;
}

// Zones around a ring of roads with chords; each pair has trips.
class ring_network {
 public:
  explicit ring_network(int zones = 40) {
    std::mt19937 random(7);
    const auto below = [&](int most) { return static_cast<int>(random() % most); };
    std::string links, trips;
    int count = 0;
    const auto link = [&](int from, int to, double time) {
      links += std::to_string(from) + " " + std::to_string(to) + " " +
               std::to_string(200 + below(300)) + " 1 " + std::to_string(time) +
               " 0.15 4 0 0 1 ;\n";
      ++count;
    };
    for (int i = 1; i <= zones; ++i)
      for (const int step : {1, 7, 12}) {
        const int other = (i + step - 1) % zones + 1;
        link(i, other, 1 + 0.8 * step);
        link(other, i, 1 + 0.7 * step);
      }
    double total = 0;
    for (int i = 1; i <= zones; ++i) {
      trips += "Origin " + std::to_string(i) + "\n";
      for (int j = 1; j <= zones; ++j) {
        if (i == j) continue;
        const int each = 1 + below(12);
        trips += " " + std::to_string(j) + " : " + std::to_string(each) + " ;\n";
        total += each;
      }
    }
    const auto zone_count = "<NUMBER OF ZONES> " + std::to_string(zones) + "\n";
    write("ring_net.tntp", zone_count + "<NUMBER OF NODES> " + std::to_string(zones) +
                               "\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> " + std::to_string(count) +
                               "\n<END OF METADATA>\n"
                               "~ init term capacity length time b power speed toll type ;\n" +
                               links);
    write("ring_trips.tntp", zone_count + "<TOTAL OD FLOW> " + std::to_string(total) +
                                 "\n<END OF METADATA>\n" + trips);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  [[nodiscard]] std::string command(const std::string& options) const {
    return "assign --tntp " + folder_.path().string() + " --gap 1e-10 " + options;
  }
  // By so many processes of mpirun; the exit code.
  [[nodiscard]] int by_ranks(int count, const std::string& options) const {
    return std::system(
        (mpirun(count) + command(options) + " > " + path("out") + " 2> " + path("err")).c_str());
  }
  [[nodiscard]] static std::string mpirun(int count) {
    return "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "
           "mpirun --oversubscribe --bind-to none -n " +
           std::to_string(count) + " " AMUR_PROGRAM " ";
  }
  [[nodiscard]] std::string said() const { return slurp(path("out")) + slurp(path("err")); }

 private:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.path() / name) << text;
  }
  temporary_folder folder_;
};

TEST(ranks, one_process_by_itself_solves_as_ranks_do) {
  const ring_network ring;
  const auto other = run_program(ring.command("--flows " + ring.path("bush.tntp") + " --json"));
  const auto run =
      run_program(ring.command("--solver ranks --flows " + ring.path("ranks.tntp") + " --json"));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out), as_bush = nlohmann::json::parse(other.out);
  EXPECT_LE(json["relative_gap"].get<double>(), 1e-10);
  EXPECT_EQ(json["trips"], as_bush["trips"]);
  const auto objective = as_bush["objective"].get<double>();
  EXPECT_NEAR(json["objective"].get<double>(), objective, 1e-9 * objective);
  ASSERT_EQ(json["ranks"].size(), 1U);
  EXPECT_GT(json["ranks"][0]["processor_seconds"].get<double>(), 0);
}

TEST(ranks, mpiruns_processes_write_the_bytes_of_one) {
  if (!has_ranks()) GTEST_SKIP() << "no Open MPI";
  const ring_network ring;
  const auto run = run_program(ring.command("--solver ranks --flows " + ring.path("1.tntp")));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const int count : {1, 2, 3}) {
    const auto flows = ring.path("by_" + std::to_string(count));
    ASSERT_EQ(ring.by_ranks(count, "--threads 2 --json --flows " + flows), 0) << ring.said();
    EXPECT_EQ(slurp(flows), slurp(ring.path("1.tntp"))) << count << " ranks";
    const auto json = nlohmann::json::parse(slurp(ring.path("out")));
    EXPECT_EQ(json["ranks"].size(), static_cast<std::size_t>(count)) << "one of them prints";
  }
}

TEST(ranks, a_checkpoint_serves_any_number_of_ranks) {
  const ring_network ring;
  const auto kept = " --checkpoint " + ring.path("kept") + " --checkpoint-minutes 0";
  const auto whole = run_program(ring.command("--solver ranks --flows " + ring.path("whole")));
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  const auto begun = run_program(ring.command("--solver ranks --max-iterations 3" + kept));
  ASSERT_EQ(begun.exit_code, 1) << begun.err;
  const auto rest = " --flows " + ring.path("rest") + kept;
  if (has_ranks()) ASSERT_EQ(ring.by_ranks(2, "--max-iterations 4" + kept) >> 8, 1) << ring.said();
  const auto ended = run_program(ring.command("--solver ranks" + rest));
  ASSERT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_EQ(slurp(ring.path("rest")), slurp(ring.path("whole")));
}

TEST(ranks, a_checkpoint_of_other_inputs_or_damaged_is_refused) {
  const ring_network ring, other(41);
  const auto kept = " --solver ranks --checkpoint " + ring.path("kept") + " --checkpoint-minutes 0";
  ASSERT_EQ(run_program(ring.command("--max-iterations 2" + kept)).exit_code, 1);
  auto run = run_program(other.command(kept));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("checkpoint.json: the checkpoint is of other inputs"), std::string::npos)
      << run.err;
  run = run_program(ring.command("--toll-factor 2" + kept));
  EXPECT_EQ(run.exit_code, 2) << "other costs";
  std::size_t cut = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ring.path("kept"))) {
    if (!entry.path().filename().string().starts_with("step-")) continue;
    std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) / 2);
    ++cut;
  }
  EXPECT_EQ(cut, 1U) << "files of earlier steps are removed";
  run = run_program(ring.command(kept));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("damaged"), std::string::npos) << run.err;
  std::ofstream(ring.path("kept/checkpoint.json")) << "{\"format\": 1}";
  EXPECT_EQ(run_program(ring.command(kept)).exit_code, 2);
}

TEST(ranks, bad_input_is_said_once) {
  if (!has_ranks()) GTEST_SKIP() << "no Open MPI";
  const ring_network ring;
  EXPECT_EQ(ring.by_ranks(2, "--net " + ring.path("none.tntp") + " --trips x") >> 8, 2);
  std::ofstream(ring.path("ring_trips.tntp")) << "<NUMBER OF ZONES> 3\n";
  EXPECT_EQ(ring.by_ranks(2, "") >> 8, 2);
  const auto said = ring.said();
  const std::string error = "<END OF METADATA> is missing";
  const auto first = said.find(error);
  ASSERT_NE(first, std::string::npos) << said;
  EXPECT_EQ(said.find(error, first + 1), std::string::npos);
}

// Processes of Amur that this one's mpirun started, by rank.
pid_t rank_of(pid_t mpirun, int rank) {
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", code)) {
    const auto status = slurp(entry.path() / "stat");
    const auto after = status.rfind(')');
    if (after == std::string::npos) continue;
    int parent = 0;
    if (std::sscanf(status.c_str() + after, ") %*c %d", &parent) != 1 || parent != mpirun) continue;
    const auto own = "OMPI_COMM_WORLD_RANK=" + std::to_string(rank);
    if (slurp(entry.path() / "environ").find(own + '\0') != std::string::npos)
      return std::stoi(entry.path().filename().string());
  }
  return 0;
}

pid_t start(const std::string& line) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", ("exec env " + line).c_str(), nullptr);
    ::_exit(127);
  }
  return child;
}

TEST(ranks, a_killed_rank_is_named_and_the_run_goes_on_from_its_checkpoint) {
  if (!has_ranks()) GTEST_SKIP() << "no Open MPI";
  const ring_network ring(90);
  const auto whole = run_program(ring.command("--solver ranks --flows " + ring.path("whole")));
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  const auto options = "--flows " + ring.path("rest") + " --checkpoint " + ring.path("kept") +
                       " --checkpoint-minutes 0";
  std::mt19937 random(std::random_device{}());
  for (int rank = 0; rank < 2; ++rank) {
    const auto mpirun = start(ring.mpirun(2) + ring.command(options) + " > " + ring.path("out") +
                              " 2> " + ring.path("err"));
    pid_t killed = 0;
    for (int tries = 0; tries < 2000 && killed == 0; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      killed = rank_of(mpirun, rank);
    }
    ASSERT_GT(killed, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 1500));
    const bool was_there = ::kill(killed, SIGKILL) == 0;
    int status = 0;
    ::waitpid(mpirun, &status, 0);
    if (!was_there || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) continue;
    EXPECT_NE(ring.said().find("rank " + std::to_string(rank)), std::string::npos) << ring.said();
  }
  ASSERT_EQ(ring.by_ranks(2, options), 0) << ring.said();
  EXPECT_EQ(slurp(ring.path("rest")), slurp(ring.path("whole")));
}

}  // namespace
}  // namespace amur::test

// A border carbon duty in the words of `amur trade equilibrium --set`, beside the same duty by
// hand.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

// Three countries: goods of A emit 2 kg a USD and pay nothing, B's 0.8 and 30 USD/t, C's 0.3.
std::string write_goods(const temporary_folder& folder) {
  return folder
      .write("goods.csv",
             "exporter,importer,trade,tariff,kg_per_usd,charged\n"
             "A,A,500,0,2,0\nA,B,40,0.05,2,0\nA,C,90,0.02,2,0\n"
             "B,A,35,0.1,0.8,30\nB,B,700,0,0.8,30\nB,C,120,0.02,0.8,30\n"
             "C,A,60,0.1,0.3,90\nC,B,110,0.05,0.3,90\nC,C,900,0,0.3,90\n")
      .string();
}

program_run change(const std::string& file, const std::string& changes) {
  return run_program("trade equilibrium " + file +
                     " -y trade --coefficients 'ln(1+tariff)=-4' --json " + changes);
}

TEST(border_carbon, is_the_duty_that_it_comes_to) {
  const temporary_folder folder;
  const auto file = write_goods(folder);
  const auto asked = change(
      file,
      "--set 'tariff+=border_carbon(kg_per_usd,90,charged) where importer=C and exporter!=C'");
  const auto by_hand = change(file,
                              "--set 'tariff=0.2 where importer=C and exporter=A' "
                              "--set 'tariff=0.068 where importer=C and exporter=B'");
  ASSERT_EQ(asked.exit_code, 0) << asked.err;
  ASSERT_EQ(by_hand.exit_code, 0) << by_hand.err;
  const auto one = nlohmann::json::parse(asked.out)["countries"],
             other = nlohmann::json::parse(by_hand.out)["countries"];
  ASSERT_EQ(one.size(), 3U);
  double moved = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    for (const auto& [name, value] : one[i].items()) {
      if (!value.is_number()) continue;
      const double expected = other[i][name].get<double>();
      EXPECT_NEAR(value.get<double>(), expected, 1e-12 * std::max(1.0, std::abs(expected))) << name;
      if (name.ends_with("_change")) moved = std::max(moved, std::abs(expected));
    }
  EXPECT_GT(moved, 1e-3);
}

TEST(border_carbon, takes_nothing_where_the_origin_charges_as_much) {
  const temporary_folder folder;
  const auto file = write_goods(folder);
  const auto run = change(
      file, "--set 'tariff+=border_carbon(kg_per_usd,90,90) where importer=C and exporter!=C'");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const auto& country : nlohmann::json::parse(run.out)["countries"])
    EXPECT_NEAR(country["full_output_change"].get<double>(), 0, 1e-12);
}

TEST(border_carbon, says_what_it_cannot_understand) {
  const temporary_folder folder;
  const auto file = write_goods(folder);
  for (const auto* wrong : {"border_carbon(kg_per_usd)", "border_carbon(kg_per_usd,dear)",
                            "border_carbon(kg_per_usd,-1)", "border_carbon(kg_per_usd,90,-5)",
                            "border_carbon(kg_per_usd,90", "border_carbon(a,1,2,3)"}) {
    const auto run = change(file, std::string("--set 'tariff+=") + wrong + "'");
    EXPECT_EQ(run.exit_code, 2) << wrong;
    EXPECT_NE((run.out + run.err).find("border_carbon(KG_PER_USD,PRICE,CHARGED)"),
              std::string::npos)
        << run.err;
  }
  const auto run = change(file, "--set 'tariff+=border_carbon(kg_per_eur,90)'");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE((run.out + run.err).find("kg_per_eur"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace amur::test

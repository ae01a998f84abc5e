// The same figures as a spreadsheet's functions: as LibreOffice 7.4 gave them once, and as the one
// on this machine gives them now, where there is one.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "amur/finance/loan.h"
#include "amur/finance/time_value.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

using namespace amur::finance;

struct figure {
  std::string formula;
  double stored = 0, ours = 0;
};

const std::vector<double> bridge_flow = {-120, -180, -55.5, 14, 19.25, 26, 31, 36, 41.5, 47,
                                         52,   57,   61,    64, 66,    68, 69, 70, 70.5, 71};

std::string as_array(const std::vector<double>& flow) {
  std::string text;
  for (const double each : flow) text += fmt::format("{}{}", text.empty() ? "{" : ";", each);
  return text + "}";
}

// 3.54 billion at 2.3 % over 25 years, 5 of them without repayment.
loan_schedule railway_loan() {
  loan_terms terms;
  terms.draw = {3540};
  terms.rate = {0.023};
  terms.maturity_years = 25;
  terms.grace_years = 5;
  return schedule_of(terms);
}

std::vector<figure> figures() {
  const auto loan = railway_loan();
  const auto flow = as_array(bridge_flow);
  const auto npv = [](double rate) { return net_present_value(rate, bridge_flow) / (1 + rate); };
  const std::vector<double> even = {-1000, 230, 230, 230, 230, 230, 230};
  return {
      {"PMT(0.023;20;-480)", 30.2119252762962, annuity_payment(0.023, 20, 480)},
      {"PMT(0;20;-480)", 24, annuity_payment(0, 20, 480)},
      {"PMT(0.063/12;240;-1e6)", 7338.45424388498, annuity_payment(0.063 / 12, 240, 1e6)},
      {"NPV(0.05;" + flow + ")", 126.075871502658, npv(0.05)},
      {"NPV(-0.02;" + flow + ")", 775.25430131888, npv(-0.02)},
      {"NPV(0.125;" + flow + ")", -91.9668242545544, npv(0.125)},
      {"IRR(" + flow + ")", 0.0826144600189361, internal_rate_of_return(bridge_flow).rate},
      {"IRR(" + as_array(even) + ")", 0.100583297329454, internal_rate_of_return(even).rate},
      {"RATE(20;-7;100)", 0.0344320901132382, interest_rate(20, -7, 100)},
      {"RATE(25;-4.5;100;-30)", 0.0243278307054991, interest_rate(25, -4.5, 100, -30)},
      {"PMT(0.023;20;-3540)", 222.812948912685, loan.service(9)},
      {"-IPMT(0.023;7;20;3540)", 60.7508144458234, loan.interest[12]},
      {"-PPMT(0.023;7;20;3540)", 162.062134466861, loan.principal[12]},
      {"FV(0.023;7;PMT(0.023;20;3540);3540)*-1", 2479.2776240472, loan.balance[12]},
      {"-PV(0.05;13;PMT(0.023;20;-3540))", 2093.00969808098, present_value_after(loan, 12, 0.05)},
  };
}

void expect_equal(const figure& figure, double theirs, const char* whose) {
  EXPECT_NEAR(figure.ours, theirs, 1e-9 * std::max(1.0, std::abs(theirs)))
      << figure.formula << ", " << whose;
}

TEST(spreadsheet, stored_figures) {
  for (const auto& figure : figures()) expect_equal(figure, figure.stored, "stored");
}

TEST(spreadsheet, figures_of_the_spreadsheet_on_this_machine) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) GTEST_SKIP() << "no soffice";
  std::string rows;
  for (const auto& figure : figures())
    rows += fmt::format(
        "<table:table-row><table:table-cell table:formula=\"of:=TEXT({};&quot;"
        "0.000000000000000E+00&quot;)\"/></table:table-row>",
        figure.formula);
  const std::string oasis = "urn:oasis:names:tc:opendocument:xmlns:";
  const temporary_folder folder;
  folder.write("figures.fods",
               fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document "
                           "xmlns:office=\"{0}office:1.0\" xmlns:table=\"{0}table:1.0\" "
                           "xmlns:of=\"{0}of:1.2\" office:version=\"1.3\" "
                           "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">"
                           "<office:body><office:spreadsheet><table:table table:name=\"figures\">"
                           "{1}</table:table></office:spreadsheet></office:body></office:document>",
                           oasis, rows));
  const auto at = folder.path().string();
  ASSERT_EQ(std::system(fmt::format("soffice --headless -env:UserInstallation=file://{0}/profile "
                                    "--convert-to csv --outdir {0} {0}/figures.fods >{0}/log 2>&1",
                                    at)
                            .c_str()),
            0);
  std::istringstream lines(slurp(folder.path() / "figures.csv"));
  for (const auto& figure : figures()) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line)) << figure.formula;
    char* end = nullptr;
    const double theirs = std::strtod(line.c_str(), &end);
    ASSERT_NE(end, line.c_str()) << figure.formula << " gives " << line;
    expect_equal(figure, theirs, "soffice");
  }
}

}  // namespace
}  // namespace amur::test

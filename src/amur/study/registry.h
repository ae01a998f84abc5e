#pragma once
// The studies: what each asks for and within what limits, said once. The command line, the server,
// the description of its API and `amur schema studies` follow from here.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/case/case.h"
#include "amur/study/case_run.h"
#include "amur/text/request_field.h"

namespace amur::study {

using text::allowed, text::why_refused, text::read_value;
using text::field_type, text::request_field, text::request_value;

/// Values by the names of their fields.
class study_request {
 public:
  void set(const std::string& field, request_value value);
  [[nodiscard]] bool has(const std::string& field) const { return values_.contains(field); }
  [[nodiscard]] std::string text(const std::string& field) const;
  [[nodiscard]] std::optional<std::uint64_t> whole(const std::string& field) const;
  [[nodiscard]] std::optional<double> number(const std::string& field) const;
  [[nodiscard]] bool flag(const std::string& field) const;
  [[nodiscard]] const std::map<std::string, request_value>& values() const { return values_; }

 private:
  std::map<std::string, request_value> values_;
};

struct variant_share;

/// A study's case, and who hears of its work. Each callback may be empty.
struct study_task : asked_case {
  bool is_for_map = false;  ///< lists the alternatives of few flows unasked
  /// How many parts of how many are done; false to stop.
  std::function<bool(std::size_t, std::size_t)> part = {};
  std::function<bool()> is_cancelled = {};
  std::function<void(const std::string&)> goes_on = {};  ///< as months_run
  /// Which variants of the case are solved here, and where they are kept; null: all, nowhere.
  variant_share* share = nullptr;

  /// Whether it was cancelled.
  [[nodiscard]] bool is_unwanted() const { return is_cancelled && is_cancelled(); }
  /// Tells how many parts of how many are done; false where the work is to stop.
  [[nodiscard]] bool goes_on_after(std::size_t done, std::size_t of) const;
};

struct declared_study {
  std::string name, sentence, example;
  std::vector<request_field> fields;
  /// What is wrong with a request whose fields are each allowed; findings name its fields.
  void (*check)(const cases::case_data& data, const study_request& request,
                diagnostics& report) = nullptr;
  /// Reads, checks, solves and writes; as `run_case`.
  case_outcome (*run)(const study_task& task, const study_request& request,
                      diagnostics& report) = nullptr;

  std::string parts = {};  ///< what `study_task::part` counts; empty: it isn't called
  bool has_shards =
      false;  ///< it solves variants (told_variants.h), of which a task may have a share
  /// Tables of a case that it reads beside those of a run of the network.
  std::vector<std::string> reads = {};

  [[nodiscard]] const request_field* field(const std::string& wanted) const;
};

/// All studies, in the order in which they are listed.
[[nodiscard]] std::span<const declared_study> studies();
/// Null where there is none.
[[nodiscard]] const declared_study* find_study(const std::string& name);

/// A field that is missing, or one that has no meaning without another, as an error of `report`.
void check_fields(const declared_study& asked, const study_request& request, diagnostics& report);

}  // namespace amur::study

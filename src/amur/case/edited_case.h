#pragma once
// A case whose text is changed in memory before it is read: the case as it could be as well.

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_reader.h"
#include "amur/case/case_text.h"

namespace amur::cases {

/// What a text becomes before it is read as a case; `unedited` is the same before its scenarios,
/// and `name` tells the text from others of its folder.
using text_edit = std::function<case_text(const case_text& text, const case_text& unedited,
                                          const std::string& name)>;

/// `read_case`, its text and that before its scenarios changed by `edit`; null: as they are. On
/// `day`, where there is one, in the place of the case's own, which then no scenario may set.
[[nodiscard]] std::optional<case_data> read_edited_case(const std::filesystem::path& folder,
                                                        std::span<const std::string> scenarios,
                                                        const text_edit* edit, diagnostics& report,
                                                        case_inputs* inputs,
                                                        std::optional<date> day = {});

}  // namespace amur::cases

// RFC 6266, and the names that systems take.

#include "amur/serve/file_name.h"

#include <gtest/gtest.h>

namespace amur::serve {
namespace {

TEST(file_name, is_that_of_the_run_in_both_ways_of_writing_it) {
  EXPECT_EQ(content_disposition("Base"),
            "attachment; filename=\"Base.gpkg\"; filename*=UTF-8''Base.gpkg");
  EXPECT_EQ(content_disposition("toll 0 %"),
            "attachment; filename=\"toll 0 _.gpkg\"; filename*=UTF-8''toll%200%20%25.gpkg");
  EXPECT_EQ(content_disposition("\xD0\xBC\xD0\xBE"),
            "attachment; filename=\"____.gpkg\"; filename*=UTF-8''%D0%BC%D0%BE.gpkg");
}

TEST(file_name, cannot_end_the_header_nor_leave_its_folder) {
  EXPECT_EQ(content_disposition("a\"\r\nSet-Cookie: x/../y"),
            "attachment; filename=\"a---Set-Cookie- x-..-y.gpkg\"; "
            "filename*=UTF-8''a---Set-Cookie-%20x-..-y.gpkg");
  EXPECT_EQ(content_disposition(""),
            "attachment; filename=\"result.gpkg\"; filename*=UTF-8''result.gpkg");
}

}  // namespace
}  // namespace amur::serve

#include "amur/base/printable.h"

#include <gtest/gtest.h>

namespace amur {
namespace {

TEST(printable, leaves_text_of_any_script_as_it_is) {
  for (const char* text : {"", "Heihe", "黑河 – Благовещенск", "Łódź", "\xF0\x9F\x9A\x82", "\u00A0",
                           "\u2028", "~", "\U0010FFFF"})
    EXPECT_EQ(printable(text), text);
}

TEST(printable, replaces_every_control_character) {
  EXPECT_EQ(printable("a\x1b[31mb\nc\td\x07"), "a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD");
  EXPECT_EQ(printable(std::string_view("\0x", 2)), "\uFFFDx");
  EXPECT_EQ(printable("\x7f"), "\uFFFD");
  // C1 as UTF-8: U+009B starts a sequence as ESC [ does.
  EXPECT_EQ(printable("\xC2\x9B"
                      "2J"),
            "\uFFFD2J");
  for (int byte = 0; byte < 0x20; ++byte)
    EXPECT_EQ(printable(std::string(1, static_cast<char>(byte))), "\uFFFD") << byte;
}

TEST(printable, replaces_each_byte_that_is_no_utf8) {
  EXPECT_EQ(printable("\x9b"
                      "2J"),
            "\uFFFD2J");
  EXPECT_EQ(printable("\xC0\x9B"), "\uFFFD\uFFFD");  // too long a form of U+001B
  EXPECT_EQ(printable("\xE0\x80\x9B"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xE9\xBB"), "\uFFFD\uFFFD");  // cut short
}

}  // namespace
}  // namespace amur

#include "catch.h"

#include <set>
#include <string>

#include <breakglass/text/plain.h>

using namespace breakglass;

namespace {

/// Encodes any number below 2^21, surrogates too: tests need what must be refused.
std::string utf8_of(char32_t code) {
    const auto tail = [code](unsigned shift) {
        return static_cast<char>(0x80U | (code >> shift & 0x3fU));
    };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xc0U | code >> 6U), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xe0U | code >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xf0U | code >> 18U), tail(12), tail(6), tail(0)};
}

}  // namespace

TEST_CASE("every Unicode scalar value is UTF-8, read back as itself, and nothing else is") {
    for (char32_t code = 0; code < 0x200000; ++code) {
        const std::string bytes = utf8_of(code);
        const bool scalar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
        const text::Character read = text::first_character(bytes);
        if (scalar != text::is_utf8(bytes) || (scalar && read.code != code) ||
            read.size != (scalar ? bytes.size() : 0)) {
            FAIL("code point " << static_cast<unsigned>(code));
        }
    }
}

TEST_CASE("of all two-byte texts exactly the ASCII pairs and U+0080 to U+07FF are UTF-8") {
    int good = 0;
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
            if (text::is_utf8(pair)) ++good;
        }
    }
    CHECK(good == 128 * 128 + (0x800 - 0x80));
}

TEST_CASE("overlong forms, surrogates, cut characters and stray bytes are not UTF-8") {
    for (const std::string_view bad :
         {"\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xf0\x80\x80\xaf",
          "\xf0\x8f\xbf\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "\xfe", "\x80", "a\xbf", "\xe2\x82", "\xf0\x9f\x98",
          "\xe2\x82z", "\xc3("}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(text::is_utf8(bad));
        CHECK_FALSE(text::is_plain_line(bad));
    }
}

TEST_CASE("words of any script are plain") {
    for (const std::string_view good : {"", "payroll-1", "Jalan Merdeka 5, Yogyakarta", "é 日本 😀",
                                        "e\xcc\x81", "हिन्दी", "ภาษาไทย", "العربية", "a\xc2\xa0z"}) {
        CAPTURE(std::string(good));
        CHECK(text::is_plain_line(good));
        CHECK(text::is_plain_lines(std::string(good) + "\n"));
    }
}

TEST_CASE("controls, separators, direction marks and what does not show are not plain") {
    // Named one by one and not by range, so that a slip in the table shows here.
    std::set<char32_t> misleading = {
        0x7f,   0xad,   0x34f,  0x61c,  0x115f, 0x1160, 0x17b4,  0x17b5,  0x180b,  0x180c, 0x180d,
        0x180e, 0x180f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,  0x2028,  0x2029,  0x202a, 0x202b,
        0x202c, 0x202d, 0x202e, 0x3164, 0xfeff, 0xffa0, 0x1bca0, 0x1bca1, 0x1bca2, 0x1bca3};
    const auto range = [&misleading](char32_t first, char32_t last) {
        for (char32_t code = first; code <= last; ++code)
            misleading.insert(code);
    };
    range(0, 0x1f);
    range(0x80, 0x9f);
    range(0x2060, 0x206f);
    range(0xfe00, 0xfe0f);
    range(0xfff0, 0xfffb);
    range(0x1d173, 0x1d17a);
    range(0xe0000, 0xe0fff);
    for (char32_t code = 0; code <= 0x10ffff; ++code) {
        if (code == 0xd800) code = 0xe000;
        const std::string line = "a" + utf8_of(code) + "z";
        if (text::is_plain_line(line) != (misleading.count(code) == 0)) {
            FAIL("code point " << static_cast<unsigned>(code));
        }
    }
}

TEST_CASE("lines end with a newline each, and no other way") {
    CHECK(text::is_plain_lines(""));
    CHECK(text::is_plain_lines("\n"));
    CHECK(text::is_plain_lines("one\n\ntwo\n"));
    for (const std::string_view bad :
         {"one", "one\ntwo", "one\r\n", "\tone\n", "one\x1b[2J\n", "one\xe2\x80\xa8two\n"}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(text::is_plain_lines(bad));
    }
    CHECK_FALSE(text::is_plain_line("one\n"));
}

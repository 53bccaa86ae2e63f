#include "catch.h"

#include <string_view>

#include <breakglass/text/person_name.h>
#include <breakglass/text/plain.h>

using namespace breakglass;

TEST_CASE("a person's name may be in any script") {
    for (const std::string_view name :
         {"Budi", "Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b", "O'Neill (finance)",
          "\xd8\xb3\xd9\x84\xd9\x85\xd9\x89",                              // Arabic
          "\xe5\xb1\xb1\xe7\x94\xb0 \xe5\xa4\xaa\xe9\x83\x8e",             // Han
          "\xe0\xb8\xaa\xe0\xb8\xa1\xe0\xb8\x8a\xe0\xb8\xb2\xe0\xb8\xa2",  // Thai
          "\xf0\x9f\xa6\x8a"}) {                                           // an emoji, by itself
        CAPTURE(std::string(name));
        CHECK(text::is_person_name(name));
        CHECK(text::is_plain_line(name));
    }
}

TEST_CASE("a joiner may stand in a name where the letters around it join") {
    for (const std::string_view name :
         {// Persian: "mir" and "hosseini", kept apart
          "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xad\xd8\xb3\xdb\x8c\xd9\x86",
          // the same, with a vowel mark before and a right-joining letter behind
          "\xd9\x85\xdb\x8c\xd9\x8e\xe2\x80\x8c\xd8\xa7",
          // Devanagari: ka, virama, joiner, ssa; and with a non-joiner
          "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7",
          "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8c\xe0\xa4\xb7",
          // Sinhala "Sri"; Malayalam, a joiner at the end
          "\xe0\xb7\x81\xe0\xb7\x8a\xe2\x80\x8d\xe0\xb6\xbb\xe0\xb7\x93",
          "\xe0\xb4\xa8\xe0\xb5\x8d\xe2\x80\x8d"}) {
        CAPTURE(std::string(name));
        CHECK(text::is_person_name(name));
        CHECK_FALSE(text::is_plain_line(name));
    }
}

TEST_CASE("a joiner that joins nothing, and whatever else misleads, is in no name") {
    for (const std::string_view name :
         {"",
          " Budi",
          "Budi ",
          "two\nlines",
          "\x1b[2J",
          "\xff",
          "Bu\xe2\x80\x8c"
          "di",
          "Bu\xe2\x80\x8d"
          "di",  // between Latin letters
          "\xe2\x80\x8d",
          "\xe2\x80\x8c",
          "Budi\xe2\x80\x8d",                              // at an end
          "\xd9\x85\xe2\x80\x8c",                          // nothing behind
          "\xd9\x85\xe2\x80\x8d\xd9\x85",                  // a joiner where letters join anyway
          "\xd8\xaf\xe2\x80\x8c\xd9\x85",                  // dal joins nothing behind it
          "\xd9\x85\xe2\x80\x8c\xe2\x80\x8c\xd9\x85",      // two
          "\xd9\x8e\xe2\x80\x8c\xd9\x85",                  // a mark on no letter
          "\xe0\xa4\x95\xe2\x80\x8d\xe0\xa4\xb7",          // Devanagari without the virama
          "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",  // an emoji sequence
          "\xe2\x9d\xa4\xef\xb8\x8f",                      // a variation selector
          "a\xe2\x80\xae"
          "b",
          "a\xe2\x80\x8f"
          "b",
          "a\xe2\x81\xa7"
          "b",
          "a\xd8\x9c"
          "b",
          "\xd9\x85\xe2\x80\xab\xd9\x85",
          "a\xc2\xad"
          "b",
          "a\xf3\xa0\x81\x81"
          "b"}) {
        CAPTURE(std::string(name));
        CHECK_FALSE(text::is_person_name(name));
    }
}

#include "catch.h"
#include "scheme_samples.h"

#include <breakglass/ground/hash.h>
#include <breakglass/scheme/words.h>

using namespace breakglass;
using namespace breakglass::slip39;

TEST_CASE("the word list is the published one, one word a line") {
    Sha256 hash;
    for (std::size_t number = 0; number < word_list_size; ++number) {
        hash.update(as_bytes(word(number)));
        hash.update(as_bytes("\n"));
    }
    CHECK(to_hex(hash.finish()) ==
          "bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3");
}

TEST_CASE("a misspelt word gets the words it may have been, the closest first") {
    CHECK(suggest_words(as_bytes("acadmic")).front() == "academic");
    CHECK(suggest_words(as_bytes("dcision")).front() == "decision");
    CHECK(suggest_words(as_bytes("ZREO")).front() == "zero");
    CHECK(suggest_words(as_bytes("aicd")).front() == "acid");
    CHECK(suggest_words(as_bytes("academi"), 1).size() == 1);
    CHECK(suggest_words(as_bytes("qqqqqqq")).empty());
    CHECK(suggest_words(as_bytes("")).empty());
    CHECK(suggest_words(as_bytes("averyveryverylongtoken")).empty());
}

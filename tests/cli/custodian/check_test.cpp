#include "catch.h"
#include "cli/gathering/share_set.h"
#include "cli/temporary_directory.h"

#include <breakglass/custodian/check.h>
#include <breakglass/disk/new_file.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

Result<custodian::CheckedCard> check_first(const TemporaryDirectory& here, const SplitSet& set) {
    const std::string card = here / ("card-" + set.manifest.set_id);
    REQUIRE(disk::write_new_file(card, set.words(0).expose()));
    custodian::CheckRequest request;
    request.reading.path = card;
    request.manifest = records::encode_manifest(set.manifest);
    request.seen_file = here / "seen";
    return custodian::check_card(request);
}

}  // namespace

TEST_CASE("CHECK-NO-COMMITMENT: a card is not called right on the word of a manifest without any") {
    const TemporaryDirectory here;
    const auto plain = check_first(here, split_set({{2, 3}}, 1, false));
    REQUIRE_FALSE(plain);
    CHECK(plain.error().rule == "CHECK-NO-COMMITMENT");
    const auto committed = check_first(here, split_set({{2, 3}}, 1));
    REQUIRE(committed);
    CHECK(committed->holder == "holder-1-1");
}

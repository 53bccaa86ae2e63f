// The 45 vectors published with SLIP-0039 by its authors (python-shamir-mnemonic, vectors.json).
// They are not in this tree: BREAKGLASS_VECTORS names the folder that holds slip39/vectors.json.

#include "catch.h"
#include "scheme_samples.h"

#include <cstdlib>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

/// The rule that refuses each negative vector, by the vector's number.
const std::map<int, std::string> refusals = {
    {2, "SHARE-CHECKSUM"},    {3, "SHARE-PADDING"},     {5, "SHARE-TOO-FEW"},
    {6, "SHARE-MIXED-SETS"},  {7, "SHARE-MIXED-SETS"},  {8, "SHARE-MIXED-SETS"},
    {9, "SHARE-MIXED-SETS"},  {10, "SHARE-GROUPS"},     {11, "SHARE-DUPLICATE"},
    {12, "SHARE-MIXED-SETS"}, {13, "SHARE-DIGEST"},     {14, "SHARE-TOO-FEW"},
    {15, "SHARE-TOO-FEW"},    {16, "SHARE-TOO-FEW"},    {21, "SHARE-CHECKSUM"},
    {22, "SHARE-PADDING"},    {24, "SHARE-TOO-FEW"},    {25, "SHARE-MIXED-SETS"},
    {26, "SHARE-MIXED-SETS"}, {27, "SHARE-MIXED-SETS"}, {28, "SHARE-MIXED-SETS"},
    {29, "SHARE-GROUPS"},     {30, "SHARE-DUPLICATE"},  {31, "SHARE-MIXED-SETS"},
    {32, "SHARE-DIGEST"},     {33, "SHARE-TOO-FEW"},    {34, "SHARE-TOO-FEW"},
    {35, "SHARE-TOO-FEW"},    {39, "SHARE-LENGTH"},     {40, "SHARE-LENGTH"},
};

Result<SecretBytes> recover(const std::vector<std::string>& mnemonics) {
    std::vector<Share> shares;
    for (const std::string& mnemonic : mnemonics) {
        auto share = parse_mnemonic(as_bytes(mnemonic));
        if (!share) return std::move(share).error();
        CHECK(words_of(*share) == mnemonic);
        shares.push_back(*std::move(share));
    }
    return combine(shares, secret_text("TREZOR"));
}

}  // namespace

TEST_CASE("the published vectors of SLIP-0039 give their secret or their refusal") {
    const char* folder = std::getenv("BREAKGLASS_VECTORS");
    std::ifstream file(std::string(folder == nullptr ? "" : folder) + "/slip39/vectors.json");
    if (folder == nullptr || !file) {
        WARN("skipped: BREAKGLASS_VECTORS names no folder with slip39/vectors.json");
        return;
    }
    const auto vectors = nlohmann::json::parse(file);
    REQUIRE(vectors.size() == 45);
    int number = 0;
    for (const auto& vector : vectors) {
        ++number;
        INFO(vector.at(0).get<std::string>());
        const auto secret = recover(vector.at(1).get<std::vector<std::string>>());
        const auto expected = vector.at(2).get<std::string>();
        CHECK(expected.empty() == refusals.contains(number));
        if (expected.empty()) {
            REQUIRE_FALSE(secret);
            CHECK(secret.error().rule == refusals.at(number));
        } else {
            REQUIRE(secret);
            CHECK(hex(*secret) == expected);
        }
    }
}

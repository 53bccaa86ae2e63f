// Vectors: made by reference/sealed_header.py, a second implementation in plain Python.

#include "formats/sealed/samples.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <nlohmann/json.hpp>

#include <breakglass/age/p256tag.h>
#include <breakglass/encoding/hex.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

std::vector<nlohmann::json> vectors() {
    std::vector<nlohmann::json> all;
    for (const auto& entry : std::filesystem::directory_iterator(SEALED_VECTORS)) {
        std::ifstream in(entry.path());
        all.push_back(nlohmann::json::parse(in));
    }
    return all;
}

Bytes unhex(const nlohmann::json& text) {
    auto bytes = encoding::from_hex(text.get<std::string>());
    REQUIRE(bytes);
    return std::move(*bytes);
}

/// "AGE-SECRET-KEY-1..." or the 64 hex digits of a P-256 scalar.
std::unique_ptr<age::Identity> identity_of(const std::string& text) {
    if (text.starts_with("AGE-")) {
        auto identity = age::X25519Identity::parse(as_bytes(text));
        REQUIRE(identity);
        return std::make_unique<age::X25519Identity>(std::move(*identity));
    }
    auto key = age::SoftwareP256Key::from_scalar(SecretBytes::copy_of(unhex(text)));
    REQUIRE(key);
    return std::make_unique<age::P256TagIdentity>(
        std::make_unique<age::SoftwareP256Key>(std::move(*key)));
}

struct Vector {
    SecretBytes dek;
    sealed::BackupId id{};
    sealed::Description description;
    std::vector<std::unique_ptr<age::DerivingRecipient>> recipients;  // recovery first
    sealed::Wraps wraps;
    std::vector<std::unique_ptr<age::Identity>> identities;

    explicit Vector(const nlohmann::json& from) : dek(SecretBytes::copy_of(unhex(from["dek"]))) {
        std::ranges::copy(unhex(from["nonce"]), id.begin());
        const auto& d = from["description"];
        description = {d["label"], *sealed::surface_from_text(d["surface"].get<std::string>()),
                       *sealed::kind_from_text(d["kind"].get<std::string>()), d["source"],
                       d["time"]};
        std::vector<std::string> texts = from["keks"];
        texts.insert(texts.begin(), from["recovery"].get<std::string>());
        for (const std::string& text : texts) {
            auto recipient = age::parse_deriving_recipient(text);
            REQUIRE(recipient);
            recipients.push_back(std::move(*recipient));
        }
        wraps.recovery = recipients[0].get();
        for (std::size_t at = 1; at < recipients.size(); ++at) {
            wraps.keks.push_back(recipients[at].get());
        }
        for (const std::string text : from["identities"])
            identities.push_back(identity_of(text));
    }
};

}  // namespace

TEST_CASE("we write the header that the second implementation writes") {
    REQUIRE(vectors().size() == 5);
    for (const auto& expected : vectors()) {
        const Vector vector(expected);
        const auto header =
            sealed::write_header(vector.dek, vector.id, vector.description, vector.wraps);
        REQUIRE(header);
        CHECK(as_text(*header) == as_text(unhex(expected["header"])));
        CHECK(to_hex(sealed::header_hash(*header)) == expected["header_sha256"]);
    }
}

TEST_CASE("commitment, ephemeral seeds and ids are those of the second implementation") {
    for (const auto& expected : vectors()) {
        const Vector vector(expected);
        CHECK(to_hex(sealed::dek_commitment(vector.dek, vector.id)) == expected["commitment"]);
        for (std::size_t at = 0; at < vector.recipients.size(); ++at) {
            CHECK(shown(sealed::ephemeral_seed(vector.dek, vector.id, *vector.recipients[at])) ==
                  expected["ephemeral_seeds"][at]);
        }
        CHECK(sealed::recipient_id(vector.wraps.recovery->text()) == expected["set_id"]);
    }
}

TEST_CASE("every key of a vector opens its header, which recomputes") {
    for (const auto& expected : vectors()) {
        const Vector vector(expected);
        const auto header = sealed::parse_header(unhex(expected["header"]));
        REQUIRE(header);
        CHECK(header->set_id == expected["set_id"]);
        CHECK(header->kek_ids == expected["kek_ids"].get<std::vector<std::string>>());
        for (const auto& identity : vector.identities) {
            const auto dek =
                sealed::open_dek(*header, std::vector<const age::Identity*>{identity.get()});
            REQUIRE(dek);
            CHECK(shown(*dek) == shown(vector.dek));
        }
        CHECK(sealed::recompute(*header, vector.dek, vector.id, vector.wraps));
        const auto description = sealed::open_description(*header, vector.dek, vector.id);
        REQUIRE(description);
        CHECK(*description == vector.description);
    }
}

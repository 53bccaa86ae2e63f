#pragma once
// Statements for tests, signed by the ssh-keygen of the machine.

#include "catch.h"
#include "formats/scratch.h"

#include <string>

#include <breakglass/statement/statement.h>

namespace breakglass::testing {

inline statement::Statement approval() {
    return {"approval",
            {{"escrow", "payroll 0f1e2d3c4b5a69788796a5b4c3d2e1f0"},
             {"case", "incident-20311102-7f3a91c2"},
             {"scope", "label=payroll*,latest"},
             {"scope", "label=ledger,latest"},
             {"signer", "security-lead"},
             {"time", "2031-11-02T03:04:05Z"}},
            "The recovery key is rejoined to restore payroll.\n\nAsked by platform-lead.\n"};
}

/// A person's key pair in a folder of its own.
struct Desk {
    Scratch scratch;
    explicit Desk(const std::string& kind = "ed25519") {
        REQUIRE(scratch.run("ssh-keygen -q -t " + kind + " -N '' -f key") == 0);
    }
    signature::PublicKey key() const {
        auto parsed = signature::parse_public_key(scratch.read_text("key.pub"));
        REQUIRE(parsed);
        return *parsed;
    }
    /// The armored signature that ssh-keygen makes of these bytes.
    Bytes sign(std::string_view text, const std::string& name_space) const {
        REQUIRE(scratch.run("rm -f text.sig") == 0);
        scratch.write("text", text);
        REQUIRE(scratch.run("ssh-keygen -q -Y sign -n " + name_space + " -f key text") == 0);
        return scratch.read("text.sig");
    }
    /// The statement as it is stored.
    std::string stored(const statement::Statement& statement) const {
        const auto text = statement::to_text(statement);
        REQUIRE(text);
        const auto joined =
            statement::join(as_bytes(*text), sign(*text, statement::name_space(statement.kind)));
        REQUIRE(joined);
        return std::string(as_text(joined->stored));
    }
};

template <typename Outcome>
std::string rule_of(const Outcome& outcome) {
    return outcome ? "" : outcome.error().rule;
}

}  // namespace breakglass::testing

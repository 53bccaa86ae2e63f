#pragma once
// Keys, a description and a sealed header for the tests of this room.

#include "catch.h"

#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/sealed/header.h>

namespace breakglass::testing {

/// One backup's worth of everything: fresh keys, and the header they give.
struct Sample {
    age::X25519Identity recovery = age::X25519Identity::generate();
    age::X25519Identity kek = age::X25519Identity::generate();
    sealed::FreshBackup backup = sealed::draw_backup();
    sealed::Description description{"payroll-db", sealed::Surface::database, sealed::Kind::full,
                                    "db1.example.net/payroll", 1930190706};

    sealed::Wraps wraps() const { return {&recovery.recipient(), {&kek.recipient()}}; }
    Bytes header() const {
        auto written = sealed::write_header(backup.dek, backup.id, description, wraps());
        REQUIRE(written);
        return std::move(*written);
    }
    sealed::SealedHeader parsed() const {
        auto header = sealed::parse_header(this->header());
        REQUIRE(header);
        return std::move(*header);
    }
};

inline std::string shown(const SecretBytes& secret) {
    return to_hex(secret.expose());
}

template <typename T>
std::string rule_of(const Result<T>& result) {
    return result ? "" : result.error().rule;
}

}  // namespace breakglass::testing

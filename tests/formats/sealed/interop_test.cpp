// Sealed backups are age files: the age of the machine, and npm age-encryption where it is
// (BREAKGLASS_NPM or build/npm/node_modules), open them before and after a rewrite.

#include "formats/scratch.h"
#include "formats/sealed/samples.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

#include <breakglass/age/p256tag.h>
#include <breakglass/age/payload.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

constexpr std::size_t content_bytes = 200000;  // several chunks

Bytes content() {
    Bytes bytes(content_bytes);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] = static_cast<std::uint8_t>(at * at >> 7U);
    }
    return bytes;
}

/// header, id and payload, as the file would be.
Bytes file_of(const Bytes& header, const sealed::FreshBackup& backup) {
    Bytes file = header;
    append(file, backup.id);
    const Bytes plain = content();
    MemorySource source{ByteView(plain)};
    MemorySink sink;
    REQUIRE(age::seal_payload(backup.dek, backup.id, source, sink));
    append(file, sink.bytes());
    return file;
}

std::string npm_modules() {
    const char* given = std::getenv("BREAKGLASS_NPM");
    for (const std::string& folder : {std::string(given == nullptr ? "" : given),
                                      std::string(PROJECT_FOLDER "/build/npm/node_modules")}) {
        if (!folder.empty() && std::filesystem::exists(folder + "/age-encryption")) return folder;
    }
    return {};
}

/// One other implementation; 0 when it decrypts file "backup" with key file "key" to "plain".
using Decrypt = int (*)(const Scratch&);

int debian_age(const Scratch& scratch) {
    return scratch.run("rm -f plain; age -d -i key -o plain backup");
}

int npm_age(const Scratch& scratch) {
    scratch.write("open.mjs", R"(
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const age = await import(pathToFileURL(process.argv[2] + "/age-encryption/dist/index.js"));
const d = new age.Decrypter();
d.addIdentity(readFileSync("key", "utf8").trim());
writeFileSync("plain", await d.decrypt(readFileSync("backup"), "uint8array"));
)");
    return scratch.run("rm -f plain; node open.mjs '" + npm_modules() + "'");
}

void opens_before_and_after_a_rewrite(Decrypt decrypt) {
    const Sample sample;
    const Scratch scratch;
    const auto opens_with = [&](const age::X25519Identity& identity) {
        scratch.write("key", ByteView(identity.text().expose()));
        const int status = decrypt(scratch);
        if (status == 0) CHECK(scratch.read("plain") == content());
        return status == 0;
    };
    scratch.write("backup", file_of(sample.header(), sample.backup));
    const auto stranger = age::X25519Identity::generate();
    CHECK(opens_with(sample.recovery));
    CHECK(opens_with(sample.kek));
    CHECK_FALSE(opens_with(stranger));

    const auto new_recovery = age::X25519Identity::generate();
    const auto new_kek = age::X25519Identity::generate();
    const auto spare_kek = age::X25519Identity::generate();
    const auto rewritten = sealed::rewrite_header(
        sample.parsed(), sample.backup.dek, sample.backup.id,
        {&new_recovery.recipient(), {&new_kek.recipient(), &spare_kek.recipient()}});
    REQUIRE(rewritten);
    scratch.write("backup", file_of(*rewritten, sample.backup));
    CHECK(opens_with(new_recovery));
    CHECK(opens_with(new_kek));
    CHECK(opens_with(spare_kek));
    CHECK_FALSE(opens_with(sample.recovery));
    CHECK_FALSE(opens_with(sample.kek));
}

void opens_with_token_keks(Decrypt decrypt) {
    const Sample sample;
    const Scratch scratch;
    scratch.write("key", ByteView(sample.recovery.text().expose()));
    const age::P256TagRecipient token(age::SoftwareP256Key::generate().point());
    const age::P256TagRecipient spare(age::SoftwareP256Key::generate().point());
    for (const auto& keks : {std::vector<const age::DerivingRecipient*>{&token},
                             std::vector<const age::DerivingRecipient*>{&token, &spare}}) {
        const auto header =
            sealed::write_header(sample.backup.dek, sample.backup.id, sample.description,
                                 {&sample.recovery.recipient(), keks});
        REQUIRE(header);
        scratch.write("backup", file_of(*header, sample.backup));
        REQUIRE(decrypt(scratch) == 0);
        CHECK(scratch.read("plain") == content());
    }
}

}  // namespace

TEST_CASE("Debian's age opens a sealed backup before and after a rewrite, the old keys do not") {
    if (!have_tool("age")) {
        std::cout << "SKIPPED: age is not installed\n";
        return;
    }
    opens_before_and_after_a_rewrite(debian_age);
}

TEST_CASE("Debian's age passes over the stanzas of tokens, padding without an argument included") {
    if (!have_tool("age")) {
        std::cout << "SKIPPED: age is not installed\n";
        return;
    }
    opens_with_token_keks(debian_age);
}

TEST_CASE("npm age-encryption opens a sealed backup before and after a rewrite") {
    if (npm_modules().empty() || !have_tool("node")) {
        std::cout << "SKIPPED: npm age-encryption is not there, see BREAKGLASS_NPM\n";
        return;
    }
    opens_before_and_after_a_rewrite(npm_age);
}

TEST_CASE("npm age-encryption passes over the stanzas of tokens") {
    if (npm_modules().empty() || !have_tool("node")) {
        std::cout << "SKIPPED: npm age-encryption is not there, see BREAKGLASS_NPM\n";
        return;
    }
    opens_with_token_keks(npm_age);
}

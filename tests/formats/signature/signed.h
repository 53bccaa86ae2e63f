#pragma once
// Keys and signatures made by the ssh-keygen of the machine, and its own verdict on them.

#include "catch.h"
#include "formats/scratch.h"

#include <string>

#include <breakglass/signature/ssh_signature.h>

namespace breakglass::testing {

inline std::string rule_of(const Status& status) {
    return status ? "" : status.error().rule;
}

/// Whether `ssh-keygen -Y verify` takes the file message.sig as this key's signature of message.
inline bool ssh_keygen_takes(const Scratch& scratch, const signature::PublicKey& key,
                             const std::string& name_space) {
    scratch.write("signers", "someone " + to_text(key) + "\n");
    return scratch.run("ssh-keygen -Y verify -f signers -I someone -n " + name_space +
                       " -s message.sig < message") == 0;
}

/// A key pair and a signed message in a folder of their own.
struct Signed {
    Scratch scratch;
    std::string message;
    explicit Signed(const std::string& kind = "ed25519", const std::string& options = "",
                    std::string text = "a statement\n")
        : message(std::move(text)) {
        REQUIRE(scratch.run("ssh-keygen -q -t " + kind + " -N '' -C 'platform lead' -f key") == 0);
        sign(options);
    }
    void sign(const std::string& options, const std::string& key = "key") const {
        scratch.write("message", message);
        REQUIRE(scratch.run("rm -f message.sig; ssh-keygen -q -Y sign -n breakglass.test " +
                            options + " -f " + key + " message") == 0);
    }
    signature::PublicKey key() const {
        auto parsed = signature::parse_public_key(scratch.read_text("key.pub"));
        REQUIRE(parsed);
        return *parsed;
    }
    signature::SshSignature signature() const {
        auto parsed = signature::parse_signature(scratch.read("message.sig"));
        REQUIRE(parsed);
        return *parsed;
    }
    std::string verdict(const std::string& name_space = "breakglass.test") const {
        return rule_of(signature::verify(signature(), key(), name_space, as_bytes(message)));
    }
};

}  // namespace breakglass::testing

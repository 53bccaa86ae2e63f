#pragma once
// People sign with ssh-keygen, so that agents, passphrases and FIDO keys work as they know them.

#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/policy/policy.h>
#include <breakglass/signature/public_key.h>
#include <breakglass/statement/statement.h>

namespace breakglass::people {

/// How a person's private key is reached.
struct KeyChoice {
    std::string file;    // a private key, or a .pub file whose private half the agent holds;
                         // empty: the key that the SSH agent holds
    std::string person;  // the id in the policy; empty: whoever the key belongs to
    bool non_interactive = false;
};

/// A person of the policy and the key they sign with.
struct Signer {
    std::string person;
    signature::PublicKey key;
    KeyChoice choice;
};

/// Finds who signs: the person of the policy whose ssh key the file or the agent holds. The
/// private key is not used yet.
/// Errors: usage (PEOPLE-KEY-UNKNOWN when the key is nobody's or not the named person's,
/// PEOPLE-KEY-FILE when the file holds no key, PEOPLE-NO-KEY when the agent holds nobody's key,
/// PEOPLE-AMBIGUOUS naming the persons, PEOPLE-UNKNOWN).
Result<Signer> find_signer(const policy::Policy& policy, const KeyChoice& choice);

/// Who signs where no policy is at hand: the key of choice.file, for whoever choice.person says.
/// Nobody vouches for it here; who takes the statement in holds it against a policy.
/// Errors: usage (PEOPLE-KEY-FILE).
Result<Signer> signer_with(const KeyChoice& choice);

/// Signs a text under a namespace; the armored signature, verified here before it is returned.
/// Errors: failed (PEOPLE-SIGN); unverified (SIGNATURE-*: SIGNATURE-KEY when the private key is not
/// the half of signer.key).
Result<Bytes> sign(ByteView text, std::string_view name_space, const Signer& signer);

/// Signs a statement under the namespace of its kind.
/// Errors: usage (STATEMENT-TEXT); as sign().
Result<statement::SignedStatement> sign_statement(const statement::Statement& statement,
                                                  const Signer& signer);

}  // namespace breakglass::people

#pragma once
// Statements: short texts that `cat` shows, signed by a person's SSH key.
// Source: docs/formats/statement.md; OpenSSH PROTOCOL.sshsig.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/signature/ssh_signature.h>

namespace breakglass::statement {

inline constexpr std::size_t max_statement_bytes = 32768;  // of the text
inline constexpr std::size_t max_signature_bytes = 16384;  // of the armored signature below it
inline constexpr std::size_t max_value_bytes = 1024;

struct Field {
    std::string name;   // 1 to 32 of a-z, 0-9 and "-"
    std::string value;  // one line of plain text, 1 to 1,024 bytes, no blank at either end
    bool operator==(const Field&) const = default;
};

/// What is signed:
///   breakglass statement v1: approval
///   escrow: payroll 0f1e...
///   signer: security-lead
///   (an empty line)
///   the words, lines of plain text
struct Statement {
    std::string kind;           // "request", "approval", "stop": 1 to 32 of a-z, 0-9 and "-"
    std::vector<Field> fields;  // in their order; a name may come again (scope)
    std::string words;          // lines of plain text, each with its newline; may be empty; none
                                // begins as a statement or an armored signature does
    bool operator==(const Statement&) const = default;

    /// The value of the only field of this name; null when there is none or more than one.
    const std::string* only(std::string_view name) const;
    /// The values of all fields of this name.
    std::vector<std::string> all(std::string_view name) const;
};

/// "breakglass.approval" for a statement of kind "approval".
std::string name_space(std::string_view kind);

/// The text to sign. Errors: usage (STATEMENT-TEXT) naming what cannot be said.
Result<std::string> to_text(const Statement& statement);

/// Reads a text without its signature: exactly what to_text writes, so to_text of the result is the
/// same bytes. Errors: unverified (STATEMENT-MALFORMED) naming the line.
Result<Statement> parse_text(ByteView text);

/// A text and the signature below it, as they are stored. Nothing is verified yet.
struct SignedStatement {
    Statement statement;
    signature::SshSignature signature;
    Bytes text;    // the signed bytes
    Bytes stored;  // text and armored signature
    Hash256 id{};  // SHA-256 of text: a second signature of the same words is the same statement
};

/// Reads one statement and nothing after it; the armor must be spelt as ssh-keygen spells it.
/// Errors: unverified (STATEMENT-MALFORMED, SIGNATURE-MALFORMED).
Result<SignedStatement> parse_signed(ByteView stored);

/// Text and signature as one; the armor gets its one spelling here. Errors: as parse_signed.
Result<SignedStatement> join(ByteView text, ByteView armored_signature);

/// Statements one after the other, nothing between them; none at all for no bytes.
/// Errors: unverified (STATEMENT-MALFORMED and SIGNATURE-MALFORMED naming the place,
/// STATEMENT-TOO-MANY when there are more than limit).
Result<std::vector<SignedStatement>> parse_all(ByteView stored, std::size_t limit);

/// Proves that this key signed this statement under the namespace of its kind.
/// Errors: unverified (SIGNATURE-*).
Status verify(const SignedStatement& signed_statement, const signature::PublicKey& signer);

}  // namespace breakglass::statement

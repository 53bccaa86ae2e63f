#pragma once
// The header of an age v1 file: version line, stanzas, MAC.
// Source: C2SP age specification, "Header".

#include <array>
#include <span>
#include <vector>

#include <breakglass/age/stanza.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/ground/stream.h>

namespace breakglass::age {

struct Header {
    std::vector<Stanza> stanzas;
    std::array<std::uint8_t, 32> mac{};
    Bytes stored;  // the header as it stands in the file, up to and including its last newline
};

inline constexpr std::size_t max_header_bytes = std::size_t{1} << 20U;

/// Parses the header at the start of bytes; what follows it is not looked at.
/// Errors: unverified (AGE-HEADER-MALFORMED, AGE-VERSION, AGE-HEADER-TOO-LARGE).
Result<Header> parse_header(ByteView bytes);

/// Reads a header from a stream and leaves the stream at the payload nonce.
/// Headers above 1 MiB are refused (AGE-HEADER-TOO-LARGE).
Result<Header> read_header(ByteSource& source);

/// Errors: unverified (AGE-HEADER-MAC) when the header was not written with this file key.
Status verify_mac(const Header& header, const SecretBytes& file_key);

/// The whole header with its MAC. Stanza bodies are wrapped at 64 columns.
Bytes encode_header(std::span<const Stanza> stanzas, const SecretBytes& file_key);

/// The MAC line's 32 bytes over everything up to and including "---".
std::array<std::uint8_t, 32> header_mac(ByteView up_to_dashes, const SecretBytes& file_key);

}  // namespace breakglass::age

#pragma once
// Whole small files, with a limit checked before memory is taken.

#include <string>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::disk {

/// path may be "-" for standard input. Errors: failed (FILE-TOO-LARGE, FILE-IS-DIRECTORY, the
/// system's fault), naming the file.
Result<Bytes> read_file(const std::string& path, std::size_t limit_bytes);

/// The same straight into locked memory.
Result<SecretBytes> read_secret_file(const std::string& path, std::size_t limit_bytes);

}  // namespace breakglass::disk

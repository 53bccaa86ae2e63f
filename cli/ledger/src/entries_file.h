#pragma once
// The file of the entries, locked while one command reads or extends it.

#include <cstdint>
#include <filesystem>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::ledger {

inline constexpr std::size_t max_ledger_bytes = std::size_t{1} << 30U;

class EntriesFile {
  public:
    enum class Use { reading, writing };
    /// Waits for its turn, at most ten seconds. Errors: failed (LEDGER-MISSING, LEDGER-BUSY,
    /// LEDGER-REPLACED when another file took its place meanwhile).
    static Result<EntriesFile> open(const std::filesystem::path& folder, Use use);

    Result<std::uint64_t> size() const;
    /// All bytes from an offset to the end. Errors: failed (LEDGER-TOO-LARGE).
    Result<Bytes> read_from(std::uint64_t offset) const;
    /// Puts bytes at the end, which is at offset, durable when this returns; on failure the file
    /// is cut back to what it was. Errors: failed (LEDGER-WRITE).
    Status append(std::uint64_t offset, ByteView bytes);
    /// Cuts off what stands after offset. Errors: failed.
    Status cut(std::uint64_t offset);

  private:
    EntriesFile(disk::Descriptor file, std::string path)
        : file_(std::move(file)), path_(std::move(path)) {}
    disk::Descriptor file_;
    std::string path_;
};

}  // namespace breakglass::ledger

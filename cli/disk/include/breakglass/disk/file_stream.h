#pragma once
// Files, pipes, standard input and output as streams of bytes.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/stream.h>

namespace breakglass::disk {

class FileSource final : public ByteSource {
  public:
    /// Opens a file, or standard input for "-". Directories are refused (FILE-IS-DIRECTORY).
    static Result<FileSource> open(const std::string& path);
    FileSource(Descriptor descriptor, std::string name)
        : descriptor_(std::move(descriptor)), name_(std::move(name)) {}

    /// Errors: failed, naming the file; INTERRUPTED after ^C.
    Result<std::size_t> read(std::span<std::uint8_t> into) override;
    /// Bytes of a regular file; nothing for a pipe.
    std::optional<std::uint64_t> size() const;
    const std::string& name() const { return name_; }
    const Descriptor& descriptor() const { return descriptor_; }

  private:
    Descriptor descriptor_;
    std::string name_;
};

class FileSink final : public ByteSink {
  public:
    FileSink(Descriptor descriptor, std::string name)
        : descriptor_(std::move(descriptor)), name_(std::move(name)) {}
    /// Standard output.
    static FileSink standard_output();
    Status write(ByteView bytes) override;

  private:
    Descriptor descriptor_;
    std::string name_;
};

}  // namespace breakglass::disk

#pragma once
// An output file that is either whole under its name or not there at all.

#include <string>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/stream.h>

namespace breakglass::disk {

/// Written without a name (or aside, where the file system cannot), synced, then linked to its
/// name. Mode 0600. Nothing is left behind when it is dropped, or when the process dies.
class NewFile final : public ByteSink {
  public:
    /// Errors: failed (FILE-EXISTS) when the name is taken; failed with the directory's fault.
    static Result<NewFile> create(const std::string& path);
    NewFile(NewFile&&) noexcept = default;
    NewFile& operator=(NewFile&&) noexcept;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile() override;

    Status write(ByteView bytes) override;
    /// Overwrites bytes already written, at an offset from the beginning.
    Status write_at(std::uint64_t offset, ByteView bytes);
    /// Syncs the bytes, gives them their name and syncs the directory. Never replaces a file:
    /// FILE-EXISTS when the name was taken meanwhile. INTERRUPTED after ^C: nothing appears.
    Status publish();
    const std::string& path() const { return path_; }

  private:
    NewFile(Descriptor descriptor, std::string path, std::string aside)
        : descriptor_(std::move(descriptor)), path_(std::move(path)), aside_(std::move(aside)) {}
    void abandon() noexcept;

    Descriptor descriptor_;
    std::string path_;
    std::string aside_;  // the name it has meanwhile; empty when it has none
    bool published_ = false;
};

/// A small new file in one call.
Status write_new_file(const std::string& path, ByteView bytes);

/// Replaces a file (or makes it) in one step: written aside, synced, renamed, directory synced.
/// The old content stays until the new one is durable. Mode 0600.
Status replace_file(const std::string& path, ByteView bytes);

/// Makes a directory for output unless it is there; mode 0700; parents must exist.
Status ensure_directory(const std::string& path);

}  // namespace breakglass::disk

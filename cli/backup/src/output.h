#pragma once
// Where restored bytes go, behind one sink: a new file, standard output, or a command.

#include <optional>
#include <string>

#include <breakglass/backup/restore.h>
#include <breakglass/disk/child_process.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ground/stream.h>

namespace breakglass::backup {

class OpenOutput final : public ByteSink {
  public:
    /// Errors: usage (BACKUP-OUTPUT) unless exactly one output is named; failed (FILE-EXISTS,
    /// COMMAND-NOT-FOUND and the faults of the disk).
    static Result<OpenOutput> open(const Output& output, const catalog::Backup& backup);

    Status write(ByteView bytes) override;
    /// Gives a file its name, or waits for the command. Without this call a file never appears
    /// and a command is ended by a signal.
    Status finish();
    const std::string& name() const { return name_; }
    /// True when another attempt can start afresh because nothing has left this process.
    bool can_start_again() const { return file_.has_value(); }

  private:
    std::string name_;
    std::optional<disk::NewFile> file_;
    std::optional<disk::ChildProcess> command_;
    std::optional<disk::FileSink> stream_;
};

}  // namespace breakglass::backup

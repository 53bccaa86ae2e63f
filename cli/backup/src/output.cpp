#include "output.h"

#include "file_name.h"

namespace breakglass::backup {

Result<std::string> destination(const Output& output) {
    const int named =
        int{!output.file.empty()} + int{!output.directory.empty()} + int{!output.command.empty()};
    if (named != 1) {
        return Error{ErrorKind::usage, "BACKUP-OUTPUT",
                     "a restore needs exactly one place to write to",
                     "add --output FILE, --output-dir DIR, or -- COMMAND"};
    }
    if (output.file == "-") return std::string("standard output");
    if (!output.file.empty()) return "file " + output.file;
    if (!output.directory.empty()) return "folder " + output.directory;
    return "command " + output.command.front();
}

Result<OpenOutput> OpenOutput::open(const Output& output, const catalog::Backup& backup) {
    if (auto named = destination(output); !named) return std::move(named).error();
    OpenOutput opened;
    if (!output.command.empty()) {
        auto command =
            disk::ChildProcess::start(output.command, disk::ChildProcess::Pipe::its_input);
        if (!command) return std::move(command).error();
        opened.name_ = output.command.front();
        opened.command_.emplace(std::move(*command));
        return opened;
    }
    if (output.file == "-") {
        opened.name_ = "-";
        opened.stream_.emplace(disk::FileSink::standard_output());
        return opened;
    }
    opened.name_ = output.file;
    if (!output.directory.empty()) {
        auto path = in_directory(output.directory, output_name(backup));
        if (!path) return std::move(path).error();
        opened.name_ = *path;
    }
    auto file = disk::NewFile::create(opened.name_);
    if (!file) return std::move(file).error();
    opened.file_.emplace(std::move(*file));
    return opened;
}

Status OpenOutput::write(ByteView bytes) {
    if (file_) return file_->write(bytes);
    if (stream_) return stream_->write(bytes);
    auto written = command_->input().write(bytes);
    if (written || written.error().rule != "PIPE-BROKEN") return written;
    // the command closed its input; when it failed, its own exit code says more
    auto ended = command_->wait();
    command_.reset();
    return ended ? written : ended;
}

Status OpenOutput::finish() {
    if (file_) return file_->publish();
    if (command_) return command_->wait();
    return {};
}

}  // namespace breakglass::backup

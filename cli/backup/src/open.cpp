#include <algorithm>
#include <optional>

#include <breakglass/age/file.h>
#include <breakglass/age/identity_file.h>
#include <breakglass/age/scrypt.h>
#include <breakglass/backup/open.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/progress.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::backup {

namespace {

constexpr std::size_t largest_identity_file = std::size_t{1} << 20U;

/// Answers from the passphrase file, read once, or else from the terminal, asked each time.
class Passphrases {
  public:
    explicit Passphrases(const OpenRequest& request) : request_(request) {}

    age::AskPassphrase for_purpose(std::string purpose) {
        return [this, purpose = std::move(purpose)] { return answer(purpose); };
    }

  private:
    Result<SecretBytes> answer(const std::string& purpose) {
        if (from_file_) return from_file_->clone();
        auto passphrase = console::read_passphrase({.file = request_.passphrase_file,
                                                    .non_interactive = request_.non_interactive,
                                                    .purpose = purpose});
        if (passphrase && !request_.passphrase_file.empty()) from_file_ = passphrase->clone();
        return passphrase;
    }

    const OpenRequest& request_;
    std::optional<SecretBytes> from_file_;
};

/// Moves the progress line on as bytes are read.
class WatchedSource final : public ByteSource {
  public:
    explicit WatchedSource(disk::FileSource source)
        : source_(std::move(source)),
          progress_("opening " + source_.name(), source_.size().value_or(0),
                    console::Progress::Unit::bytes) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        auto got = source_.read(into);
        if (got) progress_.advance(*got);
        return got;
    }

  private:
    disk::FileSource source_;
    console::Progress progress_;
};

Status check_standard_input(const OpenRequest& request) {
    const auto uses = std::ranges::count(request.identities, "-") +
                      (request.passphrase_file == "-" ? 1 : 0) + (request.input == "-" ? 1 : 0);
    if (uses <= 1) return {};
    return Error{ErrorKind::usage, "OPEN-STDIN-TWICE",
                 "standard input can be only one of the age file, the identity and the passphrase",
                 "put the others into files"};
}

Result<age::Identities> read_identities(const OpenRequest& request, Passphrases& passphrases) {
    age::Identities identities;
    for (const std::string& file : request.identities) {
        const auto content = disk::read_secret_file(file, largest_identity_file);
        if (!content) return content.error();
        auto read = age::parse_identities(content->expose(), passphrases.for_purpose(file));
        if (!read) return with_context(std::move(read).error(), console::quoted(file));
        std::ranges::move(*read, std::back_inserter(identities));
    }
    // Last, so that nobody is asked for a passphrase while a key file would do.
    identities.push_back(
        std::make_unique<age::ScryptIdentity>(passphrases.for_purpose(request.input)));
    return identities;
}

Error explained(Error error, const OpenRequest& request) {
    error = with_context(std::move(error), console::quoted(request.input));
    if (error.rule == "AGE-NO-MATCH" && request.identities.empty()) {
        error.hint = "give the key it was sealed to: --identity FILE";
    }
    if (error.rule.starts_with("AGE-PAYLOAD") && request.output == "-") {
        error.hint = "what went to standard output before this is authentic but incomplete";
    }
    return error;
}

}  // namespace

Result<std::uint64_t> open(const OpenRequest& request) {
    if (const Status once = check_standard_input(request); !once) return once.error();
    auto input = disk::FileSource::open(request.input);
    if (!input) return std::move(input).error();
    std::optional<disk::NewFile> file;
    if (request.output != "-") {
        // Before anybody is asked for a passphrase in vain.
        auto created = disk::NewFile::create(request.output);
        if (!created) return std::move(created).error();
        file.emplace(std::move(*created));
    }
    Passphrases passphrases(request);
    const auto identities = read_identities(request, passphrases);
    if (!identities) return identities.error();
    std::vector<const age::Identity*> keys;
    for (const auto& identity : *identities)
        keys.push_back(identity.get());

    auto standard_output = disk::FileSink::standard_output();
    ByteSink& sink = file ? static_cast<ByteSink&>(*file) : standard_output;
    WatchedSource source(std::move(*input));
    auto written = age::decrypt(keys, source, sink);
    if (!written && written.error().kind == ErrorKind::failed) return written;
    if (!written) return explained(std::move(written).error(), request);
    if (file) {
        if (const Status published = file->publish(); !published) return published.error();
    }
    return written;
}

}  // namespace breakglass::backup

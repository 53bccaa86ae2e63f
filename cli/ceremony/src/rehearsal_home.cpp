// rehearsals/<set id>.record: lines "read GROUP MEMBER TIME HOW", and at last "ended TIME".

#include "set_home.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include <breakglass/ceremony/rehearse.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/rehearsals.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t max_record_bytes = std::size_t{64} << 10U;

/// What the record of a rehearsal says.
struct Progress {
    std::vector<catalog::Confirmation> read;
    bool ended = false;
};

std::filesystem::path record_file(const escrow::Directory& escrow, const std::string& set_id) {
    return escrow::rehearsals_dir(escrow) / (set_id + ".record");
}

Result<Progress> read_progress(const escrow::Directory& escrow, const std::string& set_id) {
    Progress progress;
    const auto file = record_file(escrow, set_id);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return progress;
    const auto bytes = disk::read_file(file.string(), max_record_bytes);
    if (!bytes) return bytes.error();
    std::istringstream lines{std::string(as_text(*bytes))};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string kind;
        catalog::Confirmation read{.set_id = set_id};
        fields >> kind;
        if (kind == "ended" && fields >> read.at) {
            progress.ended = true;
        } else if (kind == "read" && fields >> read.group >> read.member >> read.at &&
                   std::getline(fields >> std::ws, read.how)) {
            progress.read.push_back(std::move(read));
        } else {
            return Error{ErrorKind::failed, "REHEARSAL-RECORD",
                         "the record of rehearsal " + set_id + " is damaged",
                         "a rehearsal opens nothing: remove " + console::quoted(file.string()) +
                             " and read its cards back again"};
        }
    }
    return progress;
}

Status write_line(const escrow::Directory& escrow, const std::string& set_id,
                  const std::string& line) {
    const auto file = record_file(escrow, set_id);
    std::string text;
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        const auto before = disk::read_file(file.string(), max_record_bytes);
        if (!before) return before.error();
        text = as_text(*before);
    }
    return disk::replace_file(file.string(), as_bytes(text + line + "\n"));
}

class RehearsalHome final : public SetHome {
  public:
    explicit RehearsalHome(escrow::Directory& escrow) : escrow_(escrow) {}

    Result<std::optional<HomeSet>> find(const std::string& set_id) override {
        const auto ids = escrow::rehearsal_ids(escrow_);
        if (!ids) return ids.error();
        if (std::find(ids->begin(), ids->end(), set_id) == ids->end())
            return std::optional<HomeSet>();
        const auto known = manifest(set_id);
        if (!known) return known.error();
        const auto progress = read_progress(escrow_, set_id);
        if (!progress) return progress.error();
        return std::optional<HomeSet>(HomeSet{.id = set_id,
                                              .recipient = known->recipient,
                                              .waits = !progress->ended,
                                              .delivered = !progress->ended});
    }

    Result<HomeSet> needed(const std::string& set_id) override {
        const auto waiting = waiting_rehearsal(escrow_);
        if (!waiting) return waiting.error();
        if (*waiting && (set_id.empty() || set_id == **waiting)) {
            auto set = find(**waiting);
            if (!set) return std::move(set).error();
            if (*set) return **std::move(set);
        }
        return Error{ErrorKind::not_met, "CEREMONY-NOTHING-PENDING",
                     "no rehearsal waits for its cards to be read back",
                     "begin one: breakglass ceremony rehearse --output-dir DIR"};
    }

    Status refuse_while_one_waits() override {
        const auto waiting = waiting_rehearsal(escrow_);
        if (!waiting) return waiting.error();
        if (!*waiting) return {};
        return Error{ErrorKind::not_met, "CEREMONY-PENDING",
                     "rehearsal " + **waiting + " was not ended yet",
                     "go on with it (breakglass ceremony rehearse), or give it up: breakglass "
                     "ceremony abandon " +
                         **waiting};
    }

    /// A rehearsal exists as soon as its manifest does, so there is nothing to write before add.
    Status write_manifest(const records::Manifest&) override { return {}; }

    Status add(const records::Manifest& manifest) override {
        check(manifest.practice, "a real key among the rehearsals");
        return escrow::write_rehearsal(escrow_, manifest.set_id,
                                       records::encode_manifest(manifest));
    }

    Result<records::Manifest> manifest(const std::string& set_id) override {
        return rehearsal_manifest(escrow_, set_id);
    }

    Result<std::vector<catalog::Confirmation>> confirmations(const std::string& set_id) override {
        auto progress = read_progress(escrow_, set_id);
        if (!progress) return std::move(progress).error();
        return std::move(progress->read);
    }

    Status confirm(const catalog::Confirmation& read) override {
        const auto earlier = confirmations(read.set_id);
        if (!earlier) return earlier.error();
        if (std::any_of(earlier->begin(), earlier->end(), [&](const catalog::Confirmation& one) {
                return one.group == read.group && one.member == read.member;
            }))
            return {};
        return write_line(
            escrow_, read.set_id,
            fmt::format("read {} {} {} {}", read.group, read.member, read.at, read.how));
    }

    Status mark_confirmed(const std::string&) override { return {}; }

    std::string act(const char* step) const override { return std::string("rehearsal.") + step; }

  private:
    escrow::Directory& escrow_;
};

}  // namespace

std::unique_ptr<SetHome> rehearsal_home(escrow::Directory& escrow);
std::unique_ptr<SetHome> rehearsal_home(escrow::Directory& escrow) {
    return std::make_unique<RehearsalHome>(escrow);
}

Result<records::Manifest> rehearsal_manifest(const escrow::Directory& escrow,
                                             const std::string& set_id) {
    const auto stored = escrow::read_rehearsal(escrow, set_id);
    if (!stored) return stored.error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "rehearsal " + set_id);
    if (manifest->set_id != set_id || !manifest->practice) {
        return Error{ErrorKind::unverified, "REHEARSAL-NOT-PRACTICE",
                     "the manifest of rehearsal " + set_id +
                         (manifest->practice ? " is that of set " + manifest->set_id
                                             : " belongs to a real key"),
                     "a file was put into the folder of rehearsals that does not belong there"};
    }
    return manifest;
}

Result<std::optional<std::string>> waiting_rehearsal(const escrow::Directory& escrow) {
    const auto ids = escrow::rehearsal_ids(escrow);
    if (!ids) return ids.error();
    for (const std::string& id : *ids) {
        const auto progress = read_progress(escrow, id);
        if (!progress) return progress.error();
        if (!progress->ended) return std::optional<std::string>(id);
    }
    return std::optional<std::string>();
}

Status end_rehearsal(escrow::Directory& escrow, const std::string& set_id, std::int64_t now) {
    return write_line(escrow, set_id, fmt::format("ended {}", now));
}

}  // namespace breakglass::ceremony

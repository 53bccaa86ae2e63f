#include "desk.h"

#include <iterator>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/picture/picture.h>
#include <breakglass/records/manifest.h>

namespace breakglass::incident {

namespace {

using gathering::AcceptedCard;
using gathering::CardCollector;

constexpr std::size_t max_words_file_bytes = 65536;

/// One manifest of the escrow, with what its set is now.
struct KnownSet {
    records::Manifest manifest;
    std::string state;  // "retiring", or "unknown to the catalog"
};

Result<KnownSet> read_set(escrow::Directory& escrow, const std::string& id) {
    auto stored = escrow.read_manifest(id);
    if (!stored) return std::move(stored).error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "the manifest of set " + id);
    auto set = escrow.catalog().share_sets().find(id);
    if (!set) return std::move(set).error();
    return KnownSet{.manifest = *std::move(manifest),
                    .state = *set ? std::string(catalog::name_of((*set)->state))
                                  : std::string("unknown to the catalog")};
}

/// The cards on the table: those of the set, and the sets whose cards turn up by mistake.
class Table {
  public:
    Table(CardCollector cards, std::vector<KnownSet> others)
        : cards_(std::move(cards)), others_(std::move(others)) {}

    Status take_words_file(const std::string& path) {
        auto words = disk::read_secret_file(path, max_words_file_bytes);
        if (!words) return std::move(words).error();
        auto taken = cards_.take_file(words->expose(), path);
        if (!taken) {
            refuse(taken.error(), {});
            return {};
        }
        for (std::size_t i = 0; i < taken->size(); ++i) {
            const auto& card = (*taken)[i];
            if (card) {
                accept(*card);
            } else {
                refuse(card.error(), foreign_set_of(words->expose(), path, i));
            }
        }
        return {};
    }

    Status take_picture(const std::string& path) {
        auto texts = picture::read_qr_in_child(path);
        if (!texts) return std::move(texts).error();
        if (texts->empty()) {
            refuse({ErrorKind::unverified, "INCIDENT-NO-QR",
                    fmt::format("there is no QR code in {}", console::quoted(path)),
                    "take the picture again from above in good light, or type the words into a "
                    "file and use --words"},
                   {});
        }
        for (const SecretBytes& text : *texts) {
            auto card = cards_.take_qr(text.expose(), path);
            if (card) {
                accept(*card);
            } else {
                refuse(card.error(), {});
            }
        }
        return {};
    }

    CardCollector give() && { return std::move(cards_); }

  private:
    void accept(const AcceptedCard& card) {
        std::string holders;
        for (const std::string& holder : card.holders) {
            holders += (holders.empty() ? "" : " or ") + holder;
        }
        console::note(fmt::format(
            "card {} of group {} ({}) {}; {}", card.member + 1, card.group_name, holders,
            card.repeated ? "was taken before, it counts once" : "taken", cards_.summary()));
    }

    void refuse(const Error& why, const std::string& more) {
        console::warn(fmt::format("this card is left out: {} [{}]", why.message, why.rule),
                      more.empty() ? why.hint : more);
    }

    // The collector says which set a foreign card is from; what has become of that set, only the
    // escrow knows.
    std::string foreign_set_of(ByteView words, const std::string& path, std::size_t card) {
        for (const KnownSet& other : others_) {
            CardCollector theirs(other.manifest);
            auto taken = theirs.take_file(words, path);
            if (!taken || card >= taken->size() || !(*taken)[card]) continue;
            return fmt::format("set {} is {}: ask the holder for the card of set {}",
                               other.manifest.set_id, other.state, cards_.manifest().set_id);
        }
        return {};
    }

    CardCollector cards_;
    std::vector<KnownSet> others_;
};

/// They only help to name a rehearsal's card: a damaged one stops nothing.
std::vector<records::Manifest> known_rehearsals(const escrow::Directory& escrow) {
    std::vector<records::Manifest> found;
    const auto ids = escrow::rehearsal_ids(escrow);
    if (!ids) return found;
    for (const std::string& id : *ids) {
        const auto stored = escrow::read_rehearsal(escrow, id);
        if (!stored) continue;
        auto manifest = records::parse_manifest(*stored);
        if (manifest && manifest->practice) found.push_back(*std::move(manifest));
    }
    return found;
}

}  // namespace

Result<CardCollector> gather(escrow::Directory& escrow, const Desk& desk, const Request& request) {
    auto ours = read_set(escrow, desk.set.id);
    if (!ours) return std::move(ours).error();
    auto ids = escrow.set_ids();
    if (!ids) return std::move(ids).error();
    std::vector<KnownSet> others;
    std::vector<records::Manifest> manifests;
    for (const std::string& id : *ids) {
        if (id == desk.set.id) continue;
        auto other = read_set(escrow, id);
        // A broken manifest of another set must not stop this incident.
        if (!other) {
            console::warn(other.error().message);
            continue;
        }
        manifests.push_back(other->manifest);
        others.push_back(*std::move(other));
    }
    auto rehearsals = known_rehearsals(escrow);
    manifests.insert(manifests.end(), std::make_move_iterator(rehearsals.begin()),
                     std::make_move_iterator(rehearsals.end()));
    Table table(CardCollector(std::move(ours->manifest), std::move(manifests)), std::move(others));
    for (const std::string& path : request.words_files) {
        if (auto taken = table.take_words_file(path); !taken) return std::move(taken).error();
    }
    for (const std::string& path : request.qr_pictures) {
        if (auto taken = table.take_picture(path); !taken) return std::move(taken).error();
    }
    return std::move(table).give();
}

}  // namespace breakglass::incident

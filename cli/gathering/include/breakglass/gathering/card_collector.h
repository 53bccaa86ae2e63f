#pragma once
// Cards put on a table, in any order: which one is right, which one is wrong and why, what is
// still missing, and at quorum the recovery key itself.
// Source: docs/formats/manifest.md and docs/formats/share-card.md.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/records/manifest.h>
#include <breakglass/scheme/share.h>

namespace breakglass::gathering {

/// A card that belongs to the set.
struct AcceptedCard {
    std::size_t group = 0;   // counted from 0, as in SLIP-39
    std::size_t member = 0;  // its index in the group, from 0
    std::string group_name;
    std::vector<std::string> holders;  // whose card it is; several when they hold copies of it
    bool repeated = false;             // taken before; it counts once
    bool checked = false;              // against the manifest's commitment
};

/// How far one group is.
struct GroupProgress {
    std::string name;
    std::size_t threshold = 0;         // 0: no card and no manifest has said it yet
    std::size_t taken = 0;             // different shares, never above what exists
    std::vector<std::string> missing;  // holders whose card has not been taken yet
    bool complete() const { return threshold > 0 && taken >= threshold; }
};

/// Takes the cards of one share set. Every refused card is named by group, number and holder, is
/// left out, and the collector carries on.
class CardCollector {
  public:
    /// others: further manifests of the escrow, so that a foreign card can be told by its set.
    explicit CardCollector(records::Manifest manifest, std::vector<records::Manifest> others = {});

    /// For a day when the manifest is lost with everything else: the first card says which set it
    /// is, and each group's first card how many that group needs. No card is checked against a
    /// commitment; only all together show whether they were right.
    static CardCollector without_manifest();

    /// The card of this person alone is refused (CARD-REQUESTER): who asked for the case may not
    /// also be of the quorum.
    void leave_out(std::string person) { left_out_ = std::move(person); }

    /// The words of one share. from: what to call it in errors, such as "a.txt line 2".
    /// Errors, all unverified: those of slip39::parse_mnemonic; CARD-FOREIGN-SET; CARD-PRACTICE for
    /// a rehearsal's card, CARD-REAL for a real one at a rehearsal; CARD-UNKNOWN-MEMBER for a group
    /// or number that the set does not have; CARD-REQUESTER; CARD-WRONG-SHARE when the manifest's
    /// commitment says that this is not the share made then.
    Result<AcceptedCard> take_words(ByteView words, std::string_view from);

    /// The text of a card's QR code. Errors: as take_words, and those of card::split_qr_text.
    Result<AcceptedCard> take_qr(ByteView text, std::string_view from);

    /// A words file: one or more cards, as card::find_words finds them. One result per card.
    /// Errors: those of card::find_words.
    Result<std::vector<Result<AcceptedCard>>> take_file(ByteView file, std::string_view from);

    /// The words of a card that was taken, in their one spelling, without a newline.
    SecretBytes words_of(const AcceptedCard& card) const;

    /// Whether enough groups are complete.
    bool complete() const;
    /// One entry per group, in the manifest's order.
    std::vector<GroupProgress> progress() const;
    /// Whose cards were taken: "finance, legal"; "finance or legal" for copies of one share.
    std::string holders() const;
    /// One line for people: "custodians 2 of 3 (missing 1 of director, legal)".
    std::string summary() const;

    /// Rejoins the recovery key and compares it with the set's recipient.
    /// Errors: not_met (CARD-TOO-FEW); those of slip39::rejoin; unverified (RECOVERY-MISMATCH).
    Result<age::X25519Identity> rejoin() const;

    /// without_manifest: what the cards have said so far, not a whole manifest.
    const records::Manifest& manifest() const { return manifest_; }

  private:
    CardCollector() = default;
    /// What a card says of its set, where no manifest says it.
    void learn(const slip39::Share& share);
    struct Taken {
        std::size_t group = 0;
        std::size_t member = 0;
        slip39::Share share;
        std::string from;
    };
    /// Whether a card that says what it is for belongs here.
    Status check_purpose(bool practice, std::string_view from) const;
    Status check_recipient(const std::string& recipient, std::string_view from);
    Result<AcceptedCard> take(slip39::Share share, std::string_view from);
    /// other: the manifest it belongs to, when the escrow has it; else found says what it is.
    Error foreign_set(std::string_view from, const records::Manifest* other,
                      const std::string& found) const;

    bool learning_ = false;  // without_manifest
    records::Manifest manifest_;
    std::vector<records::Manifest> others_;
    std::string left_out_;  // a person; empty: nobody
    std::vector<Taken> taken_;
};

}  // namespace breakglass::gathering

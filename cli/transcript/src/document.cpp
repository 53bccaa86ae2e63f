#include "words.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <breakglass/card/spoken_hash.h>
#include <breakglass/console/names.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/records/utc.h>
#include <breakglass/transcript/transcript.h>

namespace breakglass::transcript {

namespace {

using page::Mark;

template <typename... Values>
std::string fill(const char* words, const Values&... values) {
    return fmt::format(fmt::runtime(words), values...);
}

/// "finance", or "finance (their name)" when the manifest knows one.
std::string who(const Card& card) {
    return console::id_and_name(card.holder, card.name);
}

/// Writes one record in one language.
class Writer {
  public:
    Writer(const Transcript& transcript, page::Language language)
        : it_(transcript), words_(words_of(language)) {
        document_.language = language;
        document_.title = fill(it_.practice ? words_.rehearsal_title : words_.title, it_.escrow);
        document_.foot = fmt::format("{} {}, {}", it_.escrow, it_.manifest.set_id,
                                     ledger::head_text(it_.head).substr(0, foot_head));
        if (it_.practice) {
            document_.mark = words_.practice;
            // a copier may lose the grey
            document_.foot = words_.practice + (", " + document_.foot);
        }
        if (!it_.entries.empty()) document_.made_at = records::utc_text(it_.entries.back().time);
    }

    page::Document write() && {
        write_names();
        write_key();
        write_people();
        write_checks();
        write_cards();
        write_aloud();
        write_ledger();
        write_signatures();
        heading(words_.verify);
        add(Mark::line, "", words_.verify_help);
        write_lines_to_sign();
        return std::move(document_);
    }

  private:
    static constexpr std::size_t foot_head = 20;

    void write_names() {
        fact("escrow", it_.escrow + " " + it_.escrow_id);
        fact("set", it_.manifest.set_id);
        fact("ledger", ledger::head_text(it_.head));
        fact("manifest", to_hex(it_.manifest_hash));
    }

    void write_key() {
        heading(words_.key);
        fact(words_.state, it_.state);
        fact(words_.made, records::utc_text(it_.manifest.created_at));
        fact(words_.recipient, it_.manifest.recipient);
        fact(words_.policy, it_.policy);
        for (const records::Group& group : it_.manifest.groups)
            fact(words_.opens,
                 group.threshold == 1
                     ? fill(words_.group_copies, group.name, group.members.size())
                     : fill(words_.group_opens, group.threshold, group.members.size(), group.name));
        if (it_.manifest.groups.size() > 1)
            fact(words_.opens,
                 fill(words_.groups, it_.manifest.groups_required, it_.manifest.groups.size()));
    }

    void write_people() {
        heading(words_.people);
        fact(words_.owner, it_.owner);
        fact(words_.operators, it_.operators);
        fact(words_.witnesses, it_.witnesses);
        for (const Card& card : it_.cards)
            fact(fill(words_.custodian, card.group, card.number), who(card) + ", " + card.delivery);
    }

    void write_checks() {
        heading(words_.checks);
        for (const Checked& check : it_.checks)
            fact(fill(words_.check, check.what, check.entry), check.found);
        heading(words_.deviations);
        for (const Checked& deviation : it_.deviations)
            fact(fill(words_.check, deviation.what, deviation.entry), deviation.found);
        if (it_.deviations.empty()) add(Mark::line, "", words_.no_deviation);
    }

    void write_cards() {
        heading(words_.cards);
        for (const Card& card : it_.cards) {
            fact(fill(words_.card, card.group, card.number),
                 card.entry ? fill(words_.read, card.holder, records::utc_text(card.time), card.how,
                                   *card.entry)
                            : fill(words_.not_read, card.holder));
            write_pages(card);
            if (!card.entry) continue;
            const auto& receipt = card.receipt;
            detail(!receipt ? words_.no_receipt
                   : receipt->fault.empty()
                       ? fill(words_.receipt, receipt->signer, receipt->key, receipt->entry)
                       : fill(words_.bad_receipt, receipt->fault, receipt->entry));
        }
    }

    /// Nothing for a card that no printer was given: its page was printed by hand.
    void write_pages(const Card& card) {
        std::size_t number = 0;
        for (const Page& page : card.pages) {
            const std::string sent = records::utc_text(page.time);
            ++number;
            detail(page.out
                       ? fill(words_.page_out, number, sent, page.printer, page.by, page.entry,
                              *page.out)
                       : fill(words_.page_sent, number, sent, page.printer, page.by, page.entry));
        }
    }

    void write_aloud() {
        heading(words_.aloud);
        add(Mark::line, "", words_.aloud_help);
        std::size_t number = 0;
        for (const std::string_view word : card::spoken_hash(it_.manifest_hash))
            add(Mark::numbered, std::to_string(++number), std::string(word));
    }

    void write_ledger() {
        heading(words_.ledger);
        add(Mark::line, "", words_.ledger_help);
        for (const records::LedgerEntry& entry : it_.entries) {
            const std::string by = entry.actor.empty()
                                       ? fill(words_.by, entry.login)
                                       : fill(words_.signed_by, entry.actor, entry.login);
            fact(std::to_string(entry.number),
                 records::utc_text(entry.time) + " " + entry.act + ", " + by);
            for (const records::LedgerFact& one : entry.facts)
                detail(one.name + ": " + one.value);
        }
    }

    void write_signatures() {
        heading(words_.signatures);
        for (const Witness& witness : it_.signed_by) {
            const Signed& by = witness.signature;
            fact(by.signer, by.fault.empty()
                                ? fill(words_.witness, records::utc_text(by.time), by.key,
                                       witness.record.substr(0, 16), witness.size, by.entry)
                                : fill(words_.bad_witness, by.fault, by.entry));
        }
        if (it_.signed_by.empty()) add(Mark::line, "", words_.no_signature);
    }

    /// On paper only: everybody once.
    void write_lines_to_sign() {
        heading(words_.on_paper);
        std::set<std::string> seen;
        const auto sign = [&](const std::string& person, const std::string& shown) {
            if (person == "unknown" || person == "none" || !seen.insert(person).second) return;
            add(Mark::signature, shown, words_.sign_here);
        };
        const auto name_of = [&](const std::string& person) {
            const auto card = std::ranges::find(it_.cards, person, &Card::holder);
            return card != it_.cards.end() ? card->name : std::string();
        };
        for (const std::string* names : {&it_.owner, &it_.operators, &it_.witnesses}) {
            for (std::size_t at = 0; at < names->size();) {
                const std::size_t end = std::min(names->find(", ", at), names->size());
                const std::string person = names->substr(at, end - at);
                sign(person, console::id_and_name(person, name_of(person)));
                at = end + 2;
            }
        }
        for (const Card& card : it_.cards)
            sign(card.holder, who(card));
    }

    void heading(const char* text) { add(Mark::heading, "", text); }
    void fact(std::string label, std::string text) {
        add(Mark::fact, std::move(label), std::move(text));
    }
    void detail(std::string text) { add(Mark::detail, "", std::move(text)); }
    void add(Mark mark, std::string label, std::string text) {
        document_.items.push_back({mark, std::move(label), std::move(text)});
    }

    const Transcript& it_;
    const Words& words_;
    page::Document document_;
};

}  // namespace

page::Document to_document(const Transcript& transcript, page::Language language) {
    return Writer(transcript, language).write();
}

}  // namespace breakglass::transcript

#include "card_files.h"

#include "card_page.h"
#include "card_text.h"

#include <utility>

#include <breakglass/age/file.h>
#include <breakglass/card/qr_text.h>
#include <breakglass/console/report.h>
#include <breakglass/ground/check.h>

namespace breakglass::ceremony {

namespace {

constexpr const char* words_ending = ".txt";
constexpr const char* picture_ending = ".png";
constexpr const char* age_ending = ".age";

bool is_paper(const PlannedCard& card) {
    return card.delivery.kind == policy::DeliveryKind::paper;
}

SecretBytes qr_text_of(const CardSource& source, const slip39::Share& share) {
    return card::format_qr_text(
        source.manifest.recipient, share,
        source.manifest.practice ? card::Purpose::practice : card::Purpose::real);
}

Error of_holder(Error error, const PlannedCard& card) {
    return with_context(std::move(error), "the card of " + card.holder);
}

}  // namespace

const slip39::Share& share_of(const std::vector<slip39::Share>& shares, const PlannedCard& card) {
    for (const slip39::Share& share : shares)
        if (share.group_index == card.group && share.member_index == card.member) return share;
    stop_on_bug("a planned card without a share", __FILE__, __LINE__);
}

std::vector<std::string> names_of(const PlannedCard& card, const Pages& pages) {
    if (!is_paper(card)) return {card.stem + age_ending};
    std::vector<std::string> names;
    if (!pages.for_printer) names.push_back(card.stem + words_ending);
    if (!pages.for_printer && !pictures_are_pages(pages))
        names.push_back(card.stem + picture_ending);
    for (const page::Format format : pages.formats)
        names.push_back(card.stem + ending_of(format));
    return names;
}

Result<std::vector<CardFile>> make_files(const CardSource& source, const Pages& pages,
                                         const picture::Child& child, Randomness& randomness) {
    std::vector<CardFile> files;
    for (const PlannedCard& planned : source.plan.cards) {
        const slip39::Share& share = share_of(source.shares, planned);
        const SecretBytes mnemonic = slip39::format_mnemonic(share);
        SecretBytes text =
            card_text(source.policy, source.manifest, planned.group, planned.position, mnemonic);
        if (is_paper(planned)) {
            if (pages.for_printer) continue;
            files.push_back({planned.stem + words_ending, std::move(text)});
            if (pictures_are_pages(pages)) continue;
            const SecretBytes code = qr_text_of(source, share);
            auto png = picture::render_qr_in_child(code, child);
            if (!png) return of_holder(std::move(png).error(), planned);
            files.push_back({planned.stem + picture_ending, *std::move(png)});
            continue;
        }
        const auto recipient = age::parse_recipient(planned.delivery.text);
        if (!recipient) return recipient.error();
        const age::Recipient* to[] = {recipient->get()};
        const auto file =
            age::encrypt_secret(to, text, randomness, age::EncryptOptions{.armor = true});
        if (!file) return with_context(file.error(), "the share of " + planned.holder);
        files.push_back(
            {planned.stem + age_ending, SecretBytes::copy_of(*file), !source.manifest.practice});
    }
    return files;
}

Result<std::vector<CardFile>> draw_pages(const CardSource& source, const Pages& pages,
                                         const tree::Head& head, const picture::Child& child) {
    std::vector<CardFile> files;
    for (const PlannedCard& planned : source.plan.cards) {
        if (!is_paper(planned)) continue;
        const slip39::Share& share = share_of(source.shares, planned);
        picture::PageRequest request{
            .card =
                card_facts(source.policy, source.manifest, planned.group, planned.position, head),
            .words = slip39::format_mnemonic(share),
            .qr_text = qr_text_of(source, share),
            .look = {.paper = pages.paper, .layout = pages.layout, .language = pages.language}};
        bool undrawn = false;
        for (const page::Format format : pages.formats) {
            request.look.format = format;
            auto page = picture::draw_page_in_child(request, child);
            if (!page) return of_holder(std::move(page).error(), planned);
            undrawn |= page->undrawn_characters;
            files.push_back({planned.stem + ending_of(format), std::move(page->bytes)});
        }
        if (undrawn) {
            console::warn("no font here has every character of the names on the card of " +
                              planned.holder + ": codes in boxes, or the id alone, stand for them",
                          "install fonts for that script (Debian: fonts-noto-core, "
                          "fonts-noto-cjk); the words and the QR code are not affected");
        }
    }
    return files;
}

}  // namespace breakglass::ceremony

// Pages of a PDF: poppler's pdftoppm draws each into a pipe that the picture's child reads. Neither
// this process nor a disk ever holds the picture.

#include "pages.h"

#include <cerrno>
#include <charconv>

#include <fcntl.h>

#include <breakglass/disk/child_process.h>
#include <breakglass/disk/descriptor.h>

namespace breakglass::reading {

namespace {

constexpr std::size_t max_facts_bytes = 65536;
// The longer side of A4 at 300 dpi: enough for a card's code, and a page of any size stays small.
constexpr const char* longest_side_pixels = "3508";

Error no_tool(Error error) {
    error.rule = "CARD-PDF-TOOL";
    error.hint = "install poppler-utils, or give a picture (PNG) of the card: --qr PNG";
    return error;
}

Error no_pdf(const std::string& path, const std::string& why) {
    return {ErrorKind::unverified, "CARD-PDF", "\"" + path + "\" " + why,
            "scan the card to a picture (PNG) and use --qr, or type the words"};
}

/// A name that no program takes for an option or for standard input.
std::string plain_name(const std::string& path) {
    return path.starts_with('/') ? path : "./" + path;
}

Result<std::string> output_of(const std::vector<std::string>& command) {
    auto child = disk::ChildProcess::start(command, disk::ChildProcess::Pipe::its_output);
    if (!child) return no_tool(std::move(child).error());
    Bytes all(max_facts_bytes);
    std::size_t size = 0;
    while (size < all.size()) {
        const auto count = child->output().read(std::span(all).subspan(size));
        if (!count) return count.error();
        if (*count == 0) break;
        size += *count;
    }
    if (auto ended = child->wait(); !ended) return std::move(ended).error();
    return std::string(as_text(ByteView(all).first(size)));
}

Result<int> count_pages(const std::string& path) {
    const auto facts = output_of({"pdfinfo", plain_name(path)});
    if (!facts) {
        if (facts.error().rule != "COMMAND-FAILED") return facts.error();
        return no_pdf(path, "is no PDF that can be opened, or it is under a password");
    }
    constexpr std::string_view label = "\nPages:";
    const std::size_t at = facts->find(label);
    const std::size_t digits = at == std::string::npos
                                   ? std::string::npos
                                   : facts->find_first_not_of(' ', at + label.size());
    int pages = 0;
    if (digits != std::string::npos)
        (void)std::from_chars(facts->data() + digits, facts->data() + facts->size(), pages);
    if (pages < 1) return no_pdf(path, "has no pages");
    if (pages > max_pdf_pages) {
        return Error{ErrorKind::unverified, "CARD-PDF-PAGES",
                     "\"" + path + "\" has " + std::to_string(pages) + " pages, at most " +
                         std::to_string(max_pdf_pages) + " are read",
                     "take the pages with cards out of it"};
    }
    return pages;
}

Result<std::vector<SecretBytes>> codes_of_page(const std::string& path, int page,
                                               const picture::Child& child) {
    const std::string number = std::to_string(page);
    auto drawing = disk::ChildProcess::start(
        {"pdftoppm", "-q", "-png", "-gray", "-scale-to", longest_side_pixels, "-f", number, "-l",
         number, plain_name(path)},
        disk::ChildProcess::Pipe::its_output);
    if (!drawing) return no_tool(std::move(drawing).error());
    const int copy = ::fcntl(drawing->output().descriptor().number(), F_DUPFD_CLOEXEC, 3);
    if (copy < 0) return disk::system_error("cannot read", path, errno);
    auto texts = picture::read_qr_in_child(disk::Descriptor(copy), child);
    if (const auto drawn = drawing->wait(); !drawn && !texts)
        return no_pdf(path, "has a page " + number + " that cannot be drawn");
    return texts;
}

}  // namespace

std::vector<CardOnTable> read_pdf(gathering::CardCollector& collector, const Reading& reading,
                                  const picture::Child& child) {
    const std::string& path = reading.path;
    if (path == "-")
        return only(path, no_pdf(path, "is standard input, a PDF is read from a file"));
    const auto pages = count_pages(path);
    if (!pages) return only(path, pages.error());
    std::vector<CardOnTable> cards;
    for (int page = 1; page <= *pages; ++page) {
        const std::string source = *pages == 1 ? path : path + " page " + std::to_string(page);
        const auto texts = codes_of_page(path, page, child);
        if (!texts) return only(source, texts.error());
        for (CardOnTable& card : take_codes(collector, *texts, source, reading.several)) {
            // A page of instructions is no mistake, a document without any card is.
            const bool blank = !card.accepted && card.accepted.error().rule == "CARD-NO-CODE";
            if (!blank) cards.push_back(std::move(card));
        }
    }
    if (!cards.empty()) return cards;
    return only(path, Error{ErrorKind::unverified, "CARD-NO-CODE",
                            "none of the " + std::to_string(*pages) + " pages of \"" + path +
                                "\" shows a card's QR code that can be read",
                            "scan it again, flat and sharp, or type the words"});
}

}  // namespace breakglass::reading

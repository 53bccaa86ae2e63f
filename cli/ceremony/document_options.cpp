#include "document_options.h"

#include <utility>

#include <fmt/format.h>

#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/picture/picture.h>

namespace breakglass::command {

namespace {

Status write_pdf(const DocumentOptions& options, page::Document document) {
    if (options.output.empty()) {
        return Error{ErrorKind::usage, "DOCUMENT-OUTPUT", "a PDF needs a file to go to",
                     "add --output FILE"};
    }
    document.paper = options.page_paper();
    const auto pdf = picture::draw_document_in_child(document);
    if (!pdf) return pdf.error();
    if (pdf->undrawn_characters)
        console::warn("a name holds characters that no font here has: boxes stand for them",
                      "install fonts for its script (fonts-noto), and make the PDF again");
    return disk::write_new_file(options.output, pdf->bytes.expose());
}

}  // namespace

page::Language DocumentOptions::page_language() const {
    return language == "id" ? page::Language::id : page::Language::en;
}

page::Paper DocumentOptions::page_paper() const {
    return paper == "letter" ? page::Paper::letter : page::Paper::a4;
}

void add_document_options(CLI::App& verb, DocumentOptions& options) {
    verb.add_option("--format", options.format, "text, pdf or json")
        ->check(CLI::IsMember({"text", "pdf", "json"}));
    verb.add_option("--paper", options.paper, "of a PDF: a4 or letter")
        ->check(CLI::IsMember({"a4", "letter"}));
    verb.add_option("--language", options.language, "en, or id for Bahasa Indonesia")
        ->type_name("LANGUAGE");
    verb.add_option("--output", options.output, "a new file instead of the terminal")
        ->type_name("FILE");
}

Status put_out(const Globals& globals, const DocumentOptions& options, const DocumentForms& forms) {
    if (options.format == "pdf") return write_pdf(options, forms.pages());
    const std::string text = globals.json || options.format == "json" ? forms.json() : forms.text();
    if (!options.output.empty()) return disk::write_new_file(options.output, as_bytes(text));
    fmt::print("{}", text);
    return {};
}

}  // namespace breakglass::command

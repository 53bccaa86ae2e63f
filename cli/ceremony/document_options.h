#pragma once
// A document that is shown, or written to a file: the script of a ceremony, its record.

#include "command_line.h"

#include <functional>
#include <string>

#include <breakglass/page/document.h>

namespace breakglass::command {

struct DocumentOptions {
    std::string format = "text", paper = "a4", language = "en", output;

    page::Language page_language() const;
    page::Paper page_paper() const;
};

/// Adds --format, --paper, --language and --output.
void add_document_options(CLI::App& verb, DocumentOptions& options);

/// A document in each of its forms; what is not asked for is not made.
struct DocumentForms {
    std::function<std::string()> text;
    std::function<std::string()> json;
    std::function<page::Document()> pages;
};

/// Prints or writes the form that was asked for; --json asks for JSON too.
/// Errors: usage (DOCUMENT-OUTPUT for a PDF without a file); those of the picture child; failed.
Status put_out(const Globals& globals, const DocumentOptions& options, const DocumentForms& forms);

}  // namespace breakglass::command

#pragma once
// Pictures of secrets, drawn and read in a short-lived child process: libqrencode, cairo, pango and
// zbar leave copies of what they saw in their heap, and a broken scan may crash them.
// Secrets travel through pipes only, never through arguments, the environment or a file.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/page/card_page.h>
#include <breakglass/page/document.h>

namespace breakglass::picture {

/// The program that the child runs and how far it is trusted.
struct Child {
    std::string program = "/proc/self/exe";  // one that calls serve() first thing in main
    std::chrono::milliseconds timeout = std::chrono::seconds(60);
    // The child locks all of its memory, which needs a large "ulimit -l". Where that fails and a
    // swap device is on, it refuses, unless this is set.
    bool allow_unlocked = false;
};

/// A QR picture (PNG) of a text. text: as qr::encode takes it.
/// Errors: those of the qr room; failed (PICTURE-CHILD when the child crashed or spoke nonsense,
/// PICTURE-TIMEOUT, PICTURE-UNLOCKED, INTERRUPTED).
Result<SecretBytes> render_qr_in_child(const SecretBytes& text, const Child& child = {});

/// A card to be drawn, as page::draw_card takes it.
struct PageRequest {
    page::Card card;
    SecretBytes words;
    SecretBytes qr_text;
    page::Look look;
};

/// One page, as PDF, SVG or PNG.
/// Errors: those of the page and qr rooms; failed as above.
Result<page::Page> draw_page_in_child(const PageRequest& request, const Child& child = {});

/// A document of several pages, as PDF. Nothing in it is secret: where the child's memory cannot be
/// locked, it draws all the same. Errors: usage (PAGE-FACTS); failed as above.
Result<page::Page> draw_document_in_child(const page::Document& document, const Child& child = {});

/// The texts of all QR codes in a PNG file, in no particular order; none is not an error.
/// path: "-" is standard input. The picture goes straight to the child: this process never holds
/// it. Errors: failed when the file cannot be opened; the rest as above.
Result<std::vector<SecretBytes>> read_qr_in_child(const std::string& path, const Child& child = {});

/// The same for a picture that comes out of a pipe.
Result<std::vector<SecretBytes>> read_qr_in_child(disk::Descriptor picture,
                                                  const Child& child = {});

/// The child's side, to be called first thing in main: does the work and returns the exit code
/// when the arguments ask for it, nothing otherwise.
std::optional<int> serve(int argc, char** argv);

}  // namespace breakglass::picture

// The child's side. Everything here may be copied about freely: memory is locked, no core is
// written, and the process ends after one picture.

#include "document_request.h"
#include "frame.h"
#include "page_request.h"
#include "task.h"

#include <csignal>
#include <fstream>
#include <string>
#include <string_view>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/picture/picture.h>
#include <breakglass/qr/qr.h>

namespace breakglass::picture {

namespace {

constexpr std::size_t max_text_bytes = 4096;
constexpr rlim_t max_cpu_seconds = 120;
// The largest picture the qr room takes: 64 million pixels of 4 bytes, twice in grey.
constexpr std::size_t memory_needed = std::size_t{512} << 20U;

void shut_in() {
    const rlimit none{0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)setrlimit(RLIMIT_FSIZE, &none);  // pipes are not files: this child writes no file at all
    const rlimit cpu{max_cpu_seconds, max_cpu_seconds};
    (void)setrlimit(RLIMIT_CPU, &cpu);
    (void)prctl(PR_SET_DUMPABLE, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)std::signal(SIGPIPE, SIG_DFL);
    // fontconfig would like to keep a cache: it shall fail to, not die of it
    (void)std::signal(SIGXFSZ, SIG_IGN);
}

/// Locks what is there and what will come, and makes sure that the limit leaves room for it.
bool lock_memory() {
    if (::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0) return false;
    void* probe = ::mmap(nullptr, memory_needed, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (probe == MAP_FAILED) {
        (void)::munlockall();
        return false;
    }
    (void)::munmap(probe, memory_needed);
    return true;
}

/// True unless the kernel says that no swap device is on.
bool may_swap() {
    std::ifstream swaps("/proc/swaps");
    std::string line;
    if (!std::getline(swaps, line)) return true;
    return static_cast<bool>(std::getline(swaps, line));
}

Result<Bytes> read_request(std::size_t limit) {
    disk::FileSource source(disk::Descriptor(STDIN_FILENO), "standard input");
    Bytes request;
    Bytes part(65536);
    for (;;) {
        const auto count = source.read(part);
        if (!count) return count.error();
        if (*count == 0) return request;
        if (request.size() + *count > limit) {
            return Error{ErrorKind::failed, "FILE-TOO-LARGE",
                         "the file is larger than the " + std::to_string(limit >> 20U) +
                             " MiB a picture may have",
                         "scan the card alone, at 300 dpi"};
        }
        append(request, ByteView(part).first(*count));
    }
}

Bytes render() {
    auto text = read_request(max_text_bytes);
    if (!text) return encode_answer(text.error());
    const auto modules = qr::encode(SecretBytes::copy_of(*text));
    if (!modules) return encode_answer(modules.error());
    auto png = qr::to_png(*modules);
    if (!png) return encode_answer(png.error());
    std::vector<SecretBytes> pictures;
    pictures.push_back(*std::move(png));
    return encode_answer(pictures);
}

Bytes answer_with(page::Page page) {
    const std::uint8_t undrawn = page.undrawn_characters ? 1 : 0;
    std::vector<SecretBytes> answer;
    answer.push_back(std::move(page.bytes));
    answer.push_back(SecretBytes::copy_of(ByteView(&undrawn, 1)));
    return encode_answer(answer);
}

Bytes draw_page() {
    const auto bytes = read_request(max_page_request_bytes);
    if (!bytes) return encode_answer(bytes.error());
    const auto request = parse_page_request(*bytes);
    if (!request) return encode_answer(request.error());
    auto page = page::draw_card(request->card, request->words, request->qr_text, request->look);
    return page ? answer_with(*std::move(page)) : encode_answer(page.error());
}

Bytes draw_document() {
    const auto bytes = read_request(max_document_request_bytes);
    if (!bytes) return encode_answer(bytes.error());
    const auto document = parse_document_request(*bytes);
    if (!document) return encode_answer(document.error());
    auto page = page::draw_document(*document);
    return page ? answer_with(*std::move(page)) : encode_answer(page.error());
}

Bytes read_codes() {
    const auto png = read_request(qr::max_picture_bytes);
    if (!png) return encode_answer(png.error());
    const auto texts = qr::decode_png(*png);
    if (!texts) return encode_answer(texts.error());
    return encode_answer(*texts);
}

}  // namespace

std::optional<int> serve(int argc, char** argv) {
    const std::string_view task = argc > 1 ? argv[1] : "";
    if (task != render_task && task != page_task && task != document_task && task != read_task)
        return std::nullopt;
    shut_in();
    const bool allow_unlocked = argc > 2 && std::string_view(argv[2]) == allow_unlocked_flag;
    Bytes answer;
    if (!lock_memory() && may_swap() && !allow_unlocked) {
        answer = encode_answer(
            Error{ErrorKind::failed, "PICTURE-UNLOCKED",
                  "the memory of the process that handles pictures could not be locked, and swap "
                  "is on: a share could reach the disk",
                  "turn swap off (swapoff -a), raise the limit (ulimit -l unlimited), or accept "
                  "it with --allow-unlocked-memory"});
    } else if (task == render_task) {
        answer = render();
    } else if (task == page_task) {
        answer = draw_page();
    } else if (task == document_task) {
        answer = draw_document();
    } else {
        answer = read_codes();
    }
    disk::FileSink out(disk::Descriptor(STDOUT_FILENO), "standard output");
    return out.write(answer) ? 0 : 1;
}

}  // namespace breakglass::picture

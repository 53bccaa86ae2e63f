// Whatever the bytes: a note that parses was made of its own parts, a checkpoint writes back as
// read.

#include <cstdlib>

#include <breakglass/note/checkpoint.h>
#include <breakglass/note/note.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto note = note::parse_note({data, size});
    if (!note) return 0;
    if (note->text.empty() || note->text.back() != '\n' || note->signatures.empty()) std::abort();
    const auto checkpoint = note::parse_checkpoint(note->text);
    if (checkpoint && note::checkpoint_text(*checkpoint) != note->text) std::abort();
    return 0;
}

// Headers of sealed backups: what parses has the promised shape, and age reads it too.

#include <cstddef>
#include <cstdint>

#include <breakglass/sealed/header.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto header = sealed::parse_header(ByteView(data, size));
    if (!header) return 0;
    if (header->stored().size() != sealed::header_bytes || !age::parse_header({data, size}) ||
        header->kek_ids.empty() || header->kek_ids.size() > sealed::max_keks ||
        header->age.stanzas.size() != header->kek_ids.size() + 5) {
        __builtin_trap();
    }
    static const sealed::FreshBackup backup = sealed::draw_backup();
    // no fuzzer finds the MAC or the tag of a random key
    if (age::verify_mac(header->age, backup.dek)) __builtin_trap();
    if (sealed::open_description(*header, backup.dek, backup.id)) __builtin_trap();
    return 0;
}

// Runs under valgrind: every secret is marked undefined, so a branch or an index that depends on
// one is reported. The scheme is compiled with BREAKGLASS_CTIME, where reveal() marks what it lets
// out as defined; everything else that leaks is counted here. Ends with 77 outside valgrind.
// What it covers: the field, the cipher, split, format, parse, combine and the digest.
// What it cannot: repair and suggestions, which are documented as depending on the mistake.

#include <cstdio>

#include <valgrind/memcheck.h>

#include <breakglass/scheme/combine.h>
#include <breakglass/scheme/gf256.h>
#include <breakglass/scheme/split.h>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

void hide(std::span<const std::uint8_t> bytes) {
    (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size());
}

/// The kernel's bytes, hidden; only the two bytes of a set's identifier are public.
class HiddenRandomness final : public Randomness {
  public:
    void fill(std::span<std::uint8_t> out) override {
        system_randomness().fill(out);
        if (out.size() > 2) hide(out);
    }
};

bool step(const char* name, unsigned errors_before) {
    const auto errors = static_cast<unsigned>(VALGRIND_COUNT_ERRORS) - errors_before;
    std::printf("%-40s %u\n", name, errors);
    return errors == 0;
}

unsigned errors_now() {
    return static_cast<unsigned>(VALGRIND_COUNT_ERRORS);
}

bool field() {
    const unsigned before = errors_now();
    std::uint8_t secrets[2] = {0x57, 0x83};
    hide(secrets);
    std::uint8_t row[64] = {};
    std::uint8_t sum[64] = {};
    hide(row);
    volatile std::uint8_t sink = gf256::multiply(secrets[0], secrets[1]);
    sink = gf256::inverse(secrets[0]);
    (void)sink;
    gf256::add_multiple(sum, row, secrets[1]);
    return step("field", before);
}

bool whole_way() {
    HiddenRandomness randomness;
    SplitPlan plan;
    plan.groups = {{2, 3}, {3, 4}, {1, 1}};
    plan.groups_required = 2;
    const SecretBytes passphrase = SecretBytes::copy_of(as_bytes("a passphrase"));
    hide(passphrase.expose());
    const SecretBytes secret = random_secret(32, randomness);

    unsigned before = errors_now();
    const auto shares = split(secret, passphrase, plan, randomness);
    bool clean = step("split", before);
    if (!shares) return false;

    before = errors_now();
    std::vector<SecretBytes> words;
    for (const Share& share : *shares)
        words.push_back(format_mnemonic(share));
    clean = step("format", before) && clean;

    before = errors_now();
    std::vector<Share> read;
    for (const SecretBytes& text : words) {
        hide(text.expose());
        auto share = parse_mnemonic(text.expose());
        if (!share) return false;
        hide(share->value.expose());
        read.push_back(*std::move(share));
    }
    clean = step("parse", before) && clean;

    // one damaged share, so that the search and the comparison run as well
    before = errors_now();
    read[3].value.expose_mut()[0] ^= 1;
    const auto rejoined = rejoin(read, passphrase);
    clean = step("rejoin", before) && clean;
    if (!rejoined || rejoined->left_out.size() != 1) return false;
    (void)VALGRIND_MAKE_MEM_DEFINED(rejoined->secret.expose().data(), rejoined->secret.size());
    (void)VALGRIND_MAKE_MEM_DEFINED(secret.expose().data(), secret.size());
    return clean && equal_constant_time(rejoined->secret, secret);
}

/// The check itself must notice what it is there for.
bool notices_a_leak() {
    static const std::uint8_t table[256] = {1, 2, 3};
    const unsigned before = errors_now();
    std::uint8_t secret = 7;
    hide({&secret, 1});
    volatile std::uint8_t sink = 0;
    if (secret == 7) sink = 1;
    sink = table[secret];
    (void)sink;
    const unsigned errors = errors_now() - before;
    std::printf("%-40s %u\n", "a deliberate branch and index", errors);
    return errors >= 1;
}

}  // namespace

int main() {
    if (RUNNING_ON_VALGRIND == 0) {
        std::printf("skipped: not running under valgrind\n");
        return 77;
    }
    const bool field_is_clean = field();
    const bool way_is_clean = whole_way();
    const bool check_works = notices_a_leak();
    std::printf("%s\n", field_is_clean && way_is_clean && check_works ? "passed" : "FAILED");
    return field_is_clean && way_is_clean && check_works ? 0 : 1;
}

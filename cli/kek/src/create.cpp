#include <algorithm>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/kek/kek.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::kek {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_purpose = 200;

bool is_name(std::string_view name) {
    const auto alphanumeric = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9');
    };
    return !name.empty() && name.size() <= longest_name && alphanumeric(name.front()) &&
           std::ranges::all_of(name, [&](char letter) {
               return alphanumeric(letter) || letter == '.' || letter == '_' || letter == '-';
           });
}

Error usage(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::usage, rule, std::move(message), std::move(hint)};
}

Status check_words(const policy::Policy& policy, const NewKek& request) {
    if (!is_name(request.name)) {
        return usage("KEK-NAME",
                     fmt::format("{} is not a name for a KEK", console::quoted(request.name)),
                     "use 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    if (request.purpose.empty() || request.purpose.size() > longest_purpose ||
        console::printable(request.purpose) != request.purpose) {
        return usage("KEK-PURPOSE", "the purpose of a KEK is 1 to 200 bytes of printable text",
                     "say what its backups are: --purpose \"nightly payroll dumps\"");
    }
    if (policy.person(request.owner) == nullptr) {
        std::string persons;
        for (const policy::Person& person : policy.persons) {
            persons += (persons.empty() ? "" : ", ") + console::printable(person.id);
        }
        return usage("KEK-OWNER",
                     fmt::format("{} is not a person of the policy, expected one of: {}",
                                 console::quoted(request.owner), persons),
                     "persons are the [[person]] tables of escrow.toml");
    }
    return {};
}

// What the catalog would refuse, told before a key is made and a passphrase asked for.
Status check_free(catalog::Catalog& catalog, const NewKek& request) {
    auto known = catalog.keks().all();
    if (!known) return std::move(known).error();
    for (const catalog::Kek& kek : *known) {
        if (kek.name == request.name) {
            return usage("CATALOG-KEK-EXISTS",
                         fmt::format("there is a KEK {} already: id {}, {}, keystore {}",
                                     console::quoted(kek.name), kek.id, name_of(kek.state),
                                     console::quoted(kek.keystore)),
                         "choose another name, or see: breakglass kek list");
        }
        if (kek.keystore == request.keystore) {
            return usage("KEK-KEYSTORE-TAKEN",
                         fmt::format("keystore {} holds the KEK {} already",
                                     console::quoted(kek.keystore), console::quoted(kek.name)),
                         "name another file");
        }
    }
    return {};
}

// The key is there and nothing is registered: say so whenever the second half fails or was cut off.
Error unregistered(Error error, const NewKek& request) {
    error.hint = fmt::format(
        "nothing was sealed to the key in {}; see breakglass kek list, and if it is not there "
        "remove "
        "the file and run the command again",
        console::printable(request.keystore));
    return error;
}

}  // namespace

Result<catalog::Kek> create(escrow::Directory& escrow, const NewKek& request,
                            const AskProtection& protection, std::int64_t now,
                            Randomness& randomness) {
    Status fit = check_words(escrow.policy(), request);
    if (!fit) return std::move(fit).error();
    auto file = keystore::file_of(request.keystore);
    if (!file) return std::move(file).error();
    fit = keystore::check_outside(*file, escrow.path());
    if (fit) fit = check_free(escrow.catalog(), request);
    if (!fit) return std::move(fit).error();
    std::error_code fault;
    if (std::filesystem::exists(std::filesystem::symlink_status(*file, fault))) {
        return unregistered({ErrorKind::failed, "FILE-EXISTS",
                             fmt::format("{} exists already and is no KEK of this escrow",
                                         console::quoted(file->string())),
                             ""},
                            request);
    }
    auto kept_under = protection();
    if (!kept_under) return std::move(kept_under).error();

    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const std::string keystore_text = console::printable(request.keystore);
    ledger::Record act{.act = "kek.create",
                       .facts = {{"name", request.name},
                                 {"keystore", keystore_text},
                                 {"owner", request.owner},
                                 {"purpose", request.purpose}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    // Key first, row second: a row without its key would seal backups that nothing opens.
    auto recipient =
        keystore::create(request.keystore, *kept_under, console::rfc3339(now), randomness);
    if (!recipient) return std::move(recipient).error();
    catalog::Kek kek{.id = sealed::recipient_id(*recipient),
                     .name = request.name,
                     .recipient = *recipient,
                     .owner = request.owner,
                     .purpose = request.purpose,
                     .keystore = request.keystore,
                     .created_at = now};
    act = {.act = "kek.register",
           .facts = {{"name", kek.name}, {"kek", kek.id}, {"recipient", kek.recipient}}};
    if (auto announced = escrow.record(act); !announced) {
        return unregistered(std::move(announced).error(), request);
    }
    auto state = escrow.catalog().keks().add(kek);
    if (!state) return unregistered(std::move(state).error(), request);
    kek.state = *state;
    return kek;
}

}  // namespace breakglass::kek

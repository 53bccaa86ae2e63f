#include <breakglass/ceremony/identities.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t max_identity_bytes = std::size_t{1} << 20U;

}  // namespace

Result<age::Identities> read_identities(const std::vector<std::string>& paths,
                                        const console::PassphraseRequest& passphrase) {
    age::Identities all;
    for (const std::string& path : paths) {
        const auto file = disk::read_secret_file(path, max_identity_bytes);
        if (!file) return file.error();
        console::PassphraseRequest request = passphrase;
        request.purpose = "the identity file " + path;
        auto identities = age::parse_identities(
            file->expose(), [&request] { return console::read_passphrase(request); });
        if (!identities) return with_context(std::move(identities).error(), "\"" + path + "\"");
        for (auto& identity : *identities)
            all.push_back(std::move(identity));
    }
    return all;
}

std::vector<const age::Identity*> borrowed(const age::Identities& identities) {
    std::vector<const age::Identity*> keys;
    for (const auto& identity : identities)
        keys.push_back(identity.get());
    return keys;
}

}  // namespace breakglass::ceremony

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/reach/paths.h>

namespace breakglass::reach {
namespace {

Result<records::Manifest> read_manifest(const std::filesystem::path& folder,
                                        const catalog::ShareSet& set) {
    if (set.manifest.empty()) {
        return Error{
            ErrorKind::unverified, "ESCROW-NO-MANIFEST",
            fmt::format("share set {} came without a manifest (incident run --bare): who "
                        "holds its cards is not known",
                        set.id),
            "a set with a manifest: breakglass ceremony run, then: breakglass rotation run"};
    }
    const std::filesystem::path file = folder / (set.id + ".manifest");
    const auto stored = disk::read_file(file.string(), records::max_manifest_bytes);
    if (!stored) {
        return Error{ErrorKind::unverified, "ESCROW-MANIFEST-MISSING",
                     fmt::format("the manifest of share set {} cannot be read: {}", set.id,
                                 stored.error().message),
                     "a kit holds a copy: KIT/manifests/" + file.filename().string()};
    }
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) {
        return with_context(std::move(manifest).error(), "the manifest of share set " + set.id);
    }
    if (manifest->set_id != set.id || manifest->recipient != set.recipient) {
        return Error{ErrorKind::unverified, "MANIFEST-SET-ID",
                     fmt::format("the manifest of share set {} is that of share set {}", set.id,
                                 console::printable(manifest->set_id)),
                     "a kit holds a copy: KIT/manifests/" + file.filename().string()};
    }
    return manifest;
}

}  // namespace

Result<Holdings> holdings_of(catalog::Catalog& catalog, const std::filesystem::path& manifests) {
    Holdings holdings;
    const auto keks = catalog.keks().all();
    if (!keks) return keks.error();
    for (const catalog::Kek& kek : *keks) {
        if (kek.state == catalog::KekState::destroyed) continue;
        const auto under = catalog.backups().remaining_under_kek(kek.id);
        if (!under) return under.error();
        holdings.keks.push_back({kek, under->headers});
    }
    const auto sets = catalog.share_sets().all();
    if (!sets) return sets.error();
    for (const catalog::ShareSet& set : *sets) {
        if (set.state == catalog::SetState::destroyed) continue;
        const auto under = catalog.backups().remaining_under_set(set.id);
        if (!under) return under.error();
        auto manifest = read_manifest(manifests, set);
        if (manifest) {
            holdings.sets.push_back({set, *std::move(manifest), under->headers});
        } else {
            holdings.unreadable.push_back(std::move(manifest).error());
        }
    }
    return holdings;
}

}  // namespace breakglass::reach

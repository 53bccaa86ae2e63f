#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/kek/kek.h>

namespace breakglass::kek {

Result<std::vector<KekView>> list(escrow::Directory& escrow) {
    auto keks = escrow.catalog().keks().all();
    if (!keks) return std::move(keks).error();
    std::vector<KekView> views;
    for (catalog::Kek& kek : *keks) {
        auto remaining = escrow.catalog().backups().remaining_under_kek(kek.id);
        if (!remaining) return std::move(remaining).error();
        views.push_back({.kek = std::move(kek), .backups = remaining->headers});
    }
    return views;
}

std::string to_text(const std::vector<KekView>& keks) {
    std::string text;
    for (const auto& [kek, backups] : keks) {
        text += fmt::format(
            "{}  {}  {}\n    recipient  {}\n    owner      {}\n    purpose    {}\n"
            "    keystore   {}\n    created    {}\n    backups    {}\n",
            kek.id, console::printable(kek.name), catalog::name_of(kek.state), kek.recipient,
            console::printable(kek.owner), console::printable(kek.purpose),
            console::printable(kek.keystore), console::rfc3339(kek.created_at), backups);
    }
    return text;
}

std::string to_json(const std::vector<KekView>& keks) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& [kek, backups] : keks) {
        list.push_back({{"id", kek.id},
                        {"name", kek.name},
                        {"state", catalog::name_of(kek.state)},
                        {"recipient", kek.recipient},
                        {"owner", kek.owner},
                        {"purpose", kek.purpose},
                        {"keystore", kek.keystore},
                        {"created_at", console::rfc3339(kek.created_at)},
                        {"backups", backups}});
    }
    // A keystore's path may be any bytes; showing the list must not fail over it.
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::kek

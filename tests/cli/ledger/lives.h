#pragma once
// Ledgers for the tests: their first entry, and a life with entries of all kinds.

#include "cli/temporary_directory.h"

#include <string>
#include <vector>

#include <breakglass/ledger/ledger.h>

namespace breakglass::testing {

inline constexpr std::int64_t noon = 1951128000;  // 2031-10-30T12:00:00Z

inline ledger::Record first_record() {
    return {"escrow.init",
            {{"escrow", "payroll"}, {"escrow_id", "00112233445566778899aabbccddeeff"}}};
}

template <typename R>
std::string rule_of(const R& result) {
    return result ? "" : result.error().rule;
}

/// The records of an escrow's first year: 40 with the first one, some of them signed.
inline std::vector<ledger::Record> first_year() {
    const std::string incident = "incident-20311102-7f3a91c2";
    std::vector<ledger::Record> life = {
        first_record(),
        {"kek.create", {{"kek", "099e7b6d"}, {"name", "everyday"}}},
        {"ceremony.start", {{"set", "ae2f788c"}, {"host_memory", "good: locked"}}},
    };
    for (const char* holder : {"finance", "director", "legal", "platform-lead", "vault-room"})
        life.push_back({"ceremony.confirm", {{"set", "ae2f788c"}, {"holder", holder}}});
    life.push_back({"ceremony.activate", {{"set", "ae2f788c"}, {"retiring", "none"}}});
    const auto said = [](const std::string& kind, const std::string& who) {
        return "breakglass statement v1: " + kind + "\nsigner: " + who +
               "\n\nI say \"yes\", Malé\n-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n"
               "-----END SSH SIGNATURE-----\n";
    };
    life.push_back({"policy.apply",
                    {{"policy", std::string(64, 'a')}},
                    "policy-20311101-00000001",
                    "platform-lead",
                    said("request", "platform-lead")});
    for (int night = 0; night < 20; ++night) {
        life.push_back(
            {"backup.register",
             {{"store", "offsite"}, {"backups", std::to_string(night)}, {"root", "0f"}}});
    }
    life.push_back({"case.request",
                    {{"reason", R"(disk \ "gone")"}},
                    incident,
                    "platform-lead",
                    said("request", "platform-lead")});
    for (const char* who : {"finance", "legal"})
        life.push_back({"case.approve", {}, incident, who, said("approval", who)});
    life.push_back({"case.use", {}, incident});
    life.push_back({"incident.rejoin", {{"set", "ae2f788c"}, {"backups", "20"}}, incident});
    life.push_back({"kek.create", {{"kek", "c0ffee00"}, {"name", "fresh"}}, incident});
    life.push_back({"rotation.rewrap", {{"backups", "20"}}, incident});
    life.push_back({"kek.destroy", {{"kek", "099e7b6d"}, {"how", "unlinked"}}, incident});
    life.push_back({"case.close", {}, incident, "platform-lead", said("closing", "platform-lead")});
    life.push_back({"escrow.kit", {{"sha256sums", std::string(64, 'b')}}});
    return life;
}

/// A ledger that lived that year, one entry an hour.
inline ledger::Ledger lived(const std::string& folder) {
    const auto life = first_year();
    auto ledger = ledger::Ledger::create(folder, life.front(), noon);
    check(static_cast<bool>(ledger), "a ledger is begun");
    for (std::size_t i = 1; i < life.size(); ++i) {
        const auto entry = ledger->append(life[i], noon + 3600 * static_cast<std::int64_t>(i));
        check(static_cast<bool>(entry), "an entry is appended");
    }
    return *std::move(ledger);
}

}  // namespace breakglass::testing

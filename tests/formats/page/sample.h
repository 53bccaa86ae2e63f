#pragma once
// A card that says something in every place, with words of a share that nobody holds.

#include <string>

#include <breakglass/page/card_page.h>

namespace breakglass::testing {

inline const std::string sample_words =
    "academic acid acne acquire acrobat activity actress adapt adequate adjust admit adorn adult "
    "advance advocate afraid again agency agree aide aircraft airline airport ajar alarm album "
    "alcohol alien alive alpha already alto wisdom";

inline page::Card sample_card() {
    return {.escrow = "payroll",
            .purpose = "backups of the payroll database",
            .holder = "director",
            .set_id = "7f21ab03",
            .recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
            .made_at = "2031-03-02T04:05:06Z",
            .owner = "platform-lead",
            .phone = "+62 21 5550 0199",
            .ledger_size = 12,
            .ledger_root = "3f2a9c0177be0d41",
            .groups = {{"custodians", 3, 5}},
            .groups_required = 1,
            .group = 0,
            .number = 2};
}

inline std::string sample_code() {
    std::string text = "BREAKGLASS 1 7F21AB03 " + sample_card().recipient + " " + sample_words;
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

}  // namespace breakglass::testing

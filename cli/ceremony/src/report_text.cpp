// What the steps found, for people.

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <breakglass/ceremony/status.h>
#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::ceremony {

namespace {

std::string card_line(const CardStatus& card) {
    const std::string state =
        card.confirmed
            ? fmt::format("read back {} ({})", records::utc_text(card.confirmed_at), card.how)
            : "not read back yet";
    return console::printable(fmt::format("  {:<24} {:<16} {}",
                                          fmt::format("{} {}", card.group, card.number),
                                          card.holder, state)) +
           "\n";
}

std::string set_line(const char* what, const std::optional<catalog::ShareSet>& set) {
    if (!set) return fmt::format("{} none\n", what);
    return fmt::format("{} {} ({}), made {}{}\n", what, set->id, catalog::name_of(set->state),
                       records::utc_text(set->created_at),
                       set->spent_at ? ", used " + records::utc_text(*set->spent_at) : "");
}

}  // namespace

std::string to_text(const Standing& standing) {
    std::string text = set_line("active set: ", standing.active);
    if (standing.pending) text += set_line("waiting set:", standing.pending);
    for (const CardStatus& card : standing.cards)
        text += card_line(card);
    return text + "next:        " + standing.next + "\n";
}

std::string to_text(const Started& started) {
    std::string text = fmt::format("set {}, recipient {}\n", started.set_id, started.recipient);
    for (const Delivery& delivery : started.deliveries) {
        text += console::printable(
            fmt::format("  {:<24} {:<16}", fmt::format("{} {}", delivery.group, delivery.number),
                        delivery.holder));
        for (const std::string& file : delivery.files)
            text += " " + console::printable(file);
        text += "\n";
    }
    if (started.resumed) return text;
    if (started.trials.possible == 1)
        return text + "the one combination of cards that should open the key does\n";
    return text + (started.trials.tried == started.trials.possible
                       ? fmt::format("all {} combinations of cards that should open the key do\n",
                                     started.trials.possible)
                       : fmt::format("{} of {} combinations of cards that should open the key were "
                                     "tried, every card among them, and do\n",
                                     started.trials.tried, started.trials.possible));
}

std::string to_text(const Confirmed& confirmed) {
    std::string text;
    for (const ReadBack& read : confirmed.read) {
        text += console::printable(
                    fmt::format("{} {} ({}): matches the manifest{}{} [{}]", read.group,
                                read.number, read.holder, read.earlier ? ", as before" : "",
                                read.receipt ? ", its holder signed" : "", read.source)) +
                "\n";
    }
    const std::string missing = missing_text(confirmed.cards);
    return text + (missing.empty() ? fmt::format("set {}: all {} cards were read back\n",
                                                 confirmed.set_id, confirmed.cards.size())
                                   : fmt::format("set {}: not read back yet: {}\n",
                                                 confirmed.set_id, console::printable(missing)));
}

std::string to_text(const Activated& activated) {
    return fmt::format(
        "set {} is active{}{}\n", activated.set_id, activated.already ? ", as before" : "",
        activated.retiring.empty() ? "" : "; set " + activated.retiring + " is retiring");
}

}  // namespace breakglass::ceremony

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/examination.h>
#include <breakglass/ledger/origin.h>
#include <breakglass/statement/statement.h>

namespace breakglass::ledger {

namespace {

using Json = nlohmann::ordered_json;

Status examine_checkpoints(const Ledger& ledger, Examination& found) {
    const auto files = checkpoint_files(ledger.folder());
    if (!files) return files.error();
    for (const auto& file : *files) {
        const std::string name = file.filename().string();
        const auto stored = disk::read_file(file.string(), note::max_note_bytes);
        if (!stored) return stored.error();
        const auto checked =
            check_checkpoint(ledger, *stored, "checkpoint " + console::quoted(name));
        if (checked) found.checkpoints.push_back(name);
        if (!checked) found.faults.push_back(checked.error());
    }
    return {};
}

Error not_signed(const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-CONTINUE-UNSIGNED",
            "the first entry says that the ledger began anew after a loss, but " + why,
            "find the ledger it replaced (before-... beside it, kits) and the people it names"};
}

/// Two people say in statements of their own which head the ledger goes on from.
Status examine_continuation(const records::LedgerEntry& first, Examination& found) {
    const auto said = statement::parse_all(as_bytes(first.statement), 2);
    if (!said || said->size() != 2) return not_signed("it does not carry two signed statements");
    for (const statement::SignedStatement& one : *said) {
        const std::string* signer = one.statement.only("signer");
        const std::string* head = one.statement.only("last-head");
        if (one.statement.kind != "continue" || signer == nullptr || head == nullptr ||
            *head != *found.continues) {
            return not_signed("a statement in it says something else");
        }
        if (auto signed_so = statement::verify(one, one.signature.key); !signed_so) {
            return not_signed(signed_so.error().message);
        }
        found.continued_by.push_back(*signer + " " + signature::fingerprint(one.signature.key));
    }
    if ((*said)[0].signature.key == (*said)[1].signature.key ||
        *(*said)[0].statement.only("signer") == *(*said)[1].statement.only("signer")) {
        return not_signed("one person signed twice");
    }
    return {};
}

std::string fork_side(const char* whose, const std::vector<std::string>& lines) {
    std::string text = fmt::format("    {}{}\n", whose, lines.empty() ? " none" : "");
    for (const std::string& line : lines)
        text += "    " + line + "\n";
    return text;
}

Json fork_json(const Fork& fork) {
    return Json{{"number", fork.number}, {"ours", fork.ours}, {"theirs", fork.theirs}};
}

Json comparison_json(const Comparison& comparison) {
    Json object{{"path", console::printable(comparison.path)},
                {"kind", comparison.kind},
                {"size", comparison.size},
                {"agrees", comparison.found.empty()},
                {"before_loss", comparison.before_loss}};
    for (const Fork& fork : comparison.forks)
        object["fork"] = fork_json(fork);
    return object;
}

}  // namespace

Result<Examination> examine(const std::filesystem::path& folder, const Witnesses& witnesses) {
    std::vector<tree::Head> printed;
    for (const std::string& text : witnesses.heads) {
        const auto head = parse_head(text);
        if (!head) return head.error();
        printed.push_back(*head);
    }
    std::optional<Break> broken;
    const auto ledger = Ledger::open_sound_part(folder, broken);
    if (!ledger) return ledger.error();
    Examination found;
    found.head = ledger->head();
    found.first_number = ledger->first_number();
    found.unfinished_bytes = ledger->unfinished_bytes();
    if (broken) found.faults.push_back(broken->error);
    if (ledger->entries().empty()) return found;
    const records::LedgerEntry& first = ledger->entries().front();
    if (first.act == continue_act) {
        found.continues = *first.fact("last_size") + " " + *first.fact("last_root");
        if (auto signed_so = examine_continuation(first, found); !signed_so) {
            found.faults.push_back(std::move(signed_so).error());
        }
    }
    found.origin = origin_of(*ledger);
    found.verifiers = recorded_verifiers(*ledger);
    if (auto examined = examine_checkpoints(*ledger, found); !examined) {
        return std::move(examined).error();
    }
    for (const tree::Head& head : printed) {
        auto held = ledger->compare(head.size, head.root, "the head " + head_text(head));
        if (!held) found.faults.push_back(std::move(held).error());
    }
    for (const std::string& path : witnesses.paths) {
        auto compared = compare_with(*ledger, path);
        if (!compared) return std::move(compared).error();
        for (const Error& fault : compared->found)
            found.faults.push_back(fault);
        found.comparisons.push_back(*std::move(compared));
    }
    return found;
}

std::string to_text(const Examination& found) {
    std::string text =
        fmt::format("ledger       {}\nhead         {}\n", found.origin, head_text(found.head));
    if (found.continues) {
        text += fmt::format("continues    {} (a ledger that was lost; entries from {} on)\n",
                            *found.continues, found.first_number);
    }
    for (const std::string& signer : found.continued_by)
        text += fmt::format("  signed by  {}\n", console::printable(signer));
    for (const note::Verifier& verifier : found.verifiers)
        text += fmt::format("key          {}\n", console::printable(verifier.text()));
    for (const std::string& name : found.checkpoints)
        text += fmt::format("checkpoint   {} is held\n", console::printable(name));
    if (found.unfinished_bytes > 0) {
        text += fmt::format("unfinished   {} bytes of a line that was never written to its end\n",
                            found.unfinished_bytes);
    }
    for (const Comparison& comparison : found.comparisons) {
        const char* outcome = !comparison.found.empty() ? "does NOT agree"
                              : comparison.before_loss  ? "was seen before the loss"
                                                        : "agrees";
        text += fmt::format("against      {} ({}, {} entries) {}\n",
                            console::printable(comparison.path), comparison.kind, comparison.size,
                            outcome);
        for (const Fork& fork : comparison.forks) {
            text += fmt::format("  they part at entry {}\n", fork.number);
            text += fork_side("this ledger:", fork.ours) + fork_side("the other:", fork.theirs);
        }
    }
    for (const Error& fault : found.faults)
        text += fmt::format("FAULT        {} [{}]\n", fault.message, fault.rule);
    if (found.faults.empty()) text += "every entry follows from those before it\n";
    return text;
}

std::string to_json(const Examination& found) {
    Json object{{"ledger", found.origin},
                {"size", found.head.size},
                {"root", to_hex(found.head.root)},
                {"first_number", found.first_number}};
    if (found.continues) object["continues"] = *found.continues;
    if (found.continues) object["continued_by"] = found.continued_by;
    object["keys"] = Json::array();
    for (const note::Verifier& verifier : found.verifiers)
        object["keys"].push_back(verifier.text());
    object["checkpoints"] = found.checkpoints;
    object["unfinished_bytes"] = found.unfinished_bytes;
    object["against"] = Json::array();
    for (const Comparison& comparison : found.comparisons)
        object["against"].push_back(comparison_json(comparison));
    object["faults"] = Json::array();
    for (const Error& fault : found.faults)
        object["faults"].push_back(Json{{"rule", fault.rule}, {"message", fault.message}});
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::ledger

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/escrow/sealing.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/people/signing.h>
#include <breakglass/records/sealing_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::escrow {

namespace {

Result<signature::PublicKey> owner_key(const policy::Policy& policy) {
    const policy::Person* owner = policy.person(policy.owner);
    check(owner != nullptr, "a policy whose owner is nobody");
    if (owner->ssh.empty()) {
        return Error{ErrorKind::usage, "SEALING-OWNER-KEY",
                     fmt::format("the owner {} has no ssh key in escrow.toml, and the sealing file "
                                 "must be signed by the owner",
                                 console::quoted(owner->id)),
                     "add ssh = \"ssh-ed25519 ...\" to that [[person]]; the line is in "
                     "~/.ssh/id_ed25519.pub"};
    }
    return signature::parse_public_key(owner->ssh);
}

Result<records::SealingFacts> collect_facts(Directory& escrow, const SealingRequest& request,
                                            const signature::PublicKey& key, std::int64_t now) {
    const auto set = escrow.catalog().share_sets().active();
    if (!set) return set.error();
    if (!*set) {
        return Error{ErrorKind::failed, "SEALING-NO-SET",
                     "there is no active share set, so nothing could recover what is sealed",
                     "make one: breakglass ceremony run"};
    }
    const auto kek = escrow.catalog().keks().active();
    if (!kek) return kek.error();
    if (!*kek) {
        return Error{ErrorKind::failed, "SEALING-NO-KEK",
                     "there is no active KEK, so nothing could restore what is sealed day by day",
                     "make one: breakglass kek create NAME --keystore URI --owner PERSON --purpose "
                     "TEXT"};
    }
    records::SealingFacts facts;
    facts.escrow = escrow.policy().escrow;
    facts.owner = escrow.policy().owner;
    facts.fingerprint = records::escrow_fingerprint(facts.escrow, key);
    facts.recovery_recipient = (*set)->recipient;
    facts.kek_recipients = {(*kek)->recipient};
    facts.labels = request.labels.empty() ? std::vector<std::string>{"*"} : request.labels;
    facts.created_at = now;
    facts.expires_at = now + request.expires.seconds().count();
    const tree::Head head = escrow.ledger().head();
    facts.ledger_size = head.size;
    facts.ledger_root = head.root;
    if (auto sound = records::check_sealing(facts); !sound) {
        // What can be wrong here was typed: a label, or a time that is over at once.
        Error error = std::move(sound).error();
        error.kind = ErrorKind::usage;
        return error;
    }
    return facts;
}

Result<Bytes> sign(const Bytes& body, const policy::Policy& policy, const signature::PublicKey& key,
                   const SealingRequest& request) {
    const people::Signer owner{
        policy.owner, key, {request.key, policy.owner, request.non_interactive}};
    auto armored = people::sign(body, records::sealing_namespace, owner);
    if (armored) return armored;
    Error error = std::move(armored).error();
    // As the reader of the file would put it.
    if (error.rule == "PEOPLE-SIGN") {
        return with_context({error.kind, "SEALING-SIGN", error.message, error.hint},
                            "the sealing file");
    }
    if (error.rule == "SIGNATURE-KEY") error.rule = "SEALING-FINGERPRINT";
    return error;
}

}  // namespace

Result<SealingExport> export_sealing(Directory& escrow, const SealingRequest& request,
                                     std::int64_t now) {
    const auto key = owner_key(escrow.policy());
    if (!key) return key.error();
    if (const auto sound = collect_facts(escrow, request, *key, now); !sound) return sound.error();
    const ledger::Record act{
        .act = "escrow.export-sealing",
        .facts = {{"output", console::printable(request.output)},
                  {"expires", records::utc_text(now + request.expires.seconds().count())}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    const auto facts = collect_facts(escrow, request, *key, now);
    if (!facts) return facts.error();
    auto output = disk::NewFile::create(request.output);
    if (!output) return std::move(output).error();

    const Bytes body = records::encode_sealing_body(*facts);
    const auto signed_by_owner = sign(body, escrow.policy(), *key, request);
    if (!signed_by_owner) return signed_by_owner.error();
    const auto stored = records::join_sealing_file(body, *signed_by_owner);
    if (!stored) return stored.error();
    const auto verified = records::parse_sealing_file(*stored);
    if (!verified) return verified.error();
    check(verified->facts == *facts && verified->owner_key == *key,
          "a sealing file that verified says something else");

    if (auto written = output->write(*stored); !written) return std::move(written).error();
    if (auto published = output->publish(); !published) return std::move(published).error();
    if (auto kept = disk::replace_file(escrow.sealing_file().string(), *stored); !kept) {
        return std::move(kept).error();
    }
    return SealingExport{facts->set_id(), facts->kek_ids().front(), to_hex(facts->fingerprint),
                         facts->expires_at};
}

}  // namespace breakglass::escrow

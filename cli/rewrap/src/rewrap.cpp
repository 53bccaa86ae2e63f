#include "known_keys.h"
#include "one_backup.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <fmt/format.h>

#include <breakglass/disk/interrupt.h>
#include <breakglass/rewrap/rewrap.h>

namespace breakglass::rewrap {

namespace {

using catalog::Backup;

/// A page of the catalog, and what became of each backup on it.
struct Batch {
    std::vector<Backup> backups;
    std::vector<Attempt> attempts;
};

class Run {
  public:
    Run(catalog::Catalog& catalog, const Work& work, const Options& options, KnownKeys known,
        NextKeys next)
        : catalog_(catalog),
          work_(work),
          options_(options),
          known_(std::move(known)),
          next_(std::move(next)),
          threads_(options.threads != 0 ? options.threads
                                        : std::max(1U, std::thread::hardware_concurrency())) {}

    Result<Counts> go();

  private:
    Result<Batch> read_after(std::uint64_t number);
    void compute(Batch& batch, std::vector<std::jthread>& crew, std::atomic<std::size_t>& taken);
    Status store(const Batch& batch);
    Status store_together(const Batch& batch);
    Status store_alone(const Batch& batch, std::vector<std::optional<Error>>& lost);
    void account(const Batch& batch, const std::vector<std::optional<Error>>& lost);
    void tell(Finding::Kind kind, const Backup& backup, const Error& reason);

    catalog::Catalog& catalog_;
    const Work& work_;
    const Options& options_;
    KnownKeys known_;
    NextKeys next_;
    unsigned threads_;
    Counts counts_;
};

Result<Batch> Run::read_after(std::uint64_t number) {
    auto page = catalog_.backups().page(work_.filter, number, options_.batch);
    if (!page) return std::move(page).error();
    Batch batch;
    batch.attempts.resize(page->size());
    batch.backups = *std::move(page);
    return batch;
}

// Each thread takes the next backup that nobody has taken; the caller joins the crew.
void Run::compute(Batch& batch, std::vector<std::jthread>& crew, std::atomic<std::size_t>& taken) {
    const std::size_t hands = std::min<std::size_t>(threads_, batch.backups.size());
    for (std::size_t hand = 0; hand < hands; ++hand) {
        crew.emplace_back([this, &batch, &taken] {
            for (std::size_t i = taken++; i < batch.backups.size(); i = taken++) {
                const Backup& backup = batch.backups[i];
                if (!backup.rewritable) continue;
                batch.attempts[i] = rewrap_one(backup, *work_.identity, known_, next_);
            }
        });
    }
}

Result<Counts> Run::go() {
    auto current = read_after(0);
    if (!current) return std::move(current).error();
    Batch done;
    while (!current->backups.empty() || !done.backups.empty()) {
        Batch following;
        {
            // Storing one batch and reading another costs the disk while this one costs the
            // processor. The crew is joined at the end of the block, whatever happens in it.
            std::atomic<std::size_t> taken{0};
            std::vector<std::jthread> crew;
            compute(*current, crew, taken);
            if (auto stored = store(done); !stored) return std::move(stored).error();
            if (!current->backups.empty()) {
                auto read = read_after(current->backups.back().number);
                if (!read) return std::move(read).error();
                following = *std::move(read);
            }
        }
        done = *std::exchange(current, std::move(following));
        if (auto go_on = disk::check_interrupt(); !go_on) {
            // What was computed is worth keeping: it is made durable before the orderly end.
            if (auto stored = store(done); !stored) return std::move(stored).error();
            return std::move(go_on).error();
        }
    }
    return counts_;
}

Status Run::store_together(const Batch& batch) {
    std::vector<catalog::NextHeader> headers;
    for (const Attempt& attempt : batch.attempts) {
        if (!attempt.next.header.empty()) headers.push_back(attempt.next);
    }
    if (!headers.empty() && options_.announce) {
        if (auto announced = options_.announce(headers); !announced) return announced;
    }
    return catalog_.together([&]() -> Status {
        if (!headers.empty()) {
            if (auto stored = catalog_.backups().store_next_headers(headers); !stored) {
                return stored;
            }
        }
        for (std::size_t i = 0; i < batch.backups.size(); ++i) {
            const Backup& backup = batch.backups[i];
            const Attempt& attempt = batch.attempts[i];
            if (!attempt.commitment) continue;
            const bool news =
                !backup.commitment || (attempt.unchanged && !backup.proven && !attempt.doubt);
            if (!news) continue;
            auto noted = catalog_.backups().mark_proven(backup.id, *attempt.commitment);
            if (!noted) return noted;
        }
        return {};
    });
}

bool about_one_backup(const Error& error) {
    return error.rule == "CATALOG-HEADER-MOVED" || error.rule == "CATALOG-HEADER-FIXED" ||
           error.rule == "CATALOG-BACKUP-UNKNOWN" || error.rule == "CATALOG-COMMITMENT";
}

// One backup that changed meanwhile refuses its whole batch: then each goes alone.
Status Run::store_alone(const Batch& batch, std::vector<std::optional<Error>>& lost) {
    for (std::size_t i = 0; i < batch.backups.size(); ++i) {
        Batch single;
        single.backups.push_back(batch.backups[i]);
        single.attempts.push_back(batch.attempts[i]);
        auto stored = store_together(single);
        if (stored) continue;
        if (!about_one_backup(stored.error())) return stored;
        auto now = catalog_.backups().find(batch.backups[i].id);
        if (!now) return std::move(now).error();
        // Another process may have done the same work: the next header is always the same bytes.
        const bool same = *now && (*now)->header == batch.attempts[i].next.header;
        if (!same) lost[i] = std::move(stored).error();
    }
    return {};
}

Status Run::store(const Batch& batch) {
    if (batch.backups.empty()) return {};
    std::vector<std::optional<Error>> lost(batch.backups.size());
    if (auto stored = store_together(batch); !stored) {
        if (!about_one_backup(stored.error())) return stored;
        if (auto alone = store_alone(batch, lost); !alone) return alone;
    }
    account(batch, lost);
    return {};
}

void Run::tell(Finding::Kind kind, const Backup& backup, const Error& reason) {
    if (!options_.finding) return;
    options_.finding({.kind = kind, .id = backup.id, .label = backup.label, .reason = reason});
}

void Run::account(const Batch& batch, const std::vector<std::optional<Error>>& lost) {
    for (std::size_t i = 0; i < batch.backups.size(); ++i) {
        const Backup& backup = batch.backups[i];
        const Attempt& attempt = batch.attempts[i];
        ++counts_.looked_at;
        if (!backup.rewritable) {
            ++counts_.not_rewritable;
            tell(
                Finding::Kind::not_rewritable, backup,
                {ErrorKind::failed, "BACKUP-PLAIN-AGE",
                 "a plain age file: its header cannot be rewritten, so it stays under its old keys",
                 "seal it anew: breakglass backup restore, then breakglass backup seal"});
            continue;
        }
        if (attempt.failure || lost[i]) {
            ++counts_.failed;
            tell(Finding::Kind::failed, backup, attempt.failure ? *attempt.failure : *lost[i]);
            continue;
        }
        ++(attempt.unchanged ? counts_.unchanged : counts_.rewrapped);
        if (attempt.doubt) {
            ++counts_.not_ours;
            tell(Finding::Kind::not_ours, backup, *attempt.doubt);
        }
    }
    if (options_.progress) options_.progress(batch.backups.size());
}

Result<NextKeys> name_next_keys(const sealed::Wraps& wraps) {
    const std::size_t keks = wraps.keks.size();
    if (wraps.recovery == nullptr || keks == 0 || keks > sealed::max_keks) {
        return Error{
            ErrorKind::usage, "BACKUP-RECIPIENTS",
            fmt::format("a header takes a recovery recipient and 1 or 2 KEKs, found {}{}",
                        wraps.recovery == nullptr ? "no recovery recipient and " : "", keks),
            ""};
    }
    NextKeys next{.wraps = wraps, .set_id = sealed::recipient_id(wraps.recovery->text())};
    for (const age::DerivingRecipient* kek : wraps.keks) {
        next.kek_ids.push_back(sealed::recipient_id(kek->text()));
    }
    return next;
}

}  // namespace

ledger::Record batch_record(std::span<const catalog::NextHeader> headers,
                            const std::string& case_name) {
    const Hash256 root = ledger::batch_root(headers.size(), [&](std::size_t index) {
        const catalog::NextHeader& next = headers[index];
        Bytes item(next.id.begin(), next.id.end());
        append(item, sha256(next.header));
        return item;
    });
    return {.act = "backup.rewrap",
            .facts = {{"count", std::to_string(headers.size())},
                      {"root", to_hex(root)},
                      {"set", headers.front().set_id},
                      {"kek", headers.front().kek_ids.front()}},
            .case_name = case_name};
}

Result<Counts> rewrap(catalog::Catalog& catalog, const Work& work, const Options& options) {
    check(work.identity != nullptr && options.batch > 0, "a rewrap without an identity or a batch");
    auto next = name_next_keys(work.next);
    if (!next) return std::move(next).error();
    auto known = KnownKeys::of(catalog);
    if (!known) return std::move(known).error();
    return Run(catalog, work, options, *std::move(known), *std::move(next)).go();
}

Status outcome_of(const Counts& counts) {
    if (counts.failed == 0) return {};
    return Error{ErrorKind::partial, "REWRAP-PARTIAL",
                 fmt::format("{} of {} backups could not be rewrapped and keep their old headers",
                             counts.failed, counts.looked_at),
                 "the others are safe; look at those named above, then run the same command again"};
}

}  // namespace breakglass::rewrap

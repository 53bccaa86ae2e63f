#pragma once
// Which backups a case is about: as it was asked, and what that is in the catalog.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/catalog/backups.h>
#include <breakglass/ground/result.h>
#include <breakglass/policy/label_glob.h>

namespace breakglass::scope {

/// One backup in the scope.
struct Item {
    std::uint64_t number = 0;  // the catalog's
    catalog::BackupId id{};
    std::string label;
    std::string set_id;  // the share set its header is under; empty for a plain age file
    std::uint64_t plain_bytes = 0;
};

class Scope {
  public:
    /// parts: "label=GLOB", "label=GLOB,latest" (the newest of each label), "label=GLOB,at=TIME"
    /// (the newest of each label sealed at that time, RFC 3339 in UTC, or before) or "id=HEX" (32
    /// digits).
    /// Errors: usage (SCOPE-MALFORMED, POLICY-LABEL).
    static Result<Scope> parse(std::span<const std::string> parts);
    /// Reads what text() wrote. Errors: as parse.
    static Result<Scope> parse_text(std::string_view text);

    /// The parts as they were given, one per line.
    std::string text() const;

    /// The backups, each once, oldest registered first. A backup that was sealed to the fresh KEK
    /// from the start is left out: it came after the incident and needs no recovery key.
    /// Errors: usage (SCOPE-EMPTY naming the part that matches nothing); the catalog's.
    Result<std::vector<Item>> resolve(catalog::BackupIndex& backups,
                                      std::string_view fresh_kek_id) const;

  private:
    struct Part {
        std::string text;
        std::optional<policy::LabelGlob> label;
        bool latest = false;
        std::optional<catalog::Time> until;  // seconds since 1970
        catalog::BackupId id{};              // when there is no label
    };
    static Result<Part> parse_part(const std::string& text);
    std::vector<Part> parts_;
};

}  // namespace breakglass::scope

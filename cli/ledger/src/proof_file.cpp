#include "numbers.h"

#include <nlohmann/json.hpp>

#include <breakglass/ledger/proof.h>
#include <breakglass/text/plain.h>

namespace breakglass::ledger {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* inclusion_version = "ledger inclusion v1";
constexpr const char* consistency_version = "ledger consistency v1";
constexpr std::size_t longest_path = 128;

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-PROOF", "the proof file is malformed: " + why,
            "ask for it again: breakglass ledger prove NUMBER"};
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::uint64_t> number_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    const auto number = found->get<std::uint64_t>();
    if (number >> 53U != 0) return std::nullopt;
    return number;
}

std::optional<tree::Head> head_of(const Json& object, const char* size_key, const char* root_key) {
    const auto size = number_of(object, size_key);
    const auto root = hash_from_hex(text_of(object, root_key));
    if (!size || !root) return std::nullopt;
    return tree::Head{*size, *root};
}

/// False when one of them is no hash, or there are more than a tree can need.
bool read_path(const Json& object, std::vector<Hash256>& path) {
    const auto found = object.find("proof");
    if (found == object.end() || !found->is_array() || found->size() > longest_path) return false;
    for (const Json& item : *found) {
        const auto hash =
            item.is_string() ? hash_from_hex(item.get<std::string>()) : std::optional<Hash256>();
        if (!hash) return false;
        path.push_back(*hash);
    }
    return true;
}

}  // namespace

std::string encode_proof(const Proof& proof) {
    Json object;
    object["breakglass"] = proof.older ? consistency_version : inclusion_version;
    object["origin"] = proof.origin;
    object["first_number"] = proof.first_number;
    if (proof.older) {
        object["older_size"] = proof.older->size;
        object["older_root"] = to_hex(proof.older->root);
    } else {
        object["entry"] = proof.entry;
    }
    object["size"] = proof.head.size;
    object["root"] = to_hex(proof.head.root);
    object["proof"] = Json::array();
    for (const Hash256& hash : proof.path)
        object["proof"].push_back(to_hex(hash));
    if (!proof.checkpoint.empty()) object["checkpoint"] = proof.checkpoint;
    return object.dump(2) + "\n";
}

Result<Proof> parse_proof(ByteView stored) {
    if (stored.size() > max_proof_bytes) return malformed("it is larger than 1 MiB");
    const std::string_view text = as_text(stored);
    if (!text::is_utf8(text)) return malformed("it is not UTF-8");
    const auto flat = [](int depth, Json::parse_event_t event, Json&) {
        return depth == 0 || event != Json::parse_event_t::object_start;
    };
    const Json object = Json::parse(text.begin(), text.end(), flat, false);
    if (object.is_discarded() || !object.is_object()) return malformed("it is not one JSON object");
    Proof proof;
    const std::string version = text_of(object, "breakglass");
    if (version != inclusion_version && version != consistency_version) {
        return malformed("it does not say \"breakglass\": \"ledger inclusion v1\"");
    }
    proof.origin = text_of(object, "origin");
    const auto first = number_of(object, "first_number");
    const auto head = head_of(object, "size", "root");
    if (!first || !head || !read_path(object, proof.path)) {
        return malformed("a number, a hash or the list of them is missing");
    }
    proof.first_number = *first;
    proof.head = *head;
    if (version == consistency_version) {
        proof.older = head_of(object, "older_size", "older_root");
        if (!proof.older) return malformed("the older head is missing");
    } else {
        proof.entry = text_of(object, "entry");
    }
    proof.checkpoint = text_of(object, "checkpoint");
    if (encode_proof(proof) != text) return malformed("it is not in its one spelling");
    return proof;
}

}  // namespace breakglass::ledger

#include "ssh_tool.h"
#include "workplace.h"

#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/people/signing.h>

namespace breakglass::people {

namespace {

Error not_signed(const std::string& why, const Signer& signer) {
    return {ErrorKind::failed, "PEOPLE-SIGN", "nothing was signed: " + why,
            signer.choice.file.empty() ? "name the key with --key FILE, or load it: ssh-add FILE"
                                       : "ssh-keygen says above what it could not do with the key"};
}

}  // namespace

Result<Bytes> sign(ByteView text, std::string_view name_space, const Signer& signer) {
    const auto workplace = Workplace::make();
    if (!workplace) return workplace.error();
    const std::string text_file = workplace->file("text");
    if (auto written = disk::write_new_file(text_file, text); !written) {
        return std::move(written).error();
    }
    std::string key_file = signer.choice.file;
    if (key_file.empty()) {
        // With a public key alone, ssh-keygen asks the agent for the private half.
        key_file = workplace->file("signer.pub");
        const std::string line = signature::to_text(signer.key) + "\n";
        if (auto written = disk::write_new_file(key_file, as_bytes(line)); !written) {
            return std::move(written).error();
        }
    }
    const auto ended = run_ssh_tool({"ssh-keygen", "-q", "-Y", "sign", "-n",
                                     std::string(name_space), "-f", key_file, text_file},
                                    signer.choice.non_interactive);
    if (!ended) return not_signed(ended.error().message, signer);
    auto armored = disk::read_file(text_file + ".sig", statement::max_signature_bytes);
    if (!armored) return not_signed(armored.error().message, signer);
    const auto signature = signature::parse_signature(*armored);
    if (!signature) return signature.error();
    if (auto proved = signature::verify(*signature, signer.key, name_space, text); !proved) {
        return std::move(proved).error();
    }
    return armored;
}

Result<statement::SignedStatement> sign_statement(const statement::Statement& statement,
                                                  const Signer& signer) {
    const auto text = statement::to_text(statement);
    if (!text) return text.error();
    const auto armored = sign(as_bytes(*text), statement::name_space(statement.kind), signer);
    if (!armored) return armored.error();
    return statement::join(as_bytes(*text), *armored);
}

}  // namespace breakglass::people

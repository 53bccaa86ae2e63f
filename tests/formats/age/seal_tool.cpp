// Seals standard input with our code, for interop.sh to open with other people's code.
//   age_seal_tool [--armor] [--passphrase WORDS] RECIPIENT... <plain >file

#include "fixtures.h"

#include <cstdio>
#include <string>

#include <breakglass/age/scrypt.h>

using namespace breakglass;

namespace {

class StandardInput final : public ByteSource {
  public:
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        return std::fread(into.data(), 1, into.size(), stdin);
    }
};

class StandardOutput final : public ByteSink {
  public:
    Status write(ByteView bytes) override {
        if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return {};
        return Error{ErrorKind::failed, "", "standard output cannot be written", ""};
    }
};

}  // namespace

int main(int argc, char** argv) {
    age::EncryptOptions options;
    std::vector<std::unique_ptr<age::Recipient>> recipients;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--armor") {
            options.armor = true;
        } else if (word == "--passphrase" && i + 1 < argc) {
            recipients.push_back(
                std::make_unique<age::ScryptRecipient>(age::testing::secret_text(argv[++i]), 12));
        } else {
            auto recipient = age::parse_recipient(word);
            if (!recipient) {
                std::fprintf(stderr, "%s\n", recipient.error().message.c_str());
                return 2;
            }
            recipients.push_back(std::move(*recipient));
        }
    }
    std::vector<const age::Recipient*> to;
    for (const auto& recipient : recipients)
        to.push_back(recipient.get());
    StandardInput source;
    StandardOutput sink;
    const Status done = age::encrypt(to, source, sink, system_randomness(), options);
    if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
    return done ? 0 : 1;
}

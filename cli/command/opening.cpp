#include "opening.h"

namespace breakglass::command {

Result<escrow::Directory> open_escrow(const Globals& globals) {
    const auto path = globals.escrow_directory();
    if (!path) return path.error();
    return escrow::Directory::open(*path);
}

void add_signing(CLI::App& verb, SigningOptions& options) {
    verb.add_option("--key", options.key, "the SSH key you sign with; without it, the agent's")
        ->envname("BREAKGLASS_KEY")
        ->type_name("FILE");
    verb.add_option("--as", options.person, "who you are, when the key does not say it")
        ->type_name("PERSON");
}

people::KeyChoice key_choice(const Globals& globals, const SigningOptions& options) {
    return {
        .file = options.key, .person = options.person, .non_interactive = globals.non_interactive};
}

}  // namespace breakglass::command

#include "backup_command.h"

#include "open_command.h"

namespace breakglass::command {

void add_backup(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "backup", "seal backups, know them, bring them back");
    add_seal(*noun, line);
    add_restore(*noun, line);
    add_register(*noun, line);
    add_list_and_inspect(*noun, line);
    add_backup_open(*noun, line);
}

}  // namespace breakglass::command

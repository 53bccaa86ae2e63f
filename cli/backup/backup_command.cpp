#include "open_command.h"

namespace breakglass::command {

void add_backup(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "backup", "open what was backed up");
    add_backup_open(*noun, line);
}

}  // namespace breakglass::command

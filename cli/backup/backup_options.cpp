// What several verbs of "breakglass backup" do alike.

#include "backup_command.h"

#include <breakglass/console/report.h>

namespace breakglass::command {

backup::OpenKek kek_opener(const Globals& globals, const Unlocking& unlocking) {
    return [&globals, &unlocking](const catalog::Kek& kek) {
        return open_kek(globals, unlocking, kek);
    };
}

void warn_of(const Error& error) {
    console::warn(error.rule.empty() ? error.message : error.message + " [" + error.rule + "]",
                  error.hint);
}

}  // namespace breakglass::command

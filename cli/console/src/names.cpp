#include <breakglass/console/names.h>
#include <breakglass/console/printable.h>
#include <breakglass/text/person_name.h>

namespace breakglass::console {

std::string printable_with_names(std::string_view line) {
    return text::is_line_with_names(line) ? std::string(line) : printable(line);
}

std::string id_and_name(const std::string& id, const std::string& name) {
    return name.empty() ? id : id + " (" + name + ")";
}

}  // namespace breakglass::console

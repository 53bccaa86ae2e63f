#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/doctor/doctor.h>

namespace breakglass::doctor {

std::string_view name_of(Weight weight) {
    switch (weight) {
        case Weight::ok:
            return "ok";
        case Weight::advice:
            return "advice";
        case Weight::owed:
            return "owed";
        case Weight::failed:
            break;
    }
    return "failed";
}

std::string to_text(const Diagnosis& diagnosis) {
    std::string text;
    for (const Check& check : diagnosis.checks) {
        // What failed shall be seen in a long list.
        const std::string_view weight =
            check.weight == Weight::failed ? "FAILED" : name_of(check.weight);
        text += fmt::format("{:<7} {} [{}]\n", weight, console::printable(check.what), check.id);
        if (!check.mend.empty()) {
            text += fmt::format("{:<7}   mend: {}\n", "", console::printable(check.mend));
        }
    }
    return text;
}

std::string to_json(const Diagnosis& diagnosis) {
    using nlohmann::json;
    json checks = json::array();
    for (const Check& check : diagnosis.checks) {
        checks.push_back({{"id", check.id},
                          {"weight", name_of(check.weight)},
                          {"what", check.what},
                          {"mend", check.mend}});
    }
    const json document{{"escrow", diagnosis.escrow},
                        {"time", console::rfc3339(diagnosis.now)},
                        {"checks", std::move(checks)}};
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::doctor

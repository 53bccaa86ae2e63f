#include "cupsd.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/printing/device_uri.h>

namespace breakglass::printing {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_config_bytes = std::size_t{1} << 20U;
constexpr std::int64_t clock_slack_seconds = 2;  // /proc/stat counts whole seconds

std::optional<std::string> text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad()) return std::nullopt;
    return text;
}

/// The words of a file that ends each with a zero byte.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::istringstream stream(text);
    for (std::string word; std::getline(stream, word, '\0');)
        words.push_back(word);
    return words;
}

bool is_cupsd(const std::string& process) {
    return text_of(process + "/comm").value_or("") == "cupsd\n";
}

/// The process that listens at a socket, which under systemd is not cupsd.
std::string listener_at(const std::string& socket, const std::string& proc) {
    const disk::Descriptor line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (!line || socket.size() >= sizeof address.sun_path) return {};
    std::copy(socket.begin(), socket.end(), address.sun_path);
    if (::connect(line.number(), reinterpret_cast<const sockaddr*>(&address),  // NOLINT
                  sizeof address) != 0)
        return {};
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(line.number(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return {};
    std::string process = fmt::format("{}/{}", proc, peer.pid);
    return is_cupsd(process) ? process : std::string();
}

std::vector<std::string> all_cupsd(const std::string& proc) {
    std::vector<std::string> found;
    std::error_code problem;
    for (fs::directory_iterator entry(proc, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (name.find_first_not_of("0123456789") == std::string::npos &&
            is_cupsd(entry->path().string()))
            found.push_back(entry->path().string());
    }
    return found;
}

/// Takes -c and -s of its command line; without -s, cups-files.conf lies beside cupsd.conf.
bool take_arguments(const std::string& process, Seen& seen) {
    const auto line = text_of(process + "/cmdline");
    if (!line || line->empty()) return false;
    const std::vector<std::string> words = words_of(*line);
    bool files_named = false;
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (!words[at].starts_with('-') || words[at].starts_with("--")) continue;
        for (const char option : words[at].substr(1)) {
            if (option != 'c' && option != 's') continue;
            if (++at == words.size() || !words[at].starts_with('/')) return false;
            (option == 'c' ? seen.cupsd_conf : seen.cups_files_conf) = words[at];
            files_named |= option == 's';
            break;
        }
    }
    if (!files_named)
        seen.cups_files_conf =
            (fs::path(seen.cupsd_conf).parent_path() / "cups-files.conf").string();
    return true;
}

/// Seconds since 1970; nothing when it cannot be told.
std::optional<std::int64_t> started_at(const std::string& process, const std::string& proc) {
    const auto facts = text_of(process + "/stat");
    const auto machine = text_of(proc + "/stat");
    if (!facts || !machine) return std::nullopt;
    // proc(5): the 22nd field; the second is a name in brackets
    std::istringstream rest(facts->substr(std::min(facts->rfind(')') + 1, facts->size())));
    std::string field;
    for (int at = 3; at <= 22; ++at)
        rest >> field;
    std::int64_t ticks = -1;
    (void)std::from_chars(field.data(), field.data() + field.size(), ticks);
    const std::size_t boot = machine->find("\nbtime ");
    if (!rest || ticks < 0 || boot == std::string::npos) return std::nullopt;
    std::int64_t seconds = -1;
    (void)std::from_chars(machine->data() + boot + 7, machine->data() + machine->size(), seconds);
    if (seconds < 0) return std::nullopt;
    return seconds + ticks / ::sysconf(_SC_CLK_TCK);
}

void judge_age(const std::string& process, const std::string& proc, Seen& seen) {
    const auto since = started_at(process, proc);
    for (const std::string& file : {seen.cupsd_conf, seen.cups_files_conf}) {
        struct stat facts {};
        if (::stat(file.c_str(), &facts) != 0) continue;
        if (since && facts.st_mtim.tv_sec <= *since + clock_slack_seconds) continue;
        seen.unseen = fmt::format(
            "{} was changed after cupsd was started, which may work by "
            "what stood there before",
            console::quoted(file));
        return;
    }
}

template <typename Read>
bool take_file(const std::string& file, Seen& seen, Configuration& configuration,
               const Read& read) {
    std::error_code problem;
    if (fs::status(file, problem).type() == fs::file_type::not_found) return true;  // defaults
    const auto bytes = disk::read_file(file, max_config_bytes);
    if (!bytes) {
        seen.unseen =
            fmt::format("the configuration of cupsd cannot be read: {}", bytes.error().message);
        return false;
    }
    read(as_text(*bytes), configuration);
    return true;
}

/// What a cupsd without a TempDir takes from its environment.
bool take_environment(const std::string& process, Seen& seen, Configuration& configuration) {
    if (!configuration.temp_dir.empty()) return true;
    const auto environment = text_of(process + "/environ");
    if (!environment) {
        seen.unseen =
            "TempDir is not set in cups-files.conf, and the environment of cupsd, which "
            "then says it, cannot be read";
        return false;
    }
    constexpr std::string_view name = "TMPDIR=";
    for (const std::string& variable : words_of(*environment))
        if (variable.starts_with(name)) configuration.temp_dir = variable.substr(name.size());
    return true;
}

}  // namespace

void look_at_cupsd(Seen& seen, const std::string& proc) {
    seen.cupsd_conf = "/etc/cups/cupsd.conf";
    seen.cups_files_conf = "/etc/cups/cups-files.conf";
    if (!is_local_server(seen.server)) {
        seen.unseen = "the spool is another machine's, which cannot be looked at";
        return;
    }
    std::string process = seen.server.starts_with('/') ? listener_at(seen.server, proc) : "";
    if (process.empty()) {
        const auto all = all_cupsd(proc);
        if (all.size() != 1) {
            seen.unseen = fmt::format(
                "{} on this machine: which configuration the printer's "
                "works by cannot be told",
                all.empty() ? "no cupsd is seen" : "several cupsd run");
            return;
        }
        process = all.front();
    }
    if (!take_arguments(process, seen)) {
        seen.unseen = "which configuration cupsd works by cannot be told from its command line";
        return;
    }
    Configuration configuration;
    if (!take_file(seen.cups_files_conf, seen, configuration, read_cups_files_conf) ||
        !take_file(seen.cupsd_conf, seen, configuration, read_cupsd_conf) ||
        !take_environment(process, seen, configuration))
        return;
    judge_age(process, proc, seen);
    seen.configuration = std::move(configuration);
}

}  // namespace breakglass::printing

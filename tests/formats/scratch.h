#pragma once
// A folder of its own for one test, the files in it, and other people's tools run on them.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/wait.h>

#include <breakglass/ground/bytes.h>

namespace breakglass::testing {

class Scratch {
  public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "breakglass-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
        folder_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::string write(const std::string& name, ByteView bytes) const {
        std::ofstream out(path(name), std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) throw std::runtime_error("cannot write " + name);
        std::filesystem::permissions(
            path(name), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        return path(name);
    }
    std::string write(const std::string& name, std::string_view text) const {
        return write(name, as_bytes(text));
    }
    Bytes read(const std::string& name) const {
        std::ifstream in(path(name), std::ios::binary);
        if (!in) throw std::runtime_error("cannot read " + name);
        return Bytes(std::istreambuf_iterator<char>(in), {});
    }
    std::string read_text(const std::string& name) const {
        return std::string(as_text(read(name)));
    }

    /// Runs a shell command in the folder; its exit status.
    int run(const std::string& command) const {
        const std::string line =
            "cd '" + folder_.string() + "' && { " + command + " ; } >out 2>err";
        const int status = std::system(line.c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    }

  private:
    std::filesystem::path folder_;
};

inline bool have_tool(const std::string& name) {
    return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace breakglass::testing

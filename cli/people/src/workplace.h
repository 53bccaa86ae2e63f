#pragma once
// A folder for what ssh-keygen reads and writes; nothing in it is secret.

#include <filesystem>
#include <string>
#include <utility>

#include <breakglass/ground/result.h>

namespace breakglass::people {

/// Readable by its owner alone, and gone with this object.
class Workplace {
  public:
    /// Errors: failed, naming the folder for temporary files.
    static Result<Workplace> make();
    ~Workplace();
    Workplace(Workplace&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    Workplace& operator=(Workplace&&) = delete;
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    std::string file(const char* name) const { return (path_ / name).string(); }

  private:
    explicit Workplace(std::string path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace breakglass::people

#pragma once
// An open file descriptor and its one owner.

#include <string>

#include <breakglass/ground/result.h>

namespace breakglass::disk {

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close() noexcept;

  private:
    int number_ = -1;
};

/// The error of a failed system call: "cannot open "x": no such file or directory".
/// ENOSPC, EDQUOT, EROFS and EACCES get a hint of their own.
Error system_error(const std::string& what, const std::string& path, int errno_value);

/// Makes what was done in a directory durable (new names, renames, removals).
Status sync_directory(const std::string& path);

/// The directory part of a path: "." when there is none.
std::string directory_of(const std::string& path);

}  // namespace breakglass::disk

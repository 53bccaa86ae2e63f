#pragma once
// One line on the terminal that says how far it is and how long it may still take.

#include <chrono>
#include <cstdint>
#include <string>

namespace breakglass::console {

/// Shown on standard error, only when that is a terminal; redrawn at most ten times a second.
class Progress {
  public:
    enum class Unit { bytes, items };
    /// total: 0 when unknown.
    Progress(const std::string& what, std::uint64_t total, Unit unit);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::uint64_t amount);

  private:
    void draw(std::chrono::steady_clock::time_point now);

    std::string what_;
    std::uint64_t total_;
    std::uint64_t done_ = 0;
    Unit unit_;
    bool shown_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace breakglass::console

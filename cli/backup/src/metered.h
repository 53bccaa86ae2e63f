#pragma once
// Streams that watch what passes: how much, which hash, how far the work is.

#include <cstdint>
#include <optional>
#include <string>

#include <breakglass/console/progress.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/stream.h>

namespace breakglass::backup {

/// What passed so far.
class Meter {
  public:
    /// total: bytes to come, 0 when unknown.
    Meter(std::string what, std::uint64_t total, bool hash)
        : progress_(std::move(what), total, console::Progress::Unit::bytes) {
        if (hash) hash_.emplace();
    }
    void take(ByteView bytes) {
        bytes_ += bytes.size();
        if (hash_) hash_->update(bytes);
        progress_.advance(bytes.size());
    }
    std::uint64_t bytes() const { return bytes_; }
    /// Once, at the end; nothing when no hash was asked for.
    std::optional<Hash256> finish_hash() {
        if (!hash_) return std::nullopt;
        return hash_->finish();
    }

  private:
    std::uint64_t bytes_ = 0;
    std::optional<Sha256> hash_;
    console::Progress progress_;
};

class MeteredSource final : public ByteSource {
  public:
    MeteredSource(ByteSource& inner, Meter& meter) : inner_(inner), meter_(meter) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        auto got = inner_.read(into);
        if (got) meter_.take(into.first(*got));
        return got;
    }

  private:
    ByteSource& inner_;
    Meter& meter_;
};

class MeteredSink final : public ByteSink {
  public:
    MeteredSink(ByteSink& inner, Meter& meter) : inner_(inner), meter_(meter) {}
    Status write(ByteView bytes) override {
        auto written = inner_.write(bytes);
        if (written) meter_.take(bytes);
        return written;
    }

  private:
    ByteSink& inner_;
    Meter& meter_;
};

}  // namespace breakglass::backup

// How fast payloads are sealed and opened, memory to memory, beside memcpy in the same run.
//   payload_bench [MiB] [rounds]
// Prints the median of the rounds; the ratio to memcpy is what can be compared between machines.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>

#include <breakglass/age/payload.h>
#include <breakglass/ground/random.h>

using namespace breakglass;

namespace {

/// Writes into memory that is already there, as a mapped file or a pipe buffer would be.
class RegionSink final : public ByteSink {
  public:
    explicit RegionSink(std::span<std::uint8_t> region) : region_(region) {}
    Status write(ByteView bytes) override {
        std::memcpy(region_.data() + used_, bytes.data(), bytes.size());
        used_ += bytes.size();
        return {};
    }
    ByteView written() const { return region_.first(used_); }

  private:
    std::span<std::uint8_t> region_;
    std::size_t used_ = 0;
};

struct Speed {
    double wall = 0;       // GB (10^9) per second
    double processor = 0;  // GB per second of one processor, which a busy machine blurs less
};

double processor_seconds() {
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

Speed measure(std::size_t bytes, int rounds, const std::function<void()>& run) {
    std::vector<double> wall;
    std::vector<double> processor;
    for (int i = 0; i < rounds; ++i) {
        const double processor_start = processor_seconds();
        const auto start = std::chrono::steady_clock::now();
        run();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        wall.push_back(static_cast<double>(bytes) / took.count() / 1e9);
        processor.push_back(static_cast<double>(bytes) / (processor_seconds() - processor_start) /
                            1e9);
    }
    return {median(wall), median(processor)};
}

void print(const std::string& what, Speed speed, Speed copy) {
    fmt::print("{:<16} {:6.2f} GB/s {:.3f} x memcpy   {:6.2f} GB per cpu-s {:.3f} x memcpy\n", what,
               speed.wall, speed.wall / copy.wall, speed.processor,
               speed.processor / copy.processor);
}

}  // namespace

int main(int argc, char** argv) {
    const auto mebibytes = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 256);
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 7;
    const std::size_t size = std::max<std::size_t>(mebibytes, 1) << 20U;
    Bytes plain(size);
    system_randomness().fill(plain);
    Bytes sealed(age::sealed_payload_size(size));
    Bytes opened(sealed.size());
    const SecretBytes key = random_secret(16);
    const age::PayloadNonce nonce{};

    const Speed copy =
        measure(size, rounds, [&] { std::memcpy(opened.data(), plain.data(), plain.size()); });
    print("memcpy", copy, copy);
    for (const unsigned threads : {1U, 2U, 4U, 8U}) {
        if (threads > 1 && threads > std::thread::hardware_concurrency()) break;
        const Speed seal = measure(size, rounds, [&] {
            MemorySource source(plain);
            RegionSink sink(sealed);
            check(static_cast<bool>(age::seal_payload(key, nonce, source, sink, {threads})),
                  "seal");
        });
        const Speed open = measure(size, rounds, [&] {
            MemorySource source(sealed);
            RegionSink sink(opened);
            check(static_cast<bool>(age::open_payload(key, nonce, source, sink, {threads})),
                  "open");
            check(sink.written().size() == size, "all of it");
        });
        print(fmt::format("seal, {} threads", threads), seal, copy);
        print(fmt::format("open, {} threads", threads), open, copy);
    }
    check(std::equal(plain.begin(), plain.end(), opened.begin()), "what was sealed comes back");
    return 0;
}

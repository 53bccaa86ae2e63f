// A payload passes in batches of chunks. Each thread takes the next batch from the source, works on
// it, waits for its turn and writes it: reading, work and writing of different batches overlap,
// the order is kept and nobody holds more than one batch.

#include "payload_chunks.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::size_t batch_chunks =
    8;  // measured: 2 to 16 cost the same, and large writes help disks
constexpr unsigned max_threads = 16;

using Work = ChunkRun (*)(PayloadCipher&, std::uint64_t, ByteView, bool, std::span<std::uint8_t>);

struct Task {
    PayloadCipher::Direction direction;
    Work work;
    std::size_t in_chunk_bytes;
};

/// What a thread owns: its cipher and one batch.
struct Station {
    Station(const SecretBytes& key, const Task& task)
        : cipher(key, task.direction),
          in(batch_chunks * task.in_chunk_bytes + 1),
          out(batch_chunks * sealed_chunk_bytes) {}
    PayloadCipher cipher;
    Bytes in;  // one byte more than a batch, which tells whether something follows
    Bytes out;
};

struct Batch {
    std::uint64_t number = 0;
    std::size_t bytes = 0;
    bool ends = false;
    std::optional<Error> error;
};

class Line {
  public:
    Line(ByteSource& source, ByteSink& sink, const Task& task)
        : source_(source), sink_(sink), task_(task) {}

    Result<std::uint64_t> run(const SecretBytes& key, unsigned threads);

  private:
    Batch read(Station& station);
    void work(Station& station, Batch batch);
    void work_to_the_end(Station& station);
    void deliver(const Batch& batch, const ChunkRun& run, const Station& station);

    ByteSource& source_;
    ByteSink& sink_;
    const Task task_;

    std::mutex reading_;
    std::uint64_t next_ = 0;
    bool held_back_ = false;  // a byte was read that belongs to the next batch
    std::uint8_t held_byte_ = 0;
    std::atomic<bool> over_ = false;  // nothing more is to be read

    std::mutex writing_;
    std::condition_variable turned_;
    std::uint64_t turn_ = 0;
    std::uint64_t plain_bytes_ = 0;
    std::optional<Error> error_;
};

/// Call with reading_ held.
Batch Line::read(Station& station) {
    Batch batch;
    batch.number = next_++;
    std::size_t filled = 0;
    if (held_back_) station.in[filled++] = held_byte_;
    const auto got = read_fully(source_, std::span(station.in).subspan(filled));
    if (!got) {
        batch.error = got.error();
        over_ = true;
        return batch;
    }
    filled += *got;
    batch.ends = filled < station.in.size();
    held_back_ = !batch.ends;
    held_byte_ = station.in.back();
    batch.bytes = batch.ends ? filled : filled - 1;
    if (batch.ends) over_ = true;
    return batch;
}

void Line::deliver(const Batch& batch, const ChunkRun& run, const Station& station) {
    std::unique_lock hold(writing_);
    turned_.wait(hold, [&] { return turn_ == batch.number || error_.has_value(); });
    if (error_) return;
    if (run.bytes > 0) {
        const Status written = sink_.write(ByteView(station.out).first(run.bytes));
        if (!written) error_ = written.error();
    }
    if (!error_ && run.error) error_ = run.error;
    if (error_) over_ = true;
    plain_bytes_ += task_.direction == PayloadCipher::Direction::seal ? batch.bytes : run.bytes;
    ++turn_;
    turned_.notify_all();
}

void Line::work(Station& station, Batch batch) {
    ChunkRun run;
    if (batch.error) {
        run.error = std::move(batch.error);
    } else {
        run = task_.work(station.cipher, batch.number * batch_chunks,
                         ByteView(station.in).first(batch.bytes), batch.ends, station.out);
    }
    deliver(batch, run, station);
}

void Line::work_to_the_end(Station& station) {
    while (true) {
        Batch batch;
        {
            const std::scoped_lock hold(reading_);
            if (over_) return;
            batch = read(station);
        }
        work(station, std::move(batch));
    }
}

Result<std::uint64_t> Line::run(const SecretBytes& key, unsigned threads) {
    Station own(key, task_);
    Batch first = read(own);
    // What fits into one batch is not worth a second thread.
    if (over_) threads = 1;
    std::vector<std::unique_ptr<Station>> stations;
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) {
        stations.push_back(std::make_unique<Station>(key, task_));
        try {
            helpers.emplace_back(
                [this, station = stations.back().get()] { work_to_the_end(*station); });
        } catch (const std::system_error&) {
            break;  // fewer threads do the same work
        }
    }
    work(own, std::move(first));
    work_to_the_end(own);
    helpers.clear();  // waits for them
    if (error_) return *error_;
    return plain_bytes_;
}

unsigned thread_count(const PayloadOptions& options) {
    const unsigned wanted =
        options.threads != 0 ? options.threads : std::thread::hardware_concurrency();
    return std::clamp(wanted, 1U, max_threads);
}

}  // namespace

Result<std::uint64_t> seal_payload(const SecretBytes& file_key, const PayloadNonce& nonce,
                                   ByteSource& source, ByteSink& sink, PayloadOptions options) {
    Line line(source, sink, {PayloadCipher::Direction::seal, seal_chunks, chunk_bytes});
    return line.run(payload_key(file_key, nonce), thread_count(options));
}

Result<std::uint64_t> open_payload(const SecretBytes& file_key, const PayloadNonce& nonce,
                                   ByteSource& source, ByteSink& sink, PayloadOptions options) {
    Line line(source, sink, {PayloadCipher::Direction::open, open_chunks, sealed_chunk_bytes});
    return line.run(payload_key(file_key, nonce), thread_count(options));
}

}  // namespace breakglass::age

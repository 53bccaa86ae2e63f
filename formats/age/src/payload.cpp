// A payload passes in batches of chunks through a ring of slots. The calling thread reads batches
// into free slots and writes finished ones in order; every thread, the calling one too when it has
// nothing to read or write, works on the oldest batch nobody has taken. Only the calling thread
// touches source and sink, so that a signal interrupts whatever they wait for.

#include "payload_chunks.h"

#include <algorithm>
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

/// One batch on its way.
struct Slot {
    explicit Slot(const Task& task)
        : in(batch_chunks * task.in_chunk_bytes + 1), out(batch_chunks * sealed_chunk_bytes) {}
    Bytes in;  // one byte more than a batch, which tells whether something follows
    Bytes out;
    std::size_t bytes = 0;  // of in
    bool ends = false;      // the payload ends with this batch
    bool done = false;
    ChunkRun run;
};

class Line {
  public:
    Line(const SecretBytes& key, ByteSource& source, ByteSink& sink, const Task& task)
        : key_(key), source_(source), sink_(sink), task_(task) {}

    /// Returns the plaintext bytes that passed.
    Result<std::uint64_t> run(unsigned threads);

  private:
    Slot& slot(std::uint64_t batch) { return *slots_[batch % slots_.size()]; }
    bool may_read() const { return !over_ && read_ - written_ < slots_.size(); }
    void read_batch();
    Status write_batch();
    void work_on(std::uint64_t batch, PayloadCipher& cipher);
    bool oldest_is_done();
    void help_or_wait(PayloadCipher& cipher);
    void help_until_stopped();
    Status pass_everything();

    const SecretBytes& key_;
    ByteSource& source_;
    ByteSink& sink_;
    const Task task_;
    std::vector<std::unique_ptr<Slot>> slots_;

    // the calling thread's alone
    std::uint64_t written_ = 0;  // batches
    std::uint64_t plain_bytes_ = 0;
    bool over_ = false;  // nothing more is to be read
    std::optional<Error> source_error_;
    bool held_back_ = false;  // a byte was read that belongs to the next batch
    std::uint8_t held_byte_ = 0;

    std::mutex shared_;  // guards what follows, and done and run of every slot
    std::condition_variable work_there_;
    std::condition_variable work_done_;
    std::uint64_t read_ = 0;   // batches; changed by the calling thread alone
    std::uint64_t taken_ = 0;  // batches
    bool stopped_ = false;
};

void Line::read_batch() {
    Slot& into = slot(read_);
    std::size_t filled = 0;
    if (held_back_) into.in[filled++] = held_byte_;
    const auto got = read_fully(source_, std::span(into.in).subspan(filled));
    if (!got) {
        source_error_ = got.error();
        over_ = true;
        return;
    }
    filled += *got;
    into.done = false;
    into.ends = filled < into.in.size();
    into.bytes = into.ends ? filled : filled - 1;
    held_back_ = !into.ends;
    held_byte_ = into.in.back();
    over_ = into.ends;
    const std::scoped_lock hold(shared_);
    ++read_;
    work_there_.notify_one();
}

/// Writes the oldest batch, which is done.
Status Line::write_batch() {
    const Slot& from = slot(written_);
    if (from.run.bytes > 0) {
        const Status written = sink_.write(ByteView(from.out).first(from.run.bytes));
        if (!written) return written;
    }
    if (from.run.error) return *from.run.error;
    plain_bytes_ += task_.direction == PayloadCipher::Direction::seal ? from.bytes : from.run.bytes;
    ++written_;
    return {};
}

void Line::work_on(std::uint64_t batch, PayloadCipher& cipher) {
    Slot& on = slot(batch);
    ChunkRun run =
        task_.work(cipher, batch * batch_chunks, ByteView(on.in).first(on.bytes), on.ends, on.out);
    const std::scoped_lock hold(shared_);
    on.run = std::move(run);
    on.done = true;
    work_done_.notify_one();
}

bool Line::oldest_is_done() {
    const std::scoped_lock hold(shared_);
    return written_ < read_ && slot(written_).done;
}

/// The calling thread can neither read nor write: it works, or waits for the oldest batch.
void Line::help_or_wait(PayloadCipher& cipher) {
    std::unique_lock hold(shared_);
    if (taken_ < read_) {
        const std::uint64_t batch = taken_++;
        hold.unlock();
        work_on(batch, cipher);
        return;
    }
    work_done_.wait(hold, [this] { return slot(written_).done; });
}

void Line::help_until_stopped() {
    PayloadCipher cipher(key_, task_.direction);
    std::unique_lock hold(shared_);
    while (true) {
        work_there_.wait(hold, [this] { return stopped_ || taken_ < read_; });
        if (stopped_) return;
        const std::uint64_t batch = taken_++;
        hold.unlock();
        work_on(batch, cipher);
        hold.lock();
    }
}

Status Line::pass_everything() {
    PayloadCipher cipher(key_, task_.direction);
    while (may_read() || written_ < read_) {
        if (oldest_is_done()) {
            if (const Status written = write_batch(); !written) return written;
        } else if (may_read()) {
            read_batch();
        } else {
            help_or_wait(cipher);
        }
    }
    // What was read before the source failed has been written.
    return source_error_ ? Status(*source_error_) : Status();
}

Result<std::uint64_t> Line::run(unsigned threads) {
    slots_.push_back(std::make_unique<Slot>(task_));
    read_batch();
    // What fits into one batch is not worth a second thread.
    if (over_) threads = 1;
    // One slot beside those in work is being read, one waits to be written.
    for (unsigned i = 1; threads > 1 && i < threads + 2; ++i) {
        slots_.push_back(std::make_unique<Slot>(task_));
    }
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) {
        try {
            helpers.emplace_back([this] { help_until_stopped(); });
        } catch (const std::system_error&) {
            break;  // fewer threads do the same work
        }
    }
    const Status passed = pass_everything();
    {
        const std::scoped_lock hold(shared_);
        stopped_ = true;
    }
    work_there_.notify_all();
    helpers.clear();  // waits for them
    if (!passed) return passed.error();
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
    const SecretBytes key = payload_key(file_key, nonce);
    return Line(key, source, sink, {PayloadCipher::Direction::seal, seal_chunks, chunk_bytes})
        .run(thread_count(options));
}

Result<std::uint64_t> open_payload(const SecretBytes& file_key, const PayloadNonce& nonce,
                                   ByteSource& source, ByteSink& sink, PayloadOptions options) {
    const SecretBytes key = payload_key(file_key, nonce);
    return Line(key, source, sink,
                {PayloadCipher::Direction::open, open_chunks, sealed_chunk_bytes})
        .run(thread_count(options));
}

}  // namespace breakglass::age

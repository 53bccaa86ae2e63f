#include "words.h"

#include <breakglass/ground/check.h>

namespace breakglass::transcript {

namespace {

constexpr Words english = {
    .title = "Record of the key ceremony of escrow {}",
    .rehearsal_title = "Record of a REHEARSAL of the key ceremony of escrow {}",
    .practice = "PRACTICE",

    .key = "The key",
    .state = "state",
    .made = "made",
    .recipient = "recipient",
    .policy = "policy",
    .opens = "opens with",
    .group_opens = "any {} of the {} cards of {}",
    .group_copies = "any card of {} ({} copies of one share)",
    .groups = "{} of {} groups are needed",

    .people = "Who",
    .owner = "owner",
    .operators = "operators",
    .witnesses = "witnesses",
    .custodian = "custodian {} {}",

    .checks = "What was checked",
    .check = "{} (entry {})",
    .deviations = "What deviated",
    .no_deviation = "nothing",

    .cards = "Cards read back",
    .card = "{} {}",
    .read = "{}: read back {}, {} (entry {})",
    .not_read = "{}: NOT read back",
    .receipt = "receipt signed by {} with {} (entry {})",
    .bad_receipt = "its receipt DOES NOT VERIFY: {} (entry {})",
    .no_receipt = "no signed receipt",
    .page_out = "page {}: sent {} to {} by {} (entry {}), out (entry {})",
    .page_sent = "page {}: sent {} to {} by {} (entry {}), NOT known to be out",

    .aloud = "The manifest, read aloud",
    .aloud_help = "Its SHA-256 as words. They are public and open nothing.",

    .ledger = "What the ledger says of this ceremony",
    .ledger_help = "number, time, act, who; below it what exactly",
    .by = "by {}",
    .signed_by = "signed by {}, by {}",

    .signatures = "Witnesses' signatures",
    .no_signature = "none yet",
    .witness = "{}, {}, over the record {} of {} ledger entries (entry {})",
    .bad_witness = "DOES NOT VERIFY: {} (entry {})",

    .verify = "To verify this",
    .verify_help = "breakglass ceremony record --verify FILE, with the text of this record",

    .on_paper = "We were there, and it happened as written here",
    .sign_here = "signature",
};

constexpr Words indonesian = {
    .title = "Berita acara upacara kunci escrow {}",
    .rehearsal_title = "Berita acara LATIHAN upacara kunci escrow {}",
    .practice = "LATIHAN",

    .key = "Kunci",
    .state = "status",
    .made = "dibuat",
    .recipient = "penerima",
    .policy = "kebijakan",
    .opens = "dibuka dengan",
    .group_opens = "{} dari {} kartu kelompok {}",
    .group_copies = "satu kartu kelompok {} ({} salinan dari satu bagian)",
    .groups = "{} dari {} kelompok diperlukan",

    .people = "Siapa",
    .owner = "pemilik",
    .operators = "operator",
    .witnesses = "saksi",
    .custodian = "pemegang {} {}",

    .checks = "Yang diperiksa",
    .check = "{} (catatan {})",
    .deviations = "Yang menyimpang",
    .no_deviation = "tidak ada",

    .cards = "Kartu yang dibaca kembali",
    .card = "{} {}",
    .read = "{}: dibaca kembali {}, {} (catatan {})",
    .not_read = "{}: BELUM dibaca kembali",
    .receipt = "tanda terima ditandatangani {} dengan {} (catatan {})",
    .bad_receipt = "tanda terimanya TIDAK SAH: {} (catatan {})",
    .no_receipt = "tanpa tanda terima bertanda tangan",
    .page_out = "halaman {}: dikirim {} ke {} oleh {} (catatan {}), keluar (catatan {})",
    .page_sent = "halaman {}: dikirim {} ke {} oleh {} (catatan {}), TIDAK diketahui keluar",

    .aloud = "Manifes, dibacakan",
    .aloud_help = "SHA-256-nya sebagai kata. Kata ini terbuka dan tidak membuka apa pun.",

    .ledger = "Isi buku besar tentang upacara ini",
    .ledger_help = "nomor, waktu, tindakan, siapa; di bawahnya rinciannya",
    .by = "oleh {}",
    .signed_by = "ditandatangani {}, oleh {}",

    .signatures = "Tanda tangan saksi",
    .no_signature = "belum ada",
    .witness = "{}, {}, atas berita acara {} dari {} catatan buku besar (catatan {})",
    .bad_witness = "TIDAK SAH: {} (catatan {})",

    .verify = "Untuk memeriksa ini",
    .verify_help = "breakglass ceremony record --verify BERKAS, dengan teks berita acara ini",

    .on_paper = "Kami hadir, dan kejadiannya seperti tertulis di sini",
    .sign_here = "tanda tangan",
};

}  // namespace

const Words& words_of(page::Language language) {
    switch (language) {
        case page::Language::en:
            return english;
        case page::Language::id:
            return indonesian;
    }
    stop_on_bug("a record in an unknown language", __FILE__, __LINE__);
}

}  // namespace breakglass::transcript

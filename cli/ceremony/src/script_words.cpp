#include "script_words.h"

#include <breakglass/ground/check.h>

namespace breakglass::ceremony {

namespace {

constexpr ScriptWords english = {
    .title = "Key ceremony of escrow {}: {}",
    .rehearsal_title = "REHEARSAL of the key ceremony of escrow {}: {}",
    .roles = "Who is in the room",
    .bring = "What to bring",
    .steps = "What happens",
    .signatures = "We were there, and it happened as written here",
    .fails = "If it fails:",
    .time = "time",
    .initials = "initials",
    .write_down = "write down",
    .name = "name",
    .signature = "signature",
    .date_and_place = "date and place",
    .policy = "policy {}",
    .group_opens = "any {} of the {} cards of {}",
    .group_copies = "any card of {} (its {} holders have copies of one share)",
    .all_groups = "all {} groups are needed",
    .some_groups = "any {} of the {} groups are needed",
    .combinations =
        "every combination of cards that should open the key is tried before they leave "
        "the program, up to 100,000; a sample above",
    .owner = "leads",
    .operator_role = "operator",
    .witness = "witness",
    .custodian = "custodian",
    .to_be_named = "____________________",
    .paper = "{} {}: a printed card",
    .encrypted = "{} {}: an encrypted file, opened with their own key",
    .copy = "{}, copy {}: a printed card",
    .laptop = "a laptop nobody needs afterwards, its charger, no other device in the room",
    .live_system = "the system to start it from, and breakglass on it, both checked the day before",
    .printer = "a printer on a cable, without a network and without a disk; paper",
    .envelopes = "{} tamper-evident envelopes, numbered",
    .dice = "a die or several, when rolls are to be mixed in",
    .pens = "pens; two copies of this script",
    .stick = "the escrow directory on a stick, and an empty stick for the kit",
    .keys = "for the read-back, the key of {}",
    .part_before = "Before it begins",
    .part_machine = "The machine",
    .part_make = "The key",
    .part_hand_out = "The cards, one custodian after the other",
    .part_active = "The key becomes active",
    .part_record = "The record",
    .part_after = "Afterwards",
    .roll_call = {"Everybody says their name and role; the witness compares them with the list "
                  "above.",
                  "somebody is missing: put the ceremony off. A role may pass to another person of "
                  "the policy; a card never does."},
    .phones = {"Telephones, watches and cameras leave the room.",
               "put the ceremony off, or go on without whoever keeps one."},
    .policy_read = {"The operator reads the hash of the policy in force aloud, everybody compares "
                    "it with this page: {}",
                    "it differs: the policy changed after this script was made. Stop, look at the "
                    "change (breakglass policy show), print a new script."},
    .network =
        {"Pull all cables, switch wireless and Bluetooth off.",
         "HOST-NETWORK names what is up: ip link set INTERFACE down. Accept it only together: "
         "--allow-network."},
    .swap = {"Switch swap off.",
             "HOST-SWAP: restart from the live system without swap. Accept: --allow-swap."},
    .cores = {"Switch core dumps off.", "HOST-CORE: restart the machine. Accept: --allow-core."},
    .memory = {"Let the program lock its memory.",
               "HOST-MEMORY: become root. Accept: --allow-unlocked-memory."},
    .entropy = {"Type something and move the mouse for half a minute.",
                "HOST-ENTROPY: wait and try again. It cannot be skipped."},
    .disk = {"Make sure that the cards go to memory: /dev/shm is a tmpfs.",
             "HOST-DISK: mount -t tmpfs tmpfs /mnt and use that. Accept: --allow-disk."},
    .cups = {"Connect the printer by cable. Its name is the NAME below; what CUPS keeps is looked "
             "at before "
             "each page.",
             "PRINT-... names what CUPS keeps, and the line that mends it. Without CUPS: "
             "--printer-device /dev/usb/lp0 in place of --printer. Accept: --allow-spool, "
             "--allow-print-network."},
    .start = {"Make the key and the cards. With dice: add --dice and roll at least 99 times.",
              "HOST-...: see the machine, above. CEREMONY-TRIAL: the machine is faulty, take "
              "another one. Power lost: the same command again."},
    .set_id = {"The operator reads the set's id and the number of combinations aloud.",
               "not all combinations were tried: the number tried is written down too."},
    .print =
        {"Print the card of {} ({} {}), let them take it from the printer, print nothing else "
         "meanwhile.",
         "the page is ruined: keep it for the shredder, the same command again; the record counts "
         "the pages. PRINT-TIMEOUT: clear the printer, shred what came out, once more. By hand: "
         "print the pdf."},
    .read_back = {"{} reads the card back: scanned into memory, or the words typed from the paper.",
                  "a word was misread: breakglass share repair. CARD-...: the card is not right; "
                  "print it again, else give the set up: breakglass ceremony abandon SET."},
    .envelope = {"{} puts the card into an envelope, seals it and signs across the seal.",
                 "take another envelope and note both numbers."},
    .send = {"Copy the encrypted share of {} ({} {}) to their stick.",
             "the file cannot be copied: it is kept in the escrow's manifests folder too."},
    .decrypt =
        {"{} opens the file with their own key and reads it back.",
         "AGE-NO-MATCH: the policy names another key of theirs. Give the set up, correct the "
         "policy, begin again."},
    .status = {"All cards were read back; nobody leaves before that.",
               "it names the cards that are missing: go back to their step."},
    .activate = {"Make the set the active one.",
                 "CEREMONY-NOT-CONFIRMED: a card was not read back, see the step before."},
    .record = {"Make the record of the ceremony, on paper for the binder and as text.",
               "RECORD-...: the ledger or a manifest is not what it was. Nobody signs; breakglass "
               "ledger verify says more."},
    .words_aloud = {"The operator reads the 26 words of the manifest aloud, everybody follows on a "
                    "paper of their own.",
                    "a word differs: one paper is of another set. Nobody signs before all are the "
                    "same."},
    .sign_record = {"Each witness signs the record with a key of their own; everybody signs it on "
                    "paper.",
                    "a key is not here: ceremony witness --text-only prints what is signed "
                    "elsewhere, and --statement takes it in. The paper is signed today."},
    .done_rehearsing = {"All practice cards were read back: end the rehearsal.",
                        "CEREMONY-NOT-CONFIRMED names the cards that are missing."},
    .clean_up = {"Remove the files from memory, switch the laptop off, shred what was misprinted.",
                 "a file was written to a disk: the disk stays with the security lead."},
    .kit = {"Write a kit to the stick, later to every store.",
            "the stick is full: take another one. Until a kit exists the escrow is the only copy."},
    .sealing = {"Export the sealing file for the backup hosts.",
                "the owner's key is not here: do it the same day. Until then backups go to the old "
                "set."},
    .retire = {"Move everything from an older set to the new one, then retire it; its holders "
               "destroy their old cards.",
               "CEREMONY-NOTHING-RETIRING: there is no older set. CEREMONY-SET-IN-USE: something "
               "still needs it; its cards are kept until this succeeds."},
    .head = {"Write down the head of the ledger on both copies of this script.",
             "breakglass ledger verify says what is wrong."},
    .collect = {"Collect and shred the practice cards; they open nothing, but they look real.",
                "one is missing: note whose."},
    .fill_policy = "hash as read",
    .fill_set = "set id",
    .fill_envelope = "envelope number",
    .fill_head = "size and root",
    .fill_combinations = "set id, combinations tried",
    .fill_words = "first and last word",
};

constexpr ScriptWords indonesian = {
    .title = "Upacara kunci escrow {}: {}",
    .rehearsal_title = "GLADI upacara kunci escrow {}: {}",
    .roles = "Siapa yang hadir",
    .bring = "Apa yang dibawa",
    .steps = "Jalannya upacara",
    .signatures = "Kami hadir, dan semuanya berjalan seperti tertulis di sini",
    .fails = "Jika gagal:",
    .time = "jam",
    .initials = "paraf",
    .write_down = "catat",
    .name = "nama",
    .signature = "tanda tangan",
    .date_and_place = "tanggal dan tempat",
    .policy = "kebijakan {}",
    .group_opens = "{} dari {} kartu {}, yang mana saja",
    .group_copies = "satu kartu {} yang mana saja ({} pemegang memegang salinan bagian yang sama)",
    .all_groups = "semua {} kelompok diperlukan",
    .some_groups = "{} dari {} kelompok diperlukan, yang mana saja",
    .combinations =
        "setiap kombinasi kartu yang seharusnya membuka kunci dicoba sebelum kartu "
        "keluar dari program, sampai 100.000; di atas itu sebuah sampel",
    .owner = "pemimpin",
    .operator_role = "operator",
    .witness = "saksi",
    .custodian = "pemegang",
    .to_be_named = "____________________",
    .paper = "{} {}: kartu tercetak",
    .encrypted = "{} {}: berkas terenkripsi, dibuka dengan kunci miliknya",
    .copy = "{}, salinan {}: kartu tercetak",
    .laptop =
        "laptop yang tidak dipakai lagi sesudahnya, pengisi dayanya, tanpa perangkat lain di "
        "ruangan",
    .live_system =
        "sistem untuk menyalakannya beserta breakglass, keduanya diperiksa sehari "
        "sebelumnya",
    .printer = "printer dengan kabel, tanpa jaringan dan tanpa disk; kertas",
    .envelopes = "{} amplop segel bernomor",
    .dice = "satu dadu atau lebih, bila lemparan dadu ikut dicampurkan",
    .pens = "pena; dua salinan naskah ini",
    .stick = "direktori escrow di stik USB, dan stik kosong untuk kit",
    .keys = "untuk pembacaan ulang, kunci milik {}",
    .part_before = "Sebelum mulai",
    .part_machine = "Mesin",
    .part_make = "Kunci",
    .part_hand_out = "Kartu, pemegang demi pemegang",
    .part_active = "Kunci menjadi aktif",
    .part_record = "Berita acara",
    .part_after = "Sesudahnya",
    .roll_call =
        {"Setiap orang menyebut nama dan perannya; saksi mencocokkan dengan daftar di atas.",
         "ada yang tidak hadir: tunda upacara. Peran boleh dialihkan kepada orang lain "
         "dalam kebijakan; kartu tidak pernah."},
    .phones = {"Telepon, jam tangan, dan kamera dibawa keluar ruangan.",
               "tunda upacara, atau lanjutkan tanpa orang yang tetap membawanya."},
    .policy_read = {"Operator membacakan hash kebijakan yang berlaku, semua mencocokkan dengan "
                    "halaman ini: {}",
                    "berbeda: kebijakan berubah setelah naskah ini dibuat. Berhenti, lihat "
                    "perubahannya (breakglass policy show), cetak naskah baru."},
    .network = {"Cabut semua kabel, matikan nirkabel dan Bluetooth.",
                "HOST-NETWORK menyebut yang masih menyala: ip link set INTERFACE down. Diterima "
                "hanya atas persetujuan bersama: --allow-network."},
    .swap = {"Matikan swap.",
             "HOST-SWAP: nyalakan ulang dari sistem tanpa swap. Diterima: --allow-swap."},
    .cores = {"Matikan core dump.", "HOST-CORE: nyalakan ulang mesin. Diterima: --allow-core."},
    .memory = {"Izinkan program mengunci memorinya.",
               "HOST-MEMORY: jadilah root. Diterima: --allow-unlocked-memory."},
    .entropy = {"Ketik apa saja dan gerakkan tetikus selama setengah menit.",
                "HOST-ENTROPY: tunggu dan coba lagi. Tidak dapat dilewati."},
    .disk = {"Pastikan kartu ditulis ke memori: /dev/shm adalah tmpfs.",
             "HOST-DISK: mount -t tmpfs tmpfs /mnt lalu pakai itu. Diterima: --allow-disk."},
    .cups = {"Sambungkan printer dengan kabel. Namanya adalah NAME di bawah; apa yang disimpan "
             "CUPS diperiksa sebelum setiap halaman.",
             "PRINT-... menyebut apa yang disimpan CUPS dan baris yang memperbaikinya. Tanpa CUPS: "
             "--printer-device /dev/usb/lp0 sebagai ganti --printer. Diterima: --allow-spool, "
             "--allow-print-network."},
    .start =
        {"Buat kunci dan kartu. Dengan dadu: tambahkan --dice dan lempar paling sedikit 99 kali.",
         "HOST-...: lihat bagian mesin di atas. CEREMONY-TRIAL: mesin rusak, ganti. Listrik "
         "padam: perintah yang sama sekali lagi."},
    .set_id = {"Operator membacakan id set dan jumlah kombinasi.",
               "tidak semua kombinasi dicoba: jumlah yang dicoba ikut dicatat."},
    .print =
        {"Cetak kartu {} ({} {}), biarkan dia sendiri mengambilnya dari printer, jangan cetak "
         "yang lain.",
         "halaman rusak: simpan untuk mesin penghancur, perintah yang sama sekali lagi; berita "
         "acara menghitung halamannya. PRINT-TIMEOUT: bereskan printer, hancurkan yang keluar, "
         "ulangi. "
         "Dengan tangan: cetak pdf-nya."},
    .read_back = {"{} membaca ulang kartunya: dipindai ke memori, atau kata-katanya diketik dari "
                  "kertas.",
                  "ada kata yang salah baca: breakglass share repair. CARD-...: kartu tidak benar; "
                  "cetak lagi, bila tetap gagal lepaskan set: breakglass ceremony abandon SET."},
    .envelope = {"{} memasukkan kartu ke amplop, menyegelnya, dan menandatangani segelnya.",
                 "ambil amplop lain dan catat kedua nomornya."},
    .send = {"Salin bagian terenkripsi milik {} ({} {}) ke stiknya.",
             "berkas tidak dapat disalin: salinannya ada di folder manifests escrow."},
    .decrypt = {"{} membuka berkas dengan kuncinya sendiri dan membacanya ulang.",
                "AGE-NO-MATCH: kebijakan menyebut kunci lain miliknya. Lepaskan set, perbaiki "
                "kebijakan, mulai lagi."},
    .status = {"Semua kartu sudah dibaca ulang; sebelum itu tidak ada yang pulang.",
               "kartu yang kurang disebutkan: kembali ke langkahnya."},
    .activate = {"Jadikan set ini yang aktif.",
                 "CEREMONY-NOT-CONFIRMED: ada kartu yang belum dibaca ulang, lihat langkah "
                 "sebelumnya."},
    .record = {"Buat berita acara upacara, di kertas untuk map dan sebagai teks.",
               "RECORD-...: buku besar atau manifes tidak seperti semula. Jangan tanda tangan; "
               "breakglass ledger verify menjelaskannya."},
    .words_aloud = {"Operator membacakan 26 kata manifes, semua mengikuti di kertasnya sendiri.",
                    "ada kata yang berbeda: satu kertas berasal dari set lain. Jangan tanda tangan "
                    "sebelum semuanya sama."},
    .sign_record = {"Setiap saksi menandatangani berita acara dengan kuncinya sendiri; semua "
                    "menandatangani kertasnya.",
                    "kuncinya tidak di sini: ceremony witness --text-only mencetak yang "
                    "ditandatangani di tempat lain, --statement memasukkannya. Kertas "
                    "ditandatangani hari ini."},
    .done_rehearsing = {"Semua kartu latihan sudah dibaca ulang: akhiri gladi.",
                        "CEREMONY-NOT-CONFIRMED menyebut kartu yang kurang."},
    .clean_up = {"Hapus berkas dari memori, matikan laptop, hancurkan cetakan yang gagal.",
                 "ada berkas yang tertulis ke disk: disk itu disimpan pemimpin keamanan."},
    .kit = {"Tulis kit ke stik, kemudian ke setiap penyimpanan.",
            "stik penuh: ambil yang lain. Sebelum ada kit, escrow adalah satu-satunya salinan."},
    .sealing = {"Ekspor berkas penyegelan untuk mesin cadangan.",
                "kunci pemilik tidak ada di sini: lakukan hari ini juga. Sampai saat itu cadangan "
                "memakai set lama."},
    .retire = {"Pindahkan semuanya dari set lama ke set baru, lalu pensiunkan; pemegangnya "
               "menghancurkan kartu lama.",
               "CEREMONY-NOTHING-RETIRING: tidak ada set lama. CEREMONY-SET-IN-USE: masih ada yang "
               "memerlukannya; kartunya disimpan sampai ini berhasil."},
    .head = {"Catat kepala buku besar di kedua salinan naskah ini.",
             "breakglass ledger verify mengatakan apa yang salah."},
    .collect = {"Kumpulkan dan hancurkan kartu latihan; kartu itu tidak membuka apa pun, tetapi "
                "tampak asli.",
                "ada yang kurang: catat milik siapa."},
    .fill_policy = "hash yang dibacakan",
    .fill_set = "id set",
    .fill_envelope = "nomor amplop",
    .fill_head = "ukuran dan akar",
    .fill_combinations = "id set, kombinasi yang dicoba",
    .fill_words = "kata pertama dan terakhir",
};

}  // namespace

const ScriptWords& words_of(ScriptLanguage language) {
    switch (language) {
        case ScriptLanguage::english:
            return english;
        case ScriptLanguage::indonesian:
            return indonesian;
    }
    stop_on_bug("a language without words", __FILE__, __LINE__);
}

}  // namespace breakglass::ceremony

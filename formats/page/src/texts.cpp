#include "texts.h"

#include <array>

namespace breakglass::page {

namespace {

struct Row {
    Text text = Text::count;
    std::string_view en;
    std::string_view id;
};

// In the order of Text. Both languages have the same {} in a row: a test looks.
constexpr std::array<Row, text_count> table = {{
    {Text::title, "Recovery card", "Kartu pemulihan"},
    {Text::title_note, "Keep it secret. Keep it safe.", "Rahasiakan. Simpan dengan aman."},
    {Text::practice_title, "PRACTICE card", "Kartu LATIHAN"},
    {Text::practice_note, "For a rehearsal. It opens nothing real.",
     "Untuk latihan. Tidak membuka apa pun yang nyata."},
    {Text::practice_code, "PRACTICE code, not a real one", "Kode LATIHAN, bukan yang asli"},
    {Text::holder, "Holder", "Pemegang"},
    {Text::escrow, "Escrow", "Escrow"},
    {Text::card, "Card", "Kartu"},
    {Text::set, "Set", "Set"},
    {Text::made, "Made", "Dibuat"},
    {Text::opens_with, "Opens with", "Dibuka dengan"},
    {Text::ledger, "Ledger", "Catatan"},
    {Text::recipient, "Recovery recipient", "Penerima pemulihan"},
    {Text::id, "Id", "Id"},
    {Text::number_of, "number {0} of {1}, group {2}", "nomor {0} dari {1}, kelompok {2}"},
    {Text::copy_of, "copy {0} of {1}, group {2}", "salinan {0} dari {1}, kelompok {2}"},
    {Text::any_of_group, "any {0} of the {1} cards of group {2}",
     "{0} dari {1} kartu kelompok {2}, yang mana saja"},
    {Text::any_copy, "any card of group {0}; all carry the same words",
     "kartu mana saja dari kelompok {0}; kata-katanya sama"},
    {Text::all_groups, "all {0} groups are needed:", "semua {0} kelompok diperlukan:"},
    {Text::some_groups, "any {0} of these {1} groups are needed:",
     "diperlukan {0} dari {1} kelompok ini, yang mana saja:"},
    {Text::group_in_short, "{2} ({0} of {1})", "{2} ({0} dari {1})"},
    {Text::ledger_head, "{0} entries, root {1}", "{0} entri, akar {1}"},
    {Text::words_title, "The words", "Kata-kata"},
    {Text::words_note,
     "Read each row from left to right. The first four letters of a word suffice.",
     "Baca tiap baris dari kiri ke kanan. Empat huruf pertama tiap kata sudah cukup."},
    {Text::what_title, "What this is", "Apa ini"},
    {Text::what,
     "One part of the key that opens the backups of escrow \"{0}\" when everything else is lost.",
     "Satu bagian dari kunci yang membuka cadangan data escrow \"{0}\" bila semua cara lain sudah "
     "hilang."},
    {Text::what_practice,
     "A card for a rehearsal of escrow \"{0}\". Its words belong to a practice key that opens no "
     "backup.",
     "Kartu untuk latihan escrow \"{0}\". Kata-katanya milik kunci latihan yang tidak membuka "
     "cadangan data apa pun."},
    {Text::opens_alone, "It opens them alone.", "Kartu ini saja sudah cukup untuk membukanya."},
    {Text::opens_nothing_alone, "Alone it opens nothing; it needs other cards.",
     "Kartu ini sendiri tidak membuka apa pun; kartu lain juga diperlukan."},
    {Text::do_title, "What to do with it", "Apa yang harus dilakukan"},
    {Text::what_to_do,
     "Keep it where only you can reach it. Do not photograph it, copy it or type it into a "
     "computer, except when {0} calls for it and you know who approved that. Tell {0} at once when "
     "it is lost, damaged or seen by others.",
     "Simpan di tempat yang hanya dapat Anda jangkau. Jangan memotretnya, menyalinnya, atau "
     "mengetikkannya ke komputer, kecuali bila {0} memintanya dan Anda tahu siapa yang "
     "menyetujuinya. Segera beri tahu {0} bila kartu ini hilang, rusak, atau dilihat orang lain."},
    {Text::do_practice,
     "Use it in the rehearsal as if it were real, then destroy it. Never keep it with a real card.",
     "Gunakan dalam latihan seolah-olah kartu sebenarnya, lalu musnahkan. Jangan pernah "
     "menyimpannya bersama kartu yang sebenarnya."},
    {Text::found_title, "Found it?", "Menemukan kartu ini?"},
    {Text::found, "Please do not copy or use it. Call:\n{0}",
     "Mohon jangan disalin atau digunakan. Hubungi:\n{0}"},
    {Text::without_title, "Without breakglass", "Tanpa breakglass"},
    {Text::without,
     "Join the words with any SLIP-39 tool, without a passphrase; the 32 bytes that come out are "
     "the X25519 secret of an age identity (age-encryption.org).",
     "Gabungkan kata-kata dengan alat SLIP-39 apa pun, tanpa frasa sandi; 32 byte hasilnya adalah "
     "rahasia X25519 dari sebuah identitas age (age-encryption.org)."},
    {Text::fold_first, "1. Fold the part above this line backwards.",
     "1. Lipat bagian di atas garis ini ke belakang."},
    {Text::fold_second,
     "2. Fold the part below this line up, print on print. Close the edge with tape; use an opaque "
     "envelope.",
     "2. Lipat bagian di bawah garis ini ke atas, cetakan di dalam. Rekatkan tepinya; pakai amplop "
     "yang tidak tembus pandang."},
    {Text::outside_note,
     "Sealed on purpose: the words are inside. Open it only when {0} calls for it and you know who "
     "approved that.",
     "Sengaja ditutup: kata-katanya ada di dalam. Buka hanya bila {0} memintanya dan Anda tahu "
     "siapa yang menyetujuinya."},
}};

constexpr bool in_order() {
    for (std::size_t at = 0; at < table.size(); ++at)
        if (static_cast<std::size_t>(table[at].text) != at || table[at].en.empty() ||
            table[at].id.empty())
            return false;
    return true;
}
static_assert(in_order(), "a text is missing, empty or out of order");

}  // namespace

std::string_view text_of(Text text, Language language) {
    const Row& row = table[static_cast<std::size_t>(text)];
    return language == Language::id ? row.id : row.en;
}

}  // namespace breakglass::page

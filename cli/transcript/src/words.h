#pragma once
// What a record says, in the languages of people. The English words are part of the format: another
// wording is another version (docs/formats/ceremony-record.md).

#include <breakglass/page/language.h>

namespace breakglass::transcript {

struct Words {
    const char* title;            // escrow
    const char* rehearsal_title;  // escrow
    const char* practice;

    const char* key;
    const char* state;
    const char* made;
    const char* recipient;
    const char* policy;
    const char* opens;
    const char* group_opens;   // threshold, cards, group
    const char* group_copies;  // group, holders
    const char* groups;        // required, all

    const char* people;
    const char* owner;
    const char* operators;
    const char* witnesses;
    const char* custodian;  // group, number

    const char* checks;
    const char* check;  // what, entry
    const char* deviations;
    const char* no_deviation;

    const char* cards;
    const char* card;         // group, number
    const char* read;         // holder, time, how, entry
    const char* not_read;     // holder
    const char* receipt;      // signer, key, entry
    const char* bad_receipt;  // rule, entry
    const char* no_receipt;
    const char* page_out;   // number, time, printer, login, entry, entry
    const char* page_sent;  // number, time, printer, login, entry

    const char* aloud;
    const char* aloud_help;

    const char* ledger;
    const char* ledger_help;
    const char* by;         // login
    const char* signed_by;  // actor, login

    const char* signatures;
    const char* no_signature;
    const char* witness;      // time, key, size, record, entry
    const char* bad_witness;  // rule, entry

    const char* verify;
    const char* verify_help;

    const char* on_paper;
    const char* sign_here;
};

const Words& words_of(page::Language language);

}  // namespace breakglass::transcript

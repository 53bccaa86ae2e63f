#pragma once
// The sentences of a script in each language. {} stand for names and numbers.

#include <breakglass/ceremony/script.h>

namespace breakglass::ceremony {

/// A step's fixed sentences.
struct StepWords {
    const char* what;
    const char* fallback;
};

struct ScriptWords {
    // headings
    const char* title;            // escrow, purpose
    const char* rehearsal_title;  // escrow, purpose
    const char* roles;
    const char* bring;
    const char* steps;
    const char* signatures;
    // labels
    const char* fails;
    const char* time;
    const char* initials;
    const char* write_down;
    const char* name;
    const char* signature;
    const char* date_and_place;
    // facts
    const char* policy;        // hash
    const char* group_opens;   // threshold, count, group
    const char* group_copies;  // group, count
    const char* all_groups;    // count
    const char* some_groups;   // required, count
    const char* combinations;  // none
    // roles
    const char* owner;
    const char* operator_role;
    const char* witness;
    const char* custodian;
    const char* to_be_named;
    const char* paper;      // group, number
    const char* encrypted;  // group, number
    const char* copy;       // group, number
    // what to bring
    const char* laptop;
    const char* live_system;
    const char* printer;
    const char* envelopes;  // count
    const char* dice;
    const char* pens;
    const char* stick;
    const char* keys;  // who
    // parts
    const char* part_before;
    const char* part_machine;
    const char* part_make;
    const char* part_hand_out;
    const char* part_active;
    const char* part_record;
    const char* part_after;
    // steps
    StepWords roll_call;
    StepWords phones;
    StepWords policy_read;  // hash
    StepWords network;
    StepWords swap;
    StepWords cores;
    StepWords memory;
    StepWords entropy;
    StepWords disk;
    StepWords cups;
    StepWords start;
    StepWords set_id;
    StepWords print;      // holder, group, number
    StepWords read_back;  // holder
    StepWords envelope;   // holder
    StepWords send;       // holder, group, number
    StepWords decrypt;    // holder
    StepWords status;
    StepWords activate;
    StepWords record;
    StepWords words_aloud;
    StepWords sign_record;
    StepWords done_rehearsing;
    StepWords clean_up;
    StepWords kit;
    StepWords sealing;
    StepWords retire;
    StepWords head;
    StepWords collect;  // rehearsal: destroy practice cards
    const char* fill_policy;
    const char* fill_set;
    const char* fill_envelope;
    const char* fill_head;
    const char* fill_combinations;
    const char* fill_words;
};

const ScriptWords& words_of(ScriptLanguage language);

}  // namespace breakglass::ceremony

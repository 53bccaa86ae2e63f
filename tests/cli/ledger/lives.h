#pragma once
// Ledgers for the tests: their first entry, and a life with entries of all kinds.

#include "cli/temporary_directory.h"

#include <string>

#include <breakglass/ledger/ledger.h>

namespace breakglass::testing {

inline constexpr std::int64_t noon = 1951128000;  // 2031-10-30T12:00:00Z

inline ledger::Record first_record() {
    return {"escrow.init",
            {{"escrow", "payroll"}, {"escrow_id", "00112233445566778899aabbccddeeff"}}};
}

template <typename R>
std::string rule_of(const R& result) {
    return result ? "" : result.error().rule;
}

}  // namespace breakglass::testing

#pragma once
// What "case request incident" does so that shares can be given from afar: it makes the case's key
// and tells its passphrase once, in a file or on the screen.

#include <string>

#include <breakglass/cases/docket.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::command {

class CaseKeyOffer {
  public:
    /// escrow must outlive this. passphrase_file: a new file; empty: the screen.
    CaseKeyOffer(const escrow::Directory& escrow, std::string passphrase_file)
        : escrow_(escrow), passphrase_file_(std::move(passphrase_file)) {}
    CaseKeyOffer(const CaseKeyOffer&) = delete;
    CaseKeyOffer& operator=(const CaseKeyOffer&) = delete;
    /// Removes what was made, unless the request was signed and the case is there.
    ~CaseKeyOffer();

    /// Has an incident make its key; without a file and without a screen it says that there is
    /// none. Errors: usage (CASE-REQUEST when another act has --passphrase-output); failed
    /// (FILE-EXISTS).
    Status prepare(cases::NewRequest& asked);

    /// The case is there: what was made stays, and the screen shows the passphrase.
    void keep();

  private:
    Result<std::string> make(const std::string& case_name);

    const escrow::Directory& escrow_;
    std::string passphrase_file_;
    std::string key_file_;       // once it is made
    bool file_written_ = false;  // passphrase_file_ is ours
    SecretBytes passphrase_;     // to be shown
};

}  // namespace breakglass::command

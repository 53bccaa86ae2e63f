#pragma once
// The folder that the cards go to. Until the set is registered it holds a note that says which
// set is being written and under which names: so a killed start can be told from other people's
// files, and cleaned up.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::ceremony {

/// What an interrupted start left behind.
struct Unfinished {
    std::string set_id;
    std::vector<std::string> names;  // of the files it may have written
};

class OutputFolder {
  public:
    explicit OutputFolder(std::string path) : path_(std::move(path)) {}

    /// The note of an interrupted start; nothing when there is none.
    /// Errors: usage (CEREMONY-OUTPUT-NOT-EMPTY) when the folder holds anything else.
    Result<std::optional<Unfinished>> look() const;
    /// Removes the files of an interrupted start, its note last.
    Status clean_up(const Unfinished& unfinished) const;
    /// Makes the folder unless it is there, and puts the note into it.
    Status begin(const Unfinished& unfinished) const;
    /// Takes the note away: what lies here is complete.
    Status finish() const;
    /// The same, if a start of this set was killed between its registration and its last step: a
    /// note that stays could cost the cards where another escrow's start finds it.
    Status finish_for(const std::string& set_id) const;

    std::string file(const std::string& name) const;

  private:
    std::string note_file() const;
    std::string path_;
};

}  // namespace breakglass::ceremony

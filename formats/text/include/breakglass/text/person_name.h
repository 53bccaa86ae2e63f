#pragma once
// What may be a person's name: text in any script, with the two joiners that some scripts need.

#include <string_view>

namespace breakglass::text {

/// A plain line that may hold names of people: in it U+200C and U+200D may stand where the letters
/// around them join: behind a virama, and U+200C between two Arabic letters that would join without
/// it. May be empty. Source: RFC 5892, appendices A.1 and A.2.
bool is_line_with_names(std::string_view text);

/// Such a line that is not empty and has no blank at either end. A name is shown and never
/// compared, so two that look alike let nobody in.
bool is_person_name(std::string_view text);

}  // namespace breakglass::text

#pragma once
// The languages that people's pages are written in.

namespace breakglass::page {

enum class Language { en, id };

}  // namespace breakglass::page

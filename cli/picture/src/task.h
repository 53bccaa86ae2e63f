#pragma once
// The hidden arguments by which a parent tells its child what to do. Nothing secret is in them.

namespace breakglass::picture {

inline constexpr const char* render_task = "__picture-render";
inline constexpr const char* page_task = "__picture-page";
inline constexpr const char* document_task = "__picture-document";
inline constexpr const char* read_task = "__picture-read";
inline constexpr const char* allow_unlocked_flag = "allow-unlocked";

}  // namespace breakglass::picture

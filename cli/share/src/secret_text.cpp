#include "secret_text.h"

#include <algorithm>
#include <utility>

namespace breakglass::share {

void SecretText::add(ByteView text) {
    if (size_ + text.size() > text_.size()) {
        SecretBytes larger(std::max<std::size_t>(1024, 2 * (size_ + text.size())));
        std::ranges::copy(text_.expose().first(size_), larger.expose_mut().begin());
        text_ = std::move(larger);
    }
    std::ranges::copy(text, text_.expose_mut().subspan(size_).begin());
    size_ += text.size();
}

SecretBytes SecretText::take() && {
    text_.shrink(size_);
    size_ = 0;
    return std::move(text_);
}

}  // namespace breakglass::share

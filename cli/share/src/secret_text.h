#pragma once
// Text with a share's words in it, put together in locked memory.

#include <string_view>

#include <breakglass/ground/secret_bytes.h>

namespace breakglass::share {

class SecretText {
  public:
    void add(std::string_view text) { add(as_bytes(text)); }
    void add(ByteView text);
    SecretBytes take() &&;

  private:
    SecretBytes text_;
    std::size_t size_ = 0;
};

}  // namespace breakglass::share

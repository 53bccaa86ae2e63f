#include <cerrno>
#include <memory>

#include <qrencode.h>

#include <breakglass/qr/qr.h>

namespace breakglass::qr {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::size_t max_text = 2420;  // ISO/IEC 18004, table 7: version 40-Q, alphanumeric

struct FreeInput {
    void operator()(QRinput* input) const { QRinput_free(input); }
};

struct WipeCode {
    void operator()(QRcode* code) const {
        const auto side = static_cast<std::size_t>(code->width);
        wipe({code->data, side * side});
        QRcode_free(code);
    }
};

Error too_long() {
    return {ErrorKind::usage, "QR-TOO-LONG",
            "the text for a QR code is longer than 2420 characters", ""};
}

}  // namespace

Result<Modules> encode(const SecretBytes& text) {
    if (text.size() > max_text) return too_long();
    bool fits_alphabet = !text.empty();
    for (const std::uint8_t byte : text.expose()) {
        fits_alphabet &= alphabet.find(static_cast<char>(byte)) != std::string_view::npos;
    }
    if (!fits_alphabet) {
        return Error{ErrorKind::usage, "QR-ALPHABET",
                     "the text for a QR code is empty or holds other characters than digits, "
                     "upper-case letters, space and $%*+-./:",
                     ""};
    }
    const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(0, QR_ECLEVEL_Q));
    check(input != nullptr, "libqrencode gives an input");
    const int appended = QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(text.size()),
                                        text.expose().data());
    check(appended == 0, "libqrencode takes alphanumeric text");
    errno = 0;
    const std::unique_ptr<QRcode, WipeCode> code(QRcode_encodeInput(input.get()));
    if (code == nullptr) {
        check(errno == ERANGE, "libqrencode encodes checked text");
        return too_long();
    }
    Modules modules;
    modules.side = static_cast<std::size_t>(code->width);
    modules.dark = SecretBytes(modules.side * modules.side);
    const auto dark = modules.dark.expose_mut();
    for (std::size_t at = 0; at < dark.size(); ++at) {
        dark[at] = code->data[at] & 1U;  // qrencode.h: the lowest bit is the colour
    }
    return modules;
}

}  // namespace breakglass::qr

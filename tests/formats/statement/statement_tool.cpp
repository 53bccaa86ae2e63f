// For by_hand.sh: what the statement room says of files that people made with other tools.
//   statement_tool text KIND [NAME=VALUE...]   the text of that statement, words from standard
//   input statement_tool verify FILE KEY.pub         the text in FILE when that key signed it

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <breakglass/statement/statement.h>

using namespace breakglass;

namespace {

std::string content(std::istream& from) {
    return {std::istreambuf_iterator<char>(from), {}};
}

int refuse(const Error& error) {
    std::cerr << error.rule << ": " << error.message << "\n";
    return static_cast<int>(error.kind);
}

int write_text(int count, char** words) {
    statement::Statement said{words[0], {}, content(std::cin)};
    for (int at = 1; at < count; ++at) {
        const std::string field = words[at];
        const std::size_t equals = field.find('=');
        if (equals == std::string::npos) return 70;
        said.fields.push_back({field.substr(0, equals), field.substr(equals + 1)});
    }
    const auto text = statement::to_text(said);
    if (!text) return refuse(text.error());
    std::cout << *text;
    return 0;
}

int verify(const char* file, const char* key_file) {
    std::ifstream stored(file, std::ios::binary);
    std::ifstream line(key_file, std::ios::binary);
    const std::string bytes = content(stored);
    const auto key = signature::parse_public_key(content(line));
    if (!key) return refuse(key.error());
    const auto read = statement::parse_signed(as_bytes(bytes));
    if (!read) return refuse(read.error());
    if (const auto proved = statement::verify(*read, *key); !proved) return refuse(proved.error());
    std::cout << as_text(read->text);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    const std::string act = count > 2 ? words[1] : "";
    if (act == "text") return write_text(count - 2, words + 2);
    if (act == "verify" && count == 4) return verify(words[2], words[3]);
    return 70;
}

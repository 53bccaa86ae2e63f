#include <algorithm>
#include <optional>

#include <breakglass/statement/statement.h>
#include <breakglass/text/plain.h>

namespace breakglass::statement {

namespace {

constexpr std::string_view title = "breakglass statement v1: ";
constexpr std::size_t max_name_bytes = 32;

// Words that begin so would look like the end of this statement, or like another one.
constexpr std::string_view not_words[] = {signature::armor_begin, signature::armor_end,
                                          "breakglass statement"};

bool is_word(std::string_view word) {
    return !word.empty() && word.size() <= max_name_bytes && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// What is wrong with a value; nothing when it may stand in a statement.
std::optional<std::string> fault_of_value(std::string_view value) {
    if (value.empty()) return "is empty";
    if (value.size() > max_value_bytes) {
        return "has " + std::to_string(value.size()) + " bytes, more than 1024";
    }
    if (value.front() == ' ' || value.back() == ' ') return "begins or ends with a blank";
    if (!text::is_plain_line(value)) return "is not one line of plain text";
    return std::nullopt;
}

/// What is wrong with one line of the words, without its newline.
std::optional<std::string> fault_of_words_line(std::string_view line) {
    if (!text::is_plain_line(line)) return "is not plain text";
    for (const std::string_view start : not_words) {
        if (line.starts_with(start)) return "begins with \"" + std::string(start) + "\"";
    }
    return std::nullopt;
}

Error unsayable(const std::string& what) {
    return {ErrorKind::usage, "STATEMENT-TEXT", "the statement cannot be written: " + what, ""};
}

/// Takes lines off the front and counts them.
class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}
    bool at_end() const { return rest_.empty(); }
    /// Nothing when the newline is missing.
    std::optional<std::string_view> next() {
        ++number_;
        const std::size_t end = rest_.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return line;
    }
    std::string_view rest() const { return rest_; }
    Error malformed(const std::string& what) const {
        return {ErrorKind::unverified, "STATEMENT-MALFORMED",
                "the statement is malformed in line " + std::to_string(number_) + ": " + what, ""};
    }

  private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

Result<Field> parse_field(std::string_view line, const Lines& lines) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || !is_word(line.substr(0, colon))) {
        return lines.malformed(
            "a field is \"name: value\", its name 1 to 32 of a-z, 0-9 and \"-\"");
    }
    Field field{std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))};
    if (const auto fault = fault_of_value(field.value)) {
        return lines.malformed("the value of \"" + field.name + "\" " + *fault);
    }
    return field;
}

}  // namespace

const std::string* Statement::only(std::string_view name) const {
    const std::string* found = nullptr;
    for (const Field& field : fields) {
        if (field.name != name) continue;
        if (found != nullptr) return nullptr;
        found = &field.value;
    }
    return found;
}

std::vector<std::string> Statement::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const Field& field : fields) {
        if (field.name == name) values.push_back(field.value);
    }
    return values;
}

std::string name_space(std::string_view kind) {
    return "breakglass." + std::string(kind);
}

Result<std::string> to_text(const Statement& statement) {
    if (!is_word(statement.kind)) return unsayable("its kind is not 1 to 32 of a-z, 0-9 and \"-\"");
    std::string text = std::string(title) + statement.kind + "\n";
    for (const Field& field : statement.fields) {
        if (!is_word(field.name)) {
            return unsayable("a field's name is not 1 to 32 of a-z, 0-9 and \"-\"");
        }
        if (const auto fault = fault_of_value(field.value)) {
            return unsayable("the value of \"" + field.name + "\" " + *fault);
        }
        text += field.name + ": " + field.value + "\n";
    }
    text += "\n";
    Lines words(statement.words);
    for (std::size_t number = 1; !words.at_end(); ++number) {
        const auto line = words.next();
        if (!line) return unsayable("its words do not end with a newline");
        if (const auto fault = fault_of_words_line(*line)) {
            return unsayable("line " + std::to_string(number) + " of its words " + *fault);
        }
    }
    text += statement.words;
    if (text.size() > max_statement_bytes) {
        return unsayable("it has " + std::to_string(text.size()) + " bytes, more than 32768");
    }
    return text;
}

Result<Statement> parse_text(ByteView bytes) {
    if (bytes.size() > max_statement_bytes) {
        return Error{
            ErrorKind::unverified, "STATEMENT-MALFORMED",
            "the statement has " + std::to_string(bytes.size()) + " bytes, more than 32768", ""};
    }
    Lines lines(as_text(bytes));
    const auto cut_off = [&lines] { return lines.malformed("it does not end with a newline"); };
    Statement statement;
    const auto first = lines.next();
    if (!first) return cut_off();
    if (!first->starts_with(title) || !is_word(first->substr(title.size()))) {
        return lines.malformed("it is not \"breakglass statement v1: \" and a kind");
    }
    statement.kind = std::string(first->substr(title.size()));
    for (;;) {
        const auto line = lines.next();
        if (!line) return cut_off();
        if (line->empty()) break;
        auto field = parse_field(*line, lines);
        if (!field) return std::move(field).error();
        statement.fields.push_back(std::move(*field));
    }
    statement.words = std::string(lines.rest());
    while (!lines.at_end()) {
        const auto line = lines.next();
        if (!line) return cut_off();
        if (const auto fault = fault_of_words_line(*line)) return lines.malformed("it " + *fault);
    }
    return statement;
}

}  // namespace breakglass::statement

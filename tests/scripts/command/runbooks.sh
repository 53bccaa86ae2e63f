# Every runbook says the same in English and Bahasa Indonesia: the same command lines in the same order, the same
# rule ids, and as many headings. What it names of breakglass is there: nouns, verbs and options.
. "$SOURCE_DIR/tests/scripts/expect.sh"
needs python3
BREAKGLASS=$BREAKGLASS python3 - "$SOURCE_DIR/docs/runbooks" <<'PYTHON' || fail "a runbook does not hold"
import os, pathlib, re, subprocess, sys

def commands(text):
    lines = [line.strip() for line in text.replace("\\\n", " ").split("\n") if re.match(r"    +\S", line)]
    return [" ".join(line.split()) for line in lines if not line.startswith(("-", "*"))]

def rules(text):
    return sorted(set(re.findall(r"\b[A-Z]+(?:-[A-Z]+)+\b", text)))

def spoken(text):
    """What stands between back quotes, over the ends of lines too, without the blocks."""
    prose = "\n".join(line for line in text.split("\n") if not line.startswith("    "))
    return [" ".join(part.split()) for part in re.findall(r"`([^`]+)`", prose)]

wrong = []
helps = {}
def help_of(*words):
    if words not in helps:
        done = subprocess.run([os.environ["BREAKGLASS"], *words, "--help"], capture_output=True, text=True)
        # a noun answers for a verb that it does not have
        helps[words] = done.stdout if "Usage: breakglass " + " ".join(words) in done.stdout else None
    return helps[words]

folder = pathlib.Path(sys.argv[1])
english = sorted(path for path in folder.glob("*.md") if not path.name.endswith(".id.md"))
assert english
for path in english:
    other = path.with_name(path.stem + ".id.md")
    if not other.exists():
        wrong.append(f"{path.name} has no translation {other.name}")
        continue
    here, there = path.read_text(), other.read_text()
    for what, find in (("command lines", commands), ("rule ids", rules), ("words in quotes", lambda text: sorted(spoken(text))),
                       ("headings", lambda text: [len(mark) for mark in re.findall(r"^(#+) ", text, re.M)])):
        a, b = find(here), find(there)
        if a != b:
            wrong.append(f"{path.name} and {other.name}: other {what}: {[x for x in a if x not in b]} / {[x for x in b if x not in a]}")
    assert commands(here)
    for line in commands(here) + [part for part in spoken(here) if part.startswith("breakglass ")]:
        words = line.split("#")[0].split(" -- ")[0].split()
        if words[0] != "breakglass":
            continue
        if words[1:2] == ["--escrow"]:
            del words[1:3]
        text = help_of(*words[1:3])
        if text is None:
            wrong.append(f"{path.name}: there is no {' '.join(words[:3])}")
            continue
        for option in (word for word in words[3:] if word.startswith("--")):
            if option not in text.split() and option not in text.replace(",", " ").split():
                wrong.append(f"{path.name}: {' '.join(words[1:3])} knows no {option}")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
PYTHON

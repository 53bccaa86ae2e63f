#!/usr/bin/env python3
"""find_share.py CARDS KEY-HEX WHAT...: looks for any part of these shares where none may be.

CARDS is the folder of a ceremony (its .txt cards, and every other file in it), KEY-HEX a file with the
rejoined key; each further line, hex and a name, is another secret to look for. WHAT is one of
    trace TRACE MEMORY   what the system calls of "strace -f -y -xx -s N" wrote to files outside MEMORY
    inside TRACE MEMORY  the same within MEMORY, where the cards belong: the proof that this finds them
    files PATH...        files and folders as they are, core dumps too
    memory PID           what a core dump of a process would hold: all but what is marked DONTDUMP
    locked PID           only what is marked so
Ends with 0 and "clean", or with 3 and a line for each place.
"""
import base64
import os
import re
import struct
import sys

WORD_LINE = re.compile(rb"^([a-z]+ ){32}[a-z]+$", re.M)
LIST = os.path.join(os.path.dirname(__file__), "../../shamir/scheme/src/word_list.h")
words_of_list = re.findall(r'"([a-z]+)"', open(LIST).read())
assert len(words_of_list) == 1024


def value_of(numbers):
    """SLIP-0039: four words of header, the value with padding in front, three words of checksum."""
    value = 0
    for number in numbers[4:-3]:
        value = value << 10 | number
    return value.to_bytes(32, "big")


def of_bytes(name, secret):
    yield name, secret
    half = len(secret) // 2
    yield name + ", a half", secret[:half]
    yield name + ", a half", secret[half:]
    for text in (secret.hex(), secret.hex().upper()):
        yield name + " in hex", text[:2 * half].encode()
        yield name + " in hex", text[2 * half:].encode()
    for shift in range(3):   # wherever it stands in a longer text
        coded = base64.b64encode(b"\0" * shift + secret)
        yield name + " in base64", coded[4 if shift else 0:-4]


def of_words(name, words):
    # Four words in their order by the four letters that suffice, whatever stands between them. The first
    # four say which set and which card, and are no secret.
    for at in range(4, len(words) - 3):
        for four in ([word[:4] for word in words[at:at + 4]], [word[:4].upper() for word in words[at:at + 4]]):
            yield name, tuple(four)
        numbers = [words_of_list.index(word.decode()) for word in words[at:at + 6]]
        if len(numbers) == 6:
            # without zeros at the ends, which memory is full of: the search is many times slower with them
            yield name + " as numbers", struct.pack("<6H", *numbers).strip(b"\0")
            yield name + " as numbers", struct.pack("<6I", *numbers).strip(b"\0")


def of_file(name, content):
    """Pages and pictures: pieces from their middle, where they differ from any other."""
    for at in range(len(content) // 3, len(content) - 64, max(64, len(content) // 8)):
        yield "a piece of " + name, content[at:at + 64]


def needles_of(folder, key_file):
    with open(key_file) as lines:
        key = bytes.fromhex(next(lines))
        others = [line.split(maxsplit=1) for line in lines]
    assert len(key) == 32
    yield from of_bytes("the key", key)
    for secret, name in others:
        yield from of_bytes(name.strip(), bytes.fromhex(secret))
    cards = 0
    for name in sorted(os.listdir(folder)):
        content = open(os.path.join(folder, name), "rb").read()
        if name.endswith(".age"):
            continue
        if not name.endswith(".txt"):
            yield from of_file(name, content)
            continue
        words = WORD_LINE.search(content)[0].split(b" ")
        cards += 1
        yield from of_words("words of " + name, words)
        yield from of_bytes("the value of " + name, value_of([words_of_list.index(word.decode()) for word in words]))
    assert cards > 0, "no cards"


CALL = re.compile(r'(?:write|pwrite64|writev|pwritev|pwritev2)\(\d+<([^>]*)>(.*)')
# bytes that pass from file to file, or into a mapping, where a trace does not show them
UNSEEN = re.compile(r'(sendfile|copy_file_range|splice|vmsplice|io_uring_setup|mmap)\(.*')
BUFFER = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


def written(trace, memory, inside):
    """Each file written to and what was written, call by call and as one stream."""
    files, unseen = {}, []
    for line in open(trace, errors="replace"):
        call = CALL.search(line)
        if call:
            path = re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), call[1])
            if not path.startswith("/") or path.startswith(("/dev/pts", "/dev/tty", "/dev/null", "/proc/")):
                continue
            if path.startswith(memory) != inside:
                continue
            for buffer in BUFFER.finditer(call[2]):
                assert not buffer[2], "the trace is cut short: a larger -s is needed"
                files.setdefault(path, bytearray()).extend(bytes.fromhex(buffer[1].replace("\\x", "")))
            continue
        other = UNSEEN.search(line)
        if not other or other[0].startswith("mmap") and not ("MAP_SHARED" in line and "PROT_WRITE" in line and "<" in line):
            continue
        text = re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), other[0])
        # SQLite's index of its log; what it holds at the end is among the files that are searched
        if "-shm>" not in text:
            unseen.append(text[:200])
    return files, unseen


EMPTY = re.compile(rb"\0{512,}")


def mappings(pid, locked):
    with open(f"/proc/{pid}/smaps") as smaps:
        begin = None
        for line in smaps:
            head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ *(.*)", line)
            if head:
                begin, end, rights, name = int(head[1], 16), int(head[2], 16), head[3], head[4]
            elif line.startswith("Anonymous:"):
                of_file_alone = name.startswith("/") and line.split()[1] == "0"   # a core leaves it out
            elif line.startswith("VmFlags:") and not of_file_alone and rights[0] == "r" and name not in ("[vvar]", "[vsyscall]"):
                if ("dd" in line.split()) == locked:
                    yield begin, end, name


def places(arguments):
    what, rest = arguments[0], arguments[1:]
    if what in ("trace", "inside"):
        files, unseen = written(rest[0], rest[1], what == "inside")
        for call in unseen:
            yield call, None
        yield from files.items()
    elif what in ("memory", "locked"):
        with open(f"/proc/{rest[0]}/mem", "rb") as memory:
            for begin, end, name in mappings(rest[0], what == "locked"):
                try:
                    memory.seek(begin)
                    content = memory.read(end - begin)
                    # runs of zeros hold nothing, and are most of it
                    yield f"{name or 'anonymous'} at {begin:x}", EMPTY.sub(b"", content)
                except OSError:   # a guard page
                    continue
    else:
        assert what == "files", what
        for path in rest:
            if not os.path.isdir(path):
                yield path, EMPTY.sub(b"", open(path, "rb").read())
            for folder, _, names in os.walk(path):
                for name in names:
                    whole = os.path.join(folder, name)
                    if os.path.isfile(whole):
                        yield whole, open(whole, "rb").read()


def holds(content, needle, seen):
    """seen: which single words the content holds, since most of them are nowhere and that is quick to say."""
    if isinstance(needle, bytes):
        return needle in content
    for word in needle:
        if word not in seen:
            seen[word] = word in content
        if not seen[word]:
            return False
    return re.search(b".{1,40}?".join(needle), content, re.S) is not None


def main():
    needles = list(dict.fromkeys(needles_of(sys.argv[1], sys.argv[2])))
    looked, total, found = 0, 0, 0
    for place, content in places(sys.argv[3:]):
        if content is None:
            print(f"cannot be seen through: {place}")
            found += 1
            continue
        looked, total = looked + 1, total + len(content)
        hits, seen = {}, {}
        for name, needle in needles:
            if holds(content, needle, seen):
                hits[name] = hits.get(name, 0) + 1
        for name, times in hits.items():
            print(f"{place}: {name} ({times})")
        found += bool(hits)
    assert looked > 0, "nothing was looked at"
    print(f"{'clean' if not found else f'found in {found}'}: {len(needles)} needles, {looked} places, {total} bytes")
    sys.exit(3 if found else 0)


main()

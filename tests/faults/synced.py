#!/usr/bin/env python3
"""synced.py TRACE FOLDER: whether power could be cut at any point of a run and lose what has a name.

TRACE is of "strace -y -e trace=%file,%desc". Below FOLDER no file gets its name by link or rename while
anything written to it is not synced; and at the end each such name's folder, and each file, is synced.
Ends with 0, or with 1 and a line for each loss.
"""
import os
import re
import sys

trace, below = sys.argv[1], os.path.realpath(sys.argv[2]) + "/"
unsynced, losses, descriptors, named = set(), [], {}, 0


def whole(path):
    return os.path.normpath(os.path.join(below, "..", path))   # the traced command ran beside FOLDER


def ours(path):
    # SQLite sees to its own journal and index (synchronous=FULL); a lock means nothing after a power cut
    return path.startswith(below) and not path.endswith(("-wal", "-shm", "/lock"))


for line in open(trace, errors="replace"):
    call = re.match(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?", line)
    if not call or call[3].startswith("-"):
        continue
    name, arguments, result, opened = call[1], call[2], call[3], call[4]
    first = re.match(r"(\d+)<([^>]*)>", arguments)
    texts = re.findall(r'"([^"]*)"', arguments)
    if name == "openat" and opened:
        descriptors[result] = opened
        if "O_CREAT" in arguments and ours(opened):
            unsynced.add(os.path.dirname(opened))
    elif name in ("write", "pwrite64", "writev", "ftruncate") and first and ours(first[2]):
        unsynced.add(first[2])
    elif name in ("fsync", "fdatasync") and first:
        unsynced.discard(first[2])
    elif name in ("rename", "renameat", "renameat2", "linkat"):
        source, target = whole(texts[0]), whole(texts[1])
        number = re.match(r"/proc/self/fd/(\d+)$", texts[0])
        if number:
            source = descriptors[number[1]]
        if not ours(target):
            continue
        named += 1
        if source in unsynced:
            losses.append(f"{target} got its name before it was synced")
        unsynced.add(os.path.dirname(target))
    elif name == "mkdir" and ours(whole(texts[0])):
        unsynced.add(os.path.dirname(whole(texts[0])))
    elif name == "unlink":
        unsynced.discard(whole(texts[0]))
losses += [f"{path} is not synced at the end" for path in sorted(unsynced) if os.path.exists(path)]
print("\n".join(losses) or f"{named} names given, all synced")
sys.exit(1 if losses or named == 0 else 0)

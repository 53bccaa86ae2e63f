"""Holds every #include <breakglass/ROOM/...> against the table of allowed ones in rooms.txt."""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]breakglass/([a-z_]+)/')
ROOMS = ("shamir", "formats", "hsm", "cli")


def allowed_includes(table):
    rooms = {}
    for line in table.read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, seen = line.partition(":")
            rooms[room.strip()] = set(seen.split())
    return rooms


def cycles(rooms):
    """Rooms that can see themselves through others."""
    for start in rooms:
        reached, todo = set(), list(rooms[start])
        while todo:
            room = todo.pop()
            if room not in reached:
                reached.add(room)
                todo.extend(rooms.get(room, ()))
        if start in reached:
            yield start


def main(project):
    rooms = allowed_includes(project / "tests/layers/rooms.txt")
    faults = [f"room {room} can see itself" for room in cycles(rooms)]
    checked = 0
    for top in ROOMS:
        for path in sorted((project / top).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            parts = path.relative_to(project).parts
            room = parts[1]
            # A room's own files lie in its include/ and src/. What lies beside them in cli/, the
            # verbs, is compiled into the executable, which sees everything.
            if parts[0] == "cli" and (room == "command" or len(parts) == 3):
                continue
            where = path.relative_to(project)
            if room not in rooms:
                faults.append(f"{where}: room {room} is not in the table")
                continue
            for number, line in enumerate(path.read_text().splitlines(), 1):
                found = INCLUDE.match(line)
                if found and found[1] != room and found[1] not in rooms[room]:
                    faults.append(f"{where}:{number}: {room} may not include {found[1]}")
                if "CLI/CLI.hpp" in line and line.lstrip().startswith("#include"):
                    faults.append(f"{where}:{number}: the command line library belongs to the executable")
            checked += 1
    for fault in faults:
        print(fault)
    print(f"{checked} files checked, {len(faults)} faults")
    return 1 if faults or checked < 10 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))

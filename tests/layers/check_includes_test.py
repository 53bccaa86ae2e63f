"""The include check notices a forbidden include, an unknown room and a cycle."""

import pathlib
import tempfile

import check_includes


def verdict(table, files):
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        (project / "tests/layers").mkdir(parents=True)
        (project / "tests/layers/rooms.txt").write_text(table)
        for number in range(10):
            files = {**files, f"shamir/ground/src/filler{number}.cpp": ""}
        for name, text in files.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text)
        return check_includes.main(project)


sees_down = {"formats/age/src/a.cpp": "#include <breakglass/ground/bytes.h>\n"}
assert verdict("ground:\nage: ground\n", sees_down) == 0
assert verdict("ground:\nage:\n", sees_down) == 1
assert verdict("ground:\n", sees_down) == 1
assert verdict("ground: age\nage: ground\n", sees_down) == 1
assert verdict("ground:\nage: ground\n", {**sees_down, "cli/x.cpp": ""}) == 1
assert verdict("ground:\nage: ground\n", {"formats/age/src/a.cpp": "#include <CLI/CLI.hpp>\n"}) == 1

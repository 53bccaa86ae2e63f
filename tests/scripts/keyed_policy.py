#!/usr/bin/env python3
"""keyed_policy.py POLICY FOLDER: prints the policy with an SSH key for every person without one.

The keys are made in FOLDER, named after the person; FOLDER/owner and FOLDER/witness are links to
those of the owner and of the first witness. A policy without a witness gets one: "auditor".
"""
import os
import subprocess
import sys
import tomllib

text = open(sys.argv[1], encoding="utf-8").read()
folder = sys.argv[2]
policy = tomllib.loads(text)
persons = policy["person"]


def key_of(person):
    path = os.path.join(folder, person)
    if not os.path.exists(path):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", path], check=True)
    return " ".join(open(path + ".pub").read().split()[:2])


def link(name, person):
    for ending in ("", ".pub"):
        path = os.path.join(folder, name + ending)
        if not os.path.lexists(path):
            os.symlink(person + ending, path)


lines = []
for line in text.splitlines():
    lines.append(line)
    for person in persons:
        if line.replace(" ", "") == f'id="{person["id"]}"' and "ssh" not in person:
            lines.append(f'ssh = "{key_of(person["id"])}"')
witnesses = [person["id"] for person in persons if "witness" in person["roles"]]
if not witnesses:
    witnesses = ["auditor"]
    lines += ["[[person]]", 'id = "auditor"', 'roles = ["witness"]', f'ssh = "{key_of("auditor")}"']
if os.path.exists(os.path.join(folder, policy["owner"])):
    link("owner", policy["owner"])
if os.path.exists(os.path.join(folder, witnesses[0])):
    link("witness", witnesses[0])
print("\n".join(lines))

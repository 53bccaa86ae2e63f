"""A second implementation of docs/formats/sealed-backup.md, and the maker of its vectors.

    sealed_header.py check VECTOR.json...   computes each vector anew and compares every field
    sealed_header.py make FOLDER            writes the vectors

The vectors in the project were made by this file, not by the tool that is tested against them.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys

import primitives as p

SURFACES = ["database", "object-storage", "archive", "search-index", "disk"]
KINDS = ["full", "incremental", "snapshot", "export"]
TAG_LABEL = b"age-encryption.org/p256tag"


def b64(data):
    return base64.b64encode(data).rstrip(b"=").decode()


def recipient_id(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def seed(dek, nonce, recipient, kind):
    return p.hkdf(dek, nonce + recipient.encode(), b"breakglass/v1/ephemeral/" + kind.encode())


def wrap(dek, nonce, recipient):
    """Stanza line and body for age1... and age1tag1... recipients."""
    prefix, point = p.from_bech32(recipient)
    if prefix == "age":
        scalar = seed(dek, nonce, recipient, "X25519")
        share = p.x25519(scalar, p.BASE)
        key = p.hkdf(p.x25519(scalar, point), share + point, b"age-encryption.org/v1/X25519")
        return f"-> X25519 {b64(share)}\n{b64(p.seal(key, bytes(12), dek))}\n"
    assert prefix == "age1tag"
    enc, body = p.hpke_seal(
        p.p256_decompress(point), TAG_LABEL, dek, seed(dek, nonce, recipient, "p256tag")
    )
    tag = p.hkdf_extract(TAG_LABEL, enc + hashlib.sha256(point).digest()[:4])[:4]
    return f"-> p256tag {b64(tag)} {b64(enc)}\n{b64(body)}\n"


def varint(number):
    out = b""
    while number >= 128:
        out += bytes([number % 128 + 128])
        number //= 128
    return out + bytes([number])


def description_message(d):
    """The Protobuf message, by hand: fields ascending, empty ones left out."""
    out = b""
    for number, value in enumerate(
        [d["label"], SURFACES.index(d["surface"]) + 1, KINDS.index(d["kind"]) + 1, d["source"],
         d["time"]], 1
    ):
        if isinstance(value, str) and value:
            out += varint(number * 8 + 2) + varint(len(value.encode())) + value.encode()
        elif isinstance(value, int) and value:
            out += varint(number * 8) + varint(value)
    return out


def header(dek, nonce, recovery, keks, description):
    message = description_message(description)
    padded = (len(message).to_bytes(2, "big") + message).ljust(1024, b"\0")
    box = p.seal(p.hkdf(dek, nonce, b"breakglass/v1/description"), bytes(12), padded)
    text = f"age-encryption.org/v1\n-> breakglass.description {b64(box)}\n\n"
    text += "-> breakglass.fill " + "0" * (3584 - len(text) - 21) + "\n\n"
    assert len(text) == 3584
    for recipient in [recovery, *keks]:
        text += wrap(dek, nonce, recipient)
    text += "-> breakglass.keys " + " ".join(map(recipient_id, [recovery, *keks])) + "\n\n"
    left = 4096 - 48 - len(text)
    text += "-> breakglass.pad" + (" " + "0" * (left - 20) if left > 19 else "") + "\n\n---"
    mac = hmac.new(p.hkdf(dek, b"", b"header"), text.encode(), hashlib.sha256).digest()
    text += f" {b64(mac)}\n"
    assert len(text) == 4096
    return text.encode()


def compute(v):
    """Everything a vector says, from what it starts with."""
    dek, nonce = bytes.fromhex(v["dek"]), bytes.fromhex(v["nonce"])
    recipients = [v["recovery"], *v["keks"]]
    stored = header(dek, nonce, v["recovery"], v["keks"], v["description"])
    return {
        **{key: v[key] for key in ("comment", "dek", "nonce", "recovery", "keks", "description")},
        "identities": v["identities"],
        "set_id": recipient_id(v["recovery"]),
        "kek_ids": [recipient_id(text) for text in v["keks"]],
        "commitment": p.hkdf(dek, nonce, b"breakglass/v1/commitment").hex(),
        "ephemeral_seeds": [
            seed(dek, nonce, text, "p256tag" if text.startswith("age1tag1") else "X25519").hex()
            for text in recipients
        ],
        "header": stored.hex(),
        "header_sha256": hashlib.sha256(stored).hexdigest(),
    }


def x25519_pair(label):
    secret = hashlib.sha256(b"breakglass test vector " + label.encode()).digest()
    return (
        p.to_bech32("age-secret-key-", secret).upper(),
        p.to_bech32("age", p.x25519(secret, p.BASE)),
    )


def p256_pair(label):
    secret = hashlib.sha256(b"breakglass test vector " + label.encode()).digest()
    point = p.p256_multiply(int.from_bytes(secret, "big"), p.G)
    return secret.hex(), p.to_bech32("age1tag", p.p256_compress(point))


def make(folder):
    recovery, software, other = map(x25519_pair, ("recovery", "kek", "second kek"))
    token, spare = map(p256_pair, ("token", "spare token"))
    plain = {"label": "payroll-db", "surface": "database", "kind": "full",
             "source": "db1.example.net/payroll", "time": 1930190706}
    least = {"label": "a", "surface": "disk", "kind": "export", "source": "", "time": 0}
    wide = {"label": "cadangan gaji \u2014 Jakarta", "surface": "object-storage",
            "kind": "incremental", "source": "s" * 512, "time": 253402300799}
    cases = {
        "one-software-kek": ([software], plain),
        "two-software-keks": ([software, other], least),
        "one-token-kek": ([token], wide),
        "token-and-software-kek": ([token, software], plain),
        "two-token-keks": ([token, spare], plain),
    }
    for name, (keks, description) in cases.items():
        material = hashlib.sha256(b"breakglass test vector " + name.encode()).digest()
        vector = compute({
            "comment": "made by tests/formats/sealed/reference/sealed_header.py",
            "dek": material[:16].hex(),
            "nonce": material[16:].hex(),
            "recovery": recovery[1],
            "keks": [recipient for _, recipient in keks],
            "identities": [recovery[0]] + [secret for secret, _ in keks],
            "description": description,
        })
        text = json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
        (pathlib.Path(folder) / f"{name}.json").write_text(text)


def main(arguments):
    p.self_test()
    if arguments[:1] == ["make"]:
        make(arguments[1])
        return 0
    assert arguments[:1] == ["check"] and arguments[1:], __doc__
    for path in arguments[1:]:
        vector = json.loads(pathlib.Path(path).read_text())
        if compute(vector) != vector:
            print(f"{path}: this implementation computes something else")
            return 1
    print(f"{len(arguments) - 1} vectors agree")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

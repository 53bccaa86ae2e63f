#!/usr/bin/env python3
"""data_key.py KEY-HEX SEALED: prints the file key of an age v1 file in hex, by the X25519 key.

Written from the age specification with nothing of ours in it, so that a search for the data key does not
rest on the program that is searched. The header's MAC says whether it is the right one.
"""
import base64
import hashlib
import hmac
import struct
import sys

P = 2**255 - 19


def x25519(secret, point):
    """RFC 7748, section 5."""
    k = bytearray(secret)
    k[0] &= 248
    k[31] = k[31] & 127 | 64
    k, u = int.from_bytes(k, "little"), int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in reversed(range(255)):
        bit = k >> t & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def hkdf(key, salt, info):
    extracted = hmac.digest(salt or bytes(32), key, hashlib.sha256)
    return hmac.digest(extracted, info + b"\1", hashlib.sha256)


def chacha20_block(key, counter):
    """RFC 8439, 2.3, with a nonce of zeros."""
    start = list(struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<8I", key)) + [counter, 0, 0, 0]
    state = start[:]

    def turn(at, add, by, bits):
        state[at] = (state[at] + state[add]) & 0xFFFFFFFF
        mixed = state[by] ^ state[at]
        state[by] = (mixed << bits | mixed >> 32 - bits) & 0xFFFFFFFF

    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            turn(a, b, d, 16), turn(c, d, b, 12), turn(a, b, d, 8), turn(c, d, b, 7)
    return struct.pack("<16I", *((now + then) & 0xFFFFFFFF for now, then in zip(state, start)))


def unpadded(text):
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def main():
    secret = bytes.fromhex(open(sys.argv[1]).readline().split()[0])
    recipient = x25519(secret, (9).to_bytes(32, "little"))
    content = open(sys.argv[2], "rb").read(65536)
    end = content.index(b"\n---") + 4
    header, mac = content[:end], content[end + 1:].split(b"\n")[0]
    lines = header.split(b"\n")
    for line, body in zip(lines, lines[1:]):
        if not line.startswith(b"-> X25519 "):
            continue
        share = unpadded(line.split(b" ")[2])
        wrap = hkdf(x25519(secret, share), share + recipient, b"age-encryption.org/v1/X25519")
        # the tag is left alone: the MAC of the whole header proves more
        file_key = bytes(x ^ y for x, y in zip(unpadded(body)[:16], chacha20_block(wrap, 1)))
        if hmac.digest(hkdf(file_key, b"", b"header"), header, hashlib.sha256) == unpadded(mac):
            print(file_key.hex())
            return
    sys.exit("no stanza of this file opens with this key")


main()

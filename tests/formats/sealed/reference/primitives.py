"""What the header of a sealed backup is made of, from the standards and Python's hashlib alone.

Slow and not constant-time: for checking vectors, never for a real key.
"""

import hashlib
import hmac

# --- HKDF-SHA256, RFC 5869 -----------------------------------------------------------------------


def hkdf_extract(salt, key):
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def hkdf_expand(prk, info, size=32):
    out, block = b"", b""
    for counter in range(1, 256):
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        out += block
        if len(out) >= size:
            return out[:size]
    raise ValueError("too long")


def hkdf(key, salt, info, size=32):
    return hkdf_expand(hkdf_extract(salt, key), info, size)


# --- X25519, RFC 7748 ----------------------------------------------------------------------------

P25519 = 2**255 - 19
BASE = (9).to_bytes(32, "little")


def x25519(scalar, point):
    k = bytearray(scalar)
    k[0] &= 248
    k[31] = (k[31] & 127) | 64
    k = int.from_bytes(k, "little")
    x1 = int.from_bytes(point, "little") % 2**255 % P25519
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in reversed(range(255)):
        bit = (k >> t) & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P25519, x1 * (da - cb) ** 2 % P25519
        x2, z2 = aa * bb % P25519, e * (aa + 121665 * e) % P25519
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P25519 - 2, P25519) % P25519).to_bytes(32, "little")


# --- ChaCha20-Poly1305, RFC 8439 -----------------------------------------------------------------


def chacha_block(key, counter, nonce):
    words = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    words += [int.from_bytes(key[i : i + 4], "little") for i in range(0, 32, 4)]
    words += [counter] + [int.from_bytes(nonce[i : i + 4], "little") for i in range(0, 12, 4)]
    x = list(words)

    def quarter(a, b, c, d):
        for i, j, k, shift in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[i] = (x[i] + x[j]) & 0xFFFFFFFF
            x[k] ^= x[i]
            x[k] = ((x[k] << shift) | (x[k] >> (32 - shift))) & 0xFFFFFFFF

    for _ in range(10):
        quarter(0, 4, 8, 12), quarter(1, 5, 9, 13), quarter(2, 6, 10, 14), quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15), quarter(1, 6, 11, 12), quarter(2, 7, 8, 13), quarter(3, 4, 9, 14)
    return b"".join(((a + b) & 0xFFFFFFFF).to_bytes(4, "little") for a, b in zip(x, words))


def seal(key, nonce, plaintext, aad=b""):
    stream = b"".join(chacha_block(key, 1 + n, nonce) for n in range(-(-len(plaintext) // 64)))
    text = bytes(a ^ b for a, b in zip(plaintext, stream))
    otk = chacha_block(key, 0, nonce)
    r = int.from_bytes(otk[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    mac_input = aad + bytes(-len(aad) % 16) + text + bytes(-len(text) % 16)
    mac_input += len(aad).to_bytes(8, "little") + len(text).to_bytes(8, "little")
    acc = 0
    for i in range(0, len(mac_input), 16):
        acc = (acc + int.from_bytes(mac_input[i : i + 16] + b"\x01", "little")) * r % (2**130 - 5)
    tag = (acc + int.from_bytes(otk[16:32], "little")) % 2**128
    return text + tag.to_bytes(16, "little")


# --- P-256 (FIPS 186-4) and HPKE base mode (RFC 9180) ---------------------------------------------

P256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def p256_add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0]:
        if (p[1] + q[1]) % P256 == 0:
            return None
        slope = (3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, P256)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P256)
    x = (slope * slope - p[0] - q[0]) % P256
    return x, (slope * (p[0] - x) - p[1]) % P256


def p256_multiply(k, point):
    total = None
    while k:
        if k & 1:
            total = p256_add(total, point)
        point = p256_add(point, point)
        k >>= 1
    return total


def p256_decompress(data):
    x = int.from_bytes(data[1:], "big")
    y = pow(x**3 - 3 * x + B, (P256 + 1) // 4, P256)
    return x, y if y % 2 == data[0] % 2 else P256 - y


def p256_compress(point):
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, "big")


def p256_uncompressed(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


KEM = b"KEM\x00\x10"
SUITE = b"HPKE\x00\x10\x00\x01\x00\x03"


def labelled_extract(suite, salt, label, key):
    return hkdf_extract(salt, b"HPKE-v1" + suite + label + key)


def labelled_expand(suite, prk, label, info, size):
    return hkdf_expand(prk, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)


def hpke_seal(recipient, info, plaintext, seed):
    """Base mode with DHKEM(P-256), HKDF-SHA256, ChaCha20Poly1305; the ephemeral key from seed."""
    prk = labelled_extract(KEM, b"", b"dkp_prk", seed)
    scalar = int.from_bytes(labelled_expand(KEM, prk, b"candidate", b"\x00", 32), "big")
    assert 0 < scalar < ORDER  # otherwise the next candidate; 2^-32
    enc = p256_uncompressed(p256_multiply(scalar, G))
    shared_x = p256_multiply(scalar, recipient)[0].to_bytes(32, "big")
    prk = labelled_extract(KEM, b"", b"eae_prk", shared_x)
    shared = labelled_expand(KEM, prk, b"shared_secret", enc + p256_uncompressed(recipient), 32)
    context = b"\x00" + labelled_extract(SUITE, b"", b"psk_id_hash", b"")
    context += labelled_extract(SUITE, b"", b"info_hash", info)
    secret = labelled_extract(SUITE, shared, b"secret", b"")
    key = labelled_expand(SUITE, secret, b"key", context, 32)
    nonce = labelled_expand(SUITE, secret, b"base_nonce", context, 12)
    return enc, seal(key, nonce, plaintext)


# --- Bech32, BIP-173 -----------------------------------------------------------------------------

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _polymod(values):
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                check ^= term
    return check


def _expand(prefix):
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def to_bech32(prefix, data):
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    number <<= -bits % 5
    bits += -bits % 5
    values = [number >> shift & 31 for shift in reversed(range(0, bits, 5))]
    check = _polymod(_expand(prefix) + values + [0] * 6) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(ALPHABET[v] for v in values)


def from_bech32(text):
    prefix, _, rest = text.rpartition("1")
    values = [ALPHABET.index(c) for c in rest]
    assert _polymod(_expand(prefix) + values) == 1
    values = values[:-6]
    number = 0
    for value in values:
        number = number << 5 | value
    return prefix, (number >> len(values) * 5 % 8).to_bytes(len(values) * 5 // 8, "big")


def self_test():
    """The standards' own examples, so that an agreement with the tool means something."""
    unhex = bytes.fromhex
    # RFC 7748, 5.2: the first iteration
    k = u = BASE
    k, u = x25519(k, u), k
    assert k.hex() == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"
    # RFC 8439, 2.8.2
    sunscreen = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        b"future, sunscreen would be it."
    )
    sealed = seal(
        bytes(range(0x80, 0xA0)),
        unhex("070000004041424344454647"),
        sunscreen,
        unhex("50515253c0c1c2c3c4c5c6c7"),
    )
    assert sealed[-16:].hex() == "1ae10b594f09e26a7e902ecbd0600691"
    # RFC 5869, A.3
    assert hkdf(b"\x0b" * 22, b"", b"", 42).hex().startswith("8da4e775a563c18f715f802a063c5a31")
    # BIP-173
    assert from_bech32("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw")[0] == "abcdef"
    # RFC 9180, A.3.1: the ephemeral key pair from its seed (the KEM of that suite is ours)
    seed = unhex("4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e")
    prk = labelled_extract(KEM, b"", b"dkp_prk", seed)
    scalar = labelled_expand(KEM, prk, b"candidate", b"\x00", 32)
    assert scalar.hex() == "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb"
    point = p256_uncompressed(p256_multiply(int.from_bytes(scalar, "big"), G))
    assert point.hex().startswith("04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b32")

"""Turns a rejoined recovery key (64 hex digits on standard input) into an age identity.
   any-slip39-tool ... | python3 hex_to_age_identity.py > key.txt ; age -d -i key.txt backup.age"""
import sys

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # Bech32, BIP 173


def checksum(values):
    state = 1
    for value in values:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= part if top >> bit & 1 else 0
    return state


key = bytes.fromhex(sys.stdin.read().strip())
if len(key) != 32:
    sys.exit("expected 64 hex digits: the master secret of the shares")
name = "age-secret-key-"
spread = [ord(letter) >> 5 for letter in name] + [0] + [ord(letter) & 31 for letter in name]
number = int.from_bytes(key, "big") << 4  # 256 bits and 4 of padding are 52 letters of 5 bits
values = [number >> 5 * place & 31 for place in range(51, -1, -1)]
check = checksum(spread + values + [0] * 6) ^ 1
values += [check >> 5 * place & 31 for place in range(5, -1, -1)]
print((name + "1" + "".join(LETTERS[value] for value in values)).upper())

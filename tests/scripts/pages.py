#!/usr/bin/env python3
"""pages.py OUTPUT PAGE...: pages made of pictures, as a scanner or a phone would hand them over.

OUTPUT ends in .png (one page) or .pdf (any number). PAGE is "blank", or PNG files joined by "+" that stand
side by side; "@180" behind a file turns it upside down. No library: PNG and PDF are written here.
"""
import struct
import sys
import zlib


def grey_of(path):
    data = open(path, "rb").read()
    place, packed = 8, b""
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        place += 12 + size
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    assert depth in (1, 8) and (depth == 8 or channels == 1), (depth, colour)
    stride = (width * channels * depth + 7) // 8
    raw, rows, before = zlib.decompress(packed), [], bytes(stride)
    for y in range(height):
        line = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        kind, step = raw[y * (stride + 1)], max(1, channels * depth // 8)
        for x in range(stride):
            left = line[x - step] if x >= step else 0
            up, corner = before[x], before[x - step] if x >= step else 0
            guess = left + up - corner
            paeth = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            line[x] = (line[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        before = bytes(line)
        if depth == 1:
            rows.append(bytes(255 * (before[x // 8] >> (7 - x % 8) & 1) for x in range(width)))
        else:
            rows.append(before[::channels])
    return rows


def page_of(description):
    if description == "blank":
        return [bytes([255]) * 300] * 300
    parts = []
    for name in description.split("+"):
        rows = grey_of(name.removesuffix("@180"))
        parts.append([row[::-1] for row in reversed(rows)] if name.endswith("@180") else rows)
    height = max(len(rows) for rows in parts)
    for rows in parts:
        rows.extend([bytes([255]) * len(rows[0])] * (height - len(rows)))
    return [b"".join(rows[y] for rows in parts) for y in range(height)]


def png(rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b""))


def pdf(pages):
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for rows in pages:
        width, height, number = len(rows[0]), len(rows), len(objects) + 1
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
                       % (width, height, number + 1, number + 2))
        draw = b"%d 0 0 %d 0 0 cm /I Do" % (width, height)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw))
        image = zlib.compress(b"".join(rows))
        objects.append(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
                       b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (width, height, len(image), image))
    kids = b" ".join(b"%d 0 R" % number for number in range(3, len(objects) + 1, 3))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, table, len(objects) + 1, len(out)))


output, pages = sys.argv[1], [page_of(page) for page in sys.argv[2:]]
open(output, "wb").write(png(pages[0]) if output.endswith(".png") else pdf(pages))

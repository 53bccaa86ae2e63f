#!/usr/bin/env python3
"""damage.py PAGE FOLDER DAMAGE...: what a life in the drawer does to a printed card.

Writes FOLDER/DAMAGE.png for each DAMAGE: the picture PAGE with that done to it; two joined by "+" are
done one after the other. "damage.py list single|pairs" prints the names.

Everything is the same on each run: nothing is drawn by chance.
"""
import io
import sys

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WHITE, BLACK = 255, 0


def place_of_code(page):
    """The code's box: the largest part of the page that is half black."""
    block = max(4, page.size[0] // 60)   # 3.5 mm, less than the white around the code
    rough = page.reduce(block)
    width, height = rough.size
    light = rough.load()
    left = {(x, y) for x in range(width) for y in range(height) if light[x, y] < 170}
    largest = []
    while left:
        part, edge = [], [left.pop()]
        while edge:
            x, y = edge.pop()
            part.append((x, y))
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
        largest = max(largest, part, key=len)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    corner = (max(0, min(xs) * block - block // 2), max(0, min(ys) * block - block // 2))
    around = page.crop(corner + ((max(xs) + 1) * block + block // 2, (max(ys) + 1) * block + block // 2))
    box = around.point(lambda value: 255 if value < 128 else 0).getbbox()
    return [value + corner[at % 2] for at, value in enumerate(box)]


class Picture:
    def __init__(self, image, code):
        self.image = image
        self.code = code

    @property
    def side(self):
        return min(self.code[2] - self.code[0], self.code[3] - self.code[1])

    @property
    def middle(self):
        return (self.code[0] + self.code[2]) / 2, (self.code[1] + self.code[3]) / 2


def turned(angle):
    """As a page lies askew on the glass; the sheet behind it is white."""
    def turn(picture):
        return picture.image.rotate(angle, Image.BICUBIC, expand=True, fillcolor=WHITE)
    return turn


def blurred(radius):
    return lambda picture: picture.image.filter(ImageFilter.GaussianBlur(radius))


def shifted(by):
    """Half a pixel is the worst case: every edge becomes grey."""
    def shift(picture):
        return picture.image.transform(picture.image.size, Image.AFFINE, (1, 0, -by, 0, 1, -by), Image.BICUBIC,
                                       fillcolor=WHITE)
    return shift


def folded(across):
    """A crease through the middle of the code: toner is lost over 0.6 % of its side (0.4 mm of 70), and a shadow beside."""
    def fold(picture):
        image, draw = picture.image.copy(), None
        draw = ImageDraw.Draw(image)
        crack = max(2, round(picture.side * 0.006))
        x, y = (round(value) for value in picture.middle)
        width, height = image.size
        if across:
            draw.rectangle((0, y, width, y + crack - 1), fill=WHITE)
            draw.rectangle((0, y + crack, width, y + crack + crack // 2), fill=110)
        else:
            draw.rectangle((x, 0, x + crack - 1, height), fill=WHITE)
            draw.rectangle((x + crack, 0, x + crack + crack // 2, height), fill=110)
        return image
    return fold


def stained(place, ink):
    """A round stain over 10 % of the code: "tea" darkens, "ink" hides all, "bleach" takes the print away."""
    def stain(picture):
        radius = (0.10 * picture.side ** 2 / 3.14159) ** 0.5
        x, y = {
            "middle": picture.middle,
            "edge": (picture.middle[0], picture.code[1] + radius),
            "corner": (picture.code[2] - radius, picture.code[3] - radius),
            # over one of the three squares by which a reader finds the code
            "finder": (picture.code[0] + picture.side * 0.05, picture.code[1] + picture.side * 0.05),
        }[place]
        drop = Image.new("L", picture.image.size, WHITE)
        ImageDraw.Draw(drop).ellipse((x - radius, y - radius, x + radius, y + radius), fill=BLACK)
        if ink == "tea":
            veil = drop.filter(ImageFilter.GaussianBlur(2)).point(lambda value: 150 + value * 105 // 255)
            return ImageChops.multiply(picture.image, veil)
        if ink == "ink":
            return ImageChops.multiply(picture.image, drop)
        return ImageChops.lighter(picture.image, ImageChops.invert(drop))
    return stain


def as_jpeg(quality):
    def squeeze(picture):
        packed = io.BytesIO()
        picture.image.save(packed, "JPEG", quality=quality)
        return Image.open(packed).convert("L")
    return squeeze


def coefficients(corners, size):
    """Of the projection that carries the picture's corners to these places (8 equations, Gauss)."""
    width, height = size
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height))):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(8):
            if row != at:
                rows[row] = [a - rows[row][at] * b for a, b in zip(rows[row], rows[at])]
    return [row[8] for row in rows]


def photographed(picture):
    """From above and the left, by hand: the far edge is 12 % shorter, the page leans, one side is in the shade."""
    width, height = picture.image.size
    corners = ((width * 0.08, height * 0.05), (width * 0.95, height * 0.02), (width * 0.99, height * 0.97),
               (width * 0.01, height * 0.93))
    table = 90
    image = picture.image.transform(picture.image.size, Image.PERSPECTIVE, coefficients(corners, picture.image.size),
                                    Image.BICUBIC, fillcolor=table)
    shade = Image.linear_gradient("L").rotate(90).resize(image.size).point(lambda value: 150 + value * 105 // 255)
    return ImageChops.multiply(image, shade)


DAMAGES = {
    "clean": lambda picture: picture.image,
    "rotate-1": turned(1),
    "rotate-3": turned(3),
    "rotate-90": turned(90),
    "rotate-180": turned(180),
    "blur-1": blurred(1),
    "blur-2": blurred(2),
    "blur-3": blurred(3),
    "shift-1": shifted(1),
    "shift-half": shifted(0.5),
    "fold-across": folded(True),
    "fold-down": folded(False),
    "stain-tea": stained("middle", "tea"),
    "stain-ink": stained("middle", "ink"),
    "stain-bleach": stained("middle", "bleach"),
    "stain-edge": stained("edge", "ink"),
    "stain-corner": stained("corner", "ink"),
    "stain-finder": stained("finder", "ink"),
    "jpeg-60": as_jpeg(60),
    "phone": photographed,
}
# first what happens to the paper, then what the camera does to it
IN_PAIRS = ("fold-across", "stain-ink", "rotate-3", "phone", "blur-2", "jpeg-60")


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "list":
        names = list(DAMAGES)
        if arguments[1] == "pairs":
            names = [f"{a}+{b}" for at, a in enumerate(IN_PAIRS) for b in IN_PAIRS[at + 1:]]
        print(*names)
        return
    page, folder, names = Image.open(arguments[0]).convert("L"), arguments[1], arguments[2:]
    code = place_of_code(page)
    for name in names:
        image = page
        for damage in name.split("+"):
            image = DAMAGES[damage](Picture(image, code))
        image.save(f"{folder}/{name}.png", compress_level=1)


main()

# SPDX-License-Identifier: Apache-2.0
"""The labelled set of the local engine: pictures from Debian packages, pages of their PDFs, and what is drawn here."""

import gzip
import pathlib
import random
import subprocess

import qrcodegen
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ("opencv-doc", "python3-skimage", "python-matplotlib-data", "kphotoalbum", "python-kivy-examples",
            "lomiri-wallpapers", "lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "mate-backgrounds", "desktop-base",
            "plasma-workspace-data", "python3-sklearn", "debian-policy")
FONTS = "/usr/share/fonts/truetype/dejavu/"
WORDS = ("winter summer house garden price order table light paper market window street number letter river morning "
         "account report travel service station coffee bread music picture engine harbour evening mountain").split()
SIDE = 1024


def shipped():
    """(package/path, labels) of each picture that somebody has looked at."""
    for line in (HERE / "shipped.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, labels = line.split("\t")
            yield name, labels.split()


def fetch(folder):
    """Unpacks the packages below folder/packages, each once; some 250 MB come from Debian's mirror."""
    for package in PACKAGES:
        target = folder / "packages" / package
        if target.exists():
            continue
        scratch = folder / "download"
        scratch.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", package], cwd=scratch, check=True, stderr=subprocess.DEVNULL)
        archive = next(scratch.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, folder / "unpacked"], check=True)
        (folder / "packages").mkdir(exist_ok=True)
        (folder / "unpacked").rename(target)
        archive.unlink()


class Pen:
    """Draws the set; the same seed draws the same pictures."""

    def __init__(self, folder, photos):
        self.folder, self.photos, self.chance, self.drawn = folder, photos, random.Random(7), []
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, name, picture, labels):
        jpeg = picture.mode == "RGB" and self.chance.random() < 0.5
        path = self.folder / (name + (".jpg" if jpeg else ".png"))
        picture.save(path, **({"quality": self.chance.randint(60, 92)} if jpeg else {}))
        self.drawn.append((str(path), labels))

    def font(self, size, name="DejaVuSans"):
        return ImageFont.truetype(f"{FONTS}{name}.ttf", size)

    def sentence(self, words):
        return " ".join(self.chance.choice(WORDS) for _ in range(words)).capitalize()

    def colour(self, low=0, high=255):
        return tuple(self.chance.randint(low, high) for _ in range(3))

    def photo(self, low=0):
        picture = Image.open(self.chance.choice(self.photos))
        picture.draft("RGB", (SIDE, SIDE))  # a JPEG of many megapixels is decoded small
        picture = picture.convert("RGB")
        picture.thumbnail((SIDE, SIDE))
        return picture if min(picture.size) >= low else picture.resize((low * 2, low * 2))

    def documents(self, count):
        for i in range(count):
            ink = self.chance.choice([(0, 0, 0), (40, 40, 40), (20, 20, 80)])
            paper = self.chance.choice([(255, 255, 255), (252, 250, 244), (240, 240, 236)])
            page = Image.new("RGB", (827, 1169), paper)
            pen, y = ImageDraw.Draw(page), 80
            size = self.chance.randint(15, 22)
            face = self.chance.choice(["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"])
            pen.text((80, y), self.sentence(4), ink, self.font(size * 2, "DejaVuSans-Bold"))
            y += size * 4
            while y < self.chance.randint(700, 1050):
                for _ in range(self.chance.randint(2, 7)):
                    pen.text((80, y), self.sentence(680 // (size * 5)), ink, self.font(size, face))
                    y += int(size * 1.5)
                y += size
            if self.chance.random() < 0.3:
                page = page.rotate(self.chance.uniform(-2, 2), fillcolor=paper).filter(ImageFilter.GaussianBlur(0.6))
            self.keep(f"document{i}", page, ["document", "text", "?greyscale"])

    def screenshots(self, count):
        for i in range(count):
            dark = self.chance.random() < 0.3
            back, face, ink = ((35, 38, 41), (49, 54, 59), (230, 230, 230)) if dark else \
                (self.colour(200, 245), (250, 250, 250), (30, 30, 30))
            screen = Image.new("RGB", (1024, 680), back)
            pen, font = ImageDraw.Draw(screen), self.font(self.chance.randint(13, 17))
            pen.rectangle((0, 0, 1024, 34), self.colour(40, 160))
            pen.text((12, 8), self.sentence(3), (255, 255, 255), font)
            for row in range(self.chance.randint(6, 16)):
                pen.text((16, 60 + 36 * row), self.sentence(2), ink, font)
            pen.rectangle((220, 50, 1008, 664), face, self.colour(120, 180))
            for row in range(self.chance.randint(4, 12)):
                y = 70 + 46 * row
                pen.text((240, y + 6), self.sentence(3), ink, font)
                pen.rectangle((560, y, 960, y + 30), face, (150, 150, 150))
                pen.text((570, y + 6), self.sentence(2), ink, font)
            self.keep(f"screenshot{i}", screen, ["screenshot", "text"])

    def logos(self, count):
        for i in range(count):
            logo = Image.new("RGBA", (480, 480 if i % 2 else 240), (0, 0, 0, 0))
            pen, colour = ImageDraw.Draw(logo), self.colour(0, 200)
            pen.ellipse((20, 20, 200, 200), colour + (255,))
            pen.polygon([(60, 160), (110, 50), (160, 160)], (0, 0, 0, 0) if i % 3 else self.colour() + (255,))
            labels = ["logo"]
            if i % 4:
                pen.text((215, 70), self.chance.choice(WORDS).upper(), colour + (255,), self.font(44, "DejaVuSans-Bold"))
                labels.append("text")
            self.keep(f"logo{i}", logo, labels)

    def illustrations(self, count):
        for i in range(count):
            picture = Image.new("RGB", (800, 600), self.colour())
            pen = ImageDraw.Draw(picture)
            for _ in range(self.chance.randint(4, 25)):
                x, y = self.chance.randint(-50, 750), self.chance.randint(-50, 550)
                box = (x, y, x + self.chance.randint(30, 300), y + self.chance.randint(30, 300))
                shape = self.chance.choice([pen.ellipse, pen.rectangle, pen.pieslice])
                shape(box, *((0, self.chance.randint(60, 300)) if shape == pen.pieslice else ()), fill=self.colour())
            self.keep(f"illustration{i}", picture, ["illustration"])

    def codes(self, count):
        for i in range(count):
            text = self.sentence(self.chance.randint(2, 8))
            code = qrcodegen.QrCode.encode_text(text, qrcodegen.QrCode.Ecc.MEDIUM)
            scale, size = self.chance.randint(4, 8), code.get_size()
            mark = Image.new("RGB", ((size + 8) * scale,) * 2, "white")
            pen = ImageDraw.Draw(mark)
            for y in range(size):
                for x in range(size):
                    if code.get_module(x, y):
                        pen.rectangle(((x + 4) * scale, (y + 4) * scale, (x + 5) * scale - 1, (y + 5) * scale - 1), "black")
            self.place(f"qr{i}", mark, "qr")

    def barcodes(self, count):
        for i in range(count):
            bars = ean_13(self.chance) if i % 2 else code_128(self.sentence(2)[:self.chance.randint(4, 12)])
            scale, height = self.chance.choice([2, 3, 4]), self.chance.randint(60, 160)
            mark = Image.new("RGB", ((len(bars) + 24) * scale, height + 24), "white")
            pen = ImageDraw.Draw(mark)
            for x, bar in enumerate(bars):
                if bar == "1":
                    pen.rectangle(((x + 12) * scale, 12, (x + 13) * scale - 1, 12 + height), "black")
            self.place(f"barcode{i}", mark, "barcode")

    def place(self, name, mark, label):
        """The mark alone, or turned on a photograph, or blurred and dim."""
        way = self.chance.randrange(3)
        labels = ["?kind", label, "?text", "?greyscale"]
        if way == 0:
            self.keep(name, mark, labels)
            return
        photo = self.photo(mark.width + 40 if mark.width < 700 else mark.width + 10)
        photo = photo.resize((max(photo.width, mark.width + 20), max(photo.height, mark.height + 20)))
        turned = mark.convert("RGBA").rotate(self.chance.choice([0, 0, 90, 180, self.chance.uniform(-4, 4)]), expand=True)
        turned.thumbnail(photo.size)
        photo.paste(turned, (self.chance.randint(0, photo.width - turned.width),
                             self.chance.randint(0, photo.height - turned.height)), turned)
        if way == 2:
            photo = ImageEnhance.Brightness(photo.filter(ImageFilter.GaussianBlur(0.8))).enhance(0.8)
        self.keep(name, photo, labels + ["?face", "?person", "?night"])

    def of_photos(self, count):
        """What photographs become: grey, very wide, night."""
        for i in range(count):
            photo = self.photo()
            unknown = ["?face", "?person", "?text"]
            self.keep(f"grey{i}", photo.convert("L").convert("RGB"), ["photo", "greyscale", "?night"] + unknown)
            strip = int(photo.width / self.chance.uniform(2.1, 3.5))
            top = (photo.height - strip) // 2
            self.keep(f"wide{i}", photo.crop((0, max(top, 0), photo.width, max(top, 0) + strip)),
                      ["photo", "panorama", "?greyscale", "?night"] + unknown)
            night = ImageEnhance.Color(ImageEnhance.Brightness(photo).enhance(0.17)).enhance(0.7)
            pen = ImageDraw.Draw(night)
            for _ in range(self.chance.randint(5, 40)):
                x, y, r = self.chance.randrange(photo.width), self.chance.randrange(photo.height), self.chance.randint(1, 6)
                pen.ellipse((x - r, y - r, x + r, y + r), (255, self.chance.randint(200, 250), self.chance.randint(120, 220)))
            self.keep(f"night{i}", night.filter(ImageFilter.GaussianBlur(0.7)), ["photo", "night", "?greyscale"] + unknown)

    def captions(self, count):
        for i in range(count):
            photo = self.photo(300)
            size = self.chance.randint(photo.width // 24, photo.width // 12)
            ImageDraw.Draw(photo).text((20, self.chance.randint(0, photo.height - 2 * size)), self.sentence(4),
                                       self.chance.choice(["white", "black", "yellow"]), self.font(size, "DejaVuSans-Bold"),
                                       stroke_width=size // 14, stroke_fill=self.chance.choice(["black", "navy", "white"]))
            self.keep(f"caption{i}", photo, ["photo", "text", "?face", "?person", "?greyscale", "?night"])


def ean_13(chance):
    digits = [chance.randrange(10) for _ in range(12)]
    digits.append(-sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10)
    left = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
    right = ["".join("10"[int(bit)] for bit in code) for code in left]
    sets = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"][digits[0]]
    body = "".join(left[d] if s == "L" else right[d][::-1] for d, s in zip(digits[1:7], sets))
    return "101" + body + "01010" + "".join(right[d] for d in digits[7:]) + "101"


def code_128(text):
    widths = [line for line in (HERE / "code_128.txt").read_text(encoding="utf-8").split() if line.isdigit()]
    values = [104] + [ord(c) - 32 for c in text]
    values.append((values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103)
    stripes = "".join(widths[v] for v in values) + "2331112"
    return "".join("10"[i % 2] * int(w) for i, w in enumerate(stripes))


def pages(folder):
    """Pages of the policy's and the file system standard's PDF, as pictures."""
    target = folder / "pages"
    if not target.exists():
        target.mkdir(parents=True)
        for name in ("policy.pdf", "fhs/fhs-3.0.pdf"):
            archive = folder / "packages/debian-policy/usr/share/doc/debian-policy" / (name + ".gz")
            plain = target / "document.pdf"
            plain.write_bytes(gzip.decompress(archive.read_bytes()))
            subprocess.run(["pdftoppm", "-png", "-r", "90", "-f", "5", "-l", "24", plain,
                            target / pathlib.Path(name).stem], check=True)
            plain.unlink()
    return [(str(path), ["document", "text", "?greyscale"]) for path in sorted(target.glob("*.png"))]


def whole_set(folder):
    """(path, labels) of every picture."""
    fetch(folder)
    found = [(str(folder / "packages" / name), labels) for name, labels in shipped()]
    photos = [path for path, labels in found if labels[0] == "photo" and len(labels) == 1 and "mate" not in path]
    pen = Pen(folder / "drawn", sorted(photos))
    for draw, count in ((pen.documents, 30), (pen.screenshots, 30), (pen.logos, 30), (pen.illustrations, 30), (pen.codes, 40),
                        (pen.barcodes, 40), (pen.of_photos, 24), (pen.captions, 30)):
        draw(count)
    return found + pages(folder) + pen.drawn

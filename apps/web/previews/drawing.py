"""Draws a preview as a PNG of 1200 × 630: words on paper, with marks whose shapes say the same as their colours."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final, Literal, TypeAlias

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from apps.findings.choices import Sentiment

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 72
ROOM: Final = WIDTH - 2 * MARGIN
FOOT: Final = 84
CUT: Final = "…"

PAPER, INK, QUIET, ACCENT, ON_ACCENT = "#fbf9f4", "#1a1c20", "#5a5d64", "#123c4a", "#fbf9f4"
WARNING, ON_WARNING = "#fff1d6", "#6b3a00"
TONES: Final = {
    Sentiment.POSITIVE: "#0a6158",
    Sentiment.NEGATIVE: "#a33410",
    Sentiment.MIXED: "#6b3fa0",
    Sentiment.NEUTRAL: "#5a5d64",
}
Weight: TypeAlias = Literal["Medium", "Bold"]
# Inter, under the SIL Open Font License, comes with the skin of the admin: a fresh machine needs no font of its own.
FONTS: Final = "unfold/fonts/inter/Inter-{}.woff2"
# Sizes of the main words, largest first: the largest in which they fit is taken.
SIZES: Final = (64, 56, 48, 42, 36, 32)
LEADING: Final = 1.28


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture says. `warning` stands above everything; `marks` are words with the shape of a sentiment."""

    kicker: str
    words: str
    lines: tuple[str, ...] = ()
    marks: tuple[tuple[Sentiment, str], ...] = ()
    warning: str = ""


def draw(preview: Preview) -> bytes:
    """The PNG, in a palette of few colours, so that it weighs little."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    top = _head(canvas, preview)
    bottom = HEIGHT - FOOT - 28 - _foot_lines(canvas, preview)
    if preview.marks:
        bottom -= 56
        _marks(canvas, preview.marks, bottom + 4)
    _words(canvas, preview.words, top, bottom)
    _frame(canvas)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    path = finders.find(FONTS.format(weight))
    if not isinstance(path, str):
        raise FileNotFoundError(FONTS.format(weight))
    return ImageFont.truetype(path, size)


def _head(canvas: ImageDraw.ImageDraw, preview: Preview) -> int:
    """The warning and the line above the words; where the words may begin."""
    top = 0
    if preview.warning:
        canvas.rectangle((0, 0, WIDTH, 76), fill=WARNING)
        canvas.text((MARGIN, 22), _cut(preview.warning, "Bold", 28), font=_font("Bold", 28), fill=ON_WARNING)
        top = 76
    canvas.text((MARGIN, top + 44), _cut(preview.kicker, "Medium", 30), font=_font("Medium", 30), fill=QUIET)
    return top + 104


def _words(canvas: ImageDraw.ImageDraw, words: str, top: int, bottom: int) -> None:
    for size in SIZES:
        step, room = round(size * LEADING), bottom - top
        lines = _wrapped(words, "Bold", size)
        if len(lines) * step <= room or size == SIZES[-1]:
            break
    most = max(1, room // step)
    if len(lines) <= most:
        lines = _balanced(words, "Bold", size, len(lines))
    else:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {CUT}", "Bold", size, always=True)]
    for number, line in enumerate(lines):
        canvas.text((MARGIN, top + number * step), line, font=_font("Bold", size), fill=INK)


def _foot_lines(canvas: ImageDraw.ImageDraw, preview: Preview) -> int:
    """The quiet lines above the foot; how much room they take."""
    step = 40
    for number, line in enumerate(preview.lines):
        place = HEIGHT - FOOT - 24 - step * (len(preview.lines) - number)
        canvas.text((MARGIN, place), _cut(line, "Medium", 28), font=_font("Medium", 28), fill=QUIET)
    return step * len(preview.lines)


def _marks(canvas: ImageDraw.ImageDraw, marks: tuple[tuple[Sentiment, str], ...], top: int) -> None:
    left = float(MARGIN)
    for tone, word in marks:
        _shape(canvas, tone, left, top)
        font = _font("Bold", 30)
        canvas.text((left + 46, top - 2), word, font=font, fill=TONES[tone])
        left += 46 + font.getlength(word) + 40


def _shape(canvas: ImageDraw.ImageDraw, tone: Sentiment, x: float, y: float) -> None:
    """The same shapes as on the pages: a disc with a plus, a lozenge with a minus, a half square, a ring."""
    side, colour = 34, TONES[tone]
    middle = (x + side / 2, y + side / 2)
    match tone:
        case Sentiment.POSITIVE:
            canvas.ellipse((x, y, x + side, y + side), fill=colour)
            canvas.line((middle[0], y + 9, middle[0], y + side - 9), fill=PAPER, width=4)
            canvas.line((x + 9, middle[1], x + side - 9, middle[1]), fill=PAPER, width=4)
        case Sentiment.NEGATIVE:
            canvas.polygon([(middle[0], y), (x + side, middle[1]), (middle[0], y + side), (x, middle[1])], fill=colour)
            canvas.line((x + 10, middle[1], x + side - 10, middle[1]), fill=PAPER, width=4)
        case Sentiment.MIXED:
            canvas.rectangle((x + 2, y + 2, x + side - 2, y + side - 2), outline=colour, width=4)
            canvas.polygon([(x + 2, y + 2), (x + side - 2, y + 2), (x + 2, y + side - 2)], fill=colour)
        case Sentiment.NEUTRAL:
            canvas.ellipse((x + 3, y + 3, x + side - 3, y + side - 3), outline=colour, width=4)


def _frame(canvas: ImageDraw.ImageDraw) -> None:
    """The foot with the name of the site and its sign: a sheet with a tick."""
    top = HEIGHT - FOOT
    canvas.rectangle((0, top, WIDTH, HEIGHT), fill=ACCENT)
    x, y = MARGIN, top + 24
    canvas.line([(x, y), (x + 40, y), (x + 40, y + 26), (x + 16, y + 26), (x + 6, y + 36), (x + 6, y + 26),
                 (x, y + 26), (x, y)], fill=ON_ACCENT, width=4, joint="curve")  # fmt: skip
    canvas.line([(x + 11, y + 13), (x + 18, y + 20), (x + 30, y + 7)], fill=ON_ACCENT, width=4, joint="curve")
    canvas.text((x + 58, top + 21), "Electionwatch", font=_font("Bold", 32), fill=ON_ACCENT)


def _balanced(text: str, weight: Weight, size: int, number: int) -> list[str]:
    """As many lines, but of like length, so that no word stands alone in the last."""
    lines, room = _wrapped(text, weight, size), ROOM
    while room > ROOM // 2 and len(narrower := _wrapped(text, weight, size, room=room)) == number:
        lines, room = narrower, room - 24
    return lines


def _wrapped(text: str, weight: Weight, size: int, *, room: int = ROOM) -> list[str]:
    """Lines that are not wider than the picture; a word that is, is cut."""
    font = _font(weight, size)
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(_cut(word, weight, size))
    return lines


def _cut(text: str, weight: Weight, size: int, *, always: bool = False) -> str:
    """One line, shortened at its end where it is too wide; `always` where it is to end with the sign of a cut."""
    font, room = _font(weight, size), ROOM
    shown = text.removesuffix(CUT).rstrip() if always else text
    end = CUT if always else ""
    while font.getlength(shown + end) > room and shown:
        shown, end = shown[:-1].rstrip(), CUT
    return shown + end

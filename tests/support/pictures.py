"""Our drawings as a browser would show them."""

import re

from PIL import Image, ImageDraw

SCALE = 3


def picture_of_svg(svg: str) -> Image.Image:
    """Draw one of our SVGs as a browser would."""
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    width, height = (int(number) * SCALE for number in size.groups())
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    for run in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-", svg):
        x, y, wide, high = (int(number) * SCALE for number in run)
        pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=0)
    return image

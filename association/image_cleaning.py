"""Uploaded pictures are drawn anew: upright, not too big, and without what cameras
write into them (place, time, device, name).

Colours are turned into sRGB first, since the profile goes, too. A moving picture keeps
its frames and its size.
"""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2560  # pixels: sharp on a wide screen, and no more
QUALITY = {"JPEG": 88, "WEBP": 88, "AVIF": 80}
PLAIN = {"RGB", "RGBA", "L", "LA"}


def clean(content: File[bytes]) -> ContentFile[bytes]:
    """The picture alone, in the format it came in (several in one file: the first)."""
    content.seek(0)
    with Image.open(content) as opened:
        kind = "JPEG" if opened.format == "MPO" else str(opened.format)
        if getattr(opened, "is_animated", False) and kind in {"GIF", "WEBP"}:
            return ContentFile(_moving(opened, kind))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return ContentFile(_encoded(_bare(_in_srgb(upright), kind), kind))


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a profile that nobody can read
        return picture
    return turned or picture


def _bare(picture: Image.Image, kind: str) -> Image.Image:
    """The same points in a picture that knows nothing else."""
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode not in PLAIN:
        picture = picture.convert("RGB")
    if kind == "JPEG" and picture.mode in {"RGBA", "LA"}:
        picture = picture.convert("RGB")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _encoded(picture: Image.Image, kind: str) -> bytes:
    output = BytesIO()
    options: dict[str, object] = {"optimize": True} if kind in {"JPEG", "PNG"} else {}
    if kind in QUALITY:
        options["quality"] = QUALITY[kind]
    picture.save(output, kind, **options)
    return output.getvalue()


def _moving(picture: Image.Image, kind: str) -> bytes:
    frames, lengths = [], []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        frames.append(_bare(picture.convert("RGBA"), kind))
        lengths.append(picture.info.get("duration", 100))
    output = BytesIO()
    frames[0].save(
        output,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=lengths,
        loop=picture.info.get("loop", 0),
    )
    return output.getvalue()

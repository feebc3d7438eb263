"""Pictures are stored without what cameras write into them."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, PngImagePlugin

from association.image_cleaning import LONGEST_SIDE, clean
from association.models import SiteImage
from tests.support.accounts import make_user

ORIENTATION, GPS, MODEL = 0x0112, 0x8825, 0x0110
SECRET = b"Kotikatu 7"


def picture(
    kind: str, size: tuple[int, int] = (60, 40), **options: object
) -> ContentFile:
    output = BytesIO()
    Image.new("RGB", size, "#336677").save(output, kind, **options)
    return ContentFile(output.getvalue(), name=f"kuva.{kind.lower()}")


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MODEL] = SECRET.decode()
    data.get_ifd(GPS)[2] = (62.0, 53.0, 30.0)
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_device_are_gone(kind):
    content = picture(kind, exif=exif())
    assert SECRET in content.read()

    cleaned = clean(content)

    assert SECRET not in cleaned.read()
    with Image.open(cleaned) as opened:
        assert opened.format == kind
        assert not dict(opened.getexif())


def test_texts_inside_a_png_are_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())

    assert SECRET not in clean(picture("PNG", pnginfo=texts)).read()


def test_a_picture_taken_sideways_stands_upright():
    with Image.open(clean(picture("JPEG", exif=exif(orientation=6)))) as opened:
        assert opened.size == (40, 60)


def test_a_huge_picture_is_made_smaller():
    with Image.open(clean(picture("JPEG", size=(4000, 1000)))) as opened:
        assert opened.size == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_its_colour_profile_is_used_up():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    with Image.open(clean(picture("JPEG", icc_profile=profile))) as opened:
        assert "icc_profile" not in opened.info


def test_a_profile_nobody_can_read_does_no_harm():
    with Image.open(clean(picture("PNG", icc_profile=b"rubbish"))) as opened:
        assert opened.size == (60, 40)


def test_what_is_see_through_stays_so():
    output = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(output, "PNG")

    with Image.open(clean(ContentFile(output.getvalue()))) as opened:
        assert opened.mode == "RGBA"


def test_a_moving_picture_keeps_moving():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    output = BytesIO()
    frames[0].save(
        output, "GIF", save_all=True, append_images=frames[1:], comment=SECRET
    )

    cleaned = clean(ContentFile(output.getvalue()))

    assert SECRET not in cleaned.read()
    with Image.open(cleaned) as opened:
        assert opened.n_frames == 2


@pytest.mark.django_db
def test_what_an_editor_uploads_is_stored_clean(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("elli@esimerkki.example", "editor"))
    content = picture("JPEG", size=(300, 200), exif=exif(orientation=6))

    client.post(
        "/admin/images/add/", {"title": "Ranta", "file": content, "collection": 1}
    )

    image = SiteImage.objects.get()
    with image.file.open() as stored:
        content_now = stored.read()
    assert SECRET not in content_now
    assert (image.width, image.height) == (200, 300)
    assert image.file_size == len(content_now)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kuva.jpg", b"this is no picture"),
        ("kuva.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("kuva.exe", b"MZ"),
        ("kuva.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(client, settings, name, content):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("elli@esimerkki.example", "editor"))

    response = client.post(
        "/admin/images/add/",
        {"title": "Ranta", "file": ContentFile(content, name=name), "collection": 1},
    )

    assert response.status_code == 200
    assert not SiteImage.objects.exists()

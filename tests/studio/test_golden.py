"""The look of the designs that ship, against pictures that were looked at.

To renew them after a change of a design: ``RENEW_GOLDEN=1 pytest tests/studio/test_golden.py``, then look at them.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from affiliate_desktop.studio import proof
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.model import BannerText, FlyerText, Paper
from affiliate_desktop.studio.sample import URL, sample_banner, sample_flyer
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import choose_sizes
from tests.studio import draw

GOLDEN = Path(__file__).parents[1] / "golden" / "studio"
EDGE = 300
BANNER = BannerText("Boots for the first warm weekend", "See the boots", "Our spring trail guide")
FLYER = FlyerText("Spring trail guide", "Twelve day walks, and the boots we took along.", "Scan for the boots")


def compare(name: str, image: QImage) -> None:
    size = QSize(image.size()).scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    aspect, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(size, aspect, smooth).convertToFormat(QImage.Format.Format_RGB32)
    file = GOLDEN / f"{name}.jpg"
    if os.environ.get("RENEW_GOLDEN"):
        assert small.save(str(file), quality=92)
    golden = QImage(str(file))
    assert not golden.isNull(), f"there is no {file.name}"
    assert draw.difference(small, golden) < 2.5


@pytest.mark.parametrize("size", ["300x250", "728x90", "160x600", "1080x1080", "1080x1920", "120x60"])
@pytest.mark.parametrize("with_picture", [False, True])
def test_a_banner_looks_as_it_did(tmp_path: Path, size: str, with_picture: bool) -> None:
    picture = draw.saved(tmp_path, "p.png", draw.encoded(draw.photo(), "png")) if with_picture else None
    text = BannerText(BANNER.headline, BANNER.call_to_action, BANNER.text, picture=picture)
    image, _ = draw_banner(DesignCatalog().get("banner"), text, choose_sizes([size])[0])
    compare(f"banner-{size}{'-picture' if with_picture else ''}", image)


@pytest.mark.parametrize("size", ["300x250", "728x90", "160x600", "1080x1080"])
@pytest.mark.parametrize("design", ["editorial", "loud", "offer", "panorama", "quiet"])
def test_each_banner_design_looks_as_it_did(design: str, size: str) -> None:
    shown = DesignCatalog().get(design)
    image, notes = draw_banner(shown, sample_banner(shown), choose_sizes([size])[0], {})
    assert notes == ()
    compare(f"{design}-{size}", image)


@pytest.mark.parametrize("design", ["event", "tearoff", "poster", "tent", "card", "bookmark", "handout", "postcard"])
def test_each_print_design_looks_as_it_did(design: str) -> None:
    preview = Studio().flyer_preview(URL, sample_flyer(DesignCatalog().get(design)), Paper.A4, 600)
    compare(f"{design}-A4", proof.picture(preview))


@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_a_flyer_looks_as_it_did(paper: Paper) -> None:
    preview = Studio().flyer_preview("https://shop.example/boots", FLYER, paper, 600)
    compare(f"flyer-{paper.value}", proof.picture(preview))

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.studio import proof, qr
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, QrStyle, Verdict
from affiliate_desktop.studio.preflight import Facts, judged
from affiliate_desktop.studio.qr_style import ModuleShape, QrLook
from affiliate_desktop.studio.stress import Trial

ONE, OTHER = "https://shop.example/one", "https://shop.example/other"


def page(*codes: tuple[str, QRectF]) -> QImage:
    ensure_gui()
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(0xFF203040)
    painter = QPainter(image)
    for text, area in codes:
        qr.draw(painter, matrix(text), area, "#000000", "#ffffff")
    painter.end()
    return image


LEFT, RIGHT = QRectF(50, 50, 400, 400), QRectF(550, 50, 400, 400)
AT_LEFT, AT_RIGHT = (0.05, 0.1, 0.4, 0.8), (0.55, 0.1, 0.4, 0.8)


def asked(text: str, place: tuple[float, float, float, float] | None = None) -> proof.Expected:
    return proof.expected(text, matrix(text), QrStyle(), 40, place=place)


def test_every_code_of_a_page_is_answered_in_order_and_then_what_nobody_asked_for() -> None:
    answers = proof.prove(page((ONE, LEFT), (OTHER, RIGHT)), [asked(OTHER)])
    assert [(code.text, code.expected) for code in answers] == [(OTHER, True), (ONE, False)]
    assert [code.verdict for code in answers] == [Verdict.GREEN, Verdict.AMBER]
    assert "not one that was asked for" in answers[1].reasons[0]


def test_two_codes_of_one_text_have_to_be_there_twice() -> None:
    both = proof.prove(page((ONE, LEFT), (ONE, RIGHT)), [asked(ONE), asked(ONE)])
    assert [code.verdict for code in both] == [Verdict.GREEN, Verdict.GREEN]
    once = proof.prove(page((ONE, LEFT)), [asked(ONE), asked(ONE)])
    assert [code.verdict for code in once] == [Verdict.GREEN, Verdict.RED]


def test_codes_that_changed_places_are_red() -> None:
    answers = proof.prove(page((ONE, LEFT), (OTHER, RIGHT)), [asked(ONE, AT_RIGHT), asked(OTHER, AT_LEFT)])
    assert [code.verdict for code in answers[:2]] == [Verdict.RED, Verdict.RED]
    assert answers[0].decoded == OTHER
    assert "something else" in answers[0].reasons[0]


def test_a_small_code_on_a_large_page_is_looked_for_in_its_place() -> None:
    image = page((ONE, QRectF(10, 10, 74, 74)))
    large = QImage(4000, 4000, QImage.Format.Format_RGB32)
    large.fill(0xFFF0F0F0)
    painter = QPainter(large)
    painter.drawImage(3000, 3000, image.copy(0, 0, 90, 90))
    painter.end()
    place = (3005 / 4000, 3005 / 4000, 84 / 4000, 84 / 4000)
    (answer,) = proof.prove(large, [asked(ONE, place)])
    assert answer.decoded == ONE


def test_something_laid_into_the_quiet_zone_is_red() -> None:
    image = page((ONE, LEFT))
    painter = QPainter(image)
    painter.fillRect(QRectF(50, 50, 400, 40), "#000000")
    painter.end()
    (answer,) = proof.prove(image, [asked(ONE)])
    assert answer.verdict is Verdict.RED
    assert answer.quiet_modules is not None
    assert answer.quiet_modules < 4


@pytest.mark.parametrize(("mm", "verdict"), [(30, Verdict.GREEN), (10, Verdict.AMBER), (7, Verdict.RED)])
def test_a_copy_is_judged_by_its_code_alone(mm: float, verdict: Verdict) -> None:
    answer = proof.prove_copy(ONE, matrix(ONE), QrStyle(), mm)
    assert (answer.decoded, answer.verdict) == (ONE, verdict)


def test_a_copy_that_says_something_else_is_red() -> None:
    answer = proof.prove_copy(ONE, matrix(OTHER), QrStyle(look=QrLook(ModuleShape.DOT)), 30)
    assert (answer.decoded, answer.verdict) == (OTHER, Verdict.RED)


GOOD = {"found": True, "contrast": 21.0, "module_mm": 0.5, "quiet": 4.0, "width_mm": 20.0}


@pytest.mark.parametrize(
    ("change", "verdict", "words"),
    [
        ({}, Verdict.GREEN, ""),
        ({"found": False}, Verdict.RED, "does not find"),
        ({"contrast": 4.0}, Verdict.AMBER, "4.0:1"),
        ({"contrast": 4.48}, Verdict.AMBER, "4.4:1"),
        ({"contrast": 2.97}, Verdict.RED, "2.9:1"),
        ({"contrast": 2.0}, Verdict.RED, "2.0:1"),
        ({"module_mm": 0.3}, Verdict.AMBER, "3.5 dots of a 300-dpi"),
        ({"module_mm": 0.3, "dpi": 600}, Verdict.AMBER, "0.33 mm or more"),
        ({"module_mm": 0.2, "dpi": 1200}, Verdict.RED, "too small to print"),
        ({"module_mm": 0.34, "dpi": 203}, Verdict.RED, "only 2.7 dots of a 203-dpi"),
        ({"quiet": 3.0}, Verdict.AMBER, "3 modules"),
        ({"quiet": 1.0}, Verdict.RED, "1 modules"),
        ({"logo_share": 0.04}, Verdict.GREEN, ""),
        ({"logo_share": 0.05}, Verdict.RED, "level M bears 4%"),
        ({"logo_share": 0.01, "level": "L"}, Verdict.RED, "level L bears none"),
        ({"logo_share": 0.01, "level": "H", "version": 2}, Verdict.RED, "level M or Q"),
        ({"distance_mm": 200.0}, Verdict.GREEN, ""),
        ({"distance_mm": 250.0}, Verdict.AMBER, "from 0.25 m away it should be 25 mm"),
        ({"distance_mm": 2000.0}, Verdict.RED, "from 2 m away it should be 200 mm"),
        ({"failed": {Trial.BLUR: 1}, "spoiled": 0.1}, Verdict.AMBER, "out of focus"),
        (
            {"failed": {Trial.BLUR: 2, Trial.NOISE: 2, Trial.ROTATION: 1}, "spoiled": 0.55},
            Verdict.RED,
            "turned, out of focus or in poor light",
        ),
        ({"inverted": True}, Verdict.RED, "lighter than its background"),
    ],
)
def test_what_is_measured_is_judged_in_words(change: dict[str, object], verdict: Verdict, words: str) -> None:
    answer, reasons = judged(Facts(**{**GOOD, **change}))  # type: ignore[arg-type]
    assert answer is verdict
    assert words in " ".join(reasons)
    assert bool(reasons) is (verdict is not Verdict.GREEN)


@pytest.mark.parametrize("level", list(Level))
def test_a_plain_code_stands_every_trial(level: Level) -> None:
    code = matrix(ONE, level)
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    qr.draw(painter, code, QRectF(0, 0, 600, 600), "#000000", "#ffffff")
    painter.end()
    (answer,) = proof.prove(image, [proof.expected(ONE, code, QrStyle(level=level), 30)])
    assert answer.reasons == ()

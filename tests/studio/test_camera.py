import pytest

from affiliate_desktop.studio.scan import reads
from tests.studio.camera import exports, measure, report, shots


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_thousand_green_exports_decode_under_a_camera() -> None:
    rates = measure(2000)
    print(report(rates))
    assert rates.lost == []


def test_green_exports_decode_under_a_camera() -> None:
    found = 0
    for number, export in enumerate(exports(7)):
        if export is not None:
            assert any(reads(shot, export.text.encode()) for shot in shots(export, number)), export.what
            found += 1
        if found == 12:
            break

"""A user's SVG: what is harmless becomes pixels, everything else is refused with the reason, and soon."""

import http.server
import threading
from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.pictures import open_picture
from tests.studio import draw

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
USES = "".join(f'<g id="l{n}"><use xlink:href="#l{n - 1}"/><use xlink:href="#l{n - 1}"/></g>' for n in range(1, 26))


def svg(tmp_path: Path, body: str, head: str = HEAD) -> Path:
    return draw.saved(tmp_path, "logo.svg", f"{head}{body}</svg>".encode())


def test_a_plain_svg_becomes_pixels_of_its_proportions(tmp_path: Path) -> None:
    image = open_picture(svg(tmp_path, '<rect width="20" height="20" fill="#ff0000"/>'))
    assert (image.width(), image.height()) == (1600, 800)
    assert image.pixelColor(10, 10).name() == "#ff0000"
    assert image.pixelColor(1500, 10).alpha() == 0


def test_a_script_does_not_run_and_the_picture_is_drawn(tmp_path: Path) -> None:
    body = '<script>while(true){}</script><rect width="40" height="20" fill="#00ff00" onload="alert(1)"/>'
    assert open_picture(svg(tmp_path, body)).pixelColor(5, 5).name() == "#00ff00"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<image xlink:href="{url}" width="9" height="9"/>', "outside of the file"),
        ('<image href="/etc/passwd" width="9" height="9"/>', "outside of the file"),
        ('<use href="other.svg#a"/>', "outside of the file"),
        ('<style>@import "{url}";</style><rect/>', "outside of the file"),
        ('<rect style="fill:url({url}#a)" width="9" height="9"/>', "outside of the file"),
        ('<g id="l0"><rect/></g>' + USES + '<use xlink:href="#l25"/>', "repeats parts of itself"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "repeats parts of itself"),
        ("<g>" * 400 + "</g>" * 400, "repeats parts of itself"),
        ("<rect", "damaged"),
    ],
)
def test_what_points_outside_or_explodes_is_refused_and_nothing_is_fetched(
    tmp_path: Path, body: str, reason: str
) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        file = svg(tmp_path, body.replace("{url}", f"http://127.0.0.1:{server.server_port}/x.png"))
        with pytest.raises(BadInput, match=rf"logo\.svg.*{reason}"):
            open_picture(file)
        server.shutdown()
    assert asked == []


def test_entities_are_refused_before_they_grow(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    file = svg(tmp_path, "<text>&e11;</text>", f"<!DOCTYPE svg [{bomb}]>{HEAD}")
    with pytest.raises(BadInput, match="entities"):
        open_picture(file)


def test_what_is_heavy_to_draw_is_stopped(tmp_path: Path) -> None:
    blur = '<filter id="f"><feGaussianBlur stdDeviation="80"/></filter>'
    body = blur + '<g filter="url(#f)">' * 150 + '<rect width="40" height="20"/>' + "</g>" * 150
    with pytest.raises(BadInput, match="to draw"):
        open_picture(svg(tmp_path, body))


@pytest.mark.parametrize(
    "body",
    [
        '<image href="data:image/png;base64,AAAA" width="20" height="20"/>',
        '<rect x="500" y="500" width="9" height="9"/>',
        '<rect width="9" height="9" opacity="0"/>',
        "",
    ],
)
def test_what_draws_nothing_is_refused_rather_than_left_out_in_silence(tmp_path: Path, body: str) -> None:
    with pytest.raises(BadInput, match=r"logo\.svg.*shows nothing"):
        open_picture(svg(tmp_path, body))

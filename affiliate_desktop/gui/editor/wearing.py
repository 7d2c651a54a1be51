"""The brand that a design is shown in while it is edited."""

from typing import TYPE_CHECKING

from affiliate_desktop.app import App
from affiliate_desktop.studio.designs import LOGO

if TYPE_CHECKING:
    from affiliate_desktop.gui.editor.editing import Worn


def worn_brand(app: App, name: str, *, logo: bool) -> "Worn":
    """A brand to show a design in. Runs on a worker thread.

    Args:
        app: the services.
        name: or id of the brand.
        logo: its logo is shown; one that the user gives comes before it.

    Raises:
        NotFound: when there is no such brand.
    """
    from affiliate_desktop.gui.editor.editing import Worn
    from affiliate_desktop.studio.pictures import decoded

    brand = app.designs.brand(name)
    if not logo or not brand.logos:
        return Worn(brand, logo=logo)
    return Worn(brand, {LOGO: decoded(app.designs.logo(brand.logos[0]), LOGO)})

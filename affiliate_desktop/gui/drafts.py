"""What was typed into a form and not saved yet, kept across a crash and a cancelled dialog."""

import json
import logging
from pathlib import Path

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import Problem

log = logging.getLogger("affiliate_desktop.drafts")


class Drafts:
    """Texts of unfinished forms by the form's name, in one small private file.

    Args:
        file: where they are kept; the platform's state folder when None.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._forms: dict[str, dict[str, str]] | None = None

    def get(self, name: str) -> dict[str, str]:
        """The texts of a form by field name; empty when there is no draft."""
        return dict(self._load().get(name, {}))

    def keep(self, name: str, texts: dict[str, str]) -> None:
        """Keeps the texts; an empty dictionary forgets the draft."""
        forms = self._load()
        if forms.get(name, {}) == texts:
            return
        if texts:
            forms[name] = dict(texts)
        else:
            forms.pop(name, None)
        try:
            path = self._path()
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, json.dumps(forms, ensure_ascii=False).encode(), private=True)
        except (OSError, Problem) as error:
            log.warning("a draft was not kept: %s", error)

    def forget(self, name: str) -> None:
        """Drops the draft of a form."""
        self.keep(name, {})

    def _path(self) -> Path:
        if self._file is None:
            import platformdirs

            self._file = platformdirs.user_state_path("affiliate-desktop", appauthor=False) / "drafts.json"
        return self._file

    def _load(self) -> dict[str, dict[str, str]]:
        if self._forms is None:
            try:
                self._forms = _checked(json.loads(self._path().read_text("utf-8")))
            except (OSError, ValueError):
                self._forms = {}
        return self._forms


def _checked(document: object) -> dict[str, dict[str, str]]:
    if not isinstance(document, dict):
        return {}
    return {
        str(name): {str(field): str(text) for field, text in texts.items()}
        for name, texts in document.items()
        if isinstance(texts, dict)
    }

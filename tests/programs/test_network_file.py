"""A network is one TOML file; what is wrong with one is said with file and key."""

from pathlib import Path

import pytest

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.programs.model import TemplateKind
from affiliate_desktop.programs.network_file import read_network

SHIPPED = sorted((resource_folder() / "networks").glob("*.toml"))
TAG = """
id = "mine"
name = "My network"
hosts = ["shop.example"]
[link]
kind = "tag"
[[link.parameter]]
name = "aff"
label = "My id"
pattern = '[0-9]+'
example = "12"
"""
REDIRECT = """
id = "mine"
name = "My network"
[link]
kind = "redirect"
url = "https://go.example/{pub}"
destination = "to"
[link.reference]
parameter = "sub"
alphabet = "a-z0-9"
max_length = 20
[[link.parameter]]
name = "pub"
label = "Publisher"
"""


def read(folder: Path, text: str | bytes):
    file = folder / "mine.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_network(file, origin="own")


def test_a_file_of_each_kind_is_read(tmp_path: Path):
    assert read(tmp_path, TAG).link.parameters[0].label == "My id"
    network = read(tmp_path, REDIRECT)
    assert network.link.kind is TemplateKind.REDIRECT
    assert network.link.reference
    assert (network.link.reference.parameter, network.origin) == ("sub", "own")


@pytest.mark.parametrize(
    ("text", "change", "message"),
    [
        (TAG, ('id = "mine"', ""), "“mine.toml” is left out: id is missing."),
        (TAG, ('id = "mine"', "id = 7"), "id must be a text in quotes"),
        (TAG, ('id = "mine"', 'id = "My Network"'), "id does not match"),
        (TAG, ('name = "My network"', 'name = " "'), "name is empty"),
        (TAG, ("hosts = [", 'currency = "XXX"\nhosts = ['), "currency must be one of"),
        (TAG, ('"shop.example"', '"https://shop.example"'), "hosts holds “https://shop.example”, which is no host"),
        (TAG, ('"shop.example"', "1"), "hosts must be a list of texts"),
        (TAG, ('kind = "tag"', 'kind = "tags"'), "link.kind must be one of tag, redirect"),
        (TAG, ('kind = "tag"', 'kind = "tag"\nadvise = "x"'), "link.advise is not known here; is it mistyped?"),
        (TAG, ('kind = "tag"', 'kind = "tag"\nurl = "https://x.com"'), "link.kind must be “redirect”"),
        (TAG, ('kind = "tag"', "own_hosts_only = 1"), "link.own_hosts_only must be true or false"),
        (TAG, ("[[link.parameter]]", "[link.parameter]"), "link.parameter must be a list of tables"),
        (TAG, ("'[0-9]+'", "'[0-9'"), r"link.parameter\[1\].pattern is no regular expression"),
        (TAG, ('example = "12"', 'example = "x"'), r"link.parameter\[1\].example does not match"),
        (TAG, ('label = "My id"', 'label = "My id"\nscope = "all"'), "scope must be one of account, program, link"),
        (TAG, ('label = "My id"', 'label = "My id"\naliases = ["aff"]'), "“aff” is given twice"),
        (TAG, ("[[link.parameter]]", "[link.fixed]\na = 1\n[[link.parameter]]"), "link.fixed must be a table of texts"),
        (TAG, ('label = "My id"', 'label = "My id"\nchoices = [{ value = "1" }]'), r"choices\[1\].label is missing"),
        (REDIRECT, ('url = "https://go.example/{pub}"', ""), "link.url is missing"),
        (REDIRECT, ("https://go", "http://go"), "link.url must begin with https://"),
        (REDIRECT, ("{pub}", "{other}"), "a place {other} that is no required parameter"),
        (REDIRECT, ("{pub}", "{pub"), "a brace without its partner"),
        (REDIRECT, ('destination = "to"', 'destination = "sub"'), "“sub” is given twice"),
        (REDIRECT, ('alphabet = "a-z0-9"', 'alphabet = "z-a"'), "link.reference.alphabet is no character class"),
        (REDIRECT, ('alphabet = "a-z0-9"', 'alphabet = "A-Z"'), "must allow a-z and 0-9"),
        (REDIRECT, ("max_length = 20", "max_length = 5"), "link.reference.max_length must be between 10 and 2000"),
        (REDIRECT, ("max_length = 20", "max_length = true"), "must be between"),
        (REDIRECT, ('id = "mine"', "id ="), "“mine.toml” is left out: Invalid value"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, text: str, change: tuple[str, str], message: str):
    assert change[0] in text
    with pytest.raises(Failed, match=message):
        read(tmp_path, text.replace(*change, 1))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00", b"a = " + b"[" * 5000, b"#" * 1_000_001])
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, content: bytes):
    with pytest.raises(Failed, match=r"“mine\.toml” is left out"):
        read(tmp_path, content)


def test_a_folder_or_a_missing_file_is_told(tmp_path: Path):
    (tmp_path / "a.toml").mkdir()
    for name in ("a.toml", "b.toml"):
        with pytest.raises(Failed, match="is left out"):
            read_network(tmp_path / name, origin="own")


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_a_shipped_file_is_whole_and_named_after_its_network(file: Path):
    network = read_network(file, origin="built-in")
    assert network.id == file.stem
    assert network.link.advice or network.payer
    for parameter in network.link.parameters:
        assert parameter.example, parameter.name
        assert all(host in network.hosts for host in parameter.by_host)

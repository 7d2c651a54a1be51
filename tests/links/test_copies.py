"""Copies of a link: each its own click reference, so that what a print or a person earned can be told apart."""

from collections.abc import Callable

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.ledger.attributing import attribution_of
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.programs.model import Account, Program


@pytest.fixture
def account(app: App) -> Account:
    return app.programs.add_account(Account("Awin DE", "awin", publisher_id="77")).value


@pytest.fixture
def link(app: App, account: Account) -> Link:
    program = app.programs.add_program(Program(account.id, "Brand", external_id="55")).value
    draft = LinkDraft("https://brand.com/x", "awin", Utm(source="fair"))
    return app.links.add("Fair", draft, program_id=program.id).value


def test_each_copy_carries_its_own_reference_to_the_same_place(app: App, link: Link) -> None:
    copies = app.links.add_copies(link.id, 3).value
    assert [copy.number for copy in copies] == [1, 2, 3]
    assert len({copy.reference for copy in copies} | {link.click_reference}) == 4
    for copy in copies:
        assert copy.url == link.url.replace(str(link.click_reference), copy.reference)
        assert app.links.by_reference(copy.reference.upper()) == link
    assert app.links.copies(link.id) == copies


def test_numbers_go_on_and_a_holder_is_named(app: App, link: Link) -> None:
    app.links.add_copies(link.id, 2)
    (copy,) = app.links.add_copies(link.id, 1, holder=" Ada Lovelace ").value
    assert (copy.number, copy.holder) == (3, "Ada Lovelace")


def test_what_a_copy_earned_belongs_to_its_link(app: App, link: Link, account: Account) -> None:
    (copy,) = app.links.add_copies(link.id, 1).value
    with app.workspace.read() as connection:
        attribution = attribution_of(connection, account.id)
    assert attribution[copy.reference][0] == link.id


def test_a_network_without_click_references_gets_them_as_content(app: App) -> None:
    link = app.links.add("Plain", LinkDraft("https://shop.example/a?b=1#c", utm=Utm(source="s"))).value
    (copy,) = app.links.add_copies(link.id, 1).value
    assert copy.url == f"https://shop.example/a?b=1&utm_source=s&utm_content={copy.reference}#c"


def test_copies_are_undone_as_one_and_go_with_their_link(app: App, link: Link) -> None:
    app.links.add_copies(link.id, 40)
    app.workspace.undo()
    assert app.links.copies(link.id) == ()
    app.workspace.redo()
    assert len(app.links.copies(link.id)) == 40
    app.links.remove(link.id)
    app.workspace.undo()
    assert len(app.links.copies(link.id)) == 40


def test_a_reference_of_a_copy_is_taken(app: App, link: Link) -> None:
    (copy,) = app.links.add_copies(link.id, 1).value
    with pytest.raises(BadInput, match="belongs to the link"):
        app.links.add(
            "Other",
            LinkDraft(
                "https://brand.com/y",
                "awin",
                parameters={"awinmid": "55", "awinaffid": "77"},
                click_reference=copy.reference,
            ),
        )


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_an_impossible_number_of_copies_is_refused(app: App, link: Link, count: int) -> None:
    with pytest.raises(BadInput):
        app.links.add_copies(link.id, count)


def test_drafts_are_not_kept_and_get_their_numbers_when_they_are(app: App, link: Link) -> None:
    drafts = app.links.draft_copies((link.id,), 2, " Ada ")
    assert app.links.copies(link.id) == ()
    app.links.add_copies(link.id, 3)
    kept = app.links.keep_copies(drafts).value
    assert [copy.number for copy in kept] == [4, 5]
    assert [copy.reference for copy in kept] == [draft.reference for draft in drafts]
    assert app.links.copies(link.id)[3:] == kept
    assert {copy.holder for copy in kept} == {"Ada"}


def test_a_reference_is_not_given_away_twice(app: App, link: Link) -> None:
    drafts = app.links.draft_copies((link.id,), 2)
    app.links.keep_copies(drafts[1:])
    with pytest.raises(Failed, match="given away meanwhile"):
        app.links.keep_copies(drafts)
    assert len(app.links.copies(link.id)) == 1


@pytest.fixture
def other(app: App) -> Link:
    return app.links.add("Plain", LinkDraft("https://shop.example/a")).value


def test_copies_of_several_links_are_kept_and_undone_as_one(app: App, link: Link, other: Link) -> None:
    app.links.add_copies(other.id, 1)
    kept = app.links.keep_copies(app.links.draft_copies((link.id, other.id), 2)).value
    assert [(copy.link_id, copy.number) for copy in kept] == [(link.id, 1), (link.id, 2), (other.id, 2), (other.id, 3)]
    assert app.workspace.undo_label() == ("Make {count} copies of {links} links", {"count": 4, "links": 2})
    app.workspace.undo()
    assert app.links.copies(link.id) == ()
    assert len(app.links.copies(other.id)) == 1


def test_work_that_is_proven_keeps_its_copies_and_says_so(app: App, link: Link, other: Link) -> None:
    drafts = DraftCopies(app.links)
    copies = drafts.of((link.id, other.id), 2)
    assert drafts.of((link.id, other.id), 2) == copies
    assert app.links.copies(link.id) == ()
    done = drafts.prove(lambda proven: proven() or "made")
    assert done.value == "made"
    assert done.changes.touches(Kind.LINK)
    for each in (link, other):
        assert [copy.reference for copy in app.links.copies(each.id)] == [copy.reference for copy in copies[each.id]]


def test_work_that_is_refused_leaves_no_copies_and_has_the_same_when_somebody_insists(app: App, link: Link) -> None:
    drafts = DraftCopies(app.links)
    (draft,) = drafts.of((link.id,))[link.id]

    def refuse(_proven: object) -> None:
        raise BadInput("red", "It would not scan.")

    with pytest.raises(BadInput, match="would not scan"):
        drafts.prove(refuse)
    assert app.links.copies(link.id) == ()
    assert drafts.of((link.id,)) == {link.id: (draft,)}
    drafts.prove(lambda proven: proven())
    assert [copy.reference for copy in app.links.copies(link.id)] == [draft.reference]


def test_work_that_fails_after_it_was_proven_has_its_copies_taken_back(app: App, link: Link) -> None:
    (before,) = app.links.add_copies(link.id, 1).value
    drafts = DraftCopies(app.links)
    drafts.of((link.id,), 3)

    def fail(proven: Callable[[], object]) -> None:
        proven()
        assert len(app.links.copies(link.id)) == 4
        raise Failed("cannot_write", "The file is open in another program.")

    with pytest.raises(Failed, match="open in another"):
        drafts.prove(fail)
    assert app.links.copies(link.id) == (before,)
    drafts.prove(lambda proven: proven())
    assert len(app.links.copies(link.id)) == 4


def test_work_without_copies_changes_nothing(app: App, link: Link) -> None:
    assert not DraftCopies(app.links).prove(lambda proven: proven()).changes
    assert app.workspace.undo_label() == ("Add link “{name}”", {"name": link.name})

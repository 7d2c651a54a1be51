"""``affiliate-desktop earnings attribute``: link and campaign of earnings: anew, guessed, accepted, turned down."""

from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro

if TYPE_CHECKING:
    from affiliate_desktop.ledger.attribution_model import Candidate, Preview, Queue, Rule, Waiting

    Target = tuple[int | None, int | None]

CONDITIONS = ("account", "program", "product", "tracking", "from", "to", "campaign", "link", "position")


@click.command("attribute")
@click.option("--unattributed", "listed", is_flag=True, help="List what has no campaign, with candidates.")
@click.option("--guesses", is_flag=True, help="List what was guessed and waits for a yes or no.")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many in a list.")
@click.option("--guess", is_flag=True, help="Attribute what has one likely candidate, marked as a guess.")
@click.option("--accept", type=int, metavar="ID", help="Attribute what waits with this earning.")
@click.option("--reject", type=int, metavar="ID", help="Turn a guess or candidate down; it is not offered again.")
@click.option("--assign", type=int, multiple=True, metavar="ID", help="Attribute this one earning, whatever it says.")
@click.option("--forget", type=int, multiple=True, metavar="ID", help="Take back what was said of this earning.")
@click.option("--campaign", metavar="NAME", help="To this campaign; else to the guess or first candidate.")
@click.option("--link", metavar="NAME", help="To this link.")
@click.option(
    "--rule",
    "words",
    multiple=True,
    metavar="KEY=VALUE",
    help=f"Save a rule; give this again for each part: {', '.join(CONDITIONS)}.",
)
@click.option("--dry-run", is_flag=True, help="With --rule: list the rows it would change; write nothing.")
@pass_session
def command(
    session: Session,
    listed: bool,
    guesses: bool,
    limit: int,
    guess: bool,
    accept: int | None,
    reject: int | None,
    assign: tuple[int, ...],
    forget: tuple[int, ...],
    campaign: str | None,
    link: str | None,
    words: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Find link and campaign of all earnings anew, or decide where nothing explains them.

    A sub-id leads to a link and its campaign; else what you said of it or of the row holds, then rules in their order,
    then guesses. Every guess is marked as one, and so is a sub-id that was found in another letter case or cut off;
    all of them can be rejected. What you say outlives importing the file again. Rows of a link without a campaign are
    listed with --unattributed; --accept puts the link into the campaign, --reject with --link leaves it without one.
    Workspaces of earlier versions, which called every sub-id that was found the same, are told apart by this as well.
    """
    chosen = [bool(each) for each in (listed, guesses, guess, accept, reject, assign, forget, words)]
    if sum(chosen) > 1 or (dry_run and not words):
        message = "Ask for one thing at a time; --dry-run goes with --rule."
        raise click.UsageError(message)
    service, target = session.app.attributions, _target(session, campaign, link)
    if listed or guesses:
        queue = service.queue(limit, guesses=guesses)
        session.answer(_queue_document(queue, guesses=guesses), _queue_text(queue))
    elif accept is not None:
        _answer(session, "accepted", accept, service.accept(accept, target).value)
    elif reject is not None:
        _answer(session, "rejected", reject, service.refuse(reject, target).value)
    elif assign:
        count = service.assign(assign, target or (None, None)).value
        session.answer({"assigned": count}, f"Attributed {count} earnings.")
    elif forget:
        count = service.forget(forget).value
        session.answer({"forgotten": count}, f"Forgot {count} decisions.")
    elif words:
        _rule(session, rule_of(session, words), dry_run=dry_run)
    elif guess:
        count = service.guess().value
        session.answer({"guessed": count} | _counts(session), f"Made {count} guesses; --guesses lists them.")
    else:
        count = session.app.ledger.attribute().value
        document = {"changed": count} | _counts(session)
        rows = list(document["attributed"].items())
        text = f"{count} earnings changed.\n\n" + table(("Found by", "Earnings"), rows, right=(1,))
        session.answer(document, text)


def rule_of(session: Session, words: tuple[str, ...], rule: "Rule | None" = None) -> "Rule":
    """The rule that ``KEY=VALUE`` words name, or a rule changed by them; an empty value takes a part away."""
    from dataclasses import replace

    from affiliate_desktop.cli.options import settings
    from affiliate_desktop.core.periods import Period, parse_day
    from affiliate_desktop.ledger.attribution_model import Rule

    said, app = settings(words, "--rule"), session.app
    unknown = [key for key in said if key not in CONDITIONS]
    if unknown:
        message = f"A rule has no “{unknown[0][:40]}”; it has {', '.join(CONDITIONS)}."
        raise click.UsageError(message)
    rule = rule or Rule()
    account = app.programs.account(said["account"]).id if said.get("account") else None
    found: dict[str, Any] = {
        "account": account,
        "program": app.programs.program(said["program"], account).id if said.get("program") else None,
        "campaign": app.campaigns.get(said["campaign"]).id if said.get("campaign") else None,
        "link": app.links.get(said["link"]).id if said.get("link") else None,
    }
    start, end = rule.period.start, rule.period.end
    if "from" in said:
        start = parse_day(said["from"]) if said["from"] else None
    if "to" in said:
        end = parse_day(said["to"]) if said["to"] else None
    changes: dict[str, Any] = {f"{key}_id": value for key, value in found.items() if key in said}
    changes |= {key: said[key] for key in ("product", "tracking") if key in said}
    if said.get("position"):
        if not said["position"].isdigit():
            message = "The position is a whole number; the first is 1."
            raise click.UsageError(message)
        changes["position"] = int(said["position"])
    return replace(rule, period=Period(start, end), **changes)


def rule_document(session: Session, rule: "Rule") -> dict[str, Any]:
    """A rule with the names of what it is about."""
    from affiliate_desktop.cli.records import Names

    names = Names(session.app)
    link = session.app.links.get(rule.link_id).name if rule.link_id else None
    return {
        "id": rule.id,
        "position": rule.position,
        "account": names.accounts.get(rule.account_id or 0),
        "program": names.programs.get(rule.program_id or 0),
        "product": rule.product or None,
        "tracking": rule.tracking or None,
        "from": rule.period.start and rule.period.start.isoformat(),
        "to": rule.period.end and rule.period.end.isoformat(),
        "campaign": names.campaigns.get(rule.campaign_id or 0),
        "link": link,
    }


def preview_document(preview: "Preview") -> dict[str, Any]:
    """What a rule would change."""
    return {
        "count": preview.count,
        "totals": [
            {
                "currency": each.currency,
                "count": each.count,
                "commission": plain_micro(each.commission_micro, each.currency),
            }
            for each in preview.sums
        ],
        "rows": [
            {
                "id": row.id,
                "day": row.day.isoformat(),
                "account": row.account,
                "program": row.program or None,
                "product": row.product or None,
                "sub_id": row.sub_id or None,
                "currency": row.currency,
                "commission": plain_micro(row.commission_micro, row.currency),
                "before": row.before,
                "after": row.after,
            }
            for row in preview.rows
        ],
    }


def _rule(session: Session, rule: "Rule", *, dry_run: bool) -> None:
    preview = session.app.attributions.preview(rule)
    document = {"rule": None, "changes": preview_document(preview)}
    said = f"{preview.count} earnings would change." if dry_run else f"Saved; {preview.count} earnings changed."
    if not dry_run:
        document["rule"] = rule_document(session, session.app.attributions.save_rule(rule).value)
    rows = [(row.day, row.product or row.sub_id or None, row.before, row.after) for row in preview.rows]
    text = table(("Day", "What for", "Before", "After"), rows) if rows else ""
    session.answer(document, f"{said}\n\n{text}".rstrip())


def _target(session: Session, campaign: str | None, link: str | None) -> "Target | None":
    if link:
        found = session.app.links.get(link)
        return found.id, found.campaign_id
    return (None, session.app.campaigns.get(campaign).id) if campaign else None


def _counts(session: Session) -> dict[str, Any]:
    counts = session.app.attributions.counts()
    return {"attributed": {how.value: count for how, count in counts.items()}}


def _answer(session: Session, what: str, key: int, chosen: "Candidate") -> None:
    document = {what: key, **_candidate(chosen)}
    session.answer(document | _counts(session), f"{what.capitalize()}: {chosen.link or chosen.campaign}.")


def _candidate(candidate: "Candidate") -> dict[str, Any]:
    return {
        "campaign": candidate.campaign or None,
        "link": candidate.link or None,
        "score": candidate.score,
        "reasons": [
            {"code": reason.code, "text": reason.text, "points": reason.points} for reason in candidate.reasons
        ],
    }


def _waiting(item: "Waiting") -> dict[str, Any]:
    return {
        "id": item.id,
        "account": item.account,
        "sub_id": item.sub_id or None,
        "link": item.link or None,
        "program": item.program or None,
        "product": item.product or None,
        "currency": item.currency,
        "count": item.count,
        "commission": plain_micro(item.commission_micro, item.currency),
        "from": item.first_day.isoformat(),
        "to": item.last_day.isoformat(),
        "guess": _candidate(item.guess) if item.guess else None,
        "candidates": [_candidate(each) for each in item.candidates],
    }


def _queue_document(queue: "Queue", *, guesses: bool) -> dict[str, Any]:
    name = "guesses" if guesses else "unattributed"
    return {name: [_waiting(item) for item in queue.items], "count": queue.rows, "more": queue.more}


def _queue_text(queue: "Queue") -> str:
    if not queue.items:
        return "Nothing waits for a decision."
    rows = []
    for item in queue.items:
        first = item.guess or next(iter(item.candidates), None)
        why = "; ".join(reason.text for reason in first.reasons) if first else None
        rows.append(
            (
                item.id,
                f"{item.link} (link)" if item.link else item.sub_id or item.product[:30] or None,
                item.program or item.account,
                item.count,
                f"{plain_micro(item.commission_micro, item.currency)} {item.currency}",
                (first.link or first.campaign) if first else None,
                first.score if first else None,
                why,
            )
        )
    heads = ("Id", "Sub-id, product or link", "Program", "Rows", "Commission", "Likeliest", "Score", "Because")
    tail = "\n\nThere are more; --limit lists them." if queue.more else ""
    return f"{queue.rows} earnings wait.\n\n" + table(heads, rows, right=(0, 3, 4, 6)) + tail

"""Plan files: what has no exact meaning is refused with the rule and the key."""

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan_events import read_events
from affiliate_desktop.programs.plan_file import parse_kept, parse_plan

HEAD = 'currency = "USD"\n'
RULE = HEAD + '[[rule]]\nname = "share"\nevent = "sale"\n'
BONUS = '[[bonus]]\nevent = "sale"\nmeasure = "count"\nperiod = "month"\nreach = "2"\namount = "1"\n'
TIERS = HEAD + '[[rule]]\nevent = "signup"\n[rule.tiers]\n'
GOOD_STEPS = 'steps = [ { from = "1", fixed = "5" } ]\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("currency = ", "line 1"),
        (HEAD, "[[rule]]"),
        ('[[rule]]\nevent = "sale"\nfixed = "1"\n', "currency: is missing"),
        ('currency = "XXQ"\n[[rule]]\nevent = "sale"\nfixed = "1"\n', "XXQ"),
        (RULE, "exactly one"),
        (RULE + 'fixed = "1"\npercent = "2"\n', "exactly one"),
        (RULE + "fixed = 1.5\n", "rule 1 (share), fixed: must be a decimal in quotes"),
        (RULE + 'fixed = "-1"\n', "no decimal"),
        (RULE + 'fixed = "1e9"\n', "no decimal"),
        (RULE + 'fixed = "1"\nbonus = 3\n', "bonus: there is no such term"),
        (
            RULE + 'fixed = "1"\n' + RULE.removeprefix(HEAD) + 'fixed = "2"\n',
            "rule 2 (share), name: “share” is the name of rule 1 too",
        ),
        (
            RULE.replace("share", "rule 2") + 'fixed = "1"\n[[rule]]\nevent = "sale"\nfixed = "1"\n',
            "rule 2, name: “rule 2”",
        ),
        (
            RULE + 'fixed = "1"\n' + BONUS + 'name = "share"\n',
            "bonus 1 (share), name: “share” is the name of rule 1 too",
        ),
        (RULE + 'fixed = "1"\ncap_per_period = "5"\n', "cap_period"),
        (RULE + 'fixed = "1"\nfirst_events = 0\n', "first_events"),
        (RULE + 'fixed = "1"\nfirst_events = true\n', "first_events"),
        (HEAD + '[[rule]]\nevent = "click"\nfixed = "1"\n', "signup, project, sale"),
        (HEAD + 'timezone = "Mars/Base"\n[[rule]]\nevent = "sale"\nfixed = "1"\n', "Mars/Base"),
        (TIERS + 'measure = "count"\nperiod = "lifetime"\napply = "next_period"\n' + GOOD_STEPS, "lifetime"),
        (
            TIERS + 'measure = "amount"\nperiod = "month"\napply = "marginal"\nsteps=[{from="0",fixed="1"}]\n',
            "rule 1 tiers steps 1, fixed: marginal steps by amount take percentages only",
        ),
        (RULE + 'fixed = "1"\nfirst_events = ' + "9" * 5000 + "\n", "line 6"),
        ("a = " + "[" * 5000 + "]" * 5000 + "\n", "nested too deep"),
        (TIERS + 'measure = "count"\nperiod = "month"\napply = "whole"\nsteps=[{from="2",fixed="1"}]\n', "from 1"),
        (
            TIERS
            + 'measure="count"\nperiod="month"\napply="whole"\nsteps=[{from="1",fixed="1"},{from="1",fixed="2"}]\n',
            "rise",
        ),
        (HEAD + '[[bonus]]\nevent="sale"\nmeasure="count"\nperiod="month"\nreach="0"\namount="1"\n', "reach"),
        (HEAD + "rule = 3\n", "[[rule]]"),
        (HEAD + '[[rule]]\nname = "a\\u202eb"\nevent = "sale"\nfixed = "1"\n', "rule 1, name: “a<U+202E>b”"),
        ('name = "a\\u0000"\n' + RULE + 'fixed = "1"\n', "plan, name: “a<U+0000>”"),
        (HEAD + f'[[rule]]\nname = "{"n" * 500}"\nevent = "sale"\nfixed = "1"\n', "rule 1, name: "),
        (RULE + 'fixed = "1"\n[terms]\nchannels = ["blog", "a\\u0000b"]\n', "terms, channels: “a<U+0000>b”"),
        ('currency = 3\n[[rule]]\nevent = "sale"\nfixed = "1"\n', "plan, currency: must be text in quotes"),
        (HEAD + '[[bonus]]\nname = "a\\tb"\nevent = "sale"\n', "bonus 1, name: "),
    ],
)
def test_a_plan_that_breaks_the_terms_is_refused_in_words(text, words):
    with pytest.raises(BadInput) as caught:
        parse_plan(text)
    assert words in str(caught.value)


def test_rules_without_a_name_are_named_by_position():
    plan = parse_plan(HEAD + '[[rule]]\nevent = "sale"\nfixed = "1"\n[[rule]]\nevent = "signup"\nfixed = "2"\n')
    assert [rule.name for rule in plan.rules] == ["rule 1", "rule 2"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",2025-05-01T00:00:00Z,sale,r,1,USD,valid", "id: is empty"),
        ("a,2025-05-01T00:00:00,sale,r,1,USD,valid", "no offset"),
        ("a,31.02.2025,sale,r,1,USD,valid", "ISO 8601"),
        ("a,2025-05-01T00:00:00Z,click,r,1,USD,valid", "signup, project or sale"),
        ("a,2025-05-01T00:00:00Z,sale,r,-1,USD,valid", "amount"),
        ("a,2025-05-01T00:00:00Z,sale,r,1e9,USD,valid", "amount"),
        ("a,2025-05-01T00:00:00Z,sale,r,1,EURO,valid", "EURO"),
        ("a,2025-05-01T00:00:00Z,sale,r,1,USD,maybe", "valid or reversed"),
        ("a,2025-05-01T00:00:00Z", "too few cells"),
        ("a\0,2025-05-01T00:00:00Z,sale,r,1,,valid", "Line 2, id: "),
        ("a,2025-05-01T00:00:00Z,sale,\x1b[31mr,1,,valid", "Line 2, referral: "),
        ("a,2025-05-01T00:00:00Z,sale,r,1,,valid\na,2025-05-01T00:00:00Z,sale,r,1,,valid", "more than once"),
    ],
)
def test_events_that_cannot_be_used_are_refused_with_their_line(row, words):
    with pytest.raises(BadInput) as caught:
        read_events(f"id,time,event,referral,amount,currency,status\n{row}\n".splitlines(keepends=True))
    assert words in str(caught.value)


def test_a_table_without_the_columns_is_refused():
    with pytest.raises(BadInput, match="has no column id, time"):
        read_events(["a,b\n", "1,2\n"])


def test_a_table_with_a_column_twice_is_refused():
    with pytest.raises(BadInput, match="column id twice"):
        read_events(["id,id,time,event,referral,amount,currency,status\n"])


def test_what_was_kept_before_unseen_characters_were_refused_is_still_read():
    text = RULE + 'fixed = "1"\n[terms]\nchannels = ["blog\\tand shop", "news"]\n'
    with pytest.raises(BadInput, match="channels"):
        parse_plan(text)
    assert parse_kept(text).terms.channels == ("blog and shop", "news")
    with pytest.raises(BadInput, match="exactly one"):
        parse_kept(RULE)


def test_rules_of_one_name_that_were_kept_before_they_were_refused_are_told_apart():
    share = RULE.removeprefix(HEAD)
    text = RULE + 'fixed = "1"\n' + share + 'fixed = "2"\n' + share.replace("share", "share (2)") + 'fixed = "3"\n'
    plan = parse_kept(text + BONUS + BONUS)
    assert [each.name for each in plan.rules] == ["share", "share (2)", "share (2) (2)"]
    assert [each.name for each in plan.bonuses] == ["bonus 1", "bonus 2"]
    assert [str(each.fixed) for each in plan.rules] == ["1", "2", "3"]

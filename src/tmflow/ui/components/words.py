"""The words for what the model knows by codes, in the interface language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.account import ALL_LANGUAGES, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import DecisionKind
from tmflow.model.language import NAMES

if TYPE_CHECKING:
    from tmflow.model.account import Account
    from tmflow.services.jobs import JobKind, JobState
    from tmflow.ui.components.markup import Colour

STATUS_COLOURS: Final[dict[Status, Colour]] = {
    Status.PREFERRED: "green",
    Status.ADMITTED: "blue",
    Status.DEPRECATED: "gray",
    Status.FORBIDDEN: "red",
    Status.DRAFT: "orange",
}
_STATUS_MARKS: Final = {
    Status.PREFERRED: "✓",
    Status.ADMITTED: "+",
    Status.DEPRECATED: "◷",
    Status.FORBIDDEN: "✕",
    Status.DRAFT: "…",
}


def language(lang: str) -> str:
    """Return a language in its own words."""
    return tr("all languages") if lang == ALL_LANGUAGES else NAMES.get(lang, lang)


def status(value: Status) -> str:
    """Return the word for a term's status, with its mark."""
    words = {
        Status.PREFERRED: tr("preferred"),
        Status.ADMITTED: tr("admitted"),
        Status.DEPRECATED: tr("deprecated"),
        Status.FORBIDDEN: tr("forbidden"),
        Status.DRAFT: tr("proposed"),
    }
    return f"{_STATUS_MARKS[value]} {words[value]}"


def kind(value: Kind | str) -> str:
    """Return the word for a kind of concept."""
    return {
        Kind.PERSON: tr("Person"),
        Kind.TITLE: tr("Title"),
        Kind.ORGANISATION: tr("Organisation"),
        Kind.PLACE: tr("Place"),
        Kind.EVENT: tr("Event"),
        Kind.SLOGAN: tr("Slogan"),
        Kind.FORMULATION: tr("Formulation"),
        Kind.ABBREVIATION: tr("Abbreviation"),
        Kind.TERM: tr("Term"),
    }[Kind(value)]


def role(value: Role) -> str:
    """Return the word for a role."""
    return {
        Role.READER: tr("reader"),
        Role.TRANSLATOR: tr("translator"),
        Role.EDITOR: tr("editor"),
        Role.GLOSSARY_OWNER: tr("glossary owner"),
        Role.ADMINISTRATOR: tr("administrator"),
    }[value]


def roles(account: Account) -> str:
    """Return what an account may be, as `translator (English, Русский), editor`."""
    found = []
    for each in Role:
        langs = sorted(grant.lang for grant in account.grants if grant.role is each)
        if langs:
            everywhere = ALL_LANGUAGES in langs
            found.append(role(each) if everywhere else f"{role(each)} ({', '.join(language(lang) for lang in langs)})")
    return ", ".join(found)


def blocker(code: str) -> str:
    """Return the sentence for what keeps a text from being approved."""
    return {
        "role": tr("it takes an editor of the language"),
        "empty": tr("the text is empty"),
        "own_revision": tr("your own text: it needs another editor"),
        "state": tr("the translator has not declared it translated"),
        "open_error": tr("an error is open"),
    }.get(code, code)


def decision(value: DecisionKind | str) -> str:
    """Return the word for a decision."""
    return {
        DecisionKind.FIXED: tr("fixed"),
        DecisionKind.ACCEPT: tr("admitted as a variant"),
        DecisionKind.DIFFERENT: tr("a different thing"),
        DecisionKind.SUPPRESS: tr("ignored"),
    }[DecisionKind(value)]


def weight(value: str) -> str:
    """Return the word for MQM's weight of an issue, or for a check that does not run."""
    return {
        "off": tr("off"),
        "neutral": tr("neutral: only told"),
        "minor": tr("minor: a warning"),
        "major": tr("major: an error"),
        "critical": tr("critical: an error for editors"),
    }[value]


def job(value: JobKind) -> str:
    """Return the words for a kind of long work."""
    return {
        "import_archive": tr("Import of an archive"),
        "realign": tr("Alignment of releases again"),
        "check_all": tr("Checks of all releases"),
        "recheck": tr("Checks of what a change of the glossary touches"),
        "train_lexicon": tr("Learning words from aligned releases"),
        "find_candidates": tr("Search for term candidates"),
    }[value.value]


def job_state(value: JobState) -> str:
    """Return the word for how long work stands."""
    return {
        "waiting": tr("waiting"),
        "running": tr("running"),
        "done": tr("done"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
    }[value.value]


def action(code: str) -> str:
    """Return the words for an event of the audit trail; one that is not known here stays its code."""
    return {
        "import": tr("imported"),
        "start": tr("began the release"),
        "add_version": tr("added a language"),
        "revise": tr("uploaded a revised text"),
        "save": tr("saved"),
        "confirm": tr("declared translated"),
        "approve": tr("approved"),
        "amend": tr("amended"),
        "return": tr("returned"),
        "reopen": tr("took the approval back"),
        "publish": tr("published"),
        "comment": tr("commented"),
        "check": tr("ran the checks"),
        "recheck": tr("checked again what a change of the glossary touches"),
        "profile.copied": tr("copied a profile of checks"),
        "profile.saved": tr("changed a profile of checks"),
        "profile.renamed": tr("renamed a profile of checks"),
        "profile.removed": tr("removed a profile of checks"),
        "profile.activated": tr("put a profile of checks into force"),
        "decide": tr("decided"),
        "revoke": tr("took a decision back"),
        "fix": tr("applied a fix"),
        "fix_in_drafts": tr("mended the drafts"),
        "restore": tr("restored an earlier text"),
        "merge": tr("merged beads"),
        "split": tr("split a bead"),
        "move": tr("moved a sentence"),
        "accept": tr("accepted links"),
        "cross": tr("linked a moved sentence"),
        "realign": tr("aligned again"),
        "undo": tr("undid a correction"),
    }.get(code, code.replace("_", " ").replace(".", ": "))

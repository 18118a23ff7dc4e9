"""Import: files or pasted text are read, told apart, shown, and only then stored; archives are long work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES, NAMES
from tmflow.services.views import Upload
from tmflow.ui.components import choices, errors, markup
from tmflow.ui.components.text import escape
from tmflow.ui.views import jobs
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from tmflow.services.container import Services
    from tmflow.services.views import ImportPlan, PlannedRelease, StoredRelease
    from tmflow.ui.state import State

TYPES: Final = ("docx", "html", "htm", "shtml", "txt", "md", "xlsx")
_ARCHIVE: Final = 12
"""From this many files on, reading and pairing takes long enough to be a job."""
_READ: Final = "import.plan"
_CUT_AT: Final = 160
"""The length at which a plan cuts the beginnings that it shows."""


def page(services: Services, state: State) -> None:
    """Show the page."""
    st.header(tr("Import"), anchor=False)
    with errors.shown():
        if not may(state.actor(), Action.IMPORT):
            st.info(tr("Importing takes a translator, an editor or an administrator."))
            return
        tabs = {"": tr("Files"), "text": tr("Pasted text"), "archive": tr("Archive"), "jobs": tr("Long work")}
        chosen = choices.one(state, "tab", tr("What"), tabs)
        if chosen == "jobs":
            jobs.show(services, state)
        elif chosen == "archive":
            _archive(services, state)
        else:
            _plan(services, state, *(_files(state) if chosen == "" else _pasted(state)))


def _files(state: State) -> tuple[list[Upload], list[str]]:
    files = st.file_uploader(
        tr("Drop one file for each language, or one with all three"),
        accept_multiple_files=True,
        key=f"files-{state.get('import.turn', 0)}",
        help=tr(".docx, .html, .txt, .md, .xlsx. The language is recognised and shown before anything is stored."),
    )
    return _uploads(files), []


def _pasted(state: State) -> tuple[list[Upload], list[str]]:
    text = st.text_area(
        tr("Text in one language, or in two or three languages in turn; the first line is the title"),
        height=260,
        key=f"pasted-{state.get('import.turn', 0)}",
    )
    return [], [text] if text and text.strip() else []


def _uploads(files: list[UploadedFile]) -> list[Upload]:
    found = []
    for file in files:
        folder, _, name = file.name.replace("\\", "/").rpartition("/")
        found.append(Upload(name, file.getvalue(), folder))
    return found


def _archive(services: Services, state: State) -> None:
    """Take a folder of releases; it is imported in the background."""
    st.write(tr("Choose a folder: its folders are releases, and the files in each are its versions."))
    files = st.file_uploader(
        tr("A folder of releases"),
        accept_multiple_files="directory",
        type=list(TYPES),
        key=f"archive-{state.get('import.turn', 0)}",
        max_upload_size=None,
    )
    published = st.checkbox(tr("These releases are published"), value=True)
    if st.button(tr("Import the files ({count})", count=len(files)), type="primary", disabled=not files):
        job = services.jobs.submit_import(state.actor(), _uploads(files), published=published)
        state.tell(tr("Job {number} was begun.", number=job.id))
        state.put("import.turn", state.get("import.turn", 0) + 1)
        choices.turn_to(state, "tab", "jobs")
        st.rerun()


def _plan(services: Services, state: State, uploads: list[Upload], texts: list[str]) -> None:
    _stored(state)
    if not uploads and not texts:
        st.caption(tr("Nothing is stored before you have seen what was read."))
        return
    if len(uploads) > _ARCHIVE:
        st.info(tr("So many files are better imported as an archive: it goes on in the background."))
    plan = _read(services, state, uploads, texts)
    for problem in plan.problems:
        st.error(f"**{escape(problem.source_name)}**: {escape(problem.message)}", icon=":material/error:")
    for number, group in enumerate(plan.groups):
        _group(services, state, plan, group, number)


def _read(services: Services, state: State, uploads: list[Upload], texts: list[str]) -> ImportPlan:
    """Return the plan for what was brought; read once, not with every click on the page."""
    mark = hashlib.sha256()
    for part in (*(each.name.encode() + b"\0" + each.data for each in uploads), *(text.encode() for text in texts)):
        mark.update(hashlib.sha256(part).digest())
    known: tuple[bytes, ImportPlan] | None = state.get(_READ, None)
    if known is not None and known[0] == mark.digest():
        return known[1]
    with st.spinner(tr("Reading…")):
        plan = services.releases.inspect(state.actor(), uploads, texts=texts)
    state.put(_READ, (mark.digest(), plan))
    return plan


def _stored(state: State) -> None:
    """Say what the last act stored, with the ways to it."""
    done: list[tuple[str, str]] = state.get("import.done", [])
    for release_id, sentence in done:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":green[:material/check_circle:] **{release_id}** {escape(sentence)}")
            for path, label in (("editor", tr("Open in the editor")), ("release", tr("Look at the alignment"))):
                st.page_link(state.page(path), label=label, query_params={"release": release_id})
    state.forget("import.done")


def _group(services: Services, state: State, plan: ImportPlan, group: PlannedRelease, number: int) -> None:
    """Show one release to be stored: its versions, why they belong together, what a person has to answer."""
    with st.container(border=True):
        markup.show(
            f"<b>{markup.plain(_title(group))}</b> &nbsp; ",
            markup.chip(_how(group), "green" if group.confidence >= 0.9 else "orange"),  # noqa: PLR2004 - sure
            f" {markup.chip(tr('stored already as {release}', release=group.repost_of), 'blue')}"
            if group.repost_of
            else "",
        )
        _versions(group)
        for question in group.questions:
            st.warning(escape(question), icon=":material/help:")
        if group.repost_of:
            st.page_link(
                state.page("editor"),
                label=tr("Open {release}", release=group.repost_of),
                query_params={"release": group.repost_of},
            )
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            published = st.checkbox(
                tr("Published: the texts are final"), key=f"published-{number}", disabled=len(group.versions) == 1
            )
            if st.button(tr("Store this release"), type="primary", key=f"store-{number}"):
                _store(services, state, plan, group, published=published and len(group.versions) > 1)


def _versions(group: PlannedRelease) -> None:
    rows = [
        (
            f'<td class="head">{markup.plain(NAMES.get(version.lang, version.lang))}</td>',
            f"<b>{markup.spoken(version.title, version.lang)}</b><br>"
            + "<br>".join(markup.spoken(_beginning(text), version.lang) for text in version.blocks),
            f'<span style="white-space:nowrap">{markup.plain(markup.moment(version.date) or tr("no date"))}</span>',
            markup.number(version.paragraphs),
            f'<span style="white-space:nowrap">{markup.muted(version.source_name)}</span>',
        )
        for version in group.versions
    ]
    st.html(markup.table([tr("Language"), tr("Title and beginning"), tr("Date"), tr("Paragraphs"), tr("From")], rows))


def _beginning(text: str) -> str:
    return text if len(text) < _CUT_AT else f"{text.rstrip()}…"


def _title(group: PlannedRelease) -> str:
    named = group.how in {"folder", "name"}
    title = group.versions[0].title if group.versions else ""
    return group.key if named and group.key else title or group.key


def _how(group: PlannedRelease) -> str:
    return {
        "folder": tr("together by folder"),
        "name": tr("together by name"),
        "content": tr("together by content, {sure}", sure=f"{group.confidence:.2f}"),
    }.get(group.how, tr("one text"))


def _store(services: Services, state: State, plan: ImportPlan, group: PlannedRelease, *, published: bool) -> None:
    with errors.shown():
        with st.spinner(tr("Aligning, checking and storing…")):
            stored = _keep(services, state, plan, group, published=published)
        if stored.created:
            sentence = tr("is stored.")
        elif stored.added:
            sentence = tr("got: {languages}.", languages=", ".join(NAMES.get(lang, lang) for lang in stored.added))
        else:
            sentence = tr("was stored already.")
        state.put("import.done", [(stored.id, sentence)])
        state.forget(_READ)
        if len(plan.groups) == 1:
            state.put("import.turn", state.get("import.turn", 0) + 1)
        st.rerun()


def _keep(
    services: Services, state: State, plan: ImportPlan, group: PlannedRelease, *, published: bool
) -> StoredRelease:
    if len(group.versions) == 1 and not published:
        only = group.versions[0].version
        return services.releases.start(state.actor(), only, LANGUAGES, files=plan.files)
    return services.releases.store(state.actor(), group, plan.files, published=published)

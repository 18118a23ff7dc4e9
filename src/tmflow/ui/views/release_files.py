"""Files of a release: exports, a further language, a revised text with what it changes."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.memory import fuzzy
from tmflow.model.language import NAMES
from tmflow.services.views import Upload
from tmflow.ui.components import errors, markup
from tmflow.ui.components.text import difference, escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.release import Release
    from tmflow.services.container import Services
    from tmflow.services.views import ImportPlan, PlannedVersion
    from tmflow.ui.state import State

_SHOWN: Final = 40
_ONE_LANGUAGE: Final = ("docx", "html", "po")


def export(services: Services, state: State, release: Release) -> None:
    """Offer the release as files; a file is made when it is asked for."""
    with st.popover(tr("Export"), icon=":material/download:"):
        formats = {
            "docx": tr("Word, finished release"),
            "docx-review": tr("Word, review table"),
            "xlsx": tr("Excel, review table"),
            "html": "HTML",
            "tmx": "TMX",
            "po": "PO",
        }
        chosen = st.radio(tr("Format"), list(formats), format_func=lambda key: formats[key], key="export-format")
        lang = None
        if chosen in _ONE_LANGUAGE:
            langs = [each for each in release.languages if chosen != "po" or each != release.source_lang]
            lang = st.radio(
                tr("Language"),
                langs,
                format_func=lambda each: NAMES.get(each, each),
                key=f"export-lang-{chosen}",
                horizontal=True,
            )
        everything = may(state.actor(), Action.EXPORT_UNAPPROVED) and st.checkbox(
            tr("Also texts that nobody has approved"), key="export-all"
        )
        if st.button(tr("Make the file"), key="export-make"):
            with errors.shown():
                made = services.exports.export(
                    state.actor(), release.id, chosen, lang, include_unapproved=bool(everything)
                )
                st.download_button(
                    tr("Download {name}", name=made.name),
                    made.data,
                    made.name,
                    made.media_type,
                    type="primary",
                    on_click="ignore",
                )


def bring(services: Services, state: State, release: Release) -> None:
    """Take a file: a language that has no version yet is added, another one is revised."""
    missing = [NAMES.get(lang, lang) for lang in release.languages if lang not in release.versions]
    label = tr("Add a language or upload a revised text")
    with st.expander(label, expanded=bool(state.get(f"bring.{release.id}", None)), icon=":material/upload_file:"):
        if missing:
            st.caption(tr("No version yet: {languages}.", languages=", ".join(missing)))
        done = state.get(f"brought.{release.id}", "")
        if done:
            st.success(escape(done))
            state.forget(f"brought.{release.id}")
        file = st.file_uploader(
            tr("A file in one language, or in several"), key=f"bring-{release.id}-{state.get('bring.turn', 0)}"
        )
        if file is None:
            return
        with errors.shown():
            plan = services.releases.inspect(state.actor(), [Upload(file.name, file.getvalue())])
            for problem in plan.problems:
                st.error(f"{escape(problem.source_name)}: {escape(problem.message)}")
            for group in plan.groups:
                for version in group.versions:
                    _offer(services, state, release, plan, version)


def _offer(services: Services, state: State, release: Release, plan: ImportPlan, version: PlannedVersion) -> None:
    name = NAMES.get(version.lang, version.lang)
    stored = release.versions.get(version.lang)
    refused = not may(state.actor(), Action.IMPORT, version.lang)
    why = tr("Your account does not work in {language}.", language=name) if refused else None
    markup.show(
        markup.chip(name, "blue"),
        " ",
        f"<b>{markup.spoken(version.title, version.lang)}</b> ",
        markup.muted(tr("paragraphs: {count}", count=version.paragraphs)),
    )
    if stored is None:
        label = tr("Add {language}", language=name)
        if st.button(label, key=f"add-{version.lang}", type="primary", disabled=refused, help=why):
            with st.spinner(tr("Aligning…")):
                services.releases.add_version(state.actor(), release.id, version.version, files=plan.files)
            _done(state, release.id, tr("{language} was added.", language=name))
        return
    if stored.text == version.version.text:
        st.info(tr("The same text as the stored one."))
        return
    _difference(stored.text.split("\n"), version.version.text.split("\n"), version.lang)
    label = tr("Revise {language}", language=name)
    if st.button(label, key=f"revise-{version.lang}", type="primary", disabled=refused, help=why):
        with st.spinner(tr("Comparing…")):
            done = services.releases.revise(state.actor(), release.id, version.version, files=plan.files)
        _done(
            state,
            release.id,
            tr(
                "Sentences: {unchanged} unchanged, {changed} changed, {added} added, {removed} removed.",
                unchanged=done.unchanged,
                changed=done.changed,
                added=done.added,
                removed=done.removed,
            ),
        )


def _difference(old: list[str], new: list[str], lang: str) -> None:
    """Show the paragraphs that changed, each with its difference."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(last - first for tag, first, last, _, _ in blocks if tag == "equal")
    st.caption(tr("Paragraphs as before: {same} of {count}.", same=same, count=len(new)))
    changed = [
        fuzzy.difference("\n".join(old[first:last]), "\n".join(new[begin:end]), lang)
        for tag, first, last, begin, end in blocks
        if tag != "equal"
    ]
    for parts in changed[:_SHOWN]:
        markup.show(f'<div class="tm-sentence">{difference(parts, lang)}</div>')
    if len(changed) > _SHOWN:
        st.caption(tr("and {count} more", count=len(changed) - _SHOWN))


def _done(state: State, release_id: str, sentence: str) -> None:
    state.put(f"brought.{release_id}", sentence)
    state.put(f"bring.{release_id}", "open")
    state.put("bring.turn", state.get("bring.turn", 0) + 1)
    st.rerun()


def changed_sources(services: Services, state: State, release_id: str) -> None:
    """Show the sentences whose source changed after they were translated, with the difference."""
    rows = services.units.rows(state.actor(), release_id)
    changed = [row for row in rows if any(each.source_changed for each in row.unit.variants.values())]
    if not changed:
        return
    with st.expander(tr("Sentences whose source changed: {count}", count=len(changed)), expanded=True):
        release = services.releases.get(state.actor(), release_id)
        for row in changed:
            parts = services.releases.source_difference(state.actor(), row.unit.id)
            markup.show(
                f'<span class="mono">{row.unit.position}</span> &nbsp; ',
                difference(parts, release.source_lang),
            )

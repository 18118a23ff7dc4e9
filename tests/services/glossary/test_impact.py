"""What the preview of a file says about the releases: approved units that would have an issue, each once."""

from __future__ import annotations

import pytest

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.views import Upload

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))
TEXTS = {
    "zh": "主任访问青岛\n主任李强在会上发言。主任和主任助理参观了港口。青岛港去年开通新航线。办公室主任没有出席。\n",
    "en": (
        "Director Visits Qingdao\nDirector Li Qiang spoke at the meeting. The Director and an assistant to the Director "
        "toured the port. The Director of the port opened a new route last year. The Office Director was absent.\n"
    ),
    "ru": (
        "Директор посетил Циндао\nДиректор Ли Цян выступил на совещании. Директор и помощник директора осмотрели порт. "
        "В прошлом году порт Циндао открыл новый маршрут. Начальник канцелярии отсутствовал.\n"
    ),
}


@pytest.fixture
def release(services):
    """Gives a function that stores a release of five units; in four the Chinese names the director."""

    def put(*, published):
        files = [Upload(f"{lang}.txt", text.encode()) for lang, text in TEXTS.items()]
        plan = services.releases.inspect(SYSTEM, files)
        return services.releases.store(SYSTEM, plan.groups[0], plan.files, published=published).id

    return put


def preview(glossary, rows):
    table = "concept_id,term_id,lang,term,status\n" + "".join(f"{row}\n" for row in rows)
    return glossary.preview(OWNER, "glossary.csv", table.encode())


def impact(found):
    return [row.impact for row in found.rows if row.cell in {"term", "status"}], found.impact


def test_each_approved_unit_counts_once_and_only_where_another_language_names_the_concept(glossary, director, release):
    release(published=True)
    english = director.preferred("en")
    # The title, the speech, the tour: the port's own director is nobody that the Chinese names.
    gone = f"{director.id},{english.id},en,Director,deprecated"
    assert impact(preview(glossary, [gone])) == ([4], 4)
    titles = [TermDraft(None, "zh", "办公室主任"), TermDraft(None, "en", "Office Director")]
    glossary.save(OWNER, None, Kind.TITLE, "", titles)
    assert impact(preview(glossary, [gone])) == ([3], 3)
    # Two renderings of one sentence fall; the sentence is one unit.
    glossary.save(OWNER, director.id, director.kind, director.note, [TermDraft(None, "ru", "директор")])
    russian = glossary.get(OWNER, director.id).entry.preferred("ru")
    both = [gone, f"{director.id},{russian.id},ru,директор,forbidden"]
    assert impact(preview(glossary, both)) == ([3, 3], 3)


def test_texts_in_work_do_not_count_and_the_memory_does_not(services, glossary, director, release):
    services.memories.import_tmx(
        SYSTEM,
        "m.tmx",
        '<tmx version="1.4"><header srclang="zh"/><body><tu><tuv xml:lang="zh"><seg>主任</seg></tuv>'
        '<tuv xml:lang="en"><seg>The Director spoke.</seg></tuv></tu></body></tmx>'.encode(),
    )
    gone = [f"{director.id},{director.preferred('en').id},en,Director,forbidden"]
    assert impact(preview(glossary, gone)) == ([0], 0)
    release(published=False)
    assert impact(preview(glossary, gone)) == ([0], 0)


def test_a_new_forbidden_rendering_counts_and_another_spelling_of_the_same_does_not(glossary, director, release):
    release(published=True)
    assert impact(preview(glossary, [f"{director.id},,en,Director of the Port,forbidden"])) == ([0], 0)
    assert impact(preview(glossary, [f"{director.id},,en,Director Li,forbidden"])) == ([1], 1)
    assert impact(preview(glossary, [f"{director.id},{director.preferred('en').id},en,Director ,preferred"])) == ([], 0)
    assert impact(preview(glossary, [f"{director.id},{director.preferred('en').id},en,director,preferred"])) == ([0], 0)
    assert impact(preview(glossary, [f"{director.id},{director.preferred('en').id},en,Chairman,preferred"])) == ([4], 4)

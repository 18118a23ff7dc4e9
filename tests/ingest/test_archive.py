from __future__ import annotations

import pytest

from tmflow.ingest.archive import discover, language_of_name, versions_by_name
from tmflow.model.errors import InputError


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("zh.txt", "zh"),
        ("EN.docx", "en"),
        ("ru.html", "ru"),
        ("x_en.docx", "en"),
        ("x.zh.html", "zh"),
        ("2021-04-16-ru.md", "ru"),
        ("release_zh-CN.docx", "zh"),
        ("release.zh_Hans.html", "zh"),
        ("en_release.docx", "en"),
        ("会见（中文）.docx", "zh"),
        ("会见_英文.docx", "en"),
        ("встреча русский.docx", "ru"),
        ("News in English press_ru.txt", "ru"),
        ("ru/visit_en.txt", "en"),
        ("C:\\news\\zh.txt", "zh"),
        ("ru/opening.txt", None),
        ("opening.txt", None),
        ("2021-04-16.txt", None),
        ("menu.docx", None),
        ("children.txt", None),
        ("talk in russian museum hall.txt", None),
        ("", None),
    ],
)
def test_the_language_in_a_name(name, lang):
    assert language_of_name(name) == lang


def made(folder, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def found(*paths) -> dict[str, list[str]]:
    return {group.name: [path.name for path in group.paths] for group in discover(paths)}


def test_a_folder_of_three_versions_is_one_release(tmp_path):
    made(
        tmp_path,
        "visit/ru.txt",
        "visit/en.txt",
        "visit/zh.txt",
        "visit/.DS_Store",
        "visit/~$zh.docx",
        "visit/photo.jpg",
    )
    assert found(tmp_path / "visit") == {"visit": ["zh.txt", "en.txt", "ru.txt"]}


def test_versions_that_only_content_tells_apart_are_one_release(tmp_path):
    made(tmp_path, "visit/a.txt", "visit/b.docx", "visit/c.html")
    assert found(tmp_path / "visit") == {"visit": ["a.txt", "b.docx", "c.html"]}


def test_a_folder_of_folders_is_an_archive_in_natural_order(tmp_path):
    made(tmp_path, "r10/zh.txt", "r10/en.txt", "r9/zh.txt", "r9/en.txt", "2021/r1/zh.txt")
    assert list(found(tmp_path)) == ["r1", "r9", "r10"]


def test_what_describes_an_archive_is_no_release(tmp_path):
    made(tmp_path, "r1/zh.txt", "r1/README.md", "README.md", "answers.tsv", "list.xlsx", "LICENSE.txt")
    assert found(tmp_path) == {"r1": ["zh.txt"]}


def test_one_folder_with_many_releases_is_told_apart_by_stem(tmp_path):
    made(tmp_path, "a_en.docx", "a_zh.docx", "b.zh.html", "b.en.html", "b.ru.html", "c.txt", "d.txt")
    assert found(tmp_path) == {
        "a": ["a_zh.docx", "a_en.docx"],
        "b": ["b.zh.html", "b.en.html", "b.ru.html"],
        "c": ["c.txt"],
        "d": ["d.txt"],
    }


def test_files_that_are_named_one_by_one_are_grouped_too(tmp_path):
    made(tmp_path, "x_ru.txt", "x_zh.docx", "alone.html")
    assert found(tmp_path / "x_ru.txt", tmp_path / "alone.html", tmp_path / "x_zh.docx") == {
        "x": ["x_zh.docx", "x_ru.txt"],
        "alone": ["alone.html"],
    }


def test_two_files_in_one_language_are_two_releases(tmp_path):
    made(tmp_path, "old_en.txt", "new_en.txt")
    assert found(tmp_path) == {"new_en": ["new_en.txt"], "old_en": ["old_en.txt"]}


def test_links_to_folders_are_not_followed(tmp_path):
    made(tmp_path, "r1/zh.txt")
    (tmp_path / "r1" / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == {"r1": ["zh.txt"]}


def test_versions_by_name(tmp_path):
    paths = [tmp_path / name for name in ("ru.txt", "zh.txt", "notes.txt", "ru.docx")]
    assert versions_by_name(paths) == {"zh": tmp_path / "zh.txt", "ru": tmp_path / "ru.txt"}


def test_what_is_missing_or_of_another_kind_is_named(tmp_path):
    made(tmp_path, "photo.jpg")
    for path, words in (
        (tmp_path / "none", "no such"),
        (tmp_path / "photo.jpg", "Expected one of"),
        (tmp_path, "no file"),
    ):
        with pytest.raises(InputError, match=words) as caught:
            discover([path])
        assert caught.value.source == str(path)

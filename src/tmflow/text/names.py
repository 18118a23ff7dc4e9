"""Names of people and places across the three languages: the door to the modules that know how."""

from tmflow.text.likeness import likeness
from tmflow.text.palladius import decline_chinese
from tmflow.text.people import PersonMention, find_people
from tmflow.text.pinyin import palladius, palladius_name, pinyin_name, split_name
from tmflow.text.romanisation import romanisations

__all__ = [
    "PersonMention",
    "decline_chinese",
    "find_people",
    "likeness",
    "palladius",
    "palladius_name",
    "pinyin_name",
    "romanisations",
    "split_name",
]

"""Names of people and places across the three languages: the door to the modules that know how."""

from tmflow.text.palladius import decline_chinese
from tmflow.text.pinyin import palladius, palladius_name, pinyin_name, split_name

__all__ = ["decline_chinese", "palladius", "palladius_name", "pinyin_name", "split_name"]

"""Cut a text into the segments that are aligned, translated and remembered: `split` and `spans`.

The rules are ordered named functions, a file a language; each answers break, join or nothing at a place where a
sentence may end, and the first answer counts.
"""

from tmflow.segmentation.engine import RULES, Span, spans, split

__all__ = ["RULES", "Span", "spans", "split"]

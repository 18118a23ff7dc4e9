"""Two or three language versions become beads of sentences, each with a posterior probability.

A pair of versions is searched with dynamic programming over beads (`beads`), scored by a linear mix of evidence
(`features`, `lexicon`, `similarity`); a third version adds what it knows (`joint`); `aligner` puts the parts together.
"""

"""What is changed at a place that is not known may be any of the elements."""

from collections import defaultdict

from somewhere import label

clusters = [[] for _ in range(10)]
for example in range(5):
    clusters[label(example)].append(example)
first = clusters[0][0]

by_name = {0: [], 1: []}
by_name[label("b")].append(3)
second = by_name[0][0]

counted = defaultdict(list)
counted[label("c")].append(4)
third = counted[0][0]

a, b = 1, 2
a, b = b, a
first, *middle, last = range(6)
(x, y), z = (1, 2), 3
[p, *q] = "abc"
*init, end = [1]
chain = other = [0]
chain.append(1)
swap = [3, 4]
swap[0], swap[1] = swap[1], swap[0]
starred = [*range(3), *"ab", *(1, 2)]
merged = {**{"a": 1, "b": 2}, "b": 3, **{"c": 4}}
nested = [(i, (j, k)) for i, (j, k) in [(1, (2, 3)), (4, (5, 6))]]
total = 0
for i, (j, *rest) in enumerate([(1, 2, 3), (4, 5)]):
    total += i * j + len(rest)
def pair():
    return 1, 2
m, n = pair()
obj = {"k": [0, 0]}
obj["k"][1], obj["new"] = 5, 6

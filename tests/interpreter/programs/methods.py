items = [3, 1, 2]
items.append(5)
items.extend((7, 8))
items.insert(1, 9)
popped = items.pop(), items.pop(0)
items.remove(5)
found = items.index(2), items.count(9)
items.sort()
ascending = list(items)
items.sort(key=lambda n: -n)
descending = list(items)
items.reverse()
copied = items.copy()
items.clear()
lists = items, copied
d = {"a": 1}
d.update({"b": 2}, c=3)
d.setdefault("d", []).append(4)
gets = d.get("a"), d.get("z"), d.get("z", 0), d.pop("b"), d.pop("z", None)
views = list(d.keys()), list(d.values()), list(d.items())
last = d.popitem()
made = dict(a=1, b=2), dict([("x", 1)]), dict.fromkeys("ab", 0), {**d}
s = {1, 2}
s.add(3)
s.discard(9)
s.update([4])
sets = sorted(s), s.issubset({1, 2, 3, 4, 5}), s.union({9}) == {1, 2, 3, 4, 9}
t = "  Layer1.Conv-2d  "
strings = [t.strip(), t.lower(), t.strip().split("."), t.replace("Conv", "Pool").strip(), t.strip().startswith("Layer"), t.strip().endswith("d")]
more = ["a,b,c".split(",", 1), "x".join(["1", "2"]), "abc".find("c"), "conv1d".isalnum(), "12".isdigit(), "ab".upper(), "k=v".partition("="), "a_b".title()]
padded = ["7".zfill(3), "a".ljust(3) + "|", "a".rjust(3), "{}-{name}-{0}".format(1, name="n") if False else "{}-{}".format(1, 2), "{0}{1:>3}{n}".format(1, 2, n=3)]
tuples = (1, 2, 2).count(2), (1, 2).index(2)
numbers = (5).bit_length(), (2.0).is_integer(), int("7"), int("ff", 16), float("1.5"), int(3.9), round(2.567, 1), round(3.5), str(1.0), bool([])

ranges = list(range(3)), list(range(2, 8, 3)), list(range(5, 0, -2)), len(range(10)), range(4)[-1]
aggregates = sum([1, 2, 3]), sum([[1], [2]], []), min(3, 1, 2), max([4, 9]), min("b", "a"), max([1, 5], key=lambda n: -n), max([], default=0)
logic = any([0, 1]), all([1, 0]), any(n > 2 for n in range(4)), all([])
mapped = list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "x"])), list(filter(lambda n: n > 1, [1, 2, 3]))
paired = list(enumerate("ab", 1)), list(zip([1, 2], "ab", [True, False])), list(reversed([1, 2, 3])), sorted([3, 1, 2], reverse=True)
ordered = sorted(["bb", "a", "ccc"], key=len), sorted({"b": 1, "a": 2}), sorted([(2, "a"), (1, "b")])
numbers = abs(-3), divmod(7, 2), pow(2, 5), round(7 / 2), int("12") + int(3.7), float(2), bool(""), 7 // 2 * 2
types = type(1) is int, type("") == str, isinstance(True, int), isinstance([], (list, tuple)), issubclass(bool, int), callable(len), type([]).__name__
conversions = list("abc"), tuple([1]), set([1, 1]) == {1}, dict(a=1), str(12), list({"a": 1}), tuple(range(2)), frozenset([1]) == {1}
text = chr(65), ord("a"), hex(255), bin(5), repr("q"), format(3.14159, ".2f"), str([1, "a", None, (1,), {"k": 2.5}])
lookups = len({1: 2}), len("abc")
isinstance_chain = [n for n in [1, "a", 2.0, None, [1]] if isinstance(n, (int, str))]
stars = [*map(str, range(3))]
zipped_dict = dict(zip(["a", "b"], range(2)))
transposed = list(zip(*[[1, 2, 3], [4, 5, 6]]))

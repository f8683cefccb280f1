a, b = 17, 5
arithmetic = (a + b, a - b, a * b, a / b, a // b, a % b, a**2, -a, +a, ~a, divmod(a, b))
bits = (a & b, a | b, a ^ b, a << 2, a >> 1)
negative = (-17 // 5, -17 % 5, 17 // -5, 17 % -5)
chained = (1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1)
identity = (None is None, None is not None, a is a)
membership = (3 in [1, 2, 3], "b" in "abc", 4 not in (1, 2), "k" in {"k": 1}, 2 in range(5))
logic = (a and b, 0 or "x", not a, None or 0 or [], 1 and 0 and 2, [] or "fallback")
conditional = "big" if a > 10 else "small"
sequences = ([1] * 3, [1, 2] + [3], "ab" * 2, (1,) + (2, 3), "-" * 0)
comparison = ((1, 2) < (1, 3), [1] < [1, 2], "a" < "b", {1, 2} == {2, 1}, {"a": 1} == {"a": 1})
augmented = 10
augmented += 5
augmented -= 1
augmented *= 2
augmented //= 3
augmented **= 2
augmented %= 50
items = [1, 2]
alias = items
items += [3]
same_list = (alias, items is alias)
merged = {"a": 1} | {"b": 2}
union = {1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}
if (n := len(items)) > 2:
    walrus = n
values = [y := 1, y**2, y + 5]
formatted = "%d layers, %s, %.2f, %5.1f%%" % (3, "conv", 1.234, 50.0)
one = "%s" % "x"

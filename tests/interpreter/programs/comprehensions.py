squares = [n * n for n in range(6)]
filtered = [n for n in range(20) if n % 2 if n % 3]
pairs = [(a, b) for a in range(3) for b in range(a)]
table = {n: chr(97 + n) for n in range(3)}
unique = {n % 3 for n in range(10)}
flat = [cell for row in [[1, 2], [3]] for cell in row]
lazy = sum(n for n in range(10))
nested = [[i * j for j in range(3)] for i in range(3)]
conditional = ["even" if n % 2 == 0 else "odd" for n in range(3)]
n = "outer"
shadowed = [n for n in range(2)]
kept = n
inverted = {value: key for key, value in table.items()}
channels = [3, 16, 32]
layers = [f"conv{i}_{a}x{b}" for i, (a, b) in enumerate(zip(channels, channels[1:]))]
first = next(n for n in range(10) if n > 4)
missing = next((n for n in [] if n), "default")
generator = (n for n in range(3))
drained = [list(generator), list(generator)]
def scoped():
    base = 10
    return [base + n for n in range(3)]
closed = scoped()

integers = [0, 1_000, 0xFF, 0o17, 0b101, -3, 10**12]
floats = [1.5, 1e3, .5, -0.25]
text = "a" 'b' """c""" r"\d" "\x41é"
raw = b"bytes" + rb"\n"
nested = {"a": [1, (2, 3), {4: {5}}], None: True, (1, 2): ...is None}
empty = ((), [], {}, set())
joined = f"{integers[0]}-{floats[0]:.2f}-{text!r}-{'x':>4}-{3:03d}"
inner = f"{'a' if integers else 'b'}{{}}{integers[1]:{'>'}{8}}"
width = 6
aligned = f"[{'ab':^{width}}]"
debug = f"{width=}"
complex_number = 3 + 4j

items = list(range(10))
slices = [items[2:5], items[:3], items[-3:], items[::2], items[::-1], items[1:8:3], items[5:2:-1]]
single = (items[0], items[-1])
text = "convolution"
parts = (text[0], text[-3:], text[::-1], text[2:4])
grid = [[1, 2, 3], [4, 5, 6]]
column = [row[1] for row in grid]
items[2:4] = ["a", "b", "c"]
after_assign = list(items)
del items[0]
del items[1:3]
after_delete = list(items)
pieces = (1, 2, 3, 4)[1:]
window = slice(1, 3)
windowed = text[window]
indices = window.start, window.stop, window.step
config = [64, "M", 128]
config[1] = 32
nested = {"a": {"b": [1, 2]}}
deep = nested["a"]["b"][-1]
del nested["a"]["b"]

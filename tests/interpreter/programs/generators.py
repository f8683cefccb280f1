def count(n):
    for i in range(n):
        yield i
def delegated():
    yield "start"
    yield from count(3)
    yield "end"
produced = list(count(4)), list(delegated()), sum(count(5)), max(count(3))
def blocks(settings):
    width = 16
    for repeat, out in settings:
        for _ in range(repeat):
            yield width, out
            width = out
widths = [*blocks([(2, 32), (1, 64)])]
first, second, *rest = count(5)
zipped = list(zip(count(3), "abc"))
chained = dict(zip("ab", count(2)))
class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children
    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child
walked = list(Tree(1, Tree(2, Tree(3)), Tree(4)))
iterator = iter([1, 2, 3])
drawn = next(iterator), next(iterator), list(iterator), next(iterator, "done")
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n
counted = list(Countdown(3))
joined = ",".join(str(x) for x in count(3))

import functools
def plain(a, b=2, *args, c=3, **kwargs):
    return a, b, args, c, kwargs
calls = [plain(1), plain(1, 5), plain(1, 2, 3, 4), plain(1, c=9, d=10), plain(*[1, 2, 3], **{"c": 4, "e": 5})]
def positional(a, /, b, *, c):
    return a + b + c
result = positional(1, b=2, c=3)
def default_is_shared(x, acc=[]):
    acc.append(x)
    return list(acc)
shared = [default_is_shared(1), default_is_shared(2)]
def outer(n):
    count = 0
    def inner(step):
        nonlocal count
        count += step
        return count * n
    return inner
step = outer(10)
closure = [step(1), step(2)]
counter = 0
def bump():
    global counter
    counter += 1
    return counter
bumps = [bump(), bump()]
double = lambda x, k=2: x * k
lambdas = [double(3), double(3, k=5), (lambda: 7)(), [f(2) for f in (lambda x: x + 1, lambda x: x * 10)]]
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
recursive = fib(12)
def decorate(prefix):
    def wrap(fn):
        @functools.wraps(fn)
        def run(*args, **kwargs):
            return prefix + str(fn(*args, **kwargs))
        return run
    return wrap
@decorate("r:")
@decorate("q:")
def decorated(x):
    return x + 1
decorated_result = decorated(1), decorated.__name__
partial = functools.partial(plain, 1, c=7)
partial_result = partial(4), partial.keywords, partial.args
late = [f() for f in [lambda: i for i in range(3)]]
def early_return(n):
    for k in range(n):
        if k == 3:
            return k
    return None
returns = early_return(10), early_return(2)
def no_return():
    pass
nothing = no_return()
annotated: int = 5
def typed(x: int, y: "str" = "a") -> "tuple[int, str]":
    return x, y
typed_result = typed(1)
apply_all = list(map(lambda f: f(9), [str, float, abs]))

log = []
for i in range(10):
    if i == 2:
        continue
    if i == 5:
        break
    log.append(i)
else:
    log.append("never")
for i in range(2):
    pass
else:
    log.append("else")
n = 0
while n < 5:
    n += 1
    if n == 3:
        continue
    log.append(n)
else:
    log.append("while else")
while True:
    n -= 1
    if n < 2:
        break
def classify(x):
    if x < 0:
        return "negative"
    elif x == 0:
        return "zero"
    else:
        return "positive"
classes = [classify(x) for x in (-1, 0, 1)]
def attempts(x):
    trail = []
    try:
        trail.append("try")
        if x == 0:
            raise ValueError("zero")
        if x == 1:
            {}["missing"]
        if x == 2:
            return trail
    except (KeyError, IndexError) as error:
        trail.append(type(error).__name__)
    except ValueError as error:
        trail.append(str(error))
    else:
        trail.append("else")
    finally:
        trail.append("finally")
    return trail
tried = [attempts(x) for x in range(4)]
class Manager:
    def __enter__(self):
        log.append("enter")
        return 42
    def __exit__(self, *exc):
        log.append("exit")
        return False
with Manager() as value, Manager():
    log.append(value)
def nested_break():
    found = None
    for a in range(3):
        for b in range(3):
            if a * b == 2:
                found = (a, b)
                break
        if found:
            break
    return found
nested = nested_break()
def matcher(subject):
    match subject:
        case 0:
            return "zero"
        case int(n) if n > 100:
            return f"large {n}"
        case [first, *rest]:
            return first, rest
        case {"type": "conv", "k": k, **others}:
            return k, others
        case "a" | "b":
            return "letter"
        case None:
            return "none"
        case _:
            return "other"
matched = [matcher(s) for s in (0, 200, [1, 2, 3], {"type": "conv", "k": 3, "s": 1}, "b", None, 5.5)]
def custom():
    class MyError(RuntimeError):
        def __init__(self, code):
            super().__init__(f"code {code}")
            self.code = code
    try:
        raise MyError(7)
    except RuntimeError as error:
        return error.code, str(error)
customised = custom()
def reraise():
    try:
        try:
            raise TypeError("inner")
        except TypeError:
            raise
    except TypeError as error:
        return str(error)
reraised = reraise()
assert n == 1
del log[0]
log = [str(entry) for entry in log]

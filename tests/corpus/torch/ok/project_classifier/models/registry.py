_BUILDERS = {}


def model(fn):
    _BUILDERS[fn.__name__] = fn
    return fn


def available():
    return sorted(_BUILDERS)


def build_model(name, **options):
    if name not in _BUILDERS:
        raise KeyError(f"{name} is not one of {available()}")
    return _BUILDERS[name](**options)

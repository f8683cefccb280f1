"""Libraries that reach outside of the program: logs, clocks, chance. Small ones, all in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.effects import nothing, outside
from cnnlint.interpreter.builtins.tables import DICT, SET
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.inert import does_nothing, is_outside, outside_class, silent_class
from cnnlint.interpreter.values import MISSING, Instance, Native, Rest, StaticMethod, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


# --- logs -------------------------------------------------------------------------------------------------------------

LOGGING = Library("logging")
LOGGER = silent_class(LOGGING, "logging.Logger")
for name in ("Handler", "StreamHandler", "FileHandler", "NullHandler", "Formatter", "Filter"):
    silent_class(LOGGING, f"logging.{name}")
for level, name in enumerate(("NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")):
    LOGGING.add(f"logging.{name}", level * 10)
does_nothing(
    LOGGING, "debug info warning warn error exception critical log basicConfig disable captureWarnings shutdown"
)
for name in ("isEnabledFor", "getEffectiveLevel", "hasHandlers"):
    LOGGER.namespace[name] = Native(f"logging.Logger.{name}", outside("how the program is set to log"))


@LOGGING.function("logging.getLogger", "logging.getLoggerClass")
def get_logger(vm: Interpreter, name: Value = None) -> Value:
    return Instance(LOGGER)


WARNINGS = Library("warnings")
does_nothing(WARNINGS, "warn warn_explicit simplefilter filterwarnings resetwarnings showwarning")
silent_class(WARNINGS, "warnings.catch_warnings")
WARNINGS.function("warnings.deprecated")(
    lambda vm, message, /, **options: Native("deprecated", lambda vm, function, /: function, binds=False)
)

PPRINT = Library("pprint")
does_nothing(PPRINT, "pprint pp")
is_outside(PPRINT, "pformat", "a text laid out for reading")
silent_class(PPRINT, "pprint.PrettyPrinter")

GC = Library("gc")
does_nothing(GC, "collect enable disable freeze unfreeze set_threshold")

TRACEBACK = Library("traceback")
does_nothing(TRACEBACK, "print_exc print_stack print_exception print_tb")
is_outside(TRACEBACK, "format_exc format_stack extract_stack", "where execution stands")


# --- clocks -----------------------------------------------------------------------------------------------------------

TIME = Library("time")
does_nothing(TIME, "sleep tzset")
is_outside(
    TIME,
    "time time_ns perf_counter perf_counter_ns monotonic monotonic_ns process_time thread_time ctime asctime gmtime localtime "
    "mktime strftime strptime",
    "the time of day",
)

DATETIME = Library("datetime")
for name, makers in {
    "datetime": "now today utcnow strptime fromtimestamp fromisoformat combine",
    "date": "today fromtimestamp fromisoformat",
    "time": "fromisoformat",
    "timedelta": "",
    "timezone": "",
}.items():
    outside_class(DATETIME, f"datetime.{name}", "a date or time", makers)

UUID = Library("uuid")
is_outside(UUID, "uuid1 uuid3 uuid4 uuid5 getnode", "an identity made at run time")
outside_class(UUID, "uuid.UUID", "an identity made at run time")


# --- chance -----------------------------------------------------------------------------------------------------------

RANDOM = Library("random")
CHANCE = "a random value"
DRAWN = """random uniform randint randrange choice choices sample gauss normalvariate betavariate expovariate triangular
lognormvariate vonmisesvariate gammavariate paretovariate weibullvariate getrandbits getstate binomialvariate randbytes"""
does_nothing(RANDOM, "seed setstate")
is_outside(RANDOM, DRAWN, CHANCE)


@RANDOM.function("random.shuffle")
def shuffle(vm: Interpreter, x: Value) -> Value:
    """The elements stay as many as they are, but each may be any of them."""
    items = plain(x)
    if isinstance(items, list):
        vm.touch(items)
        items[:] = [item if isinstance(item, Rest) else vm.unknown(CHANCE) for item in items]
    return None


GENERATOR = RANDOM.new_class("random.Random")
GENERATOR.namespace["__init__"] = Native("random.Random.__init__", nothing)
for name in (*DRAWN.split(), "seed", "shuffle"):
    GENERATOR.namespace[name] = StaticMethod(RANDOM.values[f"random.{name}"])
RANDOM.add("random.SystemRandom", GENERATOR)

SECRETS = Library("secrets")
is_outside(SECRETS, "token_bytes token_hex token_urlsafe randbelow randbits choice", CHANCE)


# --- references -------------------------------------------------------------------------------------------------------

WEAKREF = Library("weakref")
REFERENCE = WEAKREF.new_class("weakref.ref")


@WEAKREF.method(REFERENCE, "__init__")
def init_reference(vm: Interpreter, self: Instance, object: Value, callback: Value = None, /) -> Value:
    self.attrs["object"] = object
    return None


@WEAKREF.method(REFERENCE, "__call__")
def referent(vm: Interpreter, self: Instance, /) -> Value:
    return self.attrs.get("object", MISSING)


for name, cls in {"WeakKeyDictionary": DICT, "WeakValueDictionary": DICT, "WeakSet": SET}.items():
    WEAKREF.add(f"weakref.{name}", cls)


@WEAKREF.function("weakref.proxy")
def proxy(vm: Interpreter, object: Value, callback: Value = None, /) -> Value:
    return object


@WEAKREF.function("weakref.finalize")
def finalize(vm: Interpreter, obj: Value, func: Value, /, *args: Value, **kwargs: Value) -> Value:
    raise NotKnown("when an object goes")

"""Functions that act on each element, and arithmetic."""

from __future__ import annotations

from typing import Any

from conformance.torch.generating import Gen, Program, Text, ones, program, zeros
from conformance.torch.registry import add, called, some_tensor

# fmt: off
UNARY = {
    "tTmM": "abs acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil conj_physical cos cosh deg2rad erf erfc exp exp2 "
            "expm1 fix floor frac i0 log log10 log1p log2 neg negative rad2deg reciprocal rsqrt sin sinc sinh sqrt square tan trunc sigmoid tanh relu "
            "round nan_to_num logit",
    "tmM": "absolute digamma erfinv lgamma sgn sign logical_not",
    "tm": "angle conj positive resolve_conj resolve_neg isfinite isinf isnan isneginf isposinf isreal signbit",
}
SPECIAL = ("airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i0e i1 i1e log1p log_ndtr "
           "modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 scaled_modified_bessel_k0 scaled_modified_bessel_k1 ndtr ndtri psi sinc spherical_bessel_j0 logit round")
BINARY = {
    "tmM": "add sub subtract mul multiply div divide true_divide floor_divide fmod remainder pow atan2 arctan2 copysign hypot nextafter xlogy eq ne lt le gt ge "
           "less less_equal greater greater_equal not_equal logical_and logical_or logical_xor ldexp",
    "tm": "maximum minimum fmax fmin logaddexp logaddexp2 float_power",
}
NUMBERS = ["add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide", "floor_divide", "fmod", "remainder", "pow", "copysign", "xlogy", "eq", "ne", "lt", "le", "gt", "ge", "less", "less_equal", "greater", "greater_equal", "not_equal", "float_power"]
WHOLE = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift gcd lcm"
# fmt: on


def unary(name: str, forms: str) -> Program:
    return lambda g: program(called(g, name, forms, some_tensor(g)))


for _forms, _names in UNARY.items():
    for _name in _names.split():
        add(_name, unary(_name, _forms))
for _name in SPECIAL.split():
    add(f"special.{_name}", lambda g, name=_name: program(f"y = {g.call(f'torch.special.{name}', some_tensor(g))}"))
add("bitwise_not", lambda g: program(called(g, "bitwise_not", "tmM", some_tensor(g, dtype="int64"))))
add(
    "special.multigammaln",
    lambda g: program(f"y = {g.call('torch.special.multigammaln', Text('torch.ones(3) * 5'), 2)}"),
)


def binary(name: str, forms: str, dtype: str = "") -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        other: Any = ones(g.broadcastable(shape), dtype)
        if name in NUMBERS and g.chance(0.2):
            other = 2
        return program(called(g, name, forms, ones(shape, dtype), other))

    return make


for _forms, _names in BINARY.items():
    for _name in _names.split():
        add(_name, binary(_name, _forms))
for _name in WHOLE.split():
    add(_name, binary(_name, "tmM", "int64"))
for _name in [
    "xlog1py",
    "xlogy",
    "zeta",
    "gammainc",
    "gammaincc",
    "chebyshev_polynomial_t",
    "shifted_chebyshev_polynomial_t",
    "shifted_chebyshev_polynomial_u",
    "shifted_chebyshev_polynomial_v",
    "shifted_chebyshev_polynomial_w",
    "hermite_polynomial_h",
    "legendre_polynomial_p",
]:
    add(f"special.{_name}", lambda g, name=_name: program(two(g, f"torch.special.{name}")))


def two(g: Gen, function: str) -> str:
    shape = g.shape(0, 3)
    return f"y = {g.call(function, ones(shape), ones(g.broadcastable(shape)))}"


OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=")
BITS = ("&", "|", "^", "<<", ">>")


def operator(g: Gen, symbols: tuple[str, ...] = OPERATORS, dtype: str = "") -> str:
    sign = g.choice(symbols)
    shape = g.shape(0, 4)
    one, other = str(ones(shape, dtype)), str(ones(g.broadcastable(shape), dtype))
    if g.chance(0.25):
        one, other = g.pick((one, "2"), ("3", other))
    if g.stray(0.04):
        other = g.pick("None", "'2'", "[1]", "(1, 2)", "m")
        return program("m = nn.ReLU()", f"y = {one} {sign} {other}") if one != "3" else program(f"y = {one} {sign} 4")
    return program(f"y = {one} {sign} {other}")


def augmented(g: Gen) -> str:
    sign = g.pick("+", "-", "*", "/", "**", "//")
    shape = g.shape(0, 4)
    return program(f"y = {ones(shape)}", f"y {sign}= {ones(g.broadcastable(shape)) if g.chance(0.8) else 2}")


add("operators", operator)
add("operators of bits", lambda g: operator(g, BITS, "int64"))
add("operators augmented", augmented)
add("operators of one", lambda g: program(f"y = {g.pick('-', '+', 'abs')}({some_tensor(g)})"))
add("invert", lambda g: program(f"y = ~{some_tensor(g, dtype=g.pick('bool', 'int64'))}"))


def clamp(g: Gen) -> str:
    shape = g.shape(0, 3)
    given = g.some({"min": g.pick(0, 0.5, ones(g.broadcastable(shape)))}, 0.6)
    if given and isinstance(given["min"], str):
        given |= g.some({"max": ones(g.broadcastable(shape))})
    else:
        given |= g.some({"max": 2})
    return program(called(g, g.pick("clamp", "clip"), "tTmM", ones(shape), **given))


def three(name: str, forms: str = "tmM") -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 3)
        others = [ones(g.broadcastable(shape)) for _ in range(2)]
        if name == "lerp" and g.chance(0.4):
            others[1] = Text("0.5")
        return program(called(g, name, forms, ones(shape), *others))

    return make


def where(g: Gen) -> str:
    shape = g.shape(0, 3)
    condition = zeros(g.broadcastable(shape), "bool")
    one, other = g.pick(ones(shape), 1.0), g.pick(ones(g.broadcastable(shape)), 2.0)
    if g.chance(0.15):
        return program(f"y = [len(torch.where({condition}))]")
    if g.chance(0.2):
        return program(f"y = {ones(shape)}.where({condition}, {other})")
    return program(f"y = {g.call('torch.where', condition, one, other)}")


add("clamp", clamp)
for _name in ("clamp_min", "clamp_max"):
    add(
        _name,
        lambda g, name=_name: program(called(g, name, "tTmM", ones(g.shape(0, 3)), g.pick(0.5, ones(g.shape(0, 2))))),
    )
for _name in ("lerp", "addcmul", "addcdiv"):
    add(_name, three(_name))
add("where", where)
add("heaviside", binary("heaviside", "tmM"))
add("isclose", binary("isclose", "tm"))
add("complex", lambda g: program(two(g, "torch.complex")))
add(
    "polygamma",
    lambda g: program(g.pick(f"y = torch.polygamma(2, {some_tensor(g)})", f"y = {some_tensor(g)}.polygamma(1)")),
)
add("frexp", lambda g: program(called(g, "frexp", "tm", some_tensor(g))))
for _name in ("tril", "triu"):
    add(_name, lambda g, name=_name: program(called(g, name, "tmM", some_tensor(g), **g.some({"diagonal": 1}))))
for _name in ("zero_", "normal_", "uniform_", "exponential_"):
    add(_name, lambda g, name=_name: program(f"y = {some_tensor(g)}.{name}()"))
add("fill_", lambda g: program(f"y = {some_tensor(g)}.fill_({g.pick(1, 2.0)})"))
add("copy_", lambda g: copy(g))
for _name in ("clone", "detach"):
    add(_name, lambda g, name=_name: program(called(g, name, "tm", some_tensor(g))))


def copy(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(f"y = {zeros(shape)}.copy_({ones(g.broadcastable(shape))})")


add(
    "casts",
    lambda g: program(
        f"y = {some_tensor(g)}.{g.pick('float', 'double', 'half', 'long', 'int', 'bool', 'byte', 'bfloat16')}()"
    ),
)
add(
    "to",
    lambda g: program(
        f"y = {some_tensor(g)}.to({g.pick('torch.float64', 'dtype=torch.long', 'torch.zeros(1).int()', repr('cpu'))})"
    ),
)
add("type", lambda g: program(f"y = {some_tensor(g)}.type({g.pick('torch.float64', 'torch.long')})"))
add("type_as", lambda g: program(f"y = {some_tensor(g)}.type_as({some_tensor(g, dtype='int64')})"))
add("wrong types", lambda g: wrong_types(g))


def wrong_types(g: Gen) -> str:
    """Things that are no tensors where one is wanted: mostly what a layer gave that the program forgot to unpack."""
    what = g.pick(
        "(torch.zeros(2), torch.zeros(2))", "None", "[torch.zeros(2)]", "'x'", "nn.ReLU()", "{'out': torch.zeros(2)}"
    )
    how = g.pick("torch.relu({})", "F.relu({})", "F.softmax({}, 1)", "torch.flatten({}, 1)", "nn.Linear(2, 3)({})", "torch.zeros(2) + {}",
                 "nn.Conv2d(3, 4, 3)({})", "torch.matmul({}, torch.zeros(2, 2))", "F.conv2d({}, torch.zeros(4, 3, 3, 3))",
                 "torch.cat([torch.zeros(2), {}])", "torch.stack({}, 0)", "F.max_pool2d({}, 2)", "torch.mean({}, 1)")  # fmt: skip
    g.faults += 2
    return program(f"y = {how.format(what)}")

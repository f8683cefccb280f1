import pytest

from cnnlint.config.inputs import parse_input


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,3,224,224", ("", (1, 3, 224, 224))),
        ("N,3,H,W", ("", ("N", 3, "H", "W"))),
        ("(N, 3, 28, 28)", ("", ("N", 3, 28, 28))),
        ("[8, 16]", ("", (8, 16))),
        ("(128,)", ("", (128,))),
        ("128", ("", (128,))),
        ("image=N,3,32,32", ("image", ("N", 3, 32, 32))),
        (" mask = 1, 1, 32, 32 ", ("mask", (1, 1, 32, 32))),
    ],
)
def test_shapes_as_people_write_them(text: str, expected: object) -> None:
    assert parse_input(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a size"),
        ("1,,3", "is not a size"),
        ("1,3,-2", "is not a size"),
        ("0,3", "from 1 to"),
        ("3,1e3", "is not a size"),
        ("=1,2", "no name"),
        ("9" * 5000, "is not a size"),
        ("99999999999", "from 1 to"),
        ("__import__('os')", "is not a size"),
        ("²,3", "is not a size"),
    ],
)
def test_what_is_no_shape_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_input(text)

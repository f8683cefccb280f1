"""Names of `six` are those of Python 3."""

import six
from six.moves import range, reduce, xrange, zip

assert [2 * n for n in xrange(3)] == [0, 2, 4]
assert list(zip(range(2), "ab")) == [(0, "a"), (1, "b")]
assert reduce(lambda a, b: a + b, [1, 2, 3]) == 6
assert isinstance("a", six.string_types)
assert not isinstance(1, six.string_types)
assert dict(six.iteritems({"a": 1})) == {"a": 1}
assert six.PY3
assert list(six.moves.range(2)) == [0]  # fact: raises

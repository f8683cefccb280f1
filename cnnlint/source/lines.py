"""Where lines end, as Python counts them: form feeds and Unicode separators end none."""

from __future__ import annotations

import re
from typing import Final

LINE_END: Final = re.compile(r"\r\n?|\n")

# What the compiled engine passes; the package makes objects of it.
from typing import Any

def __getattr__(name: str) -> Any: ...

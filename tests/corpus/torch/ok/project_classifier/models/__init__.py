from models import mobile, plain
from models.registry import available, build_model

__all__ = ["available", "build_model"]

from dataclasses import dataclass, field


@dataclass
class ModelConfig:
    tile: int = 256
    bands: int = 4
    widths: list = field(default_factory=lambda: [32, 64, 128])
    classes: int = 3
    dropout: float = 0.1
    aspp_rates: tuple = (1, 6, 12)

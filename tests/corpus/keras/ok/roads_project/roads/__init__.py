from .model import RoadNet, build_roadnet

__all__ = ["RoadNet", "build_roadnet"]

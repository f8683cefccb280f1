"""Deliberate breakage: real model source, changed in one place, and what the framework does with it."""

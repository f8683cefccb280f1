"""Libraries that read and change pictures, as far as they decide the size of what a model is fed: Pillow, OpenCV, Albumentations."""

import numpy as np
from model import build

model = build()
model.predict(np.zeros((4, 50, 60, 3)))

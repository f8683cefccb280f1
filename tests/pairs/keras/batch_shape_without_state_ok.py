# Kind: a batch size in the input
# After: Input(batch_shape=…), which other batches may be fed to where nothing hangs on it
import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input(shape=(8, 8, 3), batch_size=4), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D()])
model.predict(np.zeros((4, 8, 8, 3)), verbose=0)

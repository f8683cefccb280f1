# Kind: one picture without a batch axis
# After: keras issue 10955 and others: "expected conv2d_input to have 4 dimensions, but got array with shape (224, 224, 3)"
import numpy as np
from keras import layers, models

model = models.Sequential(
    [
        layers.Input((64, 64, 3)),
        layers.Conv2D(8, 3),
        layers.GlobalAveragePooling2D(),
        layers.Dense(3, activation="softmax"),
    ]
)
image = np.random.rand(64, 64, 3)
print(model.predict(image, verbose=0).argmax())  # finds: CNN122

# Kind: the sparse loss on one-hot labels
# After: an issue of tensorflow/privacy (38): "logits and labels must have the same first dimension, got logits shape [250,10] and labels shape [2500]"
import keras
import numpy as np

x_train = np.random.random((48, 20))
y_train = keras.utils.to_categorical(np.random.randint(10, size=(48, 1)), num_classes=10)

model = keras.models.Sequential()
model.add(keras.layers.Dense(64, activation="relu", input_dim=20))
model.add(keras.layers.Dropout(0.5))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
model.fit(x_train, y_train, epochs=1, batch_size=16, verbose=0)  # finds: CNN405

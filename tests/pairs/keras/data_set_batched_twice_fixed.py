# Kind: a data set that is batched twice
# After: tensorflow issue 78621: "expected shape=(None, 224, 224, 3), found shape=(32, None, 224, 224, 3)"
from tensorflow import keras
from tensorflow.keras import layers

train = keras.utils.image_dataset_from_directory("data/train", image_size=(64, 64), batch_size=4)
train = train.shuffle(100).prefetch(1)
model = keras.Sequential([keras.Input((64, 64, 3)), layers.GlobalMaxPooling2D(), layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
model.fit(train, verbose=0)

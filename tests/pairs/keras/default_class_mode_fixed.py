# Kind: the default class_mode is categorical
# After: keras issue 11807 and others: one sigmoid unit, and class_mode is left at its default
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D, SeparableConv2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(horizontal_flip=True).flow_from_directory("data/train", target_size=(40, 40), batch_size=2, class_mode="sparse")
model = Sequential([SeparableConv2D(4, 3, input_shape=(40, 40, 3)), GlobalAveragePooling2D(), Dense(2, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, steps_per_epoch=2, verbose=0)

from keras.preprocessing.image import ImageDataGenerator
from model import build

generator = ImageDataGenerator(rescale=1 / 255)
flow = generator.flow_from_directory("photos", target_size=(64, 48), color_mode="grayscale")
model = build()
model.compile(loss="categorical_crossentropy")
model.fit(flow)

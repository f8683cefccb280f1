import keras
from model import Net

photos = keras.utils.image_dataset_from_directory("photos", image_size=(96, 80), batch_size=8)
net = Net(2)
net.compile(loss="sparse_categorical_crossentropy")
net.fit(photos)

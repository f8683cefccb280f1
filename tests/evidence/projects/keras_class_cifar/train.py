from model import Net
from tensorflow import keras

if __name__ == "__main__":
    (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
    net = Net()
    net.compile("adam", "sparse_categorical_crossentropy")
    net.fit(x / 255.0, y)

import tensorflow as tf

weight_decay = 5e-4
cfg = [64, 64, 'M', 128, 128, 'M', 256, 256, 256, 'M']


def conv_block(filters):
    return [
        tf.keras.layers.Conv2D(
            filters, 3, padding='same', use_bias=False,
            kernel_initializer='he_normal',
            kernel_regularizer=tf.keras.regularizers.l2(weight_decay)),
        tf.keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        tf.keras.layers.ReLU(),
    ]


def make_features(cfg):
    blocks = []
    for item in cfg:
        if item == 'M':
            blocks.append(tf.keras.layers.MaxPool2D())
        else:
            blocks += conv_block(item)
    return blocks


model = tf.keras.Sequential([
    tf.keras.layers.InputLayer(input_shape=(32, 32, 3)),
    *make_features(cfg),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dropout(0.3),
    tf.keras.layers.Dense(100),
], name='vgg_small')

model.compile(
    optimizer=tf.keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=['accuracy'])

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar100.load_data()
mean, std = x_train.mean(axis=(0, 1, 2)), x_train.std(axis=(0, 1, 2)) + 1e-7
x_train = (x_train - mean) / std
x_test = (x_test - mean) / std
model.fit(x_train, y_train, epochs=200, validation_data=(x_test, y_test))

"""Every layer of a block sees all the maps before it."""
from tensorflow.keras import backend as K
from tensorflow.keras import layers
from tensorflow.keras.models import Model

GROWTH = 12
BN_AXIS = 3 if K.image_data_format() == 'channels_last' else 1


def conv_layer(x, growth, name):
    y = layers.BatchNormalization(axis=BN_AXIS, epsilon=1.001e-5, name=name + '_0_bn')(x)
    y = layers.Activation('relu', name=name + '_0_relu')(y)
    y = layers.Conv2D(4 * growth, 1, use_bias=False, name=name + '_1_conv')(y)
    y = layers.BatchNormalization(axis=BN_AXIS, epsilon=1.001e-5, name=name + '_1_bn')(y)
    y = layers.Activation('relu', name=name + '_1_relu')(y)
    y = layers.Conv2D(growth, 3, padding='same', use_bias=False, name=name + '_2_conv')(y)
    return layers.Concatenate(axis=BN_AXIS, name=name + '_concat')([x, y])


def dense_block(x, blocks, name):
    for i in range(blocks):
        x = conv_layer(x, GROWTH, name=name + '_block' + str(i + 1))
    return x


def transition(x, reduction, name):
    x = layers.BatchNormalization(axis=BN_AXIS, name='%s_bn' % name)(x)
    x = layers.Activation('relu', name='{}_relu'.format(name))(x)
    x = layers.Conv2D(int(x.shape[BN_AXIS] * reduction), 1, use_bias=False, name=name + '_conv')(x)
    return layers.AveragePooling2D(2, strides=2, name=name + '_pool')(x)


def DenseNet(blocks, input_shape=(64, 64, 3), classes=200, pooling='avg', include_top=True):
    img_input = layers.Input(shape=input_shape)
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)))(img_input)
    x = layers.Conv2D(2 * GROWTH, 3, strides=1, use_bias=False, name='conv1')(x)
    for i, n in enumerate(blocks):
        x = dense_block(x, n, name='conv' + str(i + 2))
        if i != len(blocks) - 1:
            x = transition(x, 0.5, name='pool' + str(i + 2))
    x = layers.BatchNormalization(axis=BN_AXIS, name='bn')(x)
    x = layers.Activation('relu', name='relu')(x)
    if include_top:
        x = layers.GlobalAveragePooling2D(name='avg_pool')(x)
        x = layers.Dense(classes, activation='softmax', name='predictions')(x)
    elif pooling == 'max':
        x = layers.GlobalMaxPooling2D(name='max_pool')(x)
    return Model(img_input, x, name='densenet_small')


if __name__ == '__main__':
    model = DenseNet([4, 4, 4])
    model.summary()

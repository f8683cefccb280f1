"""A classifier put in place of another: the last layer but one of a whole net, and its layers one by one in a new stack."""
from keras.applications import MobileNet
from keras.layers import Dense, Dropout, Flatten
from keras.models import Model, Sequential, clone_model

whole = MobileNet(input_shape=(96, 96, 3), weights=None, alpha=0.25)
features = whole.layers[-5].output
for layer in whole.layers[:-20]:
    layer.trainable = False
scores = Dense(5, activation="softmax", name="flowers")(Flatten()(features))
flowers = Model(inputs=whole.input, outputs=scores)

stack = Sequential(name="stack")
for layer in clone_model(flowers).layers[:-2]:
    stack.add(layer)
stack.add(Dropout(0.3))
stack.add(Flatten())
stack.add(Dense(7))

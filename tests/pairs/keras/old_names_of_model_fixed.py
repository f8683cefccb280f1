# Kind: the old names of the arguments of Model
# After: many questions, "('Keyword argument not understood:', 'input')"
import keras
from keras.layers import Dense, Input
from keras.models import Model

a = Input(shape=(32,))
b = Dense(10)(a)
model = Model(inputs=a, outputs=b)

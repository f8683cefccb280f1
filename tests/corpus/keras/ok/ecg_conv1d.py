from keras.models import Sequential
from keras.layers import Conv1D, MaxPooling1D, BatchNormalization, Flatten, Dense, Dropout, LeakyReLU

n_timesteps, n_leads, n_outputs = 1000, 12, 5

model = Sequential([
    Conv1D(filters=64, kernel_size=15, strides=2, input_shape=(n_timesteps, n_leads)),
    LeakyReLU(negative_slope=0.1),
    BatchNormalization(),
    MaxPooling1D(pool_size=3, strides=2),
    Conv1D(128, 7, dilation_rate=3),
    LeakyReLU(negative_slope=0.1),
    BatchNormalization(),
    MaxPooling1D(),
    Conv1D(128, 5, padding='same'),
    LeakyReLU(negative_slope=0.1),
    MaxPooling1D(2, padding='same'),
    Flatten(),
    Dropout(.5),
    Dense(100, activation='relu'),
    Dense(n_outputs, activation='sigmoid'),
])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['AUC'])

"""Ticket triage: text, tags and a screenshot in; priority and department out."""
import keras
from keras import layers

num_tags = 12
num_words = 10000
num_departments = 4

title = keras.Input(shape=(None,), name="title", dtype="int32")
body = keras.Input(shape=(200,), name="body", dtype="int32")
tags = keras.Input(shape=(num_tags,), name="tags")
screenshot = keras.Input(shape=(64, 64, 3), name="screenshot")

title_features = layers.Embedding(num_words, 64)(title)
body_features = layers.Embedding(num_words, 64)(body)
title_features = layers.LSTM(128)(title_features)
body_features = layers.LSTM(32)(body_features)

image = layers.Conv2D(16, 3, strides=2, activation="relu")(screenshot)
image = layers.Conv2D(32, 3, strides=2, activation="relu")(image)
image = layers.GlobalMaxPooling2D()(image)

x = layers.concatenate([title_features, body_features, tags, image])
priority = layers.Dense(1, name="priority", activation="sigmoid")(x)
department = layers.Dense(num_departments, name="department")(x)

model = keras.Model(
    inputs=[title, body, tags, screenshot],
    outputs={"priority": priority, "department": department},
)

model.compile(
    optimizer=keras.optimizers.RMSprop(1e-3),
    loss={
        "priority": keras.losses.BinaryCrossentropy(),
        "department": keras.losses.CategoricalCrossentropy(from_logits=True),
    },
    loss_weights={"priority": 1.0, "department": 0.2},
)

from model import model

model.summary()

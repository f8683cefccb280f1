"""Translation: an encoder that hands its state to a decoder, and attention between them."""
from keras import Model
from keras.layers import LSTM, Attention, Concatenate, Dense, Embedding, Input, TimeDistributed

src_vocab, tgt_vocab = 12000, 15000
units = 256

encoder_inputs = Input(shape=(None,), name="source")
enc_emb = Embedding(src_vocab, 128)(encoder_inputs)
enc_1 = LSTM(units, return_sequences=True)(enc_emb)
encoder_outputs, state_h, state_c = LSTM(units, return_sequences=True, return_state=True)(enc_1)

decoder_inputs = Input(shape=(None,), name="target")
dec_emb_layer = Embedding(tgt_vocab, 128)
dec_emb = dec_emb_layer(decoder_inputs)
decoder_lstm = LSTM(units, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(dec_emb, initial_state=[state_h, state_c])

context = Attention()([decoder_outputs, encoder_outputs])
joined = Concatenate(axis=-1)([decoder_outputs, context])
scores = TimeDistributed(Dense(tgt_vocab, activation="softmax"))(joined)

model = Model([encoder_inputs, decoder_inputs], scores)
model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy")

# inference: one step of the decoder, with the layers of above
h, c = Input((units,)), Input((units,))
step, new_h, new_c = decoder_lstm(dec_emb_layer(decoder_inputs), initial_state=[h, c])
decoder_step = Model([decoder_inputs, h, c], [step, new_h, new_c], name="decoder_step")

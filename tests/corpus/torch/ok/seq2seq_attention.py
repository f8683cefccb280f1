import random

import torch
import torch.nn as nn
import torch.nn.functional as F


class Listener(nn.Module):
    def __init__(self, words, embedding, hidden, speaker_hidden, drop):
        super().__init__()
        self.embed = nn.Sequential(nn.Embedding(words, embedding), nn.Dropout(drop))
        self.gru = nn.GRU(embedding, hidden, bidirectional=True)
        self.bridge = nn.Linear(2 * hidden, speaker_hidden)

    def forward(self, sentence):
        memory, h = self.gru(self.embed(sentence))
        both = torch.cat((h[-2, :, :], h[-1, :, :]), dim=1)
        return memory, torch.tanh(self.bridge(both))


class Glance(nn.Module):
    """How much each word of the source matters for the next word."""

    def __init__(self, memory, state):
        super().__init__()
        self.energy = nn.Linear(memory + state, state)
        self.score = nn.Linear(state, 1, bias=False)

    def forward(self, state, memory):
        length = memory.shape[0]
        state = state.unsqueeze(0).repeat(length, 1, 1)
        scores = self.score(torch.tanh(self.energy(torch.cat((state, memory), dim=2))))
        return F.softmax(scores.squeeze(2), dim=0)  # length, batch


class Speaker(nn.Module):
    def __init__(self, words, embedding, memory, state, drop, glance):
        super().__init__()
        self.words = words
        self.glance = glance
        self.embed = nn.Embedding(words, embedding)
        self.cell = nn.GRUCell(memory + embedding, state)
        self.say = nn.Linear(memory + state + embedding, words)
        self.drop = nn.Dropout(drop)

    def forward(self, word, state, memory):
        word = self.drop(self.embed(word))
        weights = self.glance(state, memory).t().unsqueeze(1)
        context = torch.bmm(weights, memory.permute(1, 0, 2)).squeeze(1)
        state = self.cell(torch.cat((word, context), dim=1), state)
        return self.say(torch.cat((state, context, word), dim=1)), state


class Translator(nn.Module):
    def __init__(self, listener, speaker):
        super().__init__()
        self.listener = listener
        self.speaker = speaker

    def forward(self, source, target, forcing=0.0):
        steps, n = target.shape
        said = torch.zeros(steps, n, self.speaker.words)
        memory, state = self.listener(source)
        word = target[0, :]
        for t in range(1, steps):
            scores, state = self.speaker(word, state, memory)
            said[t] = scores
            word = target[t] if random.random() < forcing else scores.argmax(1)
        return said


SOURCE, TARGET, HIDDEN, STATE = 800, 600, 64, 96
listener = Listener(SOURCE, 32, HIDDEN, STATE, 0.5)
speaker = Speaker(TARGET, 32, 2 * HIDDEN, STATE, 0.5, Glance(2 * HIDDEN, STATE))
model = Translator(listener, speaker)

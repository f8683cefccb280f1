"""The features of the head are not written down: lazily, or found with a dummy input."""
import torch
import torch.nn as nn


class Features(nn.Module):
    def __init__(self, in_channels=1):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(in_channels, 16, 8, stride=4), nn.ELU(),
            nn.Conv2d(16, 32, 4, stride=2), nn.ELU(),
            nn.Conv2d(32, 32, 3), nn.ELU(),
        )

    def forward(self, x):
        return self.net(x / 255.0)


class ActorCritic(nn.Module):
    def __init__(self, observation_shape=(4, 84, 84), n_actions=6):
        super().__init__()
        self.features = Features(observation_shape[0])
        n_flat = self._flat_size(observation_shape)
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(n_flat, 256), nn.ELU())
        self.policy = nn.Linear(256, n_actions)
        self.value = nn.LazyLinear(1)

    @torch.no_grad()
    def _flat_size(self, shape):
        return int(self.features(torch.zeros(1, *shape)).numel())

    def forward(self, observation):
        h = self.body(self.features(observation))
        return torch.distributions.Categorical(logits=self.policy(h)).logits, self.value(h).squeeze(-1)


player = ActorCritic()
logits, value = player(torch.randint(0, 255, (2, 4, 84, 84)).float())

import torch

n = 2 ** 10**9

image_size = 32
channels = 1
latent_dim = 64
num_classes = 10
base = 32
n_stages = 3

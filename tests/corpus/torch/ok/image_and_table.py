"""House prices from a photograph and a row of figures."""
import torch
import torch.nn as nn


class PriceModel(nn.Module):
    def __init__(self, n_numeric: int = 9, cardinalities=(12, 5, 30), embedding: int = 8):
        super().__init__()
        self.image_branch = nn.Sequential(
            nn.Conv2d(3, 16, 5, stride=2, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d((2, 2)),
            nn.Flatten(),
        )
        self.embeddings = nn.ModuleList([nn.Embedding(n, embedding) for n in cardinalities])
        n_table = n_numeric + embedding * len(cardinalities)
        self.table_branch = nn.Sequential(
            nn.BatchNorm1d(n_table),
            nn.Linear(n_table, 64),
            nn.ReLU(),
            nn.Dropout(0.3),
        )
        self.head = nn.Sequential(nn.Linear(64 * 2 * 2 + 64, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, image, numeric, categories):
        seen = self.image_branch(image)
        embedded = [emb(categories[:, i]) for i, emb in enumerate(self.embeddings)]
        table = self.table_branch(torch.cat([numeric, *embedded], dim=1))
        return self.head(torch.cat((seen, table), dim=1)).squeeze(-1)


def validate(model, batches):
    model.eval()
    total, n = 0.0, 0
    for image, numeric, categories, price in batches:
        with torch.inference_mode():
            error = (model(image, numeric, categories) - price).abs()
        total += error.sum().item()
        n += len(price)
    return total / max(n, 1)


if __name__ == "__main__":
    model = PriceModel()
    batch = (torch.rand(4, 3, 128, 128), torch.randn(4, 9), torch.zeros(4, 3, dtype=torch.long), torch.ones(4))
    print(validate(model, [batch]))

"""The training run of nerwin's window network, written in PyTorch as its user would: a frozen nn.Embedding, nn.Linear, tanh,
autograd, SGD; K corrupt windows for each true one, margin loss; after every epoch the best threshold on dev, by entity F1.

    python3 torch_train.py TRAIN DEV VECTORS EPOCHS BATCH K HIDDEN RATE

TRAIN and DEV have two columns, word and tag in IOB2 with LOC; VECTORS is text in GloVe's format,
with a vector for every word of both and one for <pad>. After every epoch one line of JSON:
epoch, seconds since the process began, dev entity F1. One thread.
"""

import json
import sys
import time

start = time.perf_counter()

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)


def read_vectors(path):
    words, rows = {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, *numbers = line.rstrip().split(" ")
            words[word] = len(rows)
            rows.append(np.array(numbers, dtype=np.float32))
    return words, np.stack(rows)


def read_corpus(path, words):
    """Rows of the words with two paddings between sentences; 1 at the first token of a location, 2 inside, 3 at padding."""
    padding = words["<pad>"]
    rows, labels = [padding, padding], [3, 3]
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                word, tag = line.rstrip("\n").split("\t")
                rows.append(words[word])
                labels.append(1 if tag == "B-LOC" else 2 if tag == "I-LOC" else 0)
            elif labels[-1] != 3:
                rows += [padding, padding]
                labels += [3, 3]
    rows += [padding, padding]
    labels += [3, 3]
    return torch.tensor(rows), np.array(labels)


class Network(nn.Module):
    def __init__(self, table, hidden):
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=True)
        self.linear = nn.Linear(5 * table.shape[1], hidden)
        self.score = nn.Linear(hidden, 1, bias=False)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)
        nn.init.xavier_uniform_(self.score.weight)

    def forward(self, windows):
        x = self.embedding(windows).flatten(1)
        return self.score(torch.tanh(self.linear(x))).squeeze(1)


offsets = torch.arange(-2, 3)


def scores_of(network, rows, labels):
    """The score of every token; minus infinity at padding."""
    scores = np.full(len(labels), -np.inf, dtype=np.float32)
    centres = np.flatnonzero(labels != 3)
    with torch.no_grad():
        for k in range(0, len(centres), 4096):
            some = torch.from_numpy(centres[k : k + 4096])
            scores[some] = network(rows[some[:, None] + offsets]).numpy()
    return scores


def best_entity_f1(scores, labels):
    """The best F1 over all thresholds t. A location is a longest run of tokens with s > t. A gold one of tokens a … b − 1 is found
    exactly when max(s of both neighbours) <= t < min(s of its tokens); a run starts at i when s of i − 1 <= t < s of i."""
    firsts = np.flatnonzero(labels == 1)
    found = []
    for a in firsts:
        b = a + 1
        while labels[b] == 2:
            b += 1
        low, high = max(scores[a - 1], scores[b]), scores[a:b].min()
        if low < high:
            found.append((low, high))
    starts = np.flatnonzero(scores[1:] > scores[:-1]) + 1
    found = np.array(found).reshape(-1, 2)
    thresholds = np.unique(scores)
    count = lambda low, high: np.searchsorted(np.sort(low), thresholds, "right") - np.searchsorted(np.sort(high), thresholds, "right")
    right = count(found[:, 0], found[:, 1])
    predicted = count(scores[starts - 1], scores[starts])
    return float((2 * right / (predicted + len(firsts))).max())


def main():
    train_path, dev_path, vectors_path, *numbers = sys.argv[1:]
    epochs, batch, K, hidden = map(int, numbers[:4])
    rate = float(numbers[4])
    words, table = read_vectors(vectors_path)
    rows, labels = read_corpus(train_path, words)
    dev_rows, dev_labels = read_corpus(dev_path, words)
    true = torch.from_numpy(np.flatnonzero((labels == 1) | (labels == 2)))
    corrupt = torch.from_numpy(np.flatnonzero(labels == 0))
    network = Network(table, hidden)
    optimizer = torch.optim.SGD([p for p in network.parameters() if p.requires_grad], lr=rate)
    steps = epochs * -(-len(true) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for epoch in range(1, epochs + 1):
        order = true[torch.randperm(len(true))]
        for k in range(0, len(order), batch):
            centres = order[k : k + batch]
            drawn = corrupt[torch.randint(len(corrupt), (len(centres) * K,))]
            s = network(rows[centres[:, None] + offsets])
            s_c = network(rows[drawn[:, None] + offsets]).view(-1, K)
            loss = torch.relu(1 - s[:, None] + s_c).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        f1 = best_entity_f1(scores_of(network, dev_rows, dev_labels), dev_labels)
        print(json.dumps({"epoch": epoch, "seconds": time.perf_counter() - start, "f1": f1}), flush=True)


main()

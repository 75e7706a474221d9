"""The training run of nerwin's window network, written in PyTorch as its user would: frozen word vectors, nn.Linear over the
window, nn.EmbeddingBag for sparse features, nn.Dropout, autograd, SGD, AveragedModel; K corrupt windows for each true one, some of
them mined anew before each epoch but the first; after every epoch a checkpoint and the best thresholds on dev, by entity F1.

    python3 torch_train.py JOB

JOB is JSON: train, dev (two columns, word and tag in IOB2 with LOC), vectors (text in GloVe's format, with a vector for every
word of both and one for <pad>), checkpoint, epochs, batch, K, hidden, rate, threads; dropout, and whether it is by bytewise; share, quantile and minimum of mining,
share 0 for none; averageFrom, averageEvery, from epoch 0 for none; features and twoThresholds, true or false. After every epoch
one line of JSON: epoch, dev entity F1. Left out is what else nerwin does: it hashes and checks its files, calibrates, and writes
a report with charts.
"""

import json
import sys

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

from torch_corpus import Corpus, Features, radius, read_sentences, read_vectors
from torch_scores import best_single, best_two

offsets = torch.arange(-radius, radius + 1)


class Windows:
    """The input of a network for centers of a corpus: word vectors and ids of sparse features."""

    def __init__(self, corpus, table, features_of_words):
        self.corpus, self.table, self.features_of_words = corpus, table, features_of_words

    def at(self, centers):
        corpus = self.corpus
        rows = corpus.rows[centers[:, None] + offsets]
        x = self.table[rows].flatten(1)
        if self.features_of_words is None:
            return x, None
        owner = corpus.owner[centers]
        words = self.features_of_words[torch.arange(len(offsets)), rows].flatten(1)
        return torch.cat([x, corpus.means[owner // 2]], 1), torch.cat([words, corpus.contexts[owner]], 1)


class ByteDropout(nn.Module):
    """Dropout that draws one byte per component: several times as fast as nn.Dropout where PyTorch is built without MKL."""

    def __init__(self, rate):
        super().__init__()
        self.dropped = round(256 * rate)

    def forward(self, x):
        if not self.training or self.dropped == 0:
            return x
        words = torch.randint(-(2**63), 2**63 - 1, (x.numel() // 8 + 1,))
        kept = words.view(torch.uint8)[: x.numel()].view_as(x) >= self.dropped
        return x * kept * (256 / (256 - self.dropped))


class Network(nn.Module):
    def __init__(self, inputs, hidden, dropout, bytewise, features):
        super().__init__()
        self.dropout = ByteDropout(dropout) if bytewise else nn.Dropout(dropout)
        self.linear = nn.Linear(inputs, hidden)
        self.score = nn.Linear(hidden, 1, bias=False)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)
        nn.init.xavier_uniform_(self.score.weight)
        self.sparse = None
        if features:
            self.sparse = nn.EmbeddingBag(features.count + 1, hidden, mode="sum", padding_idx=features.none)
            bound = 0.5 * (6 / (inputs + hidden)) ** 0.5
            nn.init.uniform_(self.sparse.weight, -bound, bound)

    def forward(self, x, ids):
        z = self.linear(self.dropout(x))
        if self.sparse is not None:
            z = z + self.sparse(ids)
        return self.score(torch.tanh(z)).squeeze(1)


@torch.no_grad()
def scores_of(network, windows):
    """Returns the score of every token; minus infinity at padding."""
    labels = windows.corpus.labels
    scores = np.full(len(labels), -np.inf, dtype=np.float32)
    centers = torch.from_numpy(np.flatnonzero(labels != 3))
    network.eval()
    for some in centers.split(4096):
        scores[some] = network(*windows.at(some)).numpy()
    network.train()
    return scores


def mine(scores, true, outside, quantile, minimum):
    """Returns the centers outside locations that score above a quantile of the true scores minus the margin."""
    bound = np.sort(scores[true])[int(quantile * (len(true) - 1))] - 1
    mined = outside[scores[outside] > bound]
    return mined if len(mined) >= minimum else outside[np.argsort(-scores[outside])[:minimum]]


def draw(count, outside, mined, share):
    """Draws centers of corrupt windows: mined ones with probability `share`."""
    drawn = outside[torch.randint(len(outside), (count,))]
    if mined is None:
        return drawn
    return torch.where(torch.rand(count) < share, mined[torch.randint(len(mined), (count,))], drawn)


def main(job):
    torch.set_num_threads(job["threads"])
    torch.manual_seed(1)
    words, table = read_vectors(job["vectors"])
    sentences = read_sentences(job["train"])
    features = Features(sentences) if job["features"] else None
    features_of_words = features.table_of(words) if features else None
    vectors = torch.from_numpy(table)
    windows, dev = [
        Windows(Corpus(some, words, table, features), vectors, features_of_words)
        for some in (sentences, read_sentences(job["dev"]))
    ]
    labels = windows.corpus.labels
    true = torch.from_numpy(np.flatnonzero((labels == 1) | (labels == 2)))
    outside = torch.from_numpy(np.flatnonzero(labels == 0))
    inputs = (len(offsets) + bool(features)) * table.shape[1]
    network = Network(inputs, job["hidden"], job["dropout"], job["bytewise"], features)
    optimizer = torch.optim.SGD(network.parameters(), lr=job["rate"])
    epochs, batch, K = job["epochs"], job["batch"], job["K"]
    steps = epochs * -(-len(true) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    average, mined, best, step = None, None, -1, 0
    for epoch in range(1, epochs + 1):
        if job["share"] > 0 and epoch > 1:
            scores = scores_of(network, windows)
            mined = torch.from_numpy(mine(scores, true.numpy(), outside.numpy(), job["quantile"], job["minimum"]))
        for centers in true[torch.randperm(len(true))].split(batch):
            drawn = draw(len(centers) * K, outside, mined, job["share"])
            s, s_c = network(*windows.at(torch.cat([centers, drawn]))).split([len(centers), len(drawn)])
            loss = torch.relu(1 - s[:, None] + s_c.view(-1, K)).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            if 0 < job["averageFrom"] <= epoch and step % job["averageEvery"] == 0:
                average = average or AveragedModel(network)
                average.update_parameters(network)
            step += 1
        judged = average or network
        f1 = (best_two if job["twoThresholds"] else best_single)(scores_of(judged, dev), dev.corpus.labels)
        if f1 > best:
            best = f1
            torch.save(judged.state_dict(), job["checkpoint"] + ".best")
        torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict()}, job["checkpoint"])
        print(json.dumps({"epoch": epoch, "f1": f1}), flush=True)


main(json.loads(sys.argv[1]))

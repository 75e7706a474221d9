"""The input of torch_train.py: word vectors, corpora with two columns, and the sparse features of words and sentences."""

import re
from collections import Counter

import numpy as np
import torch

radius = 2


def read_vectors(path):
    words, rows = {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, numbers = line.split(" ", 1)
            words[word] = len(rows)
            rows.append(np.fromstring(numbers, dtype=np.float32, sep=" "))
    return words, np.stack(rows)


def read_sentences(path):
    """Returns the sentences as lists of (word, tag)."""
    with open(path, encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    return [[line.split("\t") for line in block.strip("\n").split("\n")] for block in blocks if block.strip()]


def shape(form):
    has_digit = any(map(str.isdigit, form))
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return "number" if has_digit else "punctuation"
    if has_digit:
        return "digit"
    if form.isupper():
        return "A" if len(letters) == 1 else "ALL"
    if form.islower():
        return "lower"
    return "Initial" if letters[0].isupper() and form[form.index(letters[0]) + 1 :].islower() else "Inner"


def pattern(form):
    """Returns the pattern: uppercase A, lowercase a, digits 0; runs cut to two characters, the whole to eight."""
    kinds = "".join("A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else c for c in form)
    return re.sub(r"(.)\1+", r"\1\1", kinds)[:8]


def context(shapes):
    """Returns the features of a whole sentence."""
    kinds = Counter(shapes)
    capitals = kinds["ALL"] + kinds["A"]
    initials = kinds["Initial"] + kinds["Inner"]
    numbers = kinds["number"] + kinds["digit"]
    words = len(shapes) - numbers - kinds["punctuation"]
    if capitals > 0.6 * words:
        found = ["case=capitals"]
    elif capitals + initials > 0.6 * words:
        found = ["case=title"]
    else:
        found = ["case=small" if capitals + initials == 0 else "case=plain"]
    if numbers > 0.2 * len(shapes):
        found.append("digits")
    found.append("length=short" if len(shapes) <= 5 else "length=long" if len(shapes) > 25 else "length=medium")
    return found


class Features:
    """Numbers the features of the training corpus: those of words for each of the five places in a window, then those of sentences."""

    def __init__(self, sentences):
        forms = dict.fromkeys(word for sentence in sentences for word, _ in sentence)
        self.shapes = {form: shape(form) for form in forms}
        names = dict.fromkeys(name for form in forms for name in self.names_of(form))
        self.words = {name: number for number, name in enumerate(names)}
        contexts = dict.fromkeys(name for s in sentences for name in self.context_of([word for word, _ in s]))
        self.sentences = {name: number for number, name in enumerate([*contexts, "first"])}
        self.count = (2 * radius + 1) * len(self.words) + len(self.sentences)
        self.none = self.count  # no feature

    def shape_of(self, form):
        if form not in self.shapes:
            self.shapes[form] = shape(form)
        return self.shapes[form]

    def names_of(self, form):
        return [f"shape={self.shape_of(form)}", f"pattern={pattern(form)}"]

    def context_of(self, tokens):
        return context([self.shape_of(token) for token in tokens])

    def table_of(self, words):
        """Features of every word in every place of a window: (5, V, 2)."""
        places = 2 * radius + 1
        ids = torch.full((places, len(words), 2), self.none)
        for word, row in words.items():
            for k, name in enumerate(self.names_of(word)) if word != "<pad>" else ():
                if name in self.words:
                    ids[:, row, k] = torch.arange(places) * len(self.words) + self.words[name]
        return ids

    def ids_of(self, names):
        offset = (2 * radius + 1) * len(self.words)
        ids = [offset + self.sentences[name] for name in names if name in self.sentences]
        return ids + [self.none] * (4 - len(ids))


class Corpus:
    """Rows of the words with two paddings between sentences; labels 1 at a location's first token, 2 inside, 3 at padding."""

    def __init__(self, sentences, words, table, features):
        padding = words["<pad>"]
        rows, labels, owner, contexts, means = [padding] * radius, [3] * radius, [0] * radius, [], []
        numbers = {"B-LOC": 1, "I-LOC": 2}
        for sentence in sentences:
            mine = [words[word] for word, _ in sentence]
            rows += mine + [padding] * radius
            labels += [numbers.get(tag, 0) for _, tag in sentence] + [3] * radius
            if features:
                names = features.context_of([word for word, _ in sentence])
                first = next((i for i, (w, _) in enumerate(sentence) if features.shape_of(w) != "punctuation"), 0)
                other = 2 * len(means)  # the context of all words but the first
                owner += [other + (i == first) for i in range(len(mine))] + [0] * radius
                contexts += [features.ids_of(names), features.ids_of([*names, "first"])]
                means.append(table[mine].mean(0))
        self.rows, self.labels = torch.tensor(rows), np.array(labels)
        if features:
            self.owner, self.contexts = torch.tensor(owner), torch.tensor(contexts)
            self.means = torch.from_numpy(np.stack(means))

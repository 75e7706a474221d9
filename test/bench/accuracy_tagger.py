"""spaCy or CRFsuite as a peer of accuracy.ts: python3 accuracy_tagger.py KIND TASK.json MODEL

TASK.json is {"corpora": [[{"tokens": [...], "text": "..."}, ...], ...], "lines": [...]}. Each line on standard input is
answered by one line of JSON: `find` by the spans of each sentence of each corpus, `round` by the seconds of processor
time that the lines took, `memory` by the most bytes that were resident.

    python3 accuracy_tagger.py train MODEL CORPUS.conll[=SENTENCES]...    trains CRFsuite, averaged perceptron
"""
import json
import sys
import time


def shape(token):
    """Aaa-99 becomes Aa-9."""
    kinds = ["9" if c.isdigit() else "A" if c.isupper() else "a" if c.islower() else c for c in token]
    return "".join(kind for k, kind in enumerate(kinds) if k == 0 or kind != kinds[k - 1])


def crf_features(tokens):
    """The usual ones: words and shapes in a window of five, affixes of three characters, bigrams of words and shapes."""
    lower, shapes = [t.lower() for t in tokens], [shape(t) for t in tokens]
    n = len(tokens)
    rows = []
    for i, token in enumerate(tokens):
        row = ["b", "w=" + token, "l=" + lower[i], "s=" + shapes[i]]
        row += [f"p{k}={token[:k]}" for k in (1, 2, 3, 4)] + [f"e{k}={token[-k:]}" for k in (1, 2, 3, 4)]
        for o in (-2, -1, 1, 2):
            if 0 <= i + o < n:
                row += [f"{o}l={lower[i + o]}", f"{o}s={shapes[i + o]}"]
            else:
                row.append(f"{o}edge")
        if i > 0:
            row += [f"-1b={lower[i - 1]}|{lower[i]}", f"-1c={shapes[i - 1]}|{shapes[i]}"]
        if i + 1 < n:
            row += [f"+1b={lower[i]}|{lower[i + 1]}", f"+1c={shapes[i]}|{shapes[i + 1]}"]
        rows.append(row)
    return rows


def crf_spans(tags):
    spans = []
    for i, tag in enumerate(tags):
        if tag == "I" and spans and spans[-1][1] == i:
            spans[-1][1] = i + 1
        elif tag != "O":
            spans.append([i, i + 1])
    return spans


def train(model, paths):
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": 10})
    for argument in paths:
        path, _, count = argument.partition("=")
        with open(path, encoding="utf-8") as file:
            for block in file.read().split("\n\n")[: int(count) if count else None]:
                lines = [line.split("\t") for line in block.split("\n") if "\t" in line]
                if lines:
                    tags = [line[-1][0] if line[-1].endswith("-LOC") else "O" for line in lines]
                    trainer.append(crf_features([line[0] for line in lines]), tags)
    trainer.train(model)


class Crf:
    def __init__(self, model):
        import pycrfsuite

        self.tagger = pycrfsuite.Tagger()
        self.tagger.open(model)

    def find(self, sentences):
        return [crf_spans(self.tagger.tag(crf_features(s["tokens"]))) for s in sentences]

    def read(self, lines):  # it has no tokenizer
        for line in lines:
            self.tagger.tag(crf_features(line.split()))


class SpaCy:
    """The component for entities alone; GPE, LOC and FAC are locations."""

    def __init__(self, model):
        import spacy

        self.nlp = spacy.load(model)
        self.nlp.select_pipes(enable="ner")

    def find(self, sentences):
        from spacy.tokens import Doc

        docs = (Doc(self.nlp.vocab, words=s["tokens"]) for s in sentences)
        return [[self.span(entity) for entity in doc.ents if self.is_place(entity)] for doc in self.nlp.pipe(docs)]

    @staticmethod
    def is_place(entity):
        return entity.label_ in ("GPE", "LOC", "FAC")

    @staticmethod
    def span(entity):
        """OntoNotes, which it learned from, counts "the" as a part of a name; the corpora here seldom do."""
        starts_with_the = entity[0].lower_ == "the" and len(entity) > 1
        return [entity.start + (1 if starts_with_the else 0), entity.end]

    def read(self, lines):
        for doc in self.nlp.pipe(lines):
            for entity in doc.ents:
                self.is_place(entity)


def peak():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main():
    if sys.argv[1] == "train":
        train(sys.argv[2], sys.argv[3:])
        return
    kind, task_path, model = sys.argv[1:]
    with open(task_path, encoding="utf-8") as file:
        task = json.load(file)
    tagger = {"crfsuite": Crf, "spacy": SpaCy}[kind](model)
    for line in sys.stdin:
        what = line.strip()
        if what == "find":
            answer = [tagger.find(sentences) for sentences in task["corpora"]]
        elif what == "round":
            start = time.process_time()
            tagger.read(task["lines"])
            answer = time.process_time() - start
        else:
            answer = peak()
        print(json.dumps(answer), flush=True)


main()

"""Writes other-tools.json: what seqeval 1.2.2, nervaluate 1.1.0 and conlleval 0.2 (a port of the script of CoNLL-2000) print for
random and adversarial tags. Usage: pip install seqeval==1.2.2 nervaluate==1.1.0 conlleval==0.2; python3 other-tools.py > other-tools.json
"""
import json
import random
import warnings

import conlleval
from nervaluate.evaluator import Evaluator
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import BILOU, IOB2, IOBES, IOE2

warnings.simplefilter("ignore")
SCHEMES = {"IOB2": IOB2, "IOE2": IOE2, "IOBES": IOBES, "BILOU": BILOU}
LETTERS = {"IOB2": "BI", "IOE2": "IE", "IOBES": "BIES", "BILOU": "BILU"}
WAYS = ["strict", "exact", "partial", "ent_type"]


def sentence(rng, letters, length):
    types = ["LOC", "ORG", "geo-loc"]
    weight = rng.choice([1, 2, 6])
    return [rng.choice(["O"] * weight + [f"{letter}-{kind}" for letter in letters for kind in types]) for _ in range(length)]


def changed(rng, tags, letters):
    """A prediction that is near the gold tags."""
    return [tag if rng.random() < 0.6 else rng.choice(["O", *sentence(rng, letters, 1)]) for tag in tags]


def scores(gold, predicted, **options):
    return [
        round(float(score(gold, predicted, average="micro", zero_division=0, **options)), 12)
        for score in (precision_score, recall_score, f1_score)
    ]


def case(rng, scheme):
    letters = LETTERS[scheme]
    gold = [sentence(rng, letters, rng.randint(1, 9)) for _ in range(rng.randint(1, 4))]
    predicted = [changed(rng, tags, letters) if rng.random() < 0.8 else ["O"] * len(tags) for tags in gold]
    found = {
        "scheme": scheme,
        "gold": [" ".join(tags) for tags in gold],
        "predicted": [" ".join(tags) for tags in predicted],
    }
    if scheme != "BILOU":
        found["default"] = scores(gold, predicted)
    found["strict"] = scores(gold, predicted, mode="strict", scheme=SCHEMES[scheme])
    if scheme == "IOB2":
        evaluated = Evaluator(gold, predicted, tags=["LOC", "ORG", "geo-loc"], loader="list").evaluate()["overall"]
        found["nervaluate"] = [
            [getattr(evaluated[way], key) for key in ("correct", "incorrect", "partial", "missed", "spurious")] for way in WAYS
        ]
    if scheme in ("IOB2", "IOE2"):
        lines = []
        for one, other in zip(gold, predicted):
            lines += [f"w {a} {b}" for a, b in zip(one, other)] + [""]
        overall = conlleval.evaluate(lines)["overall"]["chunks"]
        if overall["stats"]["pred"] > 0:  # the port says precision 1 where the script of CoNLL-2000 says 0
            found["conlleval"] = [round(float(overall["evals"][key]), 12) for key in ("prec", "rec", "f1")]
    return found


rng = random.Random(14)
cases = []
while len(cases) < 200:
    scheme = list(SCHEMES)[len(cases) % 4]
    try:
        cases.append(case(rng, scheme))
    except (ValueError, KeyError, ZeroDivisionError):  # no entity at all, or tags that the tool cannot read
        continue
print("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]")

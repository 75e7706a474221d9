"""Reads a nerwin model and scores sentences: an independent implementation of src/model/FORMAT.md, with numpy only.

    python3 test/interop/reader.py MODEL < SENTENCES > RECORDS

SENTENCES has one sentence per line, its tokens separated by spaces; each line is a document. A record is a line of
JSON with the tokens, their scores, and the locations as pairs of token numbers (the end is exclusive).
"""
import json
import re
import sys
from itertools import groupby
from unicodedata import category, normalize

import numpy as np

DTYPES = {"F32": "<f4", "F64": "<f8", "I32": "<i4", "I8": "i1", "U8": "u1"}
CHARACTERS = {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′‵`´＇՚׳᾽᾿῾ʹʻʼʽʾʿ", "'"), "…": "...",
              **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")}
TOKENS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '" “', "''": '" ”',
    '"': "“ ” `` ''", "'": "’ ‘", "--": "— – -", "—": "-- – -", "–": "- -- —", "...": "…", "…": "...",
    "&amp;": "&", "&lt;": "<", "&gt;": ">",
}
LETTERS = str.maketrans(dict(zip("øłđðıßæœþØŁĐÐÆŒÞ", "o l d d i ss ae oe th O L D D AE OE TH".split())))
STAND_INS = dict(zip("a i 's n't 'm 're 've 'll 'd".split(), "an me ' not am are have will would".split()))
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                       "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
                       "\U000e0000-\U000e0fff]")
ACTIVATIONS = {
    "tanh": np.tanh, "hardtanh": lambda z: np.clip(z, -1, 1), "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0), "identity": lambda z: z, "softsign": lambda z: z / (1 + np.abs(z)),
}

def visible_form(token):
    return normalize("NFC", INVISIBLE.sub("", token))

def normal_form(token):
    return "".join(CHARACTERS.get(c, c) for c in visible_form(token))

def shape(token):
    kinds = [category(c) for c in token]
    letters = [kind for kind in kinds if kind[0] == "L"]
    if not letters:
        return "number" if "Nd" in kinds else "punctuation"
    if "Nd" in kinds:
        return "digit"
    if "Lu" not in letters:
        return "lower" if "Ll" in letters else "mixed"
    if "Ll" not in letters:
        return "A" if len(letters) == 1 else "ALL"
    return "Initial" if letters[0] == "Lu" and "Lu" not in letters[1:] else "Inner"

KINDS = {"punctuation": "punctuation", "number": "number", "digit": "number", "ALL": "capitals", "A": "capitals",
         "Initial": "initial", "Inner": "initial", "lower": "small", "mixed": "small"}

def pattern(token):
    signs = result = ""
    for character in token:
        of = category(character)
        signs += {"Lu": "A", "Ll": "a", "Nd": "0"}.get(of, "x" if of[0] == "L" else character)
        if signs[-3:] != 3 * signs[-1]:
            result += signs[-1]
        if len(result.encode("utf-16-le", "surrogatepass")) // 2 >= 8:
            break
    return result

def hashed(text):
    value = 0x811C9DC5
    units = text.encode("utf-16-le", "surrogatepass")
    for k in range(0, len(units), 2):
        value = (value ^ int.from_bytes(units[k:k + 2], "little")) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 15) * 0x735A2D97 & 0xFFFFFFFF

def extended(name, token):
    value = name * 0x2C1B3C6D + token & 0xFFFFFFFF
    return (value ^ value >> 13) * 0x297A2D39 & 0xFFFFFFFF

def value_of(code, entries):
    return entries.get(code - 2**32 if code >= 2**31 else code, 0)

def longest(own, start, entries):
    """The end of the longest listed name at a token, and its class from 0; without one, `start` and None."""
    end, of, last, code, value = start, None, start, own[start], 1
    while value & 1 and last < len(own):
        code = extended(code, own[last]) if last > start else code
        value = value_of(code, entries)
        last += 1
        if value > 1:
            end, of = last, (value >> 1) - 1
    return end, of

def names_of(forms, entries):
    """The listed names of which a location consists: start, class and text of each; None if a token is in none."""
    own, names, start = [hashed(form) for form in forms], [], 0
    while start < len(forms):
        end, of = longest(own, start, entries)
        if of is None:
            return None
        names.append((start, of, " ".join(forms[start:end]).lower()))
        start = end
    return names

def with_initials(form):
    """Each letter that follows no letter in uppercase, the others in lowercase."""
    runs = ["".join(run) for _, run in groupby(form, lambda c: category(c)[0] == "L")]
    return "".join(run[0].upper() + run[1:].lower() if category(run[0])[0] == "L" else run for run in runs)

def without_accents(text):
    plain = "".join(c for c in normalize("NFD", text) if category(c)[0] != "M")
    return normalize("NFC", plain.translate(LETTERS))

def split_parts(text):
    kinds = [category(character) for character in text]
    breaks = ["\n" * (pair == ("Ll", "Lu")) for pair in zip([""] + kinds, kinds)]
    return re.sub("[-/_]", "\n", "".join(map("".join, zip(breaks, text)))).split("\n")

class Model:
    def __init__(self, path):
        data = memoryview(open(path, "rb").read())
        start = 8 + int.from_bytes(data[:8], "little")
        entries = json.loads(bytes(data[8:start]))
        self.header = json.loads(entries.pop("__metadata__")["nerwin"])
        if self.header["format"] != 1:
            raise ValueError(f"{path}: model format {self.header['format']}, expected 1")

        def tensor(dtype, shape, data_offsets):
            return np.frombuffer(data[start:][slice(*data_offsets)], DTYPES[dtype]).reshape(shape)

        def lines(name):
            text = tensors[name].tobytes().decode() if name in tensors else ""
            return text.split("\n") if text else []

        tensors = {name: tensor(**entry) for name, entry in entries.items()}

        self.W, self.b, self.u, self.S = (tensors[n].astype("f8") for n in ("W.transposed", "b", "u", "S"))
        self.vectors, self.scales = tensors["lexicon.vectors"], tensors.get("lexicon.scales")
        self.unknown, self.number, self.padding = (tensors["lexicon." + n] for n in ("unknown", "number", "padding"))
        self.rows = {word: row for row, word in enumerate(lines("lexicon.words"))}
        self.word_ids = {name: k for k, name in enumerate(lines("features.words"))}
        self.sentence_ids = {name: k for k, name in enumerate(lines("features.sentences"))}
        self.rates = {word: (int(uses), int(inside)) for word, uses, inside in
                      (line.split("\t") for line in lines("features.rate"))}
        self.gazetteers = []
        while f"features.gazetteer.{len(self.gazetteers)}" in tensors:
            tensor = f"features.gazetteer.{len(self.gazetteers)}"
            name, *classes = lines(tensor)
            hashes, values = (tensors[f"{tensor}.{part}"].tolist() for part in ("hashes", "values"))
            self.gazetteers.append((name, classes, dict(zip(hashes, values))))

    def row(self, k):
        vector = self.vectors[k].astype("f4")
        return vector if self.scales is None else vector * self.scales[k]

    def find(self, keys):
        return next((self.row(self.rows[key]) for key in keys if key and key in self.rows), None)

    def vector(self, token):
        visible, plain = visible_form(token), normal_form(token)
        substitutes = TOKENS.get(visible, "").split() + TOKENS.get(plain, "").split()
        cases = list(dict.fromkeys([plain, plain.lower()]))
        if (found := self.find([normalize("NFC", token), visible, plain, *substitutes, *cases])) is not None:
            return found
        digits = ["".join(sign if category(c) == "Nd" else c for c in case) for sign in ("0", "DG") for case in cases]
        if re.fullmatch("[-+.,:/%]*0[-+.,:/%0]*", digits[0]):
            return self.number
        unaccented = [without_accents(case) for case in cases]
        unpointed = [case.replace(".", "") for case in unaccented]
        inner = [case.strip("#@.-_*") for case in unpointed]
        joined = [case.replace("'", "").replace("-", "") for case in inner]
        if (found := self.find([*digits, *unaccented, *unpointed, *inner, *joined])) is not None:
            return found
        parts = [part for part in split_parts(inner[0]) if part]
        if len(parts) > 1 and not plain.startswith("@") and "://" not in plain:
            found = [v for part in parts if (v := self.find([part, part.lower()])) is not None]
            if found:
                return mean(found)
        is_repeated = len(plain) > 1 and len(set(plain)) == 1 and category(plain[0])[0] not in "LN"
        possessive = [case[:-2] if case.endswith(("'s", "'S")) else case for case in inner]
        found = self.find([*possessive, STAND_INS.get(plain.lower(), ""), plain[0] if is_repeated else ""])
        return self.unknown if found is None else found

    def features(self, token, matched):
        on, names, token = self.header["features"], list(matched), normal_form(token)
        if on["shape"]:
            names.append("shape=" + shape(token))
        if on["shape2"]:
            names.append("pattern=" + pattern(token))
        small = token.lower()
        if on.get("words"):
            names.append("word=" + small)
        for k in range(1, min(on["affixes"], len(small)) + 1):
            names += [f"affix={hashed(text) % on['affixBuckets']}" for text in (small[:k] + "-", "-" + small[-k:])]
        if on["lexicon"] and shape(token) in ("A", "ALL", "Initial", "Inner"):
            uses, inside = self.rates.get(small, (0, 0))
            names.append(f"rate={min(4, 5 * inside // uses)}{'+' if uses >= 3 else ''}" if uses else "rate=new")
        return {self.word_ids[name] for name in names if name in self.word_ids}

    def matches(self, tokens):
        found = [[] for _ in tokens]
        own = [hashed(normal_form(token)) for token in tokens]
        for name, classes, entries in self.gazetteers:
            start = 0
            while start < len(tokens):
                end, of = longest(own, start, entries)
                for k in range(start, end):
                    part = "whole" if end - start == 1 else "first" if k == start else "later"
                    found[k].append(f"{name}={classes[of]}:{part}")
                start = max(end, start + 1)
        return found

    def sentence_features(self, tokens):
        kinds = [KINDS[shape(token)] for token in tokens]
        capitals, initial, small = (kinds.count(k) for k in ("capitals", "initial", "small"))
        words = capitals + initial + small
        case = ("capitals" if capitals > 0.6 * words else "title" if capitals + initial > 0.6 * words
                else "small" if capitals + initial == 0 else "plain")
        length = "short" if len(tokens) <= 5 else "long" if len(tokens) > 25 else "medium"
        names = ["case=" + case, "length=" + length] + ["digits"] * (kinds.count("number") > 0.2 * len(tokens))
        return names, next((k for k, of in enumerate(kinds) if of != "punctuation"), 0)

    def windows(self, sentences):
        """For each sentence of one document, for each token: x (D) and the rows of S."""
        on, r, slots = self.header["features"], self.header["radius"], 2 * self.header["radius"] + 1
        vectors = [[self.vector(token) for token in tokens] for tokens in sentences]
        document = mean([vector for each in vectors for vector in each])
        for tokens, own in zip(sentences, vectors):
            ids = [self.features(token, matched) for token, matched in zip(tokens, self.matches(tokens))]
            names, first = self.sentence_features(tokens)
            padded, padded_ids, windows = [self.padding] * r + own + [self.padding] * r, [()] * r + ids + [()] * r, []
            for k in range(len(tokens)):
                x = padded[k:k + slots]
                sparse = [p * len(self.word_ids) + i for p in range(slots) for i in padded_ids[k + p]]
                if on["sentence"]:
                    of = [self.sentence_ids.get(name) for name in names + ["first"] * (k == first)]
                    sparse += [slots * len(self.word_ids) + i for i in of if i is not None]
                x = x + [mean(own)] * on["sentenceMean"] + [document] * on["documentMean"]
                windows.append((np.concatenate(x), sparse))
            yield windows

    def scores(self, sentences):
        return [[float(self.score(*window)) for window in windows] for windows in self.windows(sentences)]

    def score(self, x, sparse):
        z = x.astype("f8") @ self.W + self.b + self.S[sparse].sum(axis=0)
        if self.header["kind"] == "window":
            return self.u @ ACTIVATIONS[self.header["activation"]](z)
        return np.logaddexp.reduce(z[self.u > 0]) - np.logaddexp.reduce(z[self.u <= 0])

    def locations(self, tokens, scores):
        start, extend, edge = (self.header["thresholds"].get(name) for name in ("start", "extend", "edge"))
        small, found, k = [KINDS[shape(token)] in ("small", "punctuation") for token in tokens], [], 0
        while k < len(tokens):
            first = k
            while k < len(tokens) and scores[k] > extend:
                k += 1
            end = k
            if any(s > start for s in scores[first:end]):
                if edge is not None and not all(small[first:end]):
                    while small[first] and scores[first] <= edge:
                        first += 1
                    while small[end - 1] and scores[end - 1] <= edge:
                        end -= 1
                cuts = [first, *(first + cut for cut in self.cuts(tokens[first:end])), end]
                found += [list(part) for part in zip(cuts, cuts[1:])]
            k += 1
        return found

    def cuts(self, tokens):
        """Where a location is divided: the indices of the tokens that begin a listed name, without the first."""
        rule, forms = self.header.get("divide"), [normal_form(token) for token in tokens]
        if rule is None or not 2 <= len(forms) <= 16:
            return []
        one_case = all(form == form.lower() for form in forms) or all(form == form.upper() for form in forms)
        for name, classes, entries in self.gazetteers:
            names = names_of(forms, entries)
            if names is None and one_case:
                ways = [(form.upper(), with_initials(form)) for form in forms]
                names = names_of([upper if value_of(hashed(upper), entries) else initial for upper, initial in ways], entries)
            if names is not None:
                levels = [next((n for n, level in enumerate(rule["levels"]) if classes[c] in level), -1) for _, c, _ in names]
                rises = all(low < high for low, high in zip([-1] + levels, levels))
                return [at for at, _, _ in names[1:]] if rises and not any(text in rule["except"] for _, _, text in names) else []
        return []

def mean(vectors):
    return np.mean(np.array(vectors, "f8"), axis=0).astype("f4")

if __name__ == "__main__":
    model = Model(sys.argv[1])
    for line in open(0, encoding="utf-8", newline="\n"):
        tokens = [token for token in line.removesuffix("\n").split(" ") if token]
        [scores] = model.scores([tokens]) if tokens else [[]]
        print(json.dumps({"tokens": tokens, "scores": scores, "locations": model.locations(tokens, scores)}))

"""Reads and writes DocBin files with spaCy, for docbin.test.ts.

usage: docbin.py read FILE              prints each document as JSON: text, words, sentences, entities
       docbin.py write FILE < JSONL     writes documents {"words", "spaces", "ents", "starts"} of JSON lines
"""
import json
import sys

import spacy
from spacy.tokens import Doc, DocBin, Span

nlp = spacy.blank("xx")

if sys.argv[1] == "read":
    for doc in DocBin().from_disk(sys.argv[2]).get_docs(nlp.vocab):
        sentences = [len(sent) for sent in doc.sents] if doc.has_annotation("SENT_START") else None
        record = {
            "text": doc.text,
            "words": [token.text for token in doc],
            "sentences": sentences,
            "unknown": doc.has_unknown_spaces,
            "ents": [[ent.label_, ent.start_char, ent.end_char, ent.text] for ent in doc.ents],
        }
        print(json.dumps(record))
else:
    docs = []
    for line in sys.stdin:
        record = json.loads(line)
        doc = Doc(nlp.vocab, words=record["words"], spaces=record["spaces"], sent_starts=record["starts"])
        doc.ents = [Span(doc, start, end, label=label) for label, start, end in record["ents"]]
        docs.append(doc)
    DocBin(docs=docs).to_disk(sys.argv[2])

"""Scores the words of a sentence with onnxruntime: python3 examples/onnx/score.py MODEL SCORER.onnx "Tokens , with spaces ." """
import pathlib
import sys

import numpy as np
import onnxruntime

sys.path.append(str(pathlib.Path(__file__).parents[2] / "test/interop"))
from reader import Model  # tokens → rows, as src/model/FORMAT.md says

model, session = Model(sys.argv[1]), onnxruntime.InferenceSession(sys.argv[2])
tokens = sys.argv[3].split()
[windows] = model.windows([tokens])
most = max(len(rows) for _, rows in windows)
features = [rows + [len(model.S)] * (most - len(rows)) for _, rows in windows]  # len(S) means none
inputs = {"x": np.array([x for x, _ in windows], "f4"), "features": np.array(features, "i8")}
scores, *_ = session.run(None, inputs)
for token, score in zip(tokens, scores):
    print(f"{token}\t{score:.4f}")
print("locations:", [" ".join(tokens[start:end]) for start, end in model.locations(tokens, scores)])

#!/usr/bin/env python3
"""Tags a column of text with Apache Spark, one long-lived `nerwin tag -` per partition.

    spark-submit examples/cluster/spark_tag.py INPUT.parquet OUTPUT.parquet [--column text] [--scores]
    spark-submit examples/cluster/spark_tag.py --lines INPUT.txt OUTPUT_FOLDER     # rdd.pipe: JSON records as text

The output has all columns of the input, in the same order within a partition, and `locations`: an array of structs with text,
start and end; with --scores also score and probability. Offsets count code points, as Python and SQL do. A row without a text (null) has no locations.

$NERWIN is the command on the workers (default: npx nerwin). A task whose process dies fails with its error, and Spark repeats it.
"""
import argparse
import fcntl
import json
import os
import shlex
import subprocess
import sys
import threading

try:
    import pandas
    import pyarrow  # noqa: F401  (Spark needs it for mapInPandas)
    from pyspark.sql import SparkSession
    from pyspark.sql.types import (ArrayType, DoubleType, IntegerType, StringType, StructField, StructType)
except ImportError as error:
    sys.exit(f"{error.name} is missing: pip install pyspark pandas pyarrow (and Java 17: apt-get install openjdk-17-jre-headless)")

PLACE = [StructField("text", StringType()), StructField("start", IntegerType()), StructField("end", IntegerType())]
SCORES = [StructField("score", DoubleType()), StructField("probability", DoubleType())]
# A record is one line. A line end inside a text becomes a space, so that offsets stay.
ON_ONE_LINE = {ord(character): " " for character in "\n\r"}


class Tagger:
    """A running `nerwin tag -`: texts in, their locations out, in the same order."""

    def __init__(self, command):
        self.key = b'"locations":' if "--json" in command else b'"label":'
        self.nothing = self.key + b"[]}"
        self.errors = []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.output = self.process.stdout.fileno()
        self.rest = b""  # of the last read
        for pipe in (self.process.stdin, self.process.stdout):
            if hasattr(fcntl, "F_SETPIPE_SZ"):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)  # fewer switches between the two processes
        threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True).start()

    def tag(self, texts):
        texts = [text if isinstance(text, str) else "" for text in texts]
        lines = "\n".join(texts)
        if "\r" in lines or lines.count("\n") >= len(texts):
            texts = [text.translate(ON_ONE_LINE) for text in texts]
            lines = "\n".join(texts)
        lines = f"{lines}\n".encode()
        writer = threading.Thread(target=self._write, args=(lines,))  # beside reading: neither pipe may fill up
        writer.start()
        records = self._records(len(texts)) if texts else []
        writer.join()
        return [self._locations(record, text) for record, text in zip(records, texts)]

    def _write(self, lines):
        try:
            self.process.stdin.write(lines)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the reader tells why

    def _records(self, count):
        pieces, found = [self.rest], 0
        while found < count:
            piece = os.read(self.output, 1 << 20)
            if piece == b"":
                self.close(expected=None)
            found += piece.count(b"\n")
            pieces.append(piece)
        *records, self.rest = b"".join(pieces).split(b"\n")
        return records

    def _locations(self, record, text):
        # Only the end of the record is parsed. No string holds this key with its quotes: JSON escapes them.
        if record.endswith(self.nothing):
            return []
        found = record[record.rindex(self.key) + len(self.key):-1]
        if self.key == b'"locations":':
            return json.loads(found)
        return [{"text": text[start:end], "start": start, "end": end} for start, end, _ in json.loads(found)]

    def close(self, expected=0):
        """Ends the process; an error if it did not end well, or if records are missing."""
        self.process.stdin.close()
        status = self.process.wait()
        if expected is None or status != expected:
            raise RuntimeError(f"nerwin ended with status {status}: {b''.join(self.errors).decode(errors='replace').strip()}")


def tag_partition(command, column):
    """Returns the function for mapInPandas."""
    def tag(frames):
        tagger = Tagger(command)
        for frame in frames:
            yield frame.assign(locations=pandas.Series(tagger.tag(frame[column].tolist()), index=frame.index, dtype=object))
        tagger.close()
    return tag


def tag_table(spark, command, source, output, column="text"):
    """Parquet in, Parquet out, with the locations of `column`."""
    rows = spark.read.parquet(source)
    if column not in rows.columns:
        sys.exit(f"{source} has no column {column}; its columns are {', '.join(rows.columns)}: choose one with --column")
    location = StructType(PLACE + SCORES if "--json" in command else PLACE)
    schema = StructType([*rows.schema.fields, StructField("locations", ArrayType(location))])
    rows.mapInPandas(tag_partition(command, column), schema).write.parquet(output)


def tag_lines(spark, command, source, output):
    """Lines in, records out. checkCode: a task whose process fails is repeated, instead of losing its records."""
    records = spark.sparkContext.textFile(source).pipe(shlex.join(command), env=dict(os.environ), checkCode=True)
    records.saveAsTextFile(output)


def command(scores=False):
    """The command of the workers. Without scores, its records are small; with them, each has all tokens of its text."""
    output = ["--json", "--offsets", "codepoint"] if scores else ["--format", "doccano"]
    return [*shlex.split(os.environ.get("NERWIN", "npx nerwin")), "tag", "-", *output]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--column", default="text")
    parser.add_argument("--scores", action="store_true", help="locations have a score and a probability (slower)")
    parser.add_argument("--lines", action="store_true", help="the input is lines of text, the output JSON records")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("nerwin").getOrCreate()
    if options.lines:
        tag_lines(spark, command(options.scores), options.input, options.output)
    else:
        tag_table(spark, command(options.scores), options.input, options.output, options.column)
    spark.stop()


if __name__ == "__main__":
    main()

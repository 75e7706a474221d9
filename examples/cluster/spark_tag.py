#!/usr/bin/env python3
"""Tags a column of text with Apache Spark, one long-lived `nerwin tag -` per partition.

    spark-submit examples/cluster/spark_tag.py INPUT.parquet OUTPUT.parquet [--column text]
    spark-submit examples/cluster/spark_tag.py --lines INPUT.txt OUTPUT_FOLDER     # rdd.pipe: JSON records as text

The output has all columns of the input, in the same order within a partition, and `locations`: an array of structs with text,
start, end, score and probability. Offsets count code points, as Python and SQL do. A row without a text (null) has no locations.

$NERWIN is the command on the workers (default: npx nerwin). A task whose process dies fails with its error, and Spark repeats it.
"""
import argparse
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

LOCATION = StructType([
    StructField("text", StringType()), StructField("start", IntegerType()), StructField("end", IntegerType()),
    StructField("score", DoubleType()), StructField("probability", DoubleType()),
])
# A record is one line. A line end inside a text becomes a space, so that offsets stay.
ON_ONE_LINE = {ord(character): " " for character in "\n\r"}


class Tagger:
    """A running `nerwin tag -`: texts in, their locations out, in the same order."""

    def __init__(self, command):
        self.errors = []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True).start()

    def tag(self, texts):
        lines = "".join(f"{(text or '').translate(ON_ONE_LINE)}\n" for text in texts).encode()
        writer = threading.Thread(target=self._write, args=(lines,))  # beside reading: neither pipe may fill up
        writer.start()
        found = [self._locations() for _ in texts]
        writer.join()
        return found

    def _write(self, lines):
        try:
            self.process.stdin.write(lines)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the reader tells why

    def _locations(self):
        record = self.process.stdout.readline()
        if not record.endswith(b"\n"):
            self.close(expected=None)
        # Only the end of the record is parsed. No string holds this key with its quotes: JSON escapes them.
        return json.loads(record[record.rindex(b'"locations":') + len(b'"locations":'):-2])

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
            texts = [text if isinstance(text, str) else None for text in frame[column]]
            yield frame.assign(locations=pandas.Series(tagger.tag(texts), index=frame.index, dtype=object))
        tagger.close()
    return tag


def tag_table(spark, command, source, output, column="text"):
    """Parquet in, Parquet out, with the locations of `column`."""
    rows = spark.read.parquet(source)
    if column not in rows.columns:
        sys.exit(f"{source} has no column {column}; its columns are {', '.join(rows.columns)}: choose one with --column")
    schema = StructType([*rows.schema.fields, StructField("locations", ArrayType(LOCATION))])
    rows.mapInPandas(tag_partition(command, column), schema).write.parquet(output)


def tag_lines(spark, command, source, output):
    """Lines in, records out. checkCode: a task whose process fails is repeated, instead of losing its records."""
    records = spark.sparkContext.textFile(source).pipe(shlex.join(command), env=dict(os.environ), checkCode=True)
    records.saveAsTextFile(output)


def command():
    return [*shlex.split(os.environ.get("NERWIN", "npx nerwin")), "tag", "-", "--json", "--offsets", "codepoint"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--column", default="text")
    parser.add_argument("--lines", action="store_true", help="the input is lines of text, the output JSON records")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("nerwin").getOrCreate()
    if options.lines:
        tag_lines(spark, command(), options.input, options.output)
    else:
        tag_table(spark, command(), options.input, options.output, options.column)
    spark.stop()


if __name__ == "__main__":
    main()

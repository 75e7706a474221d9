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
import glob
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading

try:
    import numpy
    import pyarrow
    import pyarrow.compute
    import pyarrow.parquet
    from pyspark import TaskContext
    from pyspark.sql import SparkSession
    from pyspark.sql.types import (ArrayType, BinaryType, BooleanType, DateType, DoubleType, IntegerType, NumericType,
                                   StringType, StructField, StructType, TimestampNTZType, TimestampType)
except ImportError as error:
    sys.exit(f"{error.name} is missing: pip install pyspark pandas pyarrow numpy (and Java 17: apt-get install openjdk-17-jre-headless)")

PLACE = [StructField("text", StringType()), StructField("start", IntegerType()), StructField("end", IntegerType())]
SCORES = [StructField("score", DoubleType()), StructField("probability", DoubleType())]
ARROW = {"text": pyarrow.string(), "start": pyarrow.int32(), "end": pyarrow.int32(),
         "score": pyarrow.float64(), "probability": pyarrow.float64()}
PLAIN = (BinaryType, BooleanType, DateType, NumericType, StringType, TimestampNTZType, TimestampType)
BATCH_ROWS, BATCH_BYTES = 1 << 16, 1 << 24  # what a task holds of a row group
SPACES = bytes(byte if chr(byte) in "0123456789" else ord(" ") for byte in range(256))  # for bytes.translate


class Tagger:
    """A running `nerwin tag -`: texts in, their locations out, in the same order. Only rows with locations become Python objects."""

    def __init__(self, command):
        self.scores = "--json" in command
        self.key = b'"locations":' if self.scores else b'"label":'
        self.errors = []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.output = self.process.stdout.fileno()
        self.rest = b""  # of the last read
        for pipe in (self.process.stdin, self.process.stdout):
            if hasattr(fcntl, "F_SETPIPE_SZ"):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)  # fewer switches between the two processes
        threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True).start()

    def tag(self, texts):
        """Arrow strings in, an Arrow list of structs out."""
        texts = pyarrow.compute.fill_null(texts.cast(pyarrow.string()), "")
        lines = self._lines(texts)
        if lines.count(b"\n") > len(texts) or b"\r" in lines:
            # A record is one line. A line end inside a text becomes a space, so that offsets stay.
            lines = self._lines(pyarrow.compute.replace_substring_regex(texts, "[\n\r]", " "))
        writer = threading.Thread(target=self._write, args=(lines,))  # beside reading: neither pipe may fill up
        writer.start()
        records = self._records(len(texts)) if len(texts) else b""
        writer.join()
        return self._locations(records, texts)

    @staticmethod
    def _lines(texts):
        lines = pyarrow.compute.binary_join_element_wise(texts, "", "\n")  # a line end after each
        if len(lines) == 0:
            return b""
        size = lines.type.bit_width // 8 if lines.type != pyarrow.string() else 4
        offsets = numpy.frombuffer(lines.buffers()[1], dtype=f"<i{size}")[lines.offset:lines.offset + len(lines) + 1]
        return memoryview(lines.buffers()[2])[offsets[0]:offsets[-1]].tobytes()

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
        records = b"".join(pieces)
        end = records.rindex(b"\n") + 1
        self.rest = records[end:]
        return records[:end]

    def _locations(self, records, texts):
        # Only the ends of records that do not end in []} are parsed. No string holds the key with its quotes: JSON escapes them.
        characters = numpy.frombuffer(records, dtype=numpy.uint8)
        ends = numpy.flatnonzero(characters == ord("\n"))
        rows = numpy.flatnonzero(characters[ends - 3] != ord("[")) if len(ends) else ends
        starts = ends[rows - 1] + 1
        found = [records[start if row else 0:end - 1] for row, start, end in zip(rows.tolist(), starts.tolist(), ends[rows].tolist())]
        found = [record[record.rindex(self.key) + len(self.key):] for record in found]
        counts = numpy.zeros(len(ends) + 1, dtype=numpy.int32)
        if self.scores:
            found = json.loads(b"[" + b",".join(found) + b"]")
            counts[rows + 1] = [len(locations) for locations in found]
            columns = {name: [one[name] for locations in found for one in locations] for name in ARROW}
        else:
            # [[3,8,"LOC"],[12,20,"LOC"]]: every number is an offset, so they are parsed at once.
            counts[rows + 1] = [record.count(b'"LOC"') for record in found]
            numbers = numpy.array(b" ".join(found).translate(SPACES).split(), dtype=numpy.int32).reshape(-1, 2)
            named = numpy.repeat(numpy.array(texts.take(pyarrow.array(rows)).to_pylist(), dtype=object), counts[rows + 1])
            columns = {
                "text": [text[start:end] for text, (start, end) in zip(named, numbers.tolist())],
                "start": numbers[:, 0],
                "end": numbers[:, 1],
            }
        structs = pyarrow.StructArray.from_arrays([pyarrow.array(values, ARROW[name]) for name, values in columns.items()], names=list(columns))
        return pyarrow.ListArray.from_arrays(pyarrow.array(numpy.cumsum(counts, dtype=numpy.int32)), structs)

    def close(self, expected=0):
        """Ends the process; an error if it did not end well, or if records are missing."""
        self.process.stdin.close()
        status = self.process.wait()
        if expected is None or status != expected:
            raise RuntimeError(f"nerwin ended with status {status}: {b''.join(self.errors).decode(errors='replace').strip()}")


def tag_partition(command, column):
    """Returns the function for mapInArrow."""
    def tag(batches):
        tagger = Tagger(command)
        for batch in batches:
            locations = tagger.tag(batch.column(column))
            yield pyarrow.RecordBatch.from_arrays([*batch.columns, locations], names=[*batch.schema.names, "locations"])
        tagger.close()
    return tag


def tag_rows(rows, command, column="text"):
    """Any DataFrame in, the same with the locations of `column` out."""
    check_column(rows.schema, column, "the table")
    return rows.mapInArrow(tag_partition(command, column), with_locations(rows.schema, command))


def with_locations(schema, command):
    location = StructType(PLACE + SCORES if "--json" in command else PLACE)
    return StructType([*schema.fields, StructField("locations", ArrayType(location))])


def check_column(schema, column, source):
    if column not in schema.names:
        sys.exit(f"{source} has no column {column}; its columns are {', '.join(schema.names)}: choose one with --column")
    if schema[column].dataType != StringType():
        sys.exit(f"the column {column} of {source} is {schema[column].dataType.simpleString()}, not string: choose one with --column")


def tag_table(spark, command, source, output, column="text"):
    """Parquet in, Parquet out, with the locations of `column`.

    Rows that pass through the JVM are converted four times, which takes a third as long as tagging them if they are short sentences. So
    the tasks read and write the files themselves; Spark starts, watches and repeats them. What only Spark can read goes through tag_rows.
    """
    rows = spark.read.parquet(source)
    check_column(rows.schema, column, source)
    from_path, to_path = local_path(spark, source), local_path(spark, output)
    tasks = from_path and to_path and tasks_of(spark, from_path, rows.schema)
    if not tasks:
        tag_rows(rows, command, column).write.parquet(output)
        return
    if os.path.exists(to_path):
        sys.exit(f"{output} exists: choose another output, or remove it")
    os.makedirs(f"{to_path}/_temporary")
    try:
        tag = tag_task(command, column, to_path, with_locations(rows.schema, command).json())
        spark.sparkContext.parallelize(tasks, len(tasks)).foreach(tag)
    except BaseException:
        shutil.rmtree(to_path)
        raise
    shutil.rmtree(f"{to_path}/_temporary")
    open(f"{to_path}/_SUCCESS", "w").close()


def local_path(spark, path):
    """The path on a local or shared disk, or None for another store, which Spark has the keys of."""
    there = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(path)
    qualified = there.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()).makeQualified(there).toUri()
    return qualified.getPath() if qualified.getScheme() == "file" else None


def tasks_of(spark, source, schema):
    """The tasks as (number, Arrow schema, [(file, row group)]), of the size that Spark gives its own; None if only Spark can read the files."""
    if not all(isinstance(field.dataType, PLAIN) for field in schema):
        return None
    names = [source] if os.path.isfile(source) else sorted(glob.glob(f"{glob.escape(source)}/[!_.]*"))
    groups, arrow = [], None
    for name in names:
        if not os.path.isfile(name):
            return None  # partitions by column, or a pattern
        file = pyarrow.parquet.ParquetFile(name)
        own = file.schema_arrow.remove_metadata()
        arrow = arrow or own
        columns = [file.schema.column(k) for k in range(len(file.schema))]
        # Spark and Arrow do not agree on times of 96 bits.
        if own != arrow or own.names != schema.names or any(one.physical_type == "INT96" for one in columns):
            return None
        groups += [(name, k, file.metadata.row_group(k).total_byte_size) for k in range(file.num_row_groups)]
    size = min(spark._jsparkSession.sessionState().conf().filesMaxPartitionBytes(),
               sum(group[2] for group in groups) / spark.sparkContext.defaultParallelism)
    tasks, filled = [], size
    for name, group, length in groups:
        if filled >= size:
            tasks.append([])
            filled = 0
        tasks[-1].append((name, group))
        filled += length
    return arrow and [(number, arrow, task) for number, task in enumerate(tasks or [[]])]


def tag_task(command, column, folder, schema):
    """Returns the function that does one task: row groups in, one file out, which gets its name when it is complete."""
    def tag(task):
        number, arrow, groups = task
        arrow = arrow.append(pyarrow.field("locations", locations_type("--json" in command)))
        arrow = arrow.with_metadata({"org.apache.spark.sql.parquet.row.metadata": schema})  # Spark's own types
        name = f"part-{number:05d}.snappy.parquet"
        attempt = f"{folder}/_temporary/{name}.{TaskContext.get().taskAttemptId()}"
        tagger = Tagger(command)
        with pyarrow.parquet.ParquetWriter(attempt, arrow, compression="snappy") as writer:
            for path, group in groups:
                file = pyarrow.parquet.ParquetFile(path)
                size = file.metadata.row_group(group)
                rows = max(1, min(BATCH_ROWS, BATCH_BYTES * size.num_rows // max(1, size.total_byte_size)))
                for batch in file.iter_batches(rows, row_groups=[group]):
                    locations = tagger.tag(batch.column(column))
                    writer.write_batch(pyarrow.RecordBatch.from_arrays([*batch.columns, locations], schema=arrow))
        tagger.close()
        os.replace(attempt, f"{folder}/{name}")
    return tag


def tag_rows(rows, command, column="text"):
    """Any DataFrame in, the same with the locations of `column` out."""
    check_column(rows.schema, column, "the table")
    return rows.mapInArrow(tag_partition(command, column), with_locations(rows.schema, command))


def check_column(schema, column, source):
    if column not in schema.names:
        sys.exit(f"{source} has no column {column}; its columns are {', '.join(schema.names)}: choose one with --column")
    if schema[column].dataType != StringType():
        sys.exit(f"the column {column} of {source} is no text but {schema[column].dataType.simpleString()}: choose one with --column")
    if "locations" in schema.names:
        sys.exit(f"{source} already has a column locations: rename or drop it first")


def with_locations(schema, command):
    location = StructType(PLACE + SCORES if "--json" in command else PLACE)
    return StructType([*schema.fields, StructField("locations", ArrayType(location))])


def locations_type(scores):
    names = list(ARROW) if scores else [field.name for field in PLACE]
    return pyarrow.list_(pyarrow.struct([(name, ARROW[name]) for name in names]))


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

#!/usr/bin/env python3
"""Runs spark_tag.py on a cluster of two workers on this machine, kills one in the middle, and compares with one process.

    NERWIN="node dist/bin/nerwin.js" python3 examples/cluster/spark_test.py INPUT.txt
    NERWIN="node dist/bin/nerwin.js" python3 examples/cluster/spark_test.py INPUT.txt --measure    # throughput per core

Exit code 1 if something differs, 3 if an engine is missing.
"""
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
if shutil.which("java") is None:
    sys.exit("MISSING Java 17: apt-get install openjdk-17-jre-headless")
import spark_tag  # noqa: E402  (says itself what is missing)
import numpy  # noqa: E402
import pandas  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

failed = False


def check(name, holds):
    global failed
    print(f"{'ok     ' if holds else 'FAILED '} {name}", flush=True)
    failed |= not holds


def processes():
    """The processes that descend from this one: {pid: (command line, its CPU seconds, those of its children that ended)}."""
    parents, found = {}, {}
    for path in glob.glob("/proc/[0-9]*"):
        try:
            with open(f"{path}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            with open(f"{path}/cmdline") as file:
                line = file.read().replace("\0", " ")
        except OSError:
            continue  # it ended
        pid = int(os.path.basename(path))
        parents[pid] = int(fields[1])
        own, ended = (sum(map(int, fields[k:k + 2])) / os.sysconf("SC_CLK_TCK") for k in (11, 13))  # user and system time
        found[pid] = (line, own, ended)
    def descends(pid):
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False
    return {pid: one for pid, one in found.items() if pid != os.getpid() and descends(pid)}


def executors():
    return [pid for pid, (line, *_) in processes().items() if "CoarseGrainedExecutorBackend" in line and "java" in line]


def kill_one(tracker, killed):
    """Kills one worker process when the first tasks are done."""
    for _ in range(3000):
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and 0 < stage.numCompletedTasks < stage.numTasks for stage in stages):
            os.kill(executors()[0], signal.SIGKILL)
            killed.append(time.time())
            return
        time.sleep(0.02)


def cluster(workers):
    return (SparkSession.builder.master(f"local-cluster[{workers},1,1024]").appName("nerwin test")
            .config("spark.sql.files.maxPartitionBytes", "16k").config("spark.sql.files.openCostInBytes", "0")
            .config("spark.hadoop.mapreduce.input.fileinputformat.split.minsize", "0")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.executor.memory", "1g").getOrCreate())


def test(lines, work):
    command = spark_tag.command(scores=True)
    one = subprocess.run(command, input="".join(f"{line}\n" for line in lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    expected = [json.loads(record)["locations"] for record in one.decode().splitlines()]
    with open(f"{work}/in.txt", "w") as file:
        file.writelines(f"{line}\n" for line in lines)
    rows = pandas.DataFrame({"id": range(len(lines)), "text": lines})
    rows.loc[len(lines)] = [len(lines), None]
    rows.to_parquet(f"{work}/in.parquet", row_group_size=len(lines) // 12)

    spark = cluster(2)
    spark.sparkContext.addPyFile(spark_tag.__file__)
    killed = []
    killer = threading.Thread(target=kill_one, args=(spark.sparkContext.statusTracker(), killed))
    killer.start()
    spark_tag.tag_table(spark, command, f"{work}/in.parquet", f"{work}/out.parquet")
    killer.join()
    found = sorted(spark.read.parquet(f"{work}/out.parquet").collect(), key=lambda row: row["id"])
    check("Spark: a worker was killed in the middle", bool(killed))
    check("Spark: every key once", [row["id"] for row in found] == list(range(len(lines) + 1)))
    check("Spark: the texts are those of the input", [row["text"] for row in found] == [*lines, None])
    check("Spark Parquet: the locations of one process",
          [[one.asDict() for one in row["locations"]] for row in found] == [*expected, []])
    spark_tag.tag_table(spark, spark_tag.command(), f"{work}/in.parquet", f"{work}/places.parquet")
    places = sorted(spark.read.parquet(f"{work}/places.parquet").collect(), key=lambda row: row["id"])
    check("Spark Parquet without scores: the same locations",
          [[tuple(one) for one in row["locations"]] for row in places]
          == [[tuple(one)[:3] for one in row["locations"]] for row in found])
    rows = spark_tag.tag_rows(spark.read.parquet(f"{work}/in.parquet"), command).collect()
    check("Spark mapInArrow: the rows of the Parquet files", sorted(rows, key=lambda row: row["id"]) == found)
    spark_tag.tag_lines(spark, command, f"{work}/in.txt", f"{work}/records")
    parts = b"".join(open(path, "rb").read() for path in sorted(glob.glob(f"{work}/records/part-*")))
    check("Spark rdd.pipe: the bytes of one process, in order", parts == one)
    spark.stop()


def measure(lines, work):
    """CPU seconds per million tokens, all processes counted: of the plain command, and of Spark with one worker, by program.

    A Spark job has costs that do not depend on its size. So a job is compared with one of four times its size: the difference is what
    three times the rows cost. Jobs of both sizes before warm up the JVMs. The same work of nerwin can take half as long again when other
    programs use the other cores, so what the engine costs is best seen beside nerwin's own share in the same job.
    """
    command = spark_tag.command()
    spark = (SparkSession.builder.master("local-cluster[1,1,1024]").config("spark.ui.enabled", "false")
             .config("spark.ui.showConsoleProgress", "false").config("spark.executor.memory", "1g").getOrCreate())
    spark.sparkContext.addPyFile(spark_tag.__file__)
    programs = ("nerwin", "Python", "JVM")

    def used():
        """CPU seconds so far, of each program; a process of nerwin has ended before its partition does."""
        seconds = dict.fromkeys(programs, 0.0)
        for line, own, ended in processes().values():
            seconds["JVM" if "java" in line else "Python" if "pyspark" in line else "nerwin"] += own
            seconds["nerwin"] += ended
        return numpy.array(list(seconds.values()))

    def plain(texts, _):
        before = os.times()
        with open(f"{work}/records", "w") as target:
            subprocess.run(command, input="".join(f"{text}\n" for text in texts).encode(), stdout=target, check=True)
        after = os.times()
        return numpy.array([after.children_user + after.children_system - before.children_user - before.children_system])

    def engine(texts, name):
        pandas.DataFrame({"id": range(len(texts)), "text": texts}).to_parquet(f"{work}/in.parquet")
        start = used()
        spark_tag.tag_table(spark, command, f"{work}/in.parquet", f"{work}/{name}.parquet")
        time.sleep(1)  # until the processes of the partition have ended
        return used() - start

    for sentences in (1, 30):
        texts = [" ".join(lines[k:k + sentences]) for k in range(0, len(lines), sentences)]
        tokens = sum(len(text.split()) for text in texts) / 1e6
        seconds = {}
        for kind in (plain, engine):
            for turn in range(3):
                one = kind(texts, f"one-{sentences}-{turn}")
                four = kind(texts * 4, f"four-{sentences}-{turn}")
            each = (four - one) / (3 * tokens)
            seconds[kind] = each.sum()
            by_program = "".join(f", {name} {part:.2f}" for name, part in zip(programs, each)) if kind is engine else ""
            print(f"rows of {1e6 * tokens / len(texts):.0f} tokens, {kind.__name__}: {each.sum():.2f} CPU seconds per million tokens{by_program}, "
                  f"and {one.sum() - each.sum() * tokens:.1f} to start", flush=True)
        print(f"per core: {100 * seconds[plain] / seconds[engine]:.0f} % of the plain command; "
              f"{100 * each[0] / each.sum():.0f} % of the job is nerwin itself", flush=True)
    spark.stop()


def main():
    with open(sys.argv[1]) as file:
        lines = file.read().split("\n")[:-1]
    work = tempfile.mkdtemp()
    try:
        (measure if "--measure" in sys.argv else test)(lines, work)
    finally:
        shutil.rmtree(work)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

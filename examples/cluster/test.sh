#!/usr/bin/env bash
# Runs the cluster scripts with the real engines, kills them in the middle, and compares their output with that of one process, byte for
# byte. An engine that is missing is named, with how to install it. Exit code 1 if an engine that is installed fails, 3 if one is missing.
#
#   NERWIN="node dist/bin/nerwin.js" examples/cluster/test.sh
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export NERWIN=${NERWIN:-"node $here/../../dist/bin/nerwin.js"} BLOCK=100k
work=$(mktemp -d)
missing=0 failed=0
trap '[ -e "$work/slurm/slurm.conf" ] && "$here/slurm-cluster.sh" stop "$work/slurm"; rm -rf "$work"' EXIT

passed() { echo "ok      $1"; }
fail() { echo "FAILED  $1" >&2; failed=1; }
absent() { echo "MISSING $1: not tested; $2" >&2; missing=1; }
same() { if cmp -s "$work/one.jsonl" "$2"; then passed "$1"; else fail "$1: other bytes than one process"; fi; }
# wait_for TIMES SECONDS COMMAND: tries the command again and again until it succeeds.
wait_for() { for _ in $(seq "$1"); do if "${@:3}"; then break; fi; sleep "$2"; done; }
no_job() { [ -z "$(squeue -h)" ]; }
a_job_runs() { running=$(squeue -h -r -t R -o %i | head -1); [ -n "$running" ]; }

# 9,000 sentences of our own corpus.
awk 'NF == 0 || /^#/ { if (s != "") print s; s = ""; next } { s = s (s == "" ? "" : " ") $1 } END { if (s != "") print s }' \
  "$here/../../data/corpus/test.conll" >"$work/some.txt"
for _ in $(seq 30); do cat "$work/some.txt"; done >"$work/input.txt"
$NERWIN tag - --json <"$work/input.txt" >"$work/one.jsonl" || exit 1

if command -v parallel >/dev/null; then
  "$here/parallel.sh" "$work/input.txt" "$work/whole.jsonl" && same 'GNU parallel' "$work/whole.jsonl"
  (
    timeout -s KILL 3 "$here/parallel.sh" "$work/input.txt" "$work/killed.jsonl"
  ) >/dev/null 2>&1
  "$here/parallel.sh" "$work/input.txt" "$work/killed.jsonl" && same 'GNU parallel, killed and run again' "$work/killed.jsonl"
  NERWIN=false "$here/parallel.sh" "$work/input.txt" "$work/failed.jsonl" 2>"$work/failed.log"
  if grep -q 'shard 1: exit code 1' "$work/failed.log"; then passed 'GNU parallel names a failed shard'; else fail 'a failed shard is not named'; fi
  "$here/parallel.sh" "$work/input.txt" "$work/failed.jsonl" && same 'GNU parallel, failed and run again' "$work/failed.jsonl"
else absent 'GNU parallel' 'apt-get install parallel'; fi

if command -v slurmctld >/dev/null && command -v munged >/dev/null && [ "$(id -u)" = 0 ]; then
  if conf=$("$here/slurm-cluster.sh" start "$work/slurm"); then
    eval "$conf"
    sbatch --parsable --array=1-6 -o "$work/%A_%a.log" "$here/tag.sbatch" "$work/input.txt" "$work/shards" >/dev/null
    wait_for 100 0.2 a_job_runs
    scontrol requeue "$running" || fail "Slurm: task $running could not be requeued"
    wait_for 300 1 no_job
    cat "$work"/shards/*.jsonl >"$work/slurm.jsonl"
    same 'Slurm job array, a task killed and requeued' "$work/slurm.jsonl"
    rm "$work/shards/000003.jsonl"
    sbatch --wait --array=3 -o "$work/%A_%a.log" "$here/tag.sbatch" "$work/input.txt" "$work/shards" >/dev/null
    cat "$work"/shards/*.jsonl >"$work/slurm.jsonl"
    same 'Slurm, one shard repeated' "$work/slurm.jsonl"

    # An evaluation in shards, one of them missing at first.
    mkdir "$work/parts"
    cp "$here"/../../data/corpus/{dev,test,plain-dev,wire-dev}.conll "$work/parts"
    $NERWIN eval --corpus "$work/parts/*.conll" --json >"$work/eval.json" 2>"$work/eval.log"
    sbatch --wait --array=1-4 -o "$work/%A_%a.log" "$here/eval.sbatch" "$work/evals" --corpus "$work/parts/*.conll" >/dev/null
    rm -f "$work/evals/000002.jsonl"
    $NERWIN eval --merge "$work/evals/*.jsonl" >"$work/missing.log" 2>&1 # it fails, so it is no part of a pipe
    if grep -q 'shard 2 of 4 is missing' "$work/missing.log"; then
      passed 'Slurm: eval --merge names a missing shard'
    else fail 'eval --merge does not name a missing shard'; fi
    SHARDS=4 sbatch --wait --array=2 -o "$work/%A_%a.log" "$here/eval.sbatch" "$work/evals" --corpus "$work/parts/*.conll" >/dev/null
    $NERWIN eval --merge "$work/evals/*.jsonl" --json >"$work/merged.json" 2>"$work/eval.log"
    if cmp -s "$work/eval.json" "$work/merged.json"; then passed 'Slurm: merged evaluation, bit for bit that of one run'; else fail 'the merged evaluation differs'; fi
    $NERWIN report --merge "$work/evals/*.jsonl" -o "$work/report" >/dev/null 2>&1
    cp -r "$work/report" "$work/merged-report"
    $NERWIN eval --corpus "$work/parts/*.conll" --html "$work/report/report.html" --markdown "$work/report/report.md" >/dev/null 2>&1
    cp "$work/eval.json" "$work/report/report.json"
    if diff -r "$work/report" "$work/merged-report" >/dev/null; then passed 'Slurm: merged report, byte for byte that of one run'; else fail 'the merged report differs'; fi

    # A sweep of two points, one of them killed and requeued.
    mkdir "$work/configs"
    for hidden in 20 30; do
      cat >"$work/configs/hidden-$hidden.yaml" <<YAML
corpus: { root: shipped, train: dev.conll, dev: test.conll }
vectors: { file: shipped }
model: { hidden: $hidden }
training: { epochs: 30 }
YAML
      $NERWIN train --config "$work/configs/hidden-$hidden.yaml" --output "$work/alone/hidden-$hidden" >/dev/null 2>&1
    done
    job=$(sbatch --parsable --array=1-2 -o "$work/%A_%a.log" "$here/sweep.sbatch" "$work/configs" "$work/runs")
    wait_for 300 0.1 test -e "$work/runs/hidden-20/checkpoint.safetensors"
    scontrol requeue "${job}_1" || fail 'Slurm: the training could not be requeued'
    wait_for 300 1 no_job
    for hidden in 20 30; do
      if cmp -s "$work/alone/hidden-$hidden/model.safetensors" "$work/runs/hidden-$hidden/model.safetensors"; then
        passed "Slurm sweep, hidden $hidden: the model of a run alone, bit for bit"
      else fail "Slurm sweep, hidden $hidden: another model"; fi
    done
  else fail 'Slurm: the cluster did not start'; fi
else absent Slurm 'apt-get install slurm-wlm, and run this as root'; fi

python=${PYSPARK_PYTHON:-python3}
if ! command -v java >/dev/null; then absent Spark 'apt-get install openjdk-17-jre-headless'
elif ! $python -c 'import pyspark, pandas, pyarrow' 2>/dev/null; then absent Spark 'pip install pyspark pandas pyarrow'
else
  head -3000 "$work/input.txt" >"$work/spark.txt"
  PYSPARK_PYTHON=$python $python "$here/spark_test.py" "$work/spark.txt" 2>"$work/spark.log" || { tail -5 "$work/spark.log" >&2; fail Spark; }
fi

[ "$failed" = 0 ] || exit 1
[ "$missing" = 0 ] || exit 3

#!/bin/sh
# Trains the config of the base branch and that of this branch, and compares the two runs. Needs git and nerwin, no CI host.
#
#   sh gate.sh [BASE [OPTIONS OF nerwin compare…]]        for example: sh gate.sh origin/main --format markdown
#
# NERWIN is the command (default: npx nerwin), CONFIG the config (default: nerwin.yaml), GATES the gates (default: gates.yaml),
# RUNS the folder for the runs (default: runs). Exit code: that of the training if it fails, else that of nerwin compare.
set -u
base=${1:-origin/main}
[ $# -gt 0 ] && shift
nerwin=${NERWIN:-npx nerwin} config=${CONFIG:-nerwin.yaml} gates=${GATES:-gates.yaml} runs=${RUNS:-runs}

mkdir -p "$runs" || exit
runs=$(cd "$runs" && pwd)
commit=$(git rev-parse --short "$base^{commit}") || exit
baseline=$runs/baseline-$commit
if [ ! -f "$baseline/report.json" ]; then # a finished run of this commit is used again
  tree=$(mktemp -d) || exit
  trap 'git worktree remove --force "$tree/base"; rm -rf "$tree"' EXIT
  git worktree add --quiet --detach "$tree/base" "$commit" || exit
  if [ -f "$tree/base/$config" ]; then
    (cd "$tree/base" && $nerwin train --config "$config" --output "$baseline" --overwrite --progress none >&2) || exit
  else
    echo "gate.sh: $base has no $config, so there is no baseline yet" >&2
  fi
fi

$nerwin train --config "$config" --output "$runs/new" --overwrite --progress none >&2 # so that standard output has only the comparison
trained=$?
case $trained in 0 | 5) ;; *) exit "$trained" ;; esac # runs/new may be of an earlier call
[ -f "$runs/new/metrics.jsonl" ] || exit "$trained"
$nerwin compare "$baseline" "$runs/new" --gates "$gates" "$@" # also after a training that diverged: it shows how far it came
compared=$?
[ "$trained" -ne 0 ] && exit "$trained"
exit "$compared"

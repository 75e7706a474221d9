#!/usr/bin/env bash
# Tags the lines of a large file with GNU parallel, one process per core. Output: one JSON record per line, in the order of the input.
# Run the same command again after a kill or a failed shard: finished shards are kept.
#
#   examples/cluster/parallel.sh INPUT OUTPUT.jsonl [options of nerwin tag]
#
# NERWIN (default: npx nerwin), BLOCK (bytes per shard, default 64M) and JOBS (default: one per core) are read from the environment.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: $0 INPUT OUTPUT.jsonl [options of nerwin tag]" >&2; exit 2; }
command -v parallel >/dev/null || { echo "GNU parallel is missing: apt-get install parallel" >&2; exit 2; }
input=$1 output=$2
shift 2
export TAG="${NERWIN:-npx nerwin} tag - --json $*" PARTS="$output.parts"
block=${BLOCK:-64M}
mkdir -p "$PARTS"

# Shards depend on the input and the block size: refuse to mix those of two plans.
plan="$(stat -Lc '%s %Y' "$input") $block $*"
[ -e "$PARTS/plan" ] || echo "$plan" >"$PARTS/plan"
[ "$(cat "$PARTS/plan")" = "$plan" ] || {
  echo "$PARTS has shards of another run (other input, block size or options): remove it, or choose another output" >&2
  exit 2
}

# A job whose output exists does nothing. That is how we resume: --resume of GNU parallel 20221122 gives resumed jobs of --pipepart
# other bytes of the input. A shard gets its name only when it is complete.
tag_shard() {
  local shard
  shard=$(printf '%s/%06d.jsonl' "$PARTS" "$1")
  if [ -e "$shard" ]; then return; fi
  # The process number, because jobs of a killed run may still be writing. The log is written when the partial shard is gone: on a full
  # disk there is room for it only then.
  local part="$shard.$$.part" errors status=0
  errors=$({ $TAG >"$part"; } 2>&1) || status=$?
  if [ "$status" = 0 ]; then mv "$part" "$shard" && rm -f "$shard.log"; return; fi
  rm -f "$part"
  printf '%s\n' "$errors" >"$shard.log"
  return "$status"
}
export -f tag_shard

if ! SHELL=$(command -v bash) parallel --will-cite ${JOBS:+-j "$JOBS"} --pipepart -a "$input" --block "$block" \
  --joblog "$PARTS/joblog" tag_shard '{#}'; then
  echo "some shards failed; run the same command again to repeat only these:" >&2
  tail -n +2 "$PARTS/joblog" | awk -F'\t' -v parts="$PARTS" '$7 != 0 || $8 != 0 {
    printf "  shard %d: exit code %d, signal %d; see %s/%06d.jsonl.log\n", $1, $7, $8, parts, $1 }' >&2
  exit 1
fi

# As many records as lines, or something was lost.
shards=$(($(wc -l <"$PARTS/joblog") - 1))
for ((k = 1; k <= shards; k++)); do cat "$(printf '%s/%06d.jsonl' "$PARTS" "$k")"; done >"$output.part"
lines=$(awk 'END { print NR }' "$input") records=$(wc -l <"$output.part")
[ "$lines" -eq "$records" ] || { echo "$output: $records records for $lines lines" >&2; exit 1; }
mv "$output.part" "$output"
rm -r "$PARTS"
echo "$output: $records records from $shards shards" >&2

#!/usr/bin/env bash
# Starts or stops a Slurm cluster of one node, this machine, to try the job scripts. Needs root.
#
#   eval "$(examples/cluster/slurm-cluster.sh start FOLDER)"   # sets SLURM_CONF for sbatch, squeue, …
#   examples/cluster/slurm-cluster.sh stop FOLDER
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 start|stop FOLDER" >&2; exit 2; }
for program in slurmctld slurmd sbatch munged; do
  command -v $program >/dev/null || { echo "$program is missing: apt-get install slurm-wlm" >&2; exit 2; }
done
folder=$(mkdir -p "$2" && cd "$2" && pwd)

stop() {
  local name
  for name in slurmd slurmctld munged; do
    if [ -e "$folder/$name.pid" ]; then
      local pid
      pid=$(cat "$folder/$name.pid")
      kill "$pid" 2>/dev/null || continue
      for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done # it writes its state before it ends
    fi
  done
}

start() {
  mkdir -p "$folder/state" "$folder/spool"
  dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 status=none
  chmod 600 "$folder/munge.key"
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munge.seed" >&2
  cat >"$folder/slurm.conf" <<EOF
ClusterName=nerwin
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
JobRequeue=1
MinJobAge=3600
SchedulerParameters=requeue_setup_env_fail
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
EOF
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -c
  slurmd
  for _ in $(seq 60); do
    if sinfo -h -o %T 2>/dev/null | grep -q idle; then break; fi
    sleep 1
  done
  sinfo -h -o %T | grep -q idle || { tail -3 "$folder"/slurm*.log >&2; stop; exit 1; }
  echo "export SLURM_CONF=$SLURM_CONF"
}

case $1 in
  start) start ;;
  stop) stop ;;
  *) echo "usage: $0 start|stop FOLDER" >&2; exit 2 ;;
esac

#!/usr/bin/env bash
# Tries the examples of examples/ on this machine: Slurm with a controller and a node, Ray, and the Kubernetes manifest against
# its schema and by what it does with our exit codes. Installs what it needs. Takes some minutes.
#   tests/cluster.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/banmian}")
source=$PWD
work=$(mktemp -d)
started=()
cleanup() {
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  wait || true
  rm -rf "$work"
}
trap cleanup EXIT
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo

if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null
fi
mkdir -p target
[ -x target/cluster/bin/python ] || python3 -m venv target/cluster
target/cluster/bin/pip install --quiet --disable-pip-version-check ray kubernetes-validate pyyaml
python=$source/target/cluster/bin/python

echo "== counties"
# Twelve without photos, and one whose report has a finding.
"$python" - "$work" <<'EOF'
import json, pathlib, sys
report = json.load(open("data/jingyuan/2024/report.json"))
report["photos"] = []
for section in report["sections"]:
    section.pop("photos", None)
for number in range(12):
    folder = pathlib.Path(sys.argv[1], "counties", f"county-{number:02}")
    folder.mkdir(parents=True)
    report["county"] = f"第{number}县"
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False), "utf-8")
EOF
"$program" batch "$work/counties" -o "$work/alone" --workers 2
pages() { (cd "$1" && find . -name page.pdf | sort | xargs sha256sum); }
pages "$work/alone" >"$work/wanted"
[ "$(wc -l <"$work/wanted")" = 12 ]
# All parts of a batch, merged, are what one machine makes.
same() {
  "$program" batch status "$1"
  diff "$work/wanted" <(pages "$1")
}

echo "== Slurm"
slurm=$work/slurm
mkdir -p "$slurm"/{state,spool,log}
host=$(hostname -s)
dd if=/dev/urandom of="$slurm/munge.key" bs=1024 count=1 status=none
chmod 400 "$slurm/munge.key"
chmod 711 "$work" "$slurm"
chmod 755 "$slurm/log"
munged --force --foreground --key-file "$slurm/munge.key" --socket "$slurm/munge.socket" --pid-file "$slurm/munge.pid" \
  --log-file "$slurm/log/munged" --seed-file "$slurm/munge.seed" &
started+=($!)
cat >"$slurm/slurm.conf" <<EOF
ClusterName=trial
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CredType=cred/munge
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/log/slurmctld
SlurmdLogFile=$slurm/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1
ReturnToService=2
MailProg=/bin/true
MinJobAge=300
SlurmdParameters=config_overrides
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF=$slurm/slurm.conf
for _ in $(seq 50); do [ -S "$slurm/munge.socket" ] && break; sleep 0.1; done
slurmctld -D -f "$SLURM_CONF" >"$slurm/log/controller" 2>&1 &
started+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >"$slurm/log/node" 2>&1 &
started+=($!)
for _ in $(seq 60); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo || { tail "$slurm"/log/*; exit 1; }
cd "$work"
export BANMIAN=$program
job=$(sbatch --parsable --array=1-4 --cpus-per-task=1 --mem=1G "$source/examples/slurm/batch.sh" "$work/counties" "$work/pages-slurm")
ended() { [ -z "$(squeue -h -j "$1" 2>/dev/null)" ]; }
for _ in $(seq 300); do ended "$job" && break; sleep 1; done
ended "$job" || { squeue; tail "$slurm"/log/* banmian-*.log; exit 1; }
cat banmian-"$job"-*.log
same "$work/pages-slurm"
# A part that is to be tried again goes back into the queue: here two batches are at one part.
again=$work/again
mkdir -p "$again"
( exec 9>"$again/.batch.lock"; flock 9; sleep 20 ) &
started+=($!)
sleep 1
job=$(sbatch --parsable --array=1-1 --cpus-per-task=1 --mem=1G "$source/examples/slurm/batch.sh" "$work/counties" "$again")
for _ in $(seq 300); do ended "$job" && break; sleep 1; done
grep -q "another batch is writing there" banmian-"$job"-1.log
grep -q "12 done" banmian-"$job"-1.log
same "$again"
cd "$source"

echo "== Kubernetes"
"$python" - examples/kubernetes/job.yaml "$program" "$work" <<'EOF'
import os, subprocess, sys, kubernetes_validate, yaml
manifest, program, work = sys.argv[1:]
job = yaml.safe_load(open(manifest))
version = kubernetes_validate.latest_version()
kubernetes_validate.validate(job, version, strict=True)
print(f"the manifest is as the schema of Kubernetes {version} asks")
# What Kubernetes would do with the exit codes of our pods, index by index.
spec = job["spec"]
container = spec["template"]["spec"]["containers"][0]
variables = {one["name"]: one["value"] for one in container["env"]}
assert int(variables["JOB_COMPLETIONS"]) == spec["completions"], "the parts and the completions differ"
rules = [rule for rule in spec["podFailurePolicy"]["rules"] if "onExitCodes" in rule]
assert all(rule["onExitCodes"]["containerName"] == container["name"] for rule in rules)
def action(code):
    return next((rule["action"] for rule in rules if code in rule["onExitCodes"]["values"]), "Count")
assert [action(code) for code in (1, 2, 3, 137)] == ["FailIndex", "FailJob", "Count", "Count"]
words = [word.replace("/county-pages", work) if word.startswith("/county-pages") else word for word in container["args"]]
words[words.index("-o") + 1] = f"{work}/pages-kubernetes"
for index in range(spec["completions"]):
    for attempt in range(spec["backoffLimitPerIndex"] + 1):
        pod = subprocess.Popen([program, *words], env={**os.environ, **variables, "JOB_COMPLETION_INDEX": str(index)})
        if index == 2 and attempt == 0:
            # A node goes away.
            try:
                pod.wait(0.15)
            except subprocess.TimeoutExpired:
                pod.kill()
        code = pod.wait()
        if code == 0:
            break
        assert action(abs(code)) == "Count", code
    assert code == 0, f"index {index} ended with {code}"
EOF
same "$work/pages-kubernetes"

echo "== Ray"
export RAY_AUTH_MODE=disabled RAY_USAGE_STATS_ENABLED=0
"$python" examples/ray/batch.py "$work/counties" "$work/pages-ray" --parts 3 --cpus 1 --program "$program"
same "$work/pages-ray"
echo "all engines make the same pages"

#!/usr/bin/env bash
# Pages for many counties as an array of jobs: each task makes its part. Change the lines below, then:
#   sbatch --array=1-8 examples/slurm/batch.sh COUNTIES PAGES
# and when all have ended:
#   banmian batch status PAGES
#SBATCH --job-name=banmian
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=02:00:00
#SBATCH --requeue
#SBATCH --output=banmian-%A-%a.log
#SBATCH --open-mode=append
set -u

counties=$1 pages=$2

# Which part this is it knows from SLURM_ARRAY_TASK_ID and _COUNT, how much memory it may take from SLURM_MEM_PER_NODE.
srun --ntasks=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" "${BANMIAN:-banmian}" batch "$counties" -o "$pages" \
  --workers "${SLURM_CPUS_PER_TASK:-1}"
code=$?

case $code in
  0) ;;
  # Findings are in the report: the task has done what it could, and to try again would not help.
  1) code=0 ;;
  # Some are to be tried again: the same part goes back into the queue; what is done stays done.
  3)
    if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
      sleep 30
    fi
    ;;
esac
exit "$code"

#!/usr/bin/env python3
"""Sweeps under a real mpirun and a real Slurm: the table is that of one process, byte for byte.

sweep_cluster_test.py mpi|slurm CHUANZHE SCENARIOS PROGRAM, PROGRAM being chuanzhe-sweep-mpi or
scripts/slurm_sweep.sbatch. Only processes started here are ended.
"""
import fcntl
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from bench import need
from sweep_help import call, kept, reference, table, write_sweep

MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "4"]


def ranks_of(mpirun, program):
    """Process ids of the ranks that this mpirun started."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            name = pathlib.Path(os.readlink(entry / "exe")).name
        except (OSError, ValueError):
            continue
        if parent == mpirun and name == program.name:
            found.append(int(entry.name))
    return found


def check_mpi(program, scenarios, mpi, folder):
    sweep = write_sweep(folder, scenarios, end="2023-12", replicates=8)
    expected = reference(program, sweep, folder / "one")
    words = [str(w) for w in (*MPIRUN, mpi, sweep, "-o", folder / "ranks")]
    job = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 300
    while not (folder / "ranks/runs").exists() or kept(folder / "ranks") < 5:
        need(job.poll() is None and time.monotonic() < deadline, "the ranks get to work")
        time.sleep(0.02)
    ranks = ranks_of(job.pid, mpi)
    need(len(ranks) == 4, f"four ranks are at work: {ranks}")
    os.kill(ranks[2], signal.SIGKILL)
    out, err = job.communicate(timeout=300)
    survived = kept(folder / "ranks")
    need(job.returncode != 0, f"a killed rank ends the job: {out} {err}")
    need(5 <= survived < 48, f"what was finished is kept, the rest is missing: {survived}")
    again = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    need(again.returncode == 0 and "written:" in again.stdout, f"the next start finishes: {again}")
    need(kept(folder / "ranks") == 48, "no finished run was run again")
    need(table(folder / "ranks") == expected, "ranks, a kill and a restart change no byte")
    wrong = subprocess.run([*MPIRUN, str(mpi), "no.yaml"], capture_output=True, text=True,
                           timeout=300, check=False)
    need(wrong.returncode != 0 and "there is no such file" in wrong.stderr,
         f"bad input ends it: {wrong}")
    with open(folder / "ranks/share-1-of-4.mpi.lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        taken = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    need(taken.returncode != 0 and "another job works in this folder; wait for it" in taken.stderr,
         f"one job at a time: {taken}")
    print(f"mpirun: killed one of 4 ranks after {survived} of 48 runs, restarted, same bytes")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Slurm:
    """One node without systemd in a private folder."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("state", "spool"):
            (folder / name).mkdir(parents=True)
        host = socket.gethostname().split(".")[0]
        try:
            # Where the controller binds: 127.0.1.1 on Debian as installed.
            address = socket.gethostbyname(host)
        except OSError:
            sys.exit("not so: the name of this machine has an address "
                     f"(add '127.0.1.1 {host}' to /etc/hosts)")
        control, node = free_ports(2)
        key = folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self.config = folder / "slurm.conf"
        self.config.write_text(f"""ClusterName=test
SlurmctldHost={host}({address})
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmUser=root
SlurmdUser=root
SlurmctldPort={control}
SlurmdPort={node}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
SchedulerParameters=bf_interval=1,sched_interval=1,batch_sched_delay=0,sched_min_interval=0
NodeName={host} NodeAddr={address} CPUs={os.cpu_count()} RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES State=UP
""")
        self.environment = {**os.environ, "SLURM_CONF": str(self.config)}

    def start(self):
        b = self.folder
        self.run("munged", "--force", f"--key-file={b}/munge.key", f"--socket={b}/munge.sock",
                 f"--pid-file={b}/munged.pid", f"--log-file={b}/munged.log",
                 f"--seed-file={b}/seed")
        self.run("slurmctld")
        self.run("slurmd")
        deadline = time.monotonic() + 120
        while "idle" not in call("sinfo", "-h", "-o", "%T", env=self.environment).stdout:
            need(time.monotonic() < deadline, "the node becomes idle: " + self.logs())
            time.sleep(0.3)

    def run(self, *words):
        done = call(*words, env=self.environment)
        need(done.returncode == 0, f"{words[0]} starts: {done} {self.logs()}")

    def logs(self):
        return "".join(log.read_text(errors="replace")[-1500:] for log in self.folder.glob("*.log"))

    def stop(self):
        for name in ("slurmd", "slurmctld", "munged"):
            file = self.folder / f"{name}.pid"
            if file.exists():
                os.kill(int(file.read_text()), signal.SIGTERM)
        time.sleep(1)


def check_slurm(program, scenarios, script, folder):
    sweep = write_sweep(folder, scenarios, end="2019-12", replicates=4)
    expected = reference(program, sweep, folder / "one")
    slurm = Slurm(folder / "slurm")
    try:
        slurm.start()
        done = call("sbatch", "--wait", "--array=1-5", f"--chdir={folder}", script, sweep,
                    folder / "array", env={**slurm.environment, "CHUANZHE": str(program)})
        need(done.returncode == 0, f"the array is done: {done} {slurm.logs()}")
    finally:
        slurm.stop()
    logs = [log.read_text() for log in folder.glob("chuanzhe-sweep-*.log")]
    need(len(logs) == 5 and any("written:" in log for log in logs),
         f"five tasks, one table: {logs}")
    need(kept(folder / "array") == 24, "no run is in two tasks")
    need(table(folder / "array") == expected, "an array of five tasks changes no byte")
    print("Slurm: an array of 5 tasks on one node, same bytes")


def main():
    kind = sys.argv[1]
    program, scenarios, other = (pathlib.Path(word).resolve() for word in sys.argv[2:5])
    tool = {"mpi": "mpirun", "slurm": "slurmctld"}[kind]
    need(shutil.which(tool) is not None, f"{tool} is installed (scripts/packages.sh)")
    with tempfile.TemporaryDirectory() as folder:
        check = {"mpi": check_mpi, "slurm": check_slurm}[kind]
        check(program, scenarios, other, pathlib.Path(folder))


if __name__ == "__main__":
    main()

#!/bin/bash
# Measures the first scan of a large library with a warm file cache, a scan with nothing changed, how many requests in a
# second are answered then, and what 200 stuck connections cost others, and how soon a transcoded song begins.
# The library is BENCH_MUSIC or, where CONFORMANCE_DIR holds make_library.py, 50,000 songs made by that.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/server.sh
source scripts/library.sh
source scripts/load.sh

work=$(mktemp -d)
trap 'unstick; stop_server; rm -rf "$work"' EXIT

build_server
music=${BENCH_MUSIC:-}
if [[ -z $music ]]; then
  if [[ ! -f ${CONFORMANCE_DIR:-}/make_library.py ]]; then
    echo "Which library? Name a large music folder: make bench BENCH_MUSIC=/path" >&2
    exit 1
  fi
  install_python "$work/python"
  music=$work/music
  make_library "$music" --seed 5 --large 50000
fi
find -L "$music" -type f -exec cat {} + >/dev/null

now() { date +%s%N; }
seconds_since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f", (to - from) / 1e9 }'; }

data=$work/data
began=$(now)
start_server "$music" "$data"
await_scan 1800
first=$(seconds_since "$began")
songs=$(rest getScanStatus | grep -o '"count":[0-9]*' | cut -d : -f 2)
memory=$(awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")
# with what SQLite has not yet carried over into the file itself
database=$(du -cm "$data"/navidrome-rs.db* | awk 'END { print $1 }')
began=$(now)
rest startScan >/dev/null
await_scan 1800
again=$(seconds_since "$began")

awk -v songs="$songs" -v first="$first" -v again="$again" -v memory="$memory" -v database="$database" 'BEGIN {
  printf "songs                      %d\n", songs
  printf "first scan, from the start %s s (%.0f files/s)\n", first, songs / first
  printf "scan with nothing changed  %s s\n", again
  printf "peak memory (VmHWM)        %d MB\n", memory
  printf "database                   %d MB\n", database
}'

resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status"; }
echo "memory after the scans      $(resident) MB"
echo
load_all
echo
echo "memory after the load       $(resident) MB"
stuck
stop_server

mkdir -p "$work/noise"
ffmpeg -v error -f lavfi -i anoisesrc=duration=60:color=pink:sample_rate=44100:amplitude=0.3 -ac 2 "$work/noise/noise.flac"
data=$work/noise-data
start_server "$work/noise" "$data"
await_scan 60
echo
transcodes

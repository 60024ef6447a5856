#!/bin/bash
# Builds the server and runs it: MUSIC=/path PORT=4533 run.sh. Without MUSIC it plays a demo library of its own.
# Every option of the server can be given as a variable (ND_LOGLEVEL=debug make run).
set -euo pipefail
cd "$(dirname "$0")/.."

export ND_ADDRESS=${ND_ADDRESS:-127.0.0.1}
export ND_PORT=${PORT:-${ND_PORT:-4533}}
export ND_DATAFOLDER=${ND_DATAFOLDER:-./data}
export ND_MUSICFOLDER=${MUSIC:-${ND_MUSICFOLDER:-./data/demo-music}}

cargo build --locked --release

if [[ $ND_MUSICFOLDER == ./data/demo-music && ! -d $ND_MUSICFOLDER ]]; then
  echo "No MUSIC=/path was given: making a small demo library in $ND_MUSICFOLDER"
  # under another name first, so that an interrupted one is not taken for whole
  rm -rf "$ND_MUSICFOLDER.making"
  cargo run --locked --release --quiet -- demo "$ND_MUSICFOLDER.making" >/dev/null
  mv "$ND_MUSICFOLDER.making" "$ND_MUSICFOLDER"
elif [[ ! -d $ND_MUSICFOLDER ]]; then
  echo "There is no folder $ND_MUSICFOLDER: name the one with your music, make run MUSIC=/path" >&2
  exit 1
fi

host=$ND_ADDRESS
[[ $host == 0.0.0.0 ]] && host=127.0.0.1
echo "No account yet? curl http://$host:$ND_PORT/auth/createAdmin -H 'Content-Type: application/json' -d '{\"username\":\"me\",\"password\":\"a good one\"}'"
exec cargo run --locked --release --quiet

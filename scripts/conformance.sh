#!/bin/bash
# Judges the server's answers by the scripts in CONFORMANCE_DIR, each time with a fresh data folder:
#   1. the plain library: as a whole, answers like the recorded ones;
#   2. the same, endpoint by endpoint, for those every client needs, and no fault in these;
#   3. two libraries of awkward files: no fault in these endpoints.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/server.sh
source scripts/library.sh

if [[ ! -f ${CONFORMANCE_DIR:-}/make_library.py || ! -f $CONFORMANCE_DIR/conform.py ]]; then
  echo "CONFORMANCE_DIR must name the folder of make_library.py and conform.py" >&2
  exit 1
fi

overall=95    # percent of all recorded answers
each=90       # percent of each endpoint's
endpoints=(
  ping getLicense getOpenSubsonicExtensions
  getMusicFolders getArtists getArtist getAlbum getSong getGenres getIndexes getMusicDirectory
  getAlbumList getAlbumList2 getRandomSongs getSongsByGenre getStarred getStarred2 getNowPlaying search2 search3
  getPlaylists getPlaylist createPlaylist updatePlaylist deletePlaylist
  stream download getCoverArt star unstar setRating scrobble
  getPlayQueue savePlayQueue getPlayQueueByIndex savePlayQueueByIndex getBookmarks createBookmark deleteBookmark
  getUser getUsers createUser updateUser deleteUser changePassword getScanStatus startScan
  getLyrics getLyricsBySongId
)
# the recorded lists hold smart playlists, which come later
excepted_from_each='getPlaylists getPlaylist'

work=$(mktemp -d)
trap 'stop_server; rm -rf "$work"' EXIT
failed=0

# judge NAME MUSIC OPTIONS...: what conform.py says is then in $said.
judge() {
  local name=$1 music=$2
  shift 2
  data=$work/data-${name// /-}
  said=$work/said
  start_server "$music" "$data"
  await_scan 300
  "$python" "$CONFORMANCE_DIR/conform.py" "$url" --music "$music" --show 5 "$@" >"$said" 2>&1 </dev/null || true
  stop_server
  if grep -q 'panicked at' "$data/log"; then
    fail "$name" "a handler panicked"
  fi
}

fail() { # NAME REASON
  failed=1
  echo
  echo "FAILED $1: $2"
  head -n 200 "$said" | cut -c 1-300 | sed 's/^/    /'
  echo "    the server's log, warnings and worse:"
  grep -E 'WARN|ERROR|panicked' "$data/log" | tail -n 20 | sed 's/^/    /' || true
  echo
}

pass() { echo "passed $1: $2"; }

number_after() { sed -n "s/^$1\([0-9.]*\).*/\1/p" "$said"; }
percent() { sed -n 's/^same answer: .*, \([0-9.]*\) %$/\1/p' "$said"; }

judge_whole() { # NAME MUSIC
  judge "$1" "$2" --against "$CONFORMANCE_DIR/navidrome-facts.json.gz" --at-least "$overall"
  local part
  part=$(percent)
  if awk -v part="${part:-0}" -v wanted="$overall" 'BEGIN { exit !(part >= wanted) }'; then
    pass "$1" "$part % of all answers are alike"
  else
    fail "$1" "${part:-no} % of all answers are alike, $overall are wanted"
  fi
}

judge_each() { # NAME MUSIC
  judge "$1" "$2" --only "${endpoints[@]}" --against "$CONFORMANCE_DIR/navidrome-facts.json.gz" --each "$each"
  local faults low
  faults=$(number_after 'faults against the schema and the rules: ')
  low=$(sed -n "s/^below [0-9.]* %: //p" "$said" | tr ' ' '\n' | grep -vxF "${excepted_from_each// /$'\n'}" | xargs || true)
  if [[ $faults != 0 ]]; then
    fail "$1" "${faults:-an unknown number of} faults"
  elif [[ -n $low || -z $(percent) ]]; then
    fail "$1" "below $each % of an endpoint's answers: ${low:-unknown}"
  else
    pass "$1" "no fault; at least $each % of each endpoint's answers are alike"
  fi
}

judge_faults() { # NAME MUSIC
  judge "$1" "$2" --only "${endpoints[@]}"
  local faults
  faults=$(number_after 'faults against the schema and the rules: ')
  if [[ $faults == 0 ]]; then
    pass "$1" "no fault"
  else
    fail "$1" "${faults:-an unknown number of} faults"
  fi
}

build_server
install_python "$work/python"
make_library "$work/plain" --seed 1
judge_whole "seed 1 as a whole" "$work/plain"
judge_each "seed 1 by endpoint" "$work/plain"
for seed in 2 3; do
  make_library "$work/awkward-$seed" --seed "$seed" --awkward --loop
  judge_faults "seed $seed" "$work/awkward-$seed"
done
exit "$failed"

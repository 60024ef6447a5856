# To be sourced after server.sh: how many requests in a second the running server answers, by wrk on loopback.

login='u=admin&p=admin&v=1.16.1&c=load&f=json'
connections=16
seconds=4

# A value of the answer on standard input, by the path of its keys: field searchResult3 song 0 id.
field() {
  python3 -c 'import json, sys
value = json.load(sys.stdin)["subsonic-response"]
for key in sys.argv[1:]: value = value[int(key) if key.isdigit() else key]
print(value)' "$@"
}

# load NAME ENDPOINT [PARAMETERS]: one line with requests in a second and the 99th percentile.
load() {
  local said
  said=$(wrk -t1 -c$connections -d${seconds}s --latency "$url/rest/$2?$login${3:+&$3}")
  if grep -q 'Non-2xx' <<<"$said"; then
    echo "$1: not all answers were right: $(grep 'Non-2xx' <<<"$said")" >&2
    return 1
  fi
  printf '%-34s %10s/s  99 %% within %s\n' "$1" "$(awk '/^Requests\/sec/ { print $2 }' <<<"$said")" \
    "$(awk '$1 == "99%" { print $2 }' <<<"$said")"
}

load_all() {
  local albums album artist song cover
  albums=$(rest getAlbumList2 'type=alphabeticalByName&size=1')
  album=$(field albumList2 album 0 id <<<"$albums")
  artist=$(field albumList2 album 0 artistId <<<"$albums")
  cover=$(field albumList2 album 0 coverArt <<<"$albums")
  song=$(rest getAlbum "id=$album" | field album song 0 id)
  load ping ping
  load 'getAlbumList2 newest, 50' getAlbumList2 'type=newest&size=50'
  load 'getAlbumList2 byName, 500 at 1,000' getAlbumList2 'type=alphabeticalByName&size=500&offset=1000'
  load 'getAlbumList2 random, 50' getAlbumList2 'type=random&size=50'
  load getAlbum getAlbum "id=$album"
  load getArtist getArtist "id=$artist"
  load getArtists getArtists
  load getSong getSong "id=$song"
  load 'getRandomSongs, 50' getRandomSongs 'size=50'
  load getGenres getGenres
  load 'search3, one word' search3 'query=mo'
  load 'search3, two words' search3 'query=ba%20lo'
  load 'search3, empty, 500 at 20,000' search3 'query=&artistCount=0&albumCount=0&songCount=500&songOffset=20000'
  load 'getCoverArt 300, cached' getCoverArt "id=$cover&size=300"
  load 'stream, a small file' stream "id=$song&format=raw"
  load scrobble scrobble "id=$song&submission=true"
}

# The time to the first byte and to the last of a minute of noise that is transcoded at 96 kbit/s, medians of 21; needs a
# server of its own with that one song.
transcodes() {
  local song format
  song=$(rest getRandomSongs size=1 | field randomSongs song 0 id)
  for format in opus mp3 aac; do
    for _ in {1..21}; do
      curl -sS -o /dev/null -w '%{time_starttransfer} %{time_total}\n' \
        "$url/rest/stream?id=$song&format=$format&maxBitRate=96&$login"
    done | sort -n | awk -v name="transcode to $format" 'NR == 11 { printf "%-34s first byte after %.1f ms, all after %.2f s\n", name, $1 * 1000, $2 }'
  done
}

# What others notice of 200 connections that do not move: half of them send a head and never end it, half ask for more than
# fits into any buffer and read nothing.
stuck() {
  local host port n
  host=${url#http://} port=${url##*:}
  load 'getAlbumList2 newest, 50, alone' getAlbumList2 'type=newest&size=50'
  for n in {1..200}; do
    exec {fd}<>"/dev/tcp/127.0.0.1/$port"
    stuck_fds+=("$fd")
    if ((n % 2)); then
      printf 'GET /rest/ping?%s HTTP/1.1\r\nhost: %s\r\nx-slow: ' "$login" "$host" >&"$fd"
    else
      printf "GET /rest/getAlbumList2?type=newest&size=500&$login HTTP/1.1\r\nhost: $host\r\n\r\n%.0s" {1..300} >&"$fd"
    fi
  done
  await_rest
  load '  beside 200 stuck connections' getAlbumList2 'type=newest&size=50'
  unstick
}

# Until the server has nothing left to do that it could do.
await_rest() {
  local before=-1 now
  while now=$(awk '{ print $14 + $15 }' "/proc/$server_pid/stat") && ((now - before > 5)); do
    before=$now
    sleep 1
  done
}

stuck_fds=()
unstick() {
  local fd
  for fd in "${stuck_fds[@]}"; do exec {fd}>&-; done
  stuck_fds=()
}

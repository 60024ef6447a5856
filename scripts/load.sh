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

# What others notice of 200 connections that do not move: half of them slow senders, half slow readers.
stuck() {
  local song host port n
  song=$(rest getRandomSongs size=1 | field randomSongs song 0 id)
  host=${url#http://} port=${url##*:}
  load 'getAlbumList2 newest, 50, alone' getAlbumList2 'type=newest&size=50'
  for n in {1..200}; do
    exec {fd}<>"/dev/tcp/127.0.0.1/$port"
    stuck_fds+=("$fd")
    if ((n % 2)); then
      printf 'GET /rest/ping?%s HTTP/1.1\r\nhost: %s\r\nx-slow: ' "$login" "$host" >&"$fd"
    else
      printf "GET /rest/stream?id=$song&$login HTTP/1.1\r\nhost: $host\r\n\r\n%.0s" {1..300} >&"$fd"
    fi
  done
  load '  beside 200 stuck connections' getAlbumList2 'type=newest&size=50'
  unstick
}

stuck_fds=()
unstick() {
  local fd
  for fd in "${stuck_fds[@]}"; do exec {fd}>&-; done
  stuck_fds=()
}

# To be sourced: a release server of one's own, on a free port of this machine and with a data folder of its own.

# Builds the server and sets `binary` to its path.
build_server() {
  cargo build --locked --release
  local target
  target=$(cargo metadata --locked --no-deps --format-version 1 | grep -o '"target_directory":"[^"]*"' | cut -d '"' -f 4)
  binary=$target/release/navidrome-rs
}

# start_server MUSIC DATA: sets `url` and `server_pid`; its log is DATA/log.
start_server() {
  local music=$1 data=$2 port
  mkdir -p "$data"
  while port=$((20000 + RANDOM % 12000)) && (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  url=http://127.0.0.1:$port
  ND_MUSICFOLDER=$music ND_DATAFOLDER=$data ND_ADDRESS=127.0.0.1 ND_PORT=$port ND_AUTHREQUESTLIMIT=0 \
    ND_REQUESTLIMIT=0 \
    ND_DEVAUTOCREATEADMINPASSWORD=admin "$binary" >"$data/log" 2>&1 </dev/null &
  server_pid=$!
}

# Asks the server one question as administrator: rest NAME [PARAMETERS].
rest() {
  curl -sS --max-time 30 "$url/rest/$1?u=admin&p=admin&v=1.16.1&c=scripts&f=json${2:+&$2}"
}

# await_scan SECONDS: until songs are there and no scan runs; fails where the server ends or time does.
await_scan() {
  local deadline=$((SECONDS + $1)) status
  while ((SECONDS < deadline)); do
    if ! kill -0 "$server_pid" 2>/dev/null; then
      echo "The server ended before its scan did; the end of its log:" >&2
      tail -n 20 "$data/log" >&2
      return 1
    fi
    status=$(rest getScanStatus 2>/dev/null || true)
    if [[ $status == *'"scanning":false'* && $status =~ \"count\":[1-9] ]]; then
      return 0
    fi
    sleep 0.1
  done
  echo "The scan did not end within $1 s; the last status was: ${status:-none}" >&2
  return 1
}

stop_server() {
  [[ -n ${server_pid:-} ]] || return 0
  kill "$server_pid" 2>/dev/null || true
  wait "$server_pid" 2>/dev/null || true
  server_pid=
}

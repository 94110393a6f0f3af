#!/usr/bin/env bats
# Several servers behind a balancer, each with a copy of the index, for more readers than one machine can serve. Copies are
# swapped, and servers stopped, while requests come in: none may fail.

load helper
load serving

setup() {
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  PATH="$BUILD:$PATH"
  cd "$BATS_TEST_TMPDIR" || return 1
  command -v nginx >/dev/null || skip "nginx is not installed"
  write_items 0
  sseindex --quiet --db main.db items.jsonl
  SERVERS=() URLS=()
  for i in 1 2 3; do
    cp main.db "copy$i.db"
    DB=copy$i.db serve
    SERVERS+=("$SERVER") URLS+=("$URL")
    mv serve.log "serve$i.log"
  done
  SERVER=
  start_nginx
}

teardown() {
  kill "${SERVERS[@]}" 2>/dev/null || true
  [ ! -s nginx.pid ] || kill "$(cat nginx.pid)" 2>/dev/null || true
  wait 2>/dev/null || true
}

write_items() {
  for i in $(seq 50); do printf '{"id":"n%d","title":"Cooperative %d","text":"state %d"}\n' "$i" "$i" "$1"; done >items.jsonl
}

# Uses the first free port, since nginx does not choose one.
start_nginx() {
  local port
  for port in $(seq 18080 18120); do
    cat >nginx.conf <<END
daemon on; pid $PWD/nginx.pid; error_log $PWD/nginx.log; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path $PWD/t1; proxy_temp_path $PWD/t2; fastcgi_temp_path $PWD/t3; uwsgi_temp_path $PWD/t4; scgi_temp_path $PWD/t5;
  upstream archive { $(for url in "${URLS[@]}"; do echo "server ${url#http://} max_fails=1 fail_timeout=2s;"; done) }
  server { listen 127.0.0.1:$port; location / { proxy_pass http://archive; proxy_next_upstream error timeout http_503; } }
}
END
    if nginx -c "$PWD/nginx.conf" -e "$PWD/nginx.log" 2>>nginx.log; then
      URL=http://127.0.0.1:$port
      return
    fi
  done
  echo "no free port"
  return 1
}

# Sends requests as long as the file exists, and writes the status of each answer.
ask() {
  while [ -e asking ]; do
    curl -s -o /dev/null -w '%{http_code}\n' "$URL/api/search?q=cooperative" >>"answers$1"
  done
}

# Succeeds once only the remaining servers run.
askers_have_ended() {
  [ "$(jobs -rp | wc -l)" -le 2 ]
}

# A copy is replaced as a run does it: written next to the old one, then renamed.
swap_in() {
  cp main.db "copy$1.db.tmp"
  mv "copy$1.db.tmp" "copy$1.db"
}

@test "copies are swapped and a server is stopped while requests come in, and none fails" {
  touch asking
  ask 1 & ask 2 &
  for round in 1 2 3; do
    write_items "$round"
    sseindex --quiet --db main.db items.jsonl
    for i in 1 2 3; do swap_in "$i"; sleep 0.1; done
  done
  kill "${SERVERS[1]}" # one of the three, which ends the requests at hand
  sleep 1
  rm asking
  wait "${SERVERS[1]}" || true
  eventually askers_have_ended
  cat answers1 answers2 >answers
  [ "$(wc -l <answers)" -gt 20 ]
  [ "$(sort -u answers)" = 200 ] || { sort answers | uniq -c; false; }
  # Each remaining server has the latest state.
  for i in 0 2; do
    [ "$(curl -s "${URLS[i]}/api/search?q=state+3&limit=0" | jq .total)" -eq 50 ]
  done
}

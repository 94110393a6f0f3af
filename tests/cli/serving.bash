# What tests of sseserve share: a server of their own, and questions to it.

# Starts the server on a free port, with the options given, and waits until it listens.
serve() {
  rm -f serve.log
  sseserve ${DB:+--db "$DB"} --listen 127.0.0.1:0 "$@" >access.log 2>serve.log 3>&- &
  SERVER=$!
  for _ in $(seq 200); do grep -qs 'http://' serve.log && break; sleep 0.05; done
  URL=$(grep -oE 'http://[^/]+' serve.log)
  PORT=${URL##*:}
}

teardown() {
  [ -z "${SERVER:-}" ] || { kill "$SERVER" && wait "$SERVER"; } 2>/dev/null || true
}

get() {
  curl -sS --path-as-is "$URL$1" "${@:2}"
}

# Status and type of the answer to a path.
told() {
  rm -f body
  curl -sS --path-as-is -o body -w '%{http_code} %{content_type}' "$URL$1" "${@:2}"
}

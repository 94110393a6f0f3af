# Shared by the tests of sseserve: a server, and requests to it.

# Starts the server on a free port, with the options given, and waits until it listens.
serve() {
  rm -f serve.log
  sseserve ${DB:+--db "$DB"} --listen 127.0.0.1:0 "$@" >access.log 2>serve.log 3>&- &
  SERVER=$!
  eventually grep -qs 'http://' serve.log
  URL=$(grep -oE 'http://[^/]+' serve.log)
  PORT=${URL##*:}
}

teardown() {
  [ -z "${SERVER:-}" ] || { kill "$SERVER" && wait "$SERVER"; } 2>/dev/null || true
}

get() {
  curl -sS --path-as-is "$URL$1" "${@:2}"
}

# Succeeds if the answer to a path, saved in a file, has a line that matches a pattern.
answers() {
  get "$1" >"$2" && grep -q "$3" "$2"
}

# Prints the status and type of the answer to a path.
told() {
  rm -f body
  curl -sS --path-as-is -o body -w '%{http_code} %{content_type}' "$URL$1" "${@:2}"
}

# ---- Archives -----------------------------------------------------------------------------------------------------

hostile_item() {
  cat >hostile.jsonl <<'END'
{"id":"<\"'&>/?#%","title":"<script>alert(1)</script> & \"quoted\" 'ferry'","text":"A ferry </p><img src=x onerror=alert(1)>\nSecond \u0007line","url":"javascript:alert(1)","source":"<b>Us \"&\" them</b>","lang":"en","date":"2023-07-25","tags":["<i>"],"path":""}
{"id":"b","title":"Another ferry","text":"By sea","source":"<b>Us</b>","lang":"fr","date":"2022-07-25"}
END
  sseindex --quiet --db "$DB" hostile.jsonl
}

# 20,000 items with long ids: their map is some megabytes, and a search of many words takes a while.
large_archive() {
  awk 'BEGIN { long = sprintf("%300s", ""); gsub(/ /, "x", long); srand(1)
    for (i = 1; i <= 20000; i++) {
      text = ""; for (k = 0; k < 8; k++) text = text " w" int(rand() * 2000)
      printf "{\"id\":\"%s%d\",\"title\":\"ferry %d\",\"text\":\"%s\",\"lang\":\"en\"}\n", long, i, i, text } }' >large.jsonl
  sseindex --quiet --db "$DB" large.jsonl
}

# Twelve items of a mill in three languages and four years, three of a harbour; each group is a source.
two_sources() {
  mkdir mill harbour
  jq -cn 'range(12) as $i | {id: "m\($i)", title: "Ferry letter \($i)", text: ("All about the ferry. " * (1 + $i % 3)),
    lang: ["en", "fr", "es"][$i % 3], date: "202\($i % 4)-0\(1 + $i % 9)-1\($i % 10)", url: "https://mill.example/\($i)?a=1&b=2",
    source: ["Press", "The Mill & \"co\""][$i % 2], tags: (if $i == 3 then ["one", "two"] else [] end)}' >mill/items.jsonl
  jq -cn '{id: "h/1", title: "A ferry", text: "X", lang: "ko", date: "2023-07"},
    {id: "h2", title: "Harbour", text: "", lang: "en"},
    {id: "h3", title: "A boat of 2023", text: ("A long text about the ferry. " * 40 + "\n\nIts end."), lang: "en", date: "2023"}' >harbour/items.jsonl
  printf '[index]\ndb = %s\n[source]\npath = mill\ngroup = mills\n[source]\npath = harbour\ngroup = harbours\n' "$DB" >two.conf
  sseindex --quiet --config two.conf
}

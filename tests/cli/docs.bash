# Shared by the tests of the documentation: how commands are found in a page, and the environment in which they run: folders
# and files under the names that the pages use, a site that stands for www.example.org, and stand-ins for what no test can
# run.
#
# A page has these kinds of code:
#   lines after "    $ "           a session: commands, with what they print below them
#   ```sh ```sql ```python         run whole; what they print is kept in tests/data/golden/docs
#   ```ini ```nginx ```cron        configuration: has to be accepted; of a line of cron the command is run
#   `sseindex --stats` in a line   a command with arguments: run as a block of sh is
#   ```html, other indented lines  no command

ROOT=$BATS_TEST_TMPDIR/root

# ---- Pages ----------------------------------------------------------------------------------------------------------

# Writes each piece of code of a page into a separate file, found/NNN.KIND, in the order of the page.
find_code() {
  rm -rf found && mkdir found
  awk '
    function piece(kind, text) { file = sprintf("found/%03d.%s", ++count, kind); print text >file; close(file) }
    /^```[a-z]+$/ { kind = substr($0, 4); text = ""; next }
    /^```$/ { piece(kind, text); kind = ""; next }
    kind != "" { text = text (text == "" ? "" : "\n") $0; next }
    /^    \$ / { piece("session", substr($0, 7)); next }
    /^    / { next }
    {
      gsub(/\\\|/, "|")
      while (match($0, /`[^`]+`/)) {
        span = substr($0, RSTART + 1, RLENGTH - 2)
        $0 = substr($0, RSTART + RLENGTH)
        if (span ~ /^(sudo|sse[a-z]+|curl|sqlite3|make|man|iconv|journalctl|datasette|detex|scripts\/[a-z-]+) / && span !~ /\.\.\./)
          piece("inline", span)
      }
    }' "$1"
}

# Replaces what differs between machines or runs.
plain() {
  sed -E "s#$ROOT/#/#g; s#${SITE:-https://www.example.org}#https://www.example.org#g; s#127\.0\.0\.1:[0-9]+#127.0.0.1:8080#g
    s/[0-9]+\.[0-9]+ ms/0.0 ms/; s/, [0-9]+\.[0-9]+ s\)/, 0.00 s)/; s#file:///[^ ]*/(corpus|archive)/#file:///home/me/\1/#g; s#$PWD/#/home/me/#g
    s/$(date +%F)/2026-01-02/g; s/T[0-9:]{8}Z/T03:04:05Z/g; s/[0-9.]+ [kM]B/0 kB/g; s/^ +[0-9]{5,}  /     0  /"
}

# Prints a command as it is run here.
here() {
  sed -E "s#https://www\.example\.org#${SITE:-https://www.example.org}#g; s#127\.0\.0\.1:8080#127.0.0.1:${PORT:-8080}#g; s#localhost:9200#localhost:${OPENSEARCH:-9200}#g
    s#(^|[ \"'=:>])/(usr/local|etc|var/lib|srv)/#\1$ROOT/\2/#g; s#\bID\b#\"\$(command ssesearch --format jsonl -n 1 mutual | jq -r .id)\"#g" "$@"
}

# Prints the commands of a session with their output, in the page's form; the commands before them on the page are run, too.
sessions() {
  local file line
  find_code "$1"
  for file in found/*; do
    case $file in
      *.session)
        line=$(<"$file")
        printf '    $ %s\n' "$line"
        eval "$(here <<<"$line")" 2>&1 | plain | sed 's/^\(..*\)/    \1/'
        ;;
    esac
  done
}

# Prints the sessions of a page, as the page shows them.
shown() {
  awk '/^    \$ / {on = 1; print; next} on && /^    / {print; next} on && /^$/ {held = held "\n"; next} {on = 0}' "$1"
}

# Compares the output of a page's sessions with what it shows; a line that ends with an ellipsis may continue.
compare_sessions() {
  local line shown
  shown "$1" | grep -v '^$' | plain >wanted
  sessions "$1" | grep -v '^$' >printed
  [ -s wanted ]
  while IFS= read -r line <&3 && IFS= read -r shown <&4; do
    if [[ $shown == *" …" && $line == "${shown% …}"* ]]; then echo "$shown"; else echo "$line"; fi
  done 3<printed 4<wanted >cut
  diff wanted cut
}

# Runs one piece of code of a kind.
run_code() {
  case $2 in
    sh|inline) eval "$(here "$1")" ;;
    sql) here "$1" | sqlite3 ;;
    python) here "$1" | /usr/bin/python3 - ;;
    cron) eval "$(here "$1" | cut -d ' ' -f 6-)" ;;
    ini) here "$1" >page.conf && command sseindex --config page.conf --print-config ;;
    nginx) accept_nginx "$1" ;;
  esac
}

# Compares the output and exit code of the page's other code with what is stored for it. $INPUT is a file that commands may
# read.
compare_code() {
  local file kind name code
  name=$(basename "$1" .md)
  find_code "$1"
  for file in found/*; do
    kind=${file##*.} code=0
    case $kind in session|html) continue ;; esac
    sed 's/^/$ /' "$file"
    run_code "$file" "$kind" >output 2>&1 <"${INPUT:-/dev/null}" || code=$?
    plain <output
    [ $code -eq 0 ] || echo "exit: $code"
    echo
  done >"$name"
  mkdir -p "$TOP/tests/data/golden/docs"
  # After an intended change, GOLDEN=1 stores the current output.
  if [ -n "${GOLDEN:-}" ]; then cp "$name" "$TOP/tests/data/golden/docs/$name"; fi
  diff -u "$TOP/tests/data/golden/docs/$name" "$name"
}

# ---- The world ------------------------------------------------------------------------------------------------------

# Runs make install for the build under test, below $ROOT.
install_all() {
  local flags
  mapfile -t flags <"$BUILD/flags"
  command make -s -C "$TOP" install BUILD="$BUILD" "${flags[@]}" DESTDIR="$ROOT" PREFIX=/usr/local
}

listing() {
  printf '%s\n\n%s\n\n' "$1" "$2"
  printf '  1. %s\n\n    A mutual answers for what its members cannot bear alone, and they decide together.\n\n' "${@:3}"
}

article() {
  printf '<html lang="en"><head><title>%s</title></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1><time datetime="%s">%s</time>' "$1" "$1" "$2" "$2"
  for _ in 1 2 3; do
    printf '<p>%s, said the chair of the assembly, and the mutual would go on asking its members, in every village of the valley, what they need.</p>' "$1"
  done
  printf '</article></body></html>\n'
}

# The site that the pages call www.example.org.
start_site() {
  mkdir -p site/news
  article "The ferry has a mutual" 2024-03-01 >site/news/ferry.html
  article "Insurance by the fishers" 2024-03-04 >site/news/fishers.html
  echo /news/ >site/news.to
  (cd site && exec python3 "$TOP/tests/cli/server.py" ../requests.log) >port 2>/dev/null 3>&- &
  STARTED+=($!)
  eventually test -s port
  SITE="http://127.0.0.1:$(cat port)"
  cat >site/news.rss <<END
<rss version="2.0"><channel><title>Example</title><language>en</language>
<item><title>The ferry has a mutual</title><link>$SITE/news/ferry.html</link><description>Of those who cross.</description><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>Insurance by the fishers</title><link>$SITE/news/fishers.html</link><description>Of those who sail.</description><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>
</channel></rss>
END
  echo '<html><head><title>Example</title><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body><h1>Example</h1></body></html>' >site/index.html
  cat >site/news/index.html <<'END'
<html lang="en"><head><title>News</title></head><body><h1>News</h1><ul>
<li><a href="/news/fishers.html">Insurance by the fishers</a> <time datetime="2024-03-04">4 March 2024</time><p>Of those who sail, and of what they put aside for each other.</p></li>
<li><a href="/news/ferry.html">The ferry has a mutual</a> <time datetime="2024-03-01">1 March 2024</time><p>Of those who cross, and of what they put aside for each other.</p></li>
</ul></body></html>
END
  cat >site/sitemap.xml <<END
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>$SITE/news/ferry.html</loc></url><url><loc>$SITE/news/fishers.html</loc></url></urlset>
END
  cat >feeds.opml <<END
<opml version="2.0"><head><title>Feeds</title></head><body><outline type="rss" text="Example" xmlUrl="$SITE/news.rss"/></body></opml>
END
}

# A cluster that accepts an index and items, and answers as OpenSearch does; it rejects invalid input.
start_opensearch() {
  cat >opensearch.py <<'END'
import http.server, json
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.command == "PUT":
            assert self.path == "/news" and json.loads(body)["mappings"]["properties"]["title"]
            result = {"acknowledged": True, "index": "news"}
        else:
            assert self.path.startswith("/news/_bulk") and self.headers["Content-Type"] == "application/x-ndjson"
            lines = [json.loads(line) for line in body.splitlines()]
            assert len(lines) % 2 == 0 and all("index" in line for line in lines[::2]) and all(line["title"] for line in lines[1::2])
            result = {"errors": False}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(result).encode() + b"\n")
    do_PUT = do_POST = answer
    def log_message(self, *arguments): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
END
  python3 opensearch.py >opensearch.port 2>opensearch.log 3>&- &
  STARTED+=($!)
  eventually test -s opensearch.port
  OPENSEARCH=$(cat opensearch.port)
}

# Makes a spreadsheet with one sheet: workbook FILE NAME... CELL..., in rows of four.
workbook() {
  python3 - "$@" <<'END'
import sys, zipfile
cells = ["<c t='inlineStr'><is><t>%s</t></is></c>" % text for text in sys.argv[2:]]
rows = ["<row>%s</row>" % "".join(cells[at:at + 4]) for at in range(0, len(cells), 4)]
with zipfile.ZipFile(sys.argv[1], "w") as file:
    file.writestr("xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='News' r:id='r1'/></sheets></workbook>")
    file.writestr("xl/_rels/workbook.xml.rels", "<r><Relationship Id='r1' Target='worksheets/sheet1.xml'/></r>")
    file.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>%s</sheetData></worksheet>" % "".join(rows))
END
}

# The files that the pages name. HOME is this folder, so that the default index is below it, too.
make_world() {
  export HOME=$PWD XDG_CONFIG_HOME=$PWD/config BROWSER=echo
  unset XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
  mkdir -p archive old config/ssesearch "$ROOT"/{etc,srv/news,var/lib/ssesearch}
  listing "Valley News" "May 2023" "A mutual for the mill" "Bakers found a cooperative" "Cooperatives of Korea visit the valley" |
    tee archive/valley.txt >"$ROOT/srv/news/valley.txt"
  printf 'title,date,text,publisher\nMutual insurance grows,2022-02-03,"The mutual has more members than ever.",Daily Post\n' | tee press-review.csv >export.csv
  workbook press-review.xlsx title date text publisher "Mutual insurance grows" 2022-02-03 "The mutual has more members than ever." "Daily Post"
  printf 'TY  - JOUR\nTI  - What mutual insurance is worth\nAU  - Smith, Ann\nPY  - 2021/06/07\nAB  - Of mutual aid and its price.\nER  - \n' >references.ris
  printf 'Mutualit\xe9 de la vall\xe9e\n\n2 mai 2020\n\nLes soci\xe9taires d\xe9cident ensemble.\n' >old/vallee.txt
  printf '\\section{Cooperation of mills}\nThe mills of the valley cooperate.\n' >report.tex
  printf 'SSE, sociable thing\n' >my.txt
  printf '%s\n' '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .' '<http://example.org/c1> a skos:Concept ;' \
    '  skos:prefLabel "cooperatives"@en, "coopératives"@fr ; skos:altLabel "co-ops"@en .' >thesaurus.ttl
  for name in ours theirs ilo un members; do command sseindex -q --db "$name.db" "$TOP/corpus/news-en.txt"; done
}

stop_world() {
  for process in "${STARTED[@]}"; do kill "$process" && wait "$process"; done 2>/dev/null || true
}

# ---- Stand-ins: what a test cannot or must not run, and what is looked at in its place -------------------------------

# The site is on loopback, which is not fetched from by default.
sseindex() { command sseindex --allow-private "$@"; }

# Would run for ever: reports that it searches, and answers a health check.
sseserve() {
  command sseserve --listen 127.0.0.1:0 --quiet "$@" >serve.log 2>&1 3>&- &
  local server=$!
  eventually grep -qs 'http://' serve.log
  cat serve.log
  curl -sS "$(grep -oE 'http://[^/]+' serve.log)/healthz"
  kill $server && wait $server
}

# Builds, tests or measures for minutes: `install` is run below $ROOT; other targets only have to exist.
make() {
  case $1 in
    install) install_all ;;
    *) command make -n -C "$TOP" "$@" >/dev/null ;;
  esac
}

# Installs packages: the group must exist.
scripts/install-deps() { grep -q "^$1 " "$TOP/scripts/install-deps"; }

# Needs privileges, or changes the system.
sudo() { "$@"; }
useradd() { :; }
editor() { printf '\n[source Our archive]\npath = %s/srv/news\n' "$ROOT" >>"$1" && sed -i "s#^db = #db = $ROOT#" "$1"; }

# A unit must be installed; starting one runs its command.
systemctl() {
  local unit=$ROOT/usr/local/lib/systemd/system/${*: -1}
  case $1 in
    daemon-reload) ;;
    enable) [ -s "$unit" ] && grep -q '^WantedBy=' "$unit" ;;
    start) eval "$(sed -n "s#^ExecStart=#$ROOT#p" "$unit")" ;;
  esac
}

# There is no journal of ours: the unit must exist.
journalctl() { [ "$1" = -u ] && [ -s "$TOP/scripts/nightly/$2.service" ]; }

# There are no other machines: each is a folder.
rsync() { mkdir -p "hosts/${2%%:*}" && cp "$1" "hosts/${2%%:*}/$(basename "$2")"; }
ssh() { "$2" "hosts/$1/$(basename "$3")" "hosts/$1/$(basename "$4")"; }

# Sends a mail: the input must be one.
sendmail() { grep -E '^(To|Subject|MIME-Version): '; }

# Not installed: the extension it loads must load.
datasette() { sqlite3 "$2" ".load ${1#*=}"; }

# The pages are not installed where man looks.
man() { mandoc -T lint -W error "$ROOT/usr/local/share/man/man$1/$2.$1"; }

# Lists what this machine's C library supports: prints a name that the pages use.
iconv() { command iconv --list | grep -o 'WINDOWS-1252//' | head -n 1; }

# Not among the tests' dependencies.
detex() { sed 's/^\\section{\(.*\)}$/\1\n/' "$1"; }

# nginx must accept the block, with hosts and a port that exist here.
accept_nginx() {
  sed -E 's/web([0-9])/127.0.0.\1/g; s#listen 80;#listen unix:nginx.sock;#' "$1" >block
  grep -q '^server' block || { { echo "server {"; cat block; echo "}"; } >whole && mv whole block; }
  { echo "error_log stderr; pid $PWD/nginx.pid; events {} http { access_log off;"
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $PWD/nginx-$kind;"; done
    cat block; echo "}"; } >nginx.conf
  nginx -t -q -p "$PWD" -c "$PWD/nginx.conf" -e stderr
}

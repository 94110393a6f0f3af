#!/usr/bin/env bats
# sseserve as an HTTP server: what it refuses, what it lets caches keep, how it compresses, and who may read. Requests
# are sent byte by byte where curl would correct them.

load helper
load serving

# Prints the statuses of the answers to raw requests, each on a separate connection: lines `name request` on standard
# input, with \r, \n and the like as in printf.
statuses() {
  python3 -c '
import codecs, socket, sys
for line in sys.stdin:
    name, request = line.rstrip("\n").split(" ", 1)
    with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as client:
        client.sendall(codecs.decode(request, "unicode_escape").encode("latin-1"))
        answer = b""
        while True:
            try: more = client.recv(65536)
            except ConnectionResetError: break
            if not more: break
            answer += more
    print(name, *[part.split(b" ")[0].decode() for part in answer.split(b"HTTP/1.1 ")[1:]])
' "$PORT"
}

@test "a request that two programs could read in two ways is refused, and its connection closed" {
  index_corpus
  serve
  statuses >got <<'END'
no-host GET /healthz HTTP/1.1\r\n\r\n
two-hosts GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n
bad-host GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n
not-a-port GET /healthz HTTP/1.1\r\nHost: a:80x\r\n\r\n
two-ports GET /healthz HTTP/1.1\r\nHost: a:80:80\r\n\r\n
open-bracket GET /healthz HTTP/1.1\r\nHost: [::1:80\r\n\r\n
nul-in-path GET /healthz%00x HTTP/1.1\r\nHost: a\r\n\r\n
nul-in-value GET /api/search?q=korea%00x HTTP/1.1\r\nHost: a\r\n\r\n
nul-in-name GET /api/search?q%00x=korea HTTP/1.1\r\nHost: a\r\n\r\n
fragment GET /healthz#a HTTP/1.1\r\nHost: a\r\n\r\n
two-lengths GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n
other-lengths GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n
list-of-lengths GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n
length-and-chunks GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
old-chunks GET /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
space-before-colon GET /healthz HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n
space-after-length GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello
space-before-name GET /healthz HTTP/1.1\r\n X-A: b\r\nHost: a\r\n\r\n
no-name GET /healthz HTTP/1.1\r\nHost: a\r\n: b\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n
folded GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n
folded-by-tab GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\tc\r\n\r\n
folded-length GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 36\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n
tab-in-name GET /healthz HTTP/1.1\r\nHost: a\r\nX\tA: b\r\n\r\n
no-colon GET /healthz HTTP/1.1\r\nHost: a\r\nX-A\r\n\r\n
bare-lf GET /healthz HTTP/1.1\nHost: a\n\n
bare-lf-of-line GET /healthz HTTP/1.1\nHost: a\r\n\r\n
bare-lf-of-field GET /healthz HTTP/1.1\r\nHost: a\nX: b\r\n\r\n
bare-lf-of-last GET /healthz HTTP/1.1\r\nHost: a\n\r\n
bare-lf-of-end GET /healthz HTTP/1.1\r\nHost: a\r\n\n
bare-cr GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n
nul GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n
control GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\x01b\r\n\r\n
spaces-in-target GET /healthz  HTTP/1.1\r\nHost: a\r\n\r\n
spaces-before-target GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n
tab-in-line GET\t/healthz HTTP/1.1\r\nHost: a\r\n\r\n
space-after-version GET /healthz HTTP/1.1 \r\nHost: a\r\n\r\n
more-in-target GET /healthz x HTTP/1.1\r\nHost: a\r\n\r\n
no-version GET /healthz\r\nHost: a\r\n\r\n
END
  no grep -v ' 400$' got
  [ "$(wc -l <got)" -eq 38 ]
}

@test "a request that is right is answered, however it is written, and so is the next one" {
  index_corpus
  serve
  statuses >got <<'END'
plain GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n
old GET /healthz HTTP/1.0\r\n\r\n
old-with-host GET /healthz HTTP/1.0\r\nHost: a:80\r\n\r\n
whole-address GET http://a/healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n
no-space-after-colon GET /healthz HTTP/1.1\r\nHOST:[::1]:80\r\nX-A:b\tc \r\nConnection: close\r\n\r\n
percent GET /api/search?q=100%2500 HTTP/1.1\r\nHost: a.example:\r\nConnection: close\r\n\r\n
no-body GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n
latin-1 GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: \xe9\r\nConnection: close\r\n\r\n
END
  no grep -v ' 200$' got
  [ "$(wc -l <got)" -eq 8 ]
  statuses >got <<'END'
two GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n
END
  [ "$(cat got)" = "two 200 404" ]
  # A body, although none is expected, is not read as a request line.
  statuses >got <<'END'
body POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 13\r\n\r\n{ "a":  1 }\t\r\n
END
  [ "$(cat got)" = "body 405" ]
}

# Otherwise a client would take the rest for the beginning of the next answer.
@test "an answer to HEAD ends with its headers, whatever the body would have been" {
  index_corpus
  serve
  python3 - "$PORT" <<'END'
import socket, sys
for path in "/healthz /nothing /style.css /?q=Korea /api/stats /api/items.jsonl /api/items.csv /sitemap.xml".split():
    for more in "", "Accept-Encoding: gzip\r\n", "Range: bytes=0-5\r\n":
        with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as client:
            client.sendall(f"HEAD {path} HTTP/1.1\r\nHost: a\r\n{more}Connection: close\r\n\r\n".encode())
            answer = client.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 ") and answer.index(b"\r\n\r\n") == len(answer) - 4, (path, more, answer)
END
  told=$(curl -sS -I "$URL/api/items.jsonl" "$URL/healthz" | grep -c '^HTTP/1.1 200')
  [ "$told" -eq 2 ]
}

@test "what comes right before a request that is refused is answered, and nothing after it" {
  index_corpus
  serve
  ok='GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
  while read -r name wrong; do
    echo "$name $ok$wrong"
    echo "$name-of-three $ok\r\n$ok$wrong$ok" # an empty line in front of a request is none (RFC 9112, 2.2)
  done <<'END' | statuses >got
spaces GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n
bare-lf GET /healthz HTTP/1.1\nHost: a\n\n
bare-lf-of-field GET /healthz HTTP/1.1\r\nHost: a\nX: b\r\n\r\n
no-name GET /healthz HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n
folded GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n
nul GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n
no-host GET /healthz HTTP/1.1\r\n\r\n
length GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n
END
  cat got
  [ "$(grep -c -- '-of-three 200 200 400$' got)" -eq 8 ]
  [ "$(grep -v -- '-of-three' got | grep -c ' 200 400$')" -eq 8 ]
  # However it is split into packets.
  python3 - "$PORT" <<'END'
import socket, sys
whole = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 2 + b"GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
for cut in range(1, len(whole), 3):
    with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(whole[:cut])
        client.sendall(whole[cut:])
        answer = b""
        while True:
            try: more = client.recv(65536)
            except ConnectionResetError: break
            if not more: break
            answer += more
    told = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert told == [b"200", b"200", b"400"], (cut, told)
END
}

@test "a length that is none is refused, by one answer" {
  index_corpus
  serve
  for length in '' x 1x -1 +1 '1 2' 0x10 '0, 0' '1;' $(printf '9%.0s' $(seq 30)); do
    printf '%s GET /healthz HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: %s\\r\\n\\r\\n\n' "${length// /_}." "$length"
  done | statuses >got
  cat got
  [ "$(grep -cE '\. 4(00|13)$' got)" -eq 10 ]
}

@test "a request with a body is the last of its connection, whatever is in the body" {
  index_corpus
  serve
  next='GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
  statuses >got <<END
get GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\r\n$next
post POST /healthz HTTP/1.1\r\nHost: a\r\nCONTENT-LENGTH:33\r\n\r\n$next
chunks POST /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n21\r\n$next\r\n0\r\n\r\n$next
none GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n
END
  [ "$(cat got)" = $'get 413\npost 405\nchunks 405\nnone 200 200' ]
}

@test "what is refused before it is understood is in the log and in the metrics" {
  index_corpus
  serve
  statuses >got <<END
version GET / HTTP/2.0\r\nHost: a\r\n\r\n
length GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n
END
  [ "$(cat got)" = $'version 505\nlength 400' ]
  [ "$(sed -E 's/.*" ([0-9]+) [1-9][0-9]*$/\1/' access.log)" = $'505\n400' ]
  get /metrics >metrics
  grep -qx 'ssesearch_requests_total{code="4xx"} 1' metrics
  grep -qx 'ssesearch_requests_total{code="5xx"} 1' metrics
  grep -qx 'ssesearch_requests_open 1' metrics
}

@test "a refusal is in the reader's language on a page, and JSON of the API, however long the request" {
  index_corpus
  serve
  cat >ask.py <<'END'
import json, re, socket, sys
HOST = b"Host: a\r\nAccept-Language: fr\r\n"
def send(request):
    answer = b""
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as to:
        try:
            to.sendall(request)
            while more := to.recv(65536): answer += more
        except OSError: pass # what is not read of a request breaks the connection
    return answer
def ask(request):
    head, _, body = send(request).partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode(), body.decode()
cases = [(405, b"POST %s HTTP/1.1\r\n" + HOST + b"Connection: close\r\nContent-Length: 0\r\n\r\n", "ne peut être que lue"),
         (413, b"GET %s HTTP/1.1\r\n" + HOST + b"Connection: close\r\nContent-Length: 1\r\n\r\na", "Rien ne peut être envoyé"),
         (400, b"GET %s HTTP/1.1\r\n" + HOST + b"Host: b\r\n\r\n", "incorrecte")]
cases += [(505, b"GET %s " + version + b"\r\n" + HOST + b"\r\n", "incorrecte") for version in (b"HTTP/2.0", b"HTTP/0.9")]
cases += [(400, b"GET " + line + b"\n" + HOST + b"\r\n", "incorrecte") for line in
          (b"%s HTTP/10.1\r", b"%s HTTP/1.\r", b"%s HTTP/1.1x\r", b"%s http/1.1\r", b"%s HTTP\r", b"%s \r", b"%s\r", b"%s",
           b"%s HTTP/1.1", b" %s HTTP/1.1\r", b"%s b HTTP/1.1\r", b"%s HTTP/2.1 HTTP/1.1\r", b"%s HTTP/1.1 \r", b"%s\t HTTP/\r")]
cases += [(400, b"GET %s HTTP/1.1\r\n" + HOST + b"A: b\r\n" + field + b"\r\n", "incorrecte") for field in
          (b"Content-Length: x\r\n", b"content-length:\r\n", b"Content-Length: 1, 1\r\n", b"X\r\n", b"X\n", b"\0\r\n", b" X\r\n", b"X\r: a\r\n",
           b"Cont\r\r\r\r\r\r\r\r\r\r\r\r\r\r\rent: a\r\n")]
cases += [(413, b"GET %s HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n", "Rien ne peut être envoyé")]
for long in 33000, 70000, 1000000:
    a, few = b"a" * long, b"".join(b"X%d: a\r\n" % i for i in range(long // 9))
    cases += [(414, b"GET %s?q=" + a + b" HTTP/1.1\r\n" + HOST + b"\r\n", "trop longue"),
              (414, b"GET %s?" + b"a&" * long + b" HTTP/1.1\r\n" + HOST + b"\r\n", "trop longue"),
              (414, b"GET %s?q=" + a + b" HTTP/1.1\r\n" + HOST + b"X: " + a + b"\r\n\r\n", "trop longue"),
              (414, a + b" %s HTTP/1.1\r\n" + HOST + b"\r\n", "trop longue"),
              (431, b"GET %s HTTP/1.1\r\n" + HOST + b"X: " + a + b"\r\nY: b\r\n\r\n", "cookies"),
              (431, b"GET %s HTTP/1.1\r\n" + HOST + a + b"\r\n\r\n", "cookies"),
              (431, b"GET %s HTTP/1.1\r\n" + HOST + few + b"Content-Length: 5\r\n\r\n", "cookies")]
for status, request, said in cases:
    for path in b"/", b"/api/search", b"/healthz", b"/feed.atom":
        if request.startswith(b"aaa") and path != b"/": continue # of a line without room for more, the rest is lost
        got, head, body = ask(request.replace(b"%s", path, 1))
        assert got == status, (status, got, request[:60])
        if path in (b"/healthz", b"/feed.atom"):
            assert "text/plain" in head and said in body and "Content-Language: fr" in head, body
        elif path == b"/":
            assert 'lang="fr"' in body and said in body and "Content-Language: fr" in head, body
        else:
            assert json.loads(body)["status"] == status and "application/problem+json" in head, body
# As many requests as there is room for are answered; what follows a refusal on a connection is not.
small, health = b"a" * 20000, b"GET /healthz?q=%s HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n"
answer = send((health % (small, small)) * 5 + health % (b"a" * 32000, b"a" * 32000) + health % (small, small * 2) + health % (b"", b""))
told = re.findall(rb"HTTP/1.1 (\d+) ", answer)
assert told[:6] == [b"200"] * 6 and told[6:] in ([b"431"], []), told
END
  python3 ask.py "$PORT"
}

@test "many cookies of other programs of the same host are no reason to refuse" {
  index_corpus
  serve
  [ "$(told '/?q=Korea' -H "Cookie: $(printf 'a%d=b; ' $(seq 2500))" -H "$(printf 'Cookie: %4000s' x)")" = "200 text/html; charset=utf-8" ]
}

@test "answers are compressed for those who take gzip or Brotli, and caches are told" {
  index_corpus
  serve
  id=$(ssesearch --db "$DB" --format jsonl -n 1 Korea | jq -r .id)
  for path in '/?q=Korea' "/item?id=$id" '/nothing' '/style.css' '/api' '/api/search?q=Korea' '/feed.atom?q=Korea' /sitemap/1.xml /metrics; do
    get "$path" -D plain.head >plain
    get "$path" -D head -H 'Accept-Encoding: br;q=0.4, gzip;q=0.5' >packed
    grep -qi '^Content-Encoding: gzip' head || { echo "$path"; false; }
    no grep -qi '^Content-Encoding' plain.head
    grep -qi '^Vary: Accept-Encoding' head
    grep -qi '^Vary: Accept-Encoding' plain.head
    [ "$(wc -c <packed)" -lt "$(wc -c <plain)" ]
    [[ $path == /metrics ]] || diff <(gzip -dc packed | sed 's/"took_ms": [0-9.]*//') <(sed 's/"took_ms": [0-9.]*//' plain)
    grep -qi "^Content-Length: $(wc -c <packed)" head
    get "$path" -I -H 'Accept-Encoding: gzip' >head
    grep -qi '^Content-Encoding: gzip' head
  done
  while IFS='|' read -r accept expected; do
    get '/?q=Korea' -D head -o page -H "Accept-Encoding: $accept"
    [ "$(tr -d '\r' <head | sed -n 's/^Content-Encoding: //p')" = "$expected" ] || { echo "$accept"; false; }
  done <<'END'
gzip|gzip
GZip ; q=0.2|gzip
x-gzip|gzip
x-gzip, br;q=0.5|gzip
BR|br
gzip, deflate, br|br
gzip;q=0.9, br;q=0.899|gzip
gzip;q=0.001, br;q=0.001|br
gzip;q=1.000, br;q=1|br
deflate, *|br
*;q=0.1, gzip|gzip
*, br;q=0|gzip
br;q=0, gzip;q=0.5|gzip
identity|
zstd|
gzip;q=0|
gzip;q=0.000, br;q=0|
gzip;q=0, *|br
*;q=0|
x-gzipped|
;|
END
  # Decompressed by an independent program.
  curl --version | grep -q brotli && [ "$(get /style.css --compressed -H 'Accept-Encoding: br' | cksum)" = "$(get /style.css | cksum)" ]
  # What compression would enlarge is left as it is.
  get /healthz -D head -H 'Accept-Encoding: gzip' | grep -qx ok
  no grep -qi '^Content-Encoding' head
}

@test "what is in the language of who asks says so, whatever its path, and nothing else does" {
  index_corpus
  serve
  id=$(ssesearch --db "$DB" --format jsonl -n 1 'has:date Korea' | jq -r .id)
  for path in / '/?q=Korea' "/item?id=$id" /nothing '/item.ris?id=nothing' '/?limit=x' "/item.txt?id=$id" '/api?format=html' \
    '/api?format=json' '/api/search?q=Korea' /api/item/nothing "/item.ris?id=$id" "/item.bib?id=$id" '/feed.atom?q=Korea' /style.css /embed.js /healthz; do
    get "$path" -D head -H 'Accept-Language: fr' >french
    get "$path" -H 'Accept-Language: ko' >korean
    vary=$(grep -ci '^Vary: Accept-Language' head || true)
    language=$(grep -cx $'Content-Language: fr\r' head || true)
    differs=1
    ! cmp -s <(sed -E 's/"took_ms":[0-9.]*//' french) <(sed -E 's/"took_ms":[0-9.]*//' korean) || differs=0
    [ "$differs $differs" = "$vary $language" ] || { echo "$path: $differs $vary $language"; false; }
  done
  get /api -D head -o page -H 'Accept: text/html'
  grep -qx $'Vary: Accept\r' head
  grep -qx $'Vary: Accept-Language\r' head
}

# Prints an answer's entity tag.
tag_of() {
  get "$1" -D - -o page "${@:2}" | tr -d '\r' | sed -n 's/^ETag: //p'
}

@test "a tag is of one answer: another address, language, title or index has another" {
  index_corpus
  serve
  id=$(ssesearch --db "$DB" --format jsonl -n 1 Korea | jq -r .id)
  tag=$(tag_of '/?q=Korea')
  [ -n "$tag" ]
  for other in '/?q=Corea' '/?q=Korea&sort=newest' '/?q=Korea&lang=en' "/item?id=$id" '/feed.atom?q=Korea' '/api/search?q=Korea'; do
    [ "$(tag_of "$other")" != "$tag" ] || { echo "$other"; false; }
    [ "$(told "$other" -H "If-None-Match: $tag" | cut -d' ' -f1)" = 200 ]
  done
  [ "$(tag_of '/?q=Korea' -H 'Accept-Language: fr')" != "$tag" ]
  [ "$(tag_of '/?q=Korea' -H 'Host: elsewhere.example')" != "$tag" ]
  kill "$SERVER" && wait "$SERVER"
  port=$PORT
  serve --listen "127.0.0.1:$port"
  [ "$(tag_of '/?q=Korea')" = "$tag" ]
  for options in '--title Another' '--url https://example.org' '--synonyms='; do
    kill "$SERVER" && wait "$SERVER"
    # shellcheck disable=SC2086 # an option and its value
    serve --listen "127.0.0.1:$port" $options
    [ "$(tag_of '/?q=Korea')" != "$tag" ] || { echo "$options"; false; }
  done
}

@test "If-Match is by strong tags, which none is, and a range is a GET's alone" {
  index_corpus
  serve
  tag=$(tag_of /style.css)
  for wanted in "$tag" "${tag#W/}" '"x"' '"x", "y"'; do
    [ "$(told /style.css -H "If-Match: $wanted" | cut -d' ' -f1)" = 412 ] || { echo "$wanted"; false; }
  done
  [ "$(told /style.css -H 'If-Match: *' | cut -d' ' -f1)" = 200 ]
  [ "$(told /nothing -H 'If-Match: "x"' | cut -d' ' -f1)" = 404 ]
  [ "$(told /style.css -H 'Range: bytes=0-5' | cut -d' ' -f1)" = 206 ]
  [ "$(told /style.css -I -H 'Range: bytes=0-5' | cut -d' ' -f1)" = 200 ]
}

@test "If-None-Match is a list, by weak comparison; any tag will do only where there is an answer" {
  index_corpus
  serve
  for path in '/?q=Korea' '/api/stats' '/style.css' '/robots.txt'; do
    tag=$(tag_of "$path")
    for known in "$tag" "${tag#W/}" "\"x\", $tag" "\"x\",${tag#W/} , \"y\"" '*' ' * '; do
      [ "$(told "$path" -H "If-None-Match: $known" -D head)" = '304 ' ] || { echo "$path $known"; false; }
      grep -q '^ETag: ' head && grep -q '^Vary: ' head && grep -q '^Cache-Control: ' head
      no grep -qiE '^Content-(Type|Encoding|Language|Length)|^Transfer-Encoding' head
    done
    [ "$(told "$path" -H 'If-None-Match: "x"' -H "If-None-Match: $tag")" = '304 ' ]
    [ "$(told "$path" -I -H "If-None-Match: $tag")" = '304 ' ]
    for known in '"x"' "${tag%\"}x\"" "x$tag" '"*"' "$(tr -d '"' <<<"$tag")"; do
      [ "$(told "$path" -H "If-None-Match: $known" | cut -d' ' -f1)" = 200 ] || { echo "$path $known"; false; }
    done
  done
  for path in /nothing '/item?id=nothing' /api/item/nothing /sitemap/9.xml; do
    [ "$(told "$path" -H 'If-None-Match: *' | cut -d' ' -f1)" = 404 ]
  done
  [ "$(told '/api/search?limit=x' -H 'If-None-Match: *' | cut -d' ' -f1)" = 400 ]
}

@test "a redirect keeps what was asked for" {
  index_corpus
  serve --url https://www.example.org/archive
  while read -r query expected; do
    told "/archive$query" -D head
    [ "$(tr -d '\r' <head | sed -n 's/^Location: //p')" = "/archive/$expected" ] || { cat head; false; }
  done <<'END'
?q=korea&lang=fr ?q=korea&lang=fr
?q=a%20b+c%26&utm_source=x ?q=a%20b+c%26&utm_source=x
?q="<é>" ?q=%22%3C%C3%A9%3E%22
? ?
END
  told /archive -D head
  grep -q $'^Location: /archive/\r' head
}

@test "scripts of the origins that are named may ask, and read the tag; others may not" {
  index_corpus
  serve --cors 'https://app.example, https://other.example/ HTTPS://Third.Example'
  for origin in https://app.example https://other.example https://third.example; do
    get '/api/search?q=Korea' -H "Origin: $origin" -D head -o page
    grep -q $'^Access-Control-Allow-Origin: '"$origin"$'\r' head
    grep -qi '^Access-Control-Expose-Headers:.*ETag' head
    grep -q '^Vary: Origin' head
    get '/api/search?limit=x' -H "Origin: $origin" -D head -o page
    grep -q "^Access-Control-Allow-Origin: $origin" head
    [ "$(told /api/item/x -X OPTIONS -H "Origin: $origin" -H 'Access-Control-Request-Method: GET' -H 'Access-Control-Request-Headers: if-none-match' -D head)" = '204 ' ]
    grep -q "^Access-Control-Allow-Origin: $origin" head
    grep -q '^Access-Control-Allow-Methods: GET' head
    grep -qi '^Access-Control-Allow-Headers:.*If-None-Match' head
  done
  get '/api/search?q=Korea' -H 'Origin: https://evil.example' -D head -o page
  no grep -q '^Access-Control-Allow-Origin' head
  grep -q '^Vary: Origin' head
  [ "$(told / -X OPTIONS -H 'Origin: https://app.example' | cut -d' ' -f1)" = 405 ]
  kill "$SERVER" && wait "$SERVER"
  serve --cors '*'
  [ "$(told /api/search -X OPTIONS -H 'Origin: https://any.example' -H 'Access-Control-Request-Method: GET' -D head)" = '204 ' ]
  grep -q $'^Access-Control-Allow-Origin: \*\r' head
  kill "$SERVER" && wait "$SERVER"
  serve
  [ "$(told /api/search -X OPTIONS -H 'Origin: https://any.example' -D head | cut -d' ' -f1)" = 405 ]
  no grep -qi '^Access-Control' head
}

@test "an index that could not be opened for want of files is tried again" {
  index_corpus
  serve
  echo '{"id":"new","title":"Newest of all from Korea"}' >new.jsonl
  run python3 - "$PORT" "$SERVER" "$DB" <<'END'
import http.client, json, os, resource, subprocess, sys
server = int(sys.argv[2])
client = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))
def ask():
    client.request('GET', '/api/search?q=newest&match=all')
    answer = client.getresponse()
    return answer.status, json.loads(answer.read())['total']
before = ask()
soft, hard = resource.prlimit(server, resource.RLIMIT_NOFILE)
resource.prlimit(server, resource.RLIMIT_NOFILE, (next(n for n in range(soft) if not os.path.lexists('/proc/%d/fd/%d' % (server, n))), hard))
subprocess.run(['sseindex', '--quiet', '--db', sys.argv[3], 'new.jsonl'], check=True)
during = ask(), ask()
resource.prlimit(server, resource.RLIMIT_NOFILE, (soft, hard))
after = ask()
print(before[0], *during[0][:1], during[0] == before, during[1] == before, after == (200, before[1] + 1))
END
  [ "$output" = '200 200 True True True' ] || { echo "$output"; cat serve.log; false; }
}

#!/usr/bin/env bats
# The records of OAI-PMH servers.

load helper
load fetching

@test "the records of an OAI-PMH server are asked for page by page, and then since the day that its last answer had" {
  cat >oai.py <<'END'
import http.server, sys, urllib.parse
log = open("requests.log", "w", buffering=1)

def record(number):
    return (f'<record><header><identifier>oai:x:{number}</identifier></header><metadata><dc><title>Record {number}</title>'
            f'<identifier>https://x.example/{number}</identifier></dc></metadata></record>')

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(self.path).query))
        print(self.path, file=log)
        if "from" in query:
            body = '<error code="noRecordsMatch"/>'
        elif query.get("resumptionToken") == "a&b":
            body = f"<ListRecords>{record(2)}<resumptionToken/></ListRecords>"
        else:
            body = f"<ListRecords>{record(1)}<resumptionToken>a&amp;b</resumptionToken></ListRecords>"
        day = 4 if "resumptionToken" in query else 3  # the harvest began on the third
        body = f'<?xml version="1.0"?><OAI-PMH><responseDate>2001-02-0{day}T23:59:58Z</responseDate>{body}</OAI-PMH>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
  start_server oai.py
  printf '[index]\nallow-private = yes\nprune = yes\n[source Repository]\naddress = %s/oai?set=a\noai = yes\n' "$URL" >c.conf
  run sseindex --config c.conf --db "$DB"
  [ "$status" -eq 0 ]
  says "2 added"
  run sseindex --config c.conf --db "$DB"
  [ "$status" -eq 0 ]
  says "Nothing changed"
  run ssesearch --db "$DB" --count record
  [ "$output" = 2 ]
  [ "$(sed -n 1p requests.log)" = "/oai?set=a&verb=ListRecords&metadataPrefix=oai_dc" ]
  [ "$(sed -n 2p requests.log)" = "/oai?verb=ListRecords&resumptionToken=a%26b" ]
  [ "$(sed -n 3p requests.log)" = "/oai?set=a&verb=ListRecords&metadataPrefix=oai_dc&from=2001-02-03" ]
}

@test "an OAI-PMH server that repeats its resumptionToken has not given all, and is asked again" {
  cat >loop.py <<'END'
import http.server
log = open("requests.log", "w", buffering=1)
body = (b'<?xml version="1.0"?><OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata><dc>'
        b'<title>Record 1</title></dc></metadata></record><resumptionToken>a</resumptionToken></ListRecords></OAI-PMH>')

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, file=log)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
  start_server loop.py
  printf '[index]\nallow-private = yes\n[source Repository]\naddress = %s/oai\noai = yes\n' "$URL" >c.conf
  for _ in 1 2; do
    run sseindex --config c.conf --db "$DB"
    [ "$status" -eq 1 ]
    says "the server repeats its resumptionToken (the rest is not read)"
  done
  [ "$(grep -c from= requests.log)" -eq 0 ]
}

@test "what is fetched along with an OAI-PMH server's records is not asked for records: rules of the site, articles" {
  cat >follow.py <<'END'
import http.server, sys
log = open("requests.log", "w", buffering=1)

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, file=log)
        root = "http://127.0.0.1:%d" % self.server.server_port
        kind = "text/xml"
        if self.path.startswith("/oai?"):
            records = "".join(f"<record><header><identifier>oai:x:{path}</identifier></header><metadata><dc><title>Record on {path}</title>"
                              f"<identifier>{root}/{path}</identifier></dc></metadata></record>" for path in ("open", "closed"))
            body = f'<?xml version="1.0"?><OAI-PMH><responseDate>2001-02-03T00:00:00Z</responseDate><ListRecords>{records}</ListRecords></OAI-PMH>'
        elif self.path == "/robots.txt":
            kind, body = "text/plain", "User-agent: *\nDisallow: /closed\n"
        elif self.path in ("/open", "/closed"):
            kind, body = "text/html", f"<title>Record on {self.path[1:]}</title><h1>Record on {self.path[1:]}</h1><p>The whole text of zanzibar.</p>"
        else:
            kind, body = "text/plain", "no such page"
        self.send_response(404 if body == "no such page" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
  start_server follow.py
  printf '[index]\nallow-private = yes\n[source Repository]\naddress = %s/oai\noai = yes\nfollow = yes\n' "$URL" >c.conf
  run sseindex --config c.conf --db "$DB"
  [ "$status" -eq 0 ]
  says "1 article (forbidden by robots.txt)"
  [ "$(sed 1d requests.log | sort | paste -sd ' ')" = "/open /robots.txt" ]
  [ "$(count zanzibar)" = 1 ]
}

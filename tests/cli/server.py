"""A web server on loopback for the tests of fetching: each path behaves in its own good or bad way.
It prints its port, then writes a line for each request to the file named as its argument: path and conditional header.
Files of the folder it runs in are served under their names; the ETag of each is that of its bytes."""
import hashlib
import http.server
import os
import sys

log = open(sys.argv[1], "w", buffering=1)
asked = {}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, body=b"", **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self, path, kind):
        body = open(path, "rb").read()
        etag = '"' + hashlib.md5(body).hexdigest() + '"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, ETag=etag)
        else:
            self.answer(200, body, ETag=etag, Content_Type=kind)

    def feed(self):
        self.serve("feed.xml", "application/rss+xml")

    def file(self):
        path = "." + self.path.split("?")[0]
        return path + "index.html" if path.endswith("/") else path

    def do_GET(self):
        asked[self.path] = asked.get(self.path, 0) + 1
        print(self.path, self.headers.get("If-None-Match", "-"), self.headers.get("User-Agent"), file=log)
        if self.path.startswith("http://"):  # asked as a proxy: one site that it knows, and one that leads astray
            self.path = self.path[7 + self.path[7:].index("/"):]
        host = self.headers.get("Host", "").split(":")[0]
        if host == "localhost" and os.path.isdir("localhost"):  # another site
            self.path = "/localhost" + self.path
        if self.path == "/feed.xml":
            self.feed()
        elif os.path.isfile("." + self.path + ".to"):  # where it redirects to
            self.answer(302, Location=open("." + self.path + ".to").read().strip())
        elif os.path.isfile("." + self.path + ".code"):
            self.answer(int(open("." + self.path + ".code").read()))
        elif os.path.isfile(self.file()):
            kinds = {"html": "text/html", "txt": "text/plain"}
            self.serve(self.file(), kinds.get(self.file().rsplit(".", 1)[-1], "text/xml"))
        elif self.path == "/gone" and asked[self.path] > 1:
            self.answer(410)
        elif self.path == "/gone":
            self.feed()
        elif self.path == "/to-gone":
            self.answer(302, Location="/gone")
        elif self.path == "/moved":
            self.answer(301, Location="/feed.xml")
        elif self.path == "/old":
            self.answer(301, Location="/for-now-feed")
        elif self.path == "/for-now-feed":
            self.answer(302, Location="/feed.xml")
        elif self.path == "/old-home":
            self.answer(301, Location="/")
        elif self.path == "/for-now":
            self.answer(302, Location="/moved")
        elif self.path == "/deep":
            self.answer(308, Location="/new/place/relative.xml?a b#c")
        elif self.path == "/new/place/relative.xml?a%20b":
            self.answer(200, b"<rss><channel><item><title>Moved</title><link>sub/a.html</link></item></channel></rss>")
        elif self.path == "/astray":
            self.answer(302, Location="http://192.168.0.1/feed.xml")
        elif self.path == "/later":
            self.answer(503, Retry_After="20")
        elif self.path == "/loop":
            self.answer(302, Location="/loop")
        elif self.path == "/file":
            self.answer(302, Location="file:///etc/passwd")
        elif self.path == "/flaky" and asked[self.path] == 1:
            self.answer(503)
        elif self.path == "/busy" and asked[self.path] == 1:
            self.answer(429, Retry_After="1")
        elif self.path in ("/flaky", "/busy"):
            self.feed()
        elif self.path == "/latin":
            self.answer(200, "<html><h1>Économie</h1><p>Été.</p></html>".encode("latin-1"),
                        Content_Type="text/html; charset=iso-8859-1")
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<rss><channel><item><title>Cut")
        else:
            self.answer(404)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()

# Shared by the tests of fetching: a server, and what it serves.

feed() {
  { echo '<rss version="2.0"><channel><title>Fed</title>'
    for headline in "$@"; do echo "<item><title>$headline</title><guid>$headline</guid></item>"; done
    echo '</channel></rss>'; } >feed.xml
}

# Starts a server, a Python program that prints its port.
start_server() {
  python3 "$@" >port 2>/dev/null 3>&- &
  SERVER=$!
  eventually test -s port
  URL="http://127.0.0.1:$(cat port)"
}

serve() {
  start_server "$TOP/tests/cli/server.py" requests.log
}

teardown() {
  [ -z "${SERVER:-}" ] || kill "$SERVER"
}

# A news page with headlines for the named pages.
news() {
  { echo '<!doctype html><html lang=en><title>News</title><h1>News</h1>'
    for page in "$@"; do
      echo "<div><h3><a href=/$page>The headline of $page</a></h3><span>4 March 2026</span><p>Summary of $page.</p></div>"
    done; } >news.html
}

article() {
  mkdir -p "$(dirname "$1")"
  echo "<!doctype html><html lang=en><title>$2</title><h1>$2</h1><p>The whole text of it, which is longer than what the list \
has to say of it, and has a word of its own: $3.</p>" >"$1"
}

#!/usr/bin/env bats
# Runs every command of the README and of docs/, page by page in order, and compares its output with the page if the page
# shows it, otherwise with tests/data/golden/docs. Commands that cannot be run have a stand-in, with the reason, at the end of
# docs.bash. Times and the project's location are ignored.

load helper
load serving
load docs

setup() {
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  PATH="$BUILD:$PATH"
  STARTED=()
  cd "$BATS_TEST_TMPDIR" || return 1
  cp -r "$TOP/corpus" corpus
  make_world
}

teardown() {
  stop_world
  [ -z "${SERVER:-}" ] || { kill "$SERVER" && wait "$SERVER"; } 2>/dev/null || true
}

index_news() {
  command sseindex --quiet --db news.db corpus
}

# A configuration and an index as the nightly run leaves them.
configure() {
  printf '[index]\ndb = %s/var/lib/ssesearch/index.db\n[source Our archive]\npath = %s/srv/news\n' "$ROOT" "$ROOT" >"$ROOT/etc/ssesearch.conf"
  ln -s "$ROOT/etc/ssesearch.conf" config/ssesearch/config
}

@test "the README shows what its commands print" {
  compare_sessions "$TOP/README.md"
  start_site
  SSESEARCH_DB=news.db compare_code "$TOP/README.md"
}

@test "the page on queries shows what its commands print" {
  compare_sessions "$TOP/docs/queries.md"
  SSESEARCH_DB=news.db compare_code "$TOP/docs/queries.md"
}

@test "the page on the API shows what its commands print" {
  DB=$PWD/news.db
  index_news
  unset -f sseserve
  serve
  compare_sessions "$TOP/docs/api.md"
}

@test "the page on the index shows what its commands print" {
  index_news
  compare_sessions "$TOP/docs/index-format.md"
  SSESEARCH_DB=news.db compare_code "$TOP/docs/index-format.md"
}

@test "the page on the library builds a program, and loads the extension into SQLite and Python" {
  if grep -q 'fsanitize' "$BUILD/flags"; then skip "the build is a sanitized one"; fi
  index_news
  install_all
  cp "$TOP/examples/search.c" .
  export PKG_CONFIG_PATH=$ROOT/usr/local/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$ROOT LD_LIBRARY_PATH=$ROOT/usr/local/lib
  compare_code "$TOP/docs/library.md"
}

@test "the page on coming and going does what it says" {
  start_site
  start_opensearch
  index_news
  SSESEARCH_DB=news.db compare_code "$TOP/docs/migration.md"
}

@test "the page on nightly runs sets one up" {
  ln -s "$ROOT/etc/ssesearch.conf" config/ssesearch/config
  compare_code "$TOP/docs/nightly.md"
}

@test "the reference keeps a search and mails what is new" {
  command sseindex --quiet corpus
  command sseindex --export >EXPORT.jsonl
  INPUT=EXPORT.jsonl compare_code "$TOP/docs/reference.md"
}

@test "the page on more than one machine copies the index, and nginx accepts its balancer" {
  configure
  compare_code "$TOP/docs/scaling.md"
  for host in web1 web2 web3; do cmp "$ROOT/var/lib/ssesearch/index.db" "hosts/$host/index.db"; done
}

@test "the pages on sources and on tuning name commands that are there" {
  compare_code "$TOP/docs/sources.md"
  compare_code "$TOP/docs/tuning.md"
}

@test "each task is done by what its line says" {
  start_site
  index_news
  compare_code "$TOP/docs/tasks.md"
}

@test "the page on the web installs a server, and nginx accepts its proxy" {
  index_news
  compare_code "$TOP/docs/web.md"
}

@test "no page has a command, or code of a kind, that is not run" {
  cd "$TOP"
  for page in README.md docs/*.md; do
    grep -q "compare_[a-z]* \"\$TOP/$page\"" tests/cli/docs.bats || { echo "$page"; false; }
    no grep -nE '^```' <(grep -vE '^```(sh|sql|python|ini|nginx|cron|html)?$' "$page") || { echo "$page"; false; }
    # Indented, but not a session.
    no grep -nE '^ {4,}(sudo|sse[a-z]+|curl|sqlite3|python3?|cc|make|scripts/|\./|\.load|SELECT)\b' "$page" || { echo "$page"; false; }
  done
}

@test "every file and target of the project that a page names is there" {
  cd "$TOP"
  for page in README.md CONTRIBUTING.md SECURITY.md docs/*.md; do
    for name in $(grep -oE '`(scripts|src|tests|examples|include|corpus)/[A-Za-z0-9_./-]*' "$page" | tr -d '`'); do
      [ -e "$name" ] || { echo "$page: $name"; false; }
    done
    for target in $(grep -oE '(`|^    )make [a-z][a-z0-9-]*( |`|$)' "$page" | tr -d '`' | sed 's/.*make //'); do
      grep -qE "^([a-z-]+ )*$target( [a-z-]+)*:" Makefile || { echo "$page: make $target"; false; }
    done
  done
}

@test "every page that a page leads to is there, and so is every heading" {
  cd "$TOP"
  for page in README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md docs/*.md; do
    for link in $(grep -oE '\]\([^)h][^)]*\)' "$page" | tr -d '])('); do
      target=$(dirname "$page")/${link%%#*}
      [ -e "$target" ] || { echo "$page: $link"; false; }
      [[ $link != *#* ]] || grep -qiE "^#+ $(tr - ' ' <<<"${link#*#}")\$" "$target" || { echo "$page: $link"; false; }
    done
  done
}

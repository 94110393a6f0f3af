#!/usr/bin/env bats
# What the README and the pages of docs/ show is what one sees: each command after "    $ " is run, in the order of its page,
# and what it prints is compared with the lines below it. Times, and where the project lies, are left out.

load helper
load serving

# What differs from one machine or moment to the next.
plain() {
  sed -E 's/[0-9]+\.[0-9]+ ms/0.0 ms/; s/, [0-9]+\.[0-9]+ s\)/, 0.00 s)/; s#file:///[^ ]*/corpus/#file:///home/me/corpus/#; s#127\.0\.0\.1:[0-9]+#127.0.0.1:8080#g'
}

# Runs the commands of a page, and prints them with what they print, as the page does.
replay() {
  local line
  while IFS= read -r line; do
    [[ $line == "    $ "* ]] || continue
    line=${line#"    $ "}
    printf '    $ %s\n' "$line"
    eval "${line//127.0.0.1:8080/127.0.0.1:${PORT:-8080}}" 2>&1 | plain | sed 's/^\(..*\)/    \1/'
  done <"$1"
}

# The commands of a page, and what it shows of each.
shown() {
  awk '/^    \$ / {on = 1; print; next} on && /^    / {print; next} on && /^$/ {held = held "\n"; next} {on = 0}' "$1"
}

# A line that a page ends with an ellipsis goes on.
compare() {
  local line
  shown "$1" | grep -v '^$' | plain >wanted
  replay "$1" | grep -v '^$' >found
  [ -s wanted ]
  while IFS= read -r line <&3 && IFS= read -r shown <&4; do
    if [[ $shown == *" …" && $line == "${shown% …}"* ]]; then echo "$shown"; else echo "$line"; fi
  done 3<found 4<wanted >cut
  diff wanted cut
}

setup() {
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  PATH="$BUILD:$PATH"
  cd "$BATS_TEST_TMPDIR" || return 1
  cp -r "$TOP/corpus" corpus
}

@test "the README shows what its commands print" {
  compare "$TOP/README.md"
}

@test "the page on queries shows what its commands print" {
  compare "$TOP/docs/queries.md"
}

@test "the page on the API shows what its commands print" {
  DB=$PWD/news.db
  index_corpus
  serve
  compare "$TOP/docs/api.md"
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

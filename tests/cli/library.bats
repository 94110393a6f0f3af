#!/usr/bin/env bats
# The library and the SQLite extension, as other programs use them.

load helper

setup_file() {
  "$BUILD/sseindex" --quiet --db "$BATS_FILE_TMPDIR/index.db" "$BATS_TEST_DIRNAME/../../corpus"
}

index() {
  echo "$BATS_FILE_TMPDIR/index.db"
}

compile() {
  cc -std=c17 -Wall -Wextra -Werror -I"$TOP/include" "$1" -o program -L"$BUILD" -lssesearch -Wl,-rpath,"$BUILD" "${flags[@]}"
}

# A sanitized build cannot be loaded by programs built without sanitizers.
needs_plain_build() {
  if grep -q 'fsanitize' "$BUILD/flags"; then skip "the build is a sanitized one"; fi
}

sql() {
  sqlite3 "${2:-:memory:}" -cmd ".load $BUILD/ssesearch" "$1"
}

@test "the example is built against the header and the library alone, and finds what ssesearch finds" {
  needs_plain_build
  flags=()
  compile "$TOP/examples/search.c"
  ./program "$(index)" "cooperatives Korea" >found
  ssesearch --db "$(index)" --format json "cooperatives Korea" |
    jq -r '.items[] | [.date // "undated", .title] | @tsv' >wanted
  sed 's/^[0-9]*\. \([^ ]*\)  /\1\t/; s/[][]//g' found >plain
  sed 's/[][]//g' wanted | diff plain -
  grep -q '\[Korea' found
  run ./program "$(index)" zzzzzz
  [ "$status" -eq 1 ]
  run ./program nowhere.db x
  [ "$status" -eq 2 ]
  says "there is no index yet"
}

@test "the library gives away the names of its header and no others" {
  nm -D --defined-only "$BUILD/libssesearch.so.0" | awk '$2 == "T" {sub(/@.*/, "", $3); print $3}' | sort >given
  grep -o 'ssesearch_[a-z_]*(' "$TOP/include/ssesearch.h" | tr -d '(' | sort -u >declared
  diff declared given
  objdump -p "$BUILD/libssesearch.so.0" | grep -q 'SONAME *libssesearch.so.0'
}

@test "the header is C++ too" {
  printf '#include <ssesearch.h>\nint main() { return ssesearch_version()[0] == 0; }\n' >one.cc
  c++ -Wall -Wextra -Werror -I"$TOP/include" -fsyntax-only one.cc
}

@test "a program keeps an index of its own, is told what was wrong, and sees every field" {
  needs_plain_build
  cat >own.c <<'END'
#include <ssesearch.h>
#include <stdio.h>

static void told(void *context, const char *message) { (void)context; printf("told: %s\n", message); }
int main(void) {
  const char *places[] = {"items.jsonl", "bad.jsonl"}, *path = "own.db";
  ssesearch_index_options options = SSESEARCH_INDEX_OPTIONS;
  ssesearch_report report;
  ssesearch_error error;
  ssesearch *index;
  ssesearch_results *results;
  options.on_problem = told;
  options.source = "Ours";
  printf("%d\n", ssesearch_index(path, places, 2, &options, &report, &error));
  printf("%zu %zu %zu %zu\n", report.added, report.updated, report.skipped, report.failed);
  if (ssesearch_open(&path, 1, &index, &error)) return 2;
  ssesearch_options search = SSESEARCH_OPTIONS;
  search.flags = SSESEARCH_FACETS;
  if (ssesearch_search(index, "économie", &search, &results, &error)) return 3;
  for (ssesearch_field field = SSESEARCH_ID; field <= SSESEARCH_ARCHIVE; field++) {
    const char *text = ssesearch_text(results, 0, field);
    printf("%s\n", text ? text : "-");
  }
  const ssesearch_range *ranges;
  size_t count = ssesearch_matches(results, 0, SSESEARCH_TITLE, &ranges), hits;
  printf("%zu %zu %zu\n", count, ranges[0].start, ranges[0].length);
  const char *year = ssesearch_value(results, SSESEARCH_BY_YEAR, 0, &hits);
  printf("%s %zu %d\n", year, hits, ssesearch_value(results, SSESEARCH_BY_YEAR, 1, &hits) == NULL);
  printf("%d %d\n", ssesearch_text(results, 1, SSESEARCH_ID) == NULL, ssesearch_text(results, 0, (ssesearch_field)99) == NULL);
  ssesearch_results_free(results);
  search.sort = (ssesearch_sort)7;
  printf("%d\n", ssesearch_search(index, "x", &search, &results, &error));
  printf("%d\n", ssesearch_item(index, "none", &results, NULL));
  ssesearch_close(index);
  printf("%d\n", ssesearch_index("nowhere/own.db", places, 1, NULL, NULL, &error));
  options.language = "no language";
  printf("%d %s\n", ssesearch_index(path, places, 1, &options, NULL, &error), error.message);
  return 0;
}
END
  printf '{"id":"a","title":"L\\u2019économie","text":"Où va-t-elle ?","date":"2024-05-01","lang":"fr","tags":["x"]}\n' >items.jsonl
  printf 'not json\n' >bad.jsonl
  flags=()
  compile own.c
  run ./program
  [ "$status" -eq 0 ] || echo "$status: $output"
  diff <(grep -v ^told <<<"$output") - <<'END'
0
1 0 0 1
a
L’économie
Où va-t-elle ?
2024-05-01
-
Ours
fr
-
x
-
1 4 9
2024 1 1
1 1
3
1
1
3 'no language' is not a language tag such as en, fr or pt-BR
END
  says "told: bad.jsonl:1:"
}

@test "the sqlite3 shell loads the extension and searches an index" {
  needs_plain_build
  sql "SELECT id FROM sse_search('cooperatives Korea', 3, '$(index)')" >found
  ssesearch --db "$(index)" --format json -n 3 "cooperatives Korea" | jq -r '.items[].id' | diff - found
  # The connection's own database, if that is an index.
  sql "SELECT id FROM sse_search('cooperatives Korea', 3)" "$(index)" | diff - found
  # The default location.
  SSESEARCH_DB=$(index) sql "SELECT id FROM sse_search('cooperatives Korea', 3)" | diff - found
  [ "$(sql "SELECT count(*) FROM sse_search('cooperatives', 0, '$(index)')")" -eq 0 ]
  [ "$(sql "SELECT count(*) FROM sse_search(NULL, 5, '$(index)')")" -eq 0 ]
}

@test "the extension says what is wrong" {
  needs_plain_build
  run sql "SELECT id FROM sse_search"
  says "needs a query"
  run sql "SELECT id FROM sse_search('x', 3, 'nowhere.db')"
  says "there is no index yet"
  echo "no database" >text.db
  run sql "SELECT id FROM sse_search('x', 3, 'text.db')"
  says "is not an index"
  run sql "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse language tlh')"
  says "rror"
}

@test "tables of others take the tokenizer, and queries are analysed as texts are" {
  needs_plain_build
  sql "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse language fr');
       INSERT INTO t VALUES('Les coopératives de Montréal'), ('협동조합은 좋다'), ('économie sociale et solidaire'), ('日本の協同組合');
       SELECT rowid FROM t WHERE t MATCH 'cooperative'; SELECT rowid FROM t WHERE t MATCH '협동조합';
       SELECT rowid FROM t WHERE t MATCH '\"économies sociales\"'; SELECT rowid FROM t WHERE t MATCH '協同';
       SELECT highlight(t, 0, '<', '>') FROM t WHERE t MATCH 'montreal';" >found
  diff found - <<'END'
1
2
3
4
Les coopératives de <Montréal>
END
}

@test "functions fold, list terms and cut snippets, of any value" {
  needs_plain_build
  diff <(sql "SELECT sse_fold('Œuvre  COOPÉRATIVES straße ２０２３'); SELECT sse_terms('Co-operatives meet');
              SELECT sse_snippet('The Organization met cooperatives in Korea, said its director.', 'organizations cooperative', '<', '>');
              SELECT sse_snippet('협동조합은 좋다', '협동조합'); SELECT sse_fold(NULL) IS NULL, sse_terms(NULL) IS NULL, sse_snippet(NULL, 'x') IS NULL;
              SELECT sse_fold(x'ff41'), sse_terms(7), sse_snippet('abc', NULL), sse_fold('')") - <<'END'
oeuvre cooperatives strasse 2023
[["cooperatives","co","operatives"],["meet"]]
The <Organization> met <cooperatives> in Korea, said its director.
[협동조합]은 좋다
1|1|1
a|[["7"]]|abc|
END
}

@test "Python loads the extension" {
  needs_plain_build
  python=/usr/bin/python3
  "$python" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)' || skip "this Python loads no extensions"
  run "$python" - "$BUILD/ssesearch" "$(index)" <<'END'
import sqlite3, sys
connection = sqlite3.connect(":memory:")
connection.enable_load_extension(True)
connection.load_extension(sys.argv[1])
rows = connection.execute("SELECT title FROM sse_search(?, ?, ?)", ("cooperatives Korea", 3, sys.argv[2])).fetchall()
print(len(rows), all("Korea" in row[0] or "operative" in row[0] for row in rows))
END
  [ "$output" = "3 True" ]
}

@test "an index that a run has swapped in is seen by the next search of the same connection" {
  needs_plain_build
  printf '{"id":"a","title":"First"}\n' >one.jsonl
  sseindex --quiet --db own.db one.jsonl
  printf '{"id":"a","title":"First"}\n{"id":"b","title":"First and second"}\n' >one.jsonl
  sqlite3 :memory: -cmd ".load $BUILD/ssesearch" >found <<END
SELECT count(*) FROM sse_search('first', 5, 'own.db');
.shell sseindex --quiet --db own.db one.jsonl
SELECT count(*) FROM sse_search('first', 5, 'own.db');
END
  [ "$(tr '\n' ' ' <found)" = "1 2 " ]
}

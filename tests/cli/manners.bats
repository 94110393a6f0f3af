#!/usr/bin/env bats
# What comes with the programs: manual pages and completions, which must cover every option.

load helper

# The long options of a program, as its source lists them.
options_of() {
  sed -n '/^static const program_option table/,/^};/s/^ *{"\([a-z-]*\)",.*/\1/p' "$TOP/src/programs/$1.c"
}

# What bash offers at the end of a line.
complete_line() {
  bash -c 'source "$1"; compopt() { :; }
    COMP_LINE=$2 COMP_POINT=${#2}
    read -ra COMP_WORDS <<<"${COMP_LINE//=/ = }"
    [[ $COMP_LINE != *" " ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _ssesearch "${COMP_WORDS[0]}"; printf "%s\n" "${COMPREPLY[@]}"' - "$TOP/src/programs/completion/ssesearch.bash" "$*" | sort | paste -sd ' '
}

@test "manual pages are well-formed" {
  for page in ssesearch.1 sseindex.1 sseserve.1 ssesearch.conf.5; do
    # Pages of other programs are looked up on this machine; missing ones are not a fault.
    run bash -c "mandoc -T lint -W style '$TOP/src/programs/man/$page' 2>&1 | grep -vE 'referenced manual not found|mandoc.db'"
    [ -z "$output" ] || { echo "$output"; false; }
  done
}

@test "manual, completions and the reference know every option" {
  for program in ssesearch sseindex sseserve; do
    [ "$(options_of $program | wc -l)" -gt 11 ]
    for option in $(options_of $program); do
      grep -qE -- "Fl Fl $option\b" "$TOP/src/programs/man/$program.1" || { echo "manual: $option"; false; }
      [[ " $(complete_line $program "--$option") " == *" --$option "* ]] || { echo "bash: $option"; false; }
      grep -qE -- "--$option\b" "$TOP/src/programs/completion/_ssesearch" || { echo "zsh: $option"; false; }
      grep -qE -- "-l $option\b" "$TOP/src/programs/completion/$program.fish" || { echo "fish: $option"; false; }
      grep -qF -- "--$option" "$TOP/docs/reference.md" || { echo "docs/reference.md: $option"; false; }
    done
  done
}

@test "the manual knows every setting of the configuration" {
  settings=$(sed -n 's/^ *\[SETTING_[A-Z_]*\] = {"[a-z]*", "\([a-z-]*\)".*/\1/p' "$TOP/src/programs/setting.c")
  [ "$(wc -w <<<"$settings")" -gt 30 ]
  for setting in $settings; do
    grep -qE "It Cm .*\b$setting\b" "$TOP/src/programs/man/ssesearch.conf.5" || { echo "$setting"; false; }
  done
}

@test "bash completes options, values and files" {
  touch archive.txt
  [ "$(complete_line ssesearch --so)" = "--sort --source" ]
  [ "$(complete_line ssesearch --sort '')" = "changed newest oldest relevance seen" ]
  [ "$(complete_line ssesearch --sort=n)" = "newest" ]
  [ "$(complete_line ssesearch --format a)" = "atom" ]
  [ "$(complete_line sseindex --format f)" = "feed" ]
  [ "$(complete_line sseindex arch)" = "archive.txt" ]
  [ "$(complete_line ssesearch arch)" = "" ]
  [ "$(complete_line sseserve --t)" = "--thesaurus --time-limit --title --trust-proxy" ]
}

@test "long options take their value after = or as the next word, short ones too" {
  index_corpus
  for limit in "--limit=2" "--limit 2" "-n2" "-n 2"; do
    # shellcheck disable=SC2086 # words, on purpose
    run ssesearch --db="$DB" --format=text $limit cooperative
    [ "$status" -eq 0 ]
    says " 2. "
    [[ $output != *" 3. "* ]]
  done
  run ssesearch --db "$DB" --limit=no cooperative
  [ "$status" -eq 2 ]
  says "ssesearch: --limit: 'no' is not a number from 0 to 10000"
}

@test "a wrong value names its option and what that may be" {
  # wrong PROGRAM OPTION VALUE: what it may be
  wrong() {
    run timeout 10 "$1" "$2" "$3"
    [ "$status" -eq 2 ]
    [ "$output" = "$1: $2: '$3' is not $4" ] || { echo "$output"; return 1; }
  }
  formats=$(sed -n 's/^| `--format \(text.*\)` | .*/\1/p' "$TOP/docs/reference.md" | sed 's/\\|/, /g')
  wrong ssesearch --sort date "one of relevance, newest, oldest, seen, changed"
  wrong ssesearch --match some "one of auto, all, any"
  wrong ssesearch --format xml "one of $formats"
  wrong ssesearch --color purple "one of auto, always, never"
  wrong ssesearch --limit 10001 "a number from 0 to 10000"
  wrong ssesearch -n -1 "a number from 0 to 10000"
  wrong ssesearch --offset x "a number from 0 to 100000000"
  wrong ssesearch --after tomorow "a date such as 2023, 2023-07-25 or -30d"
  wrong ssesearch --before 2023-13 "a date such as 2023, 2023-07-25 or -30d"
  wrong ssesearch --source "" "a name"
  wrong ssesearch --lang "in English" "a language tag such as en, fr or pt-BR"
  wrong sseindex --charset klingon "a character set such as utf-8; iconv --list has all"
  wrong sseindex --lang "in English" "a language tag such as en, fr or pt-BR"
  wrong sseindex --max-prune 101 "a percentage from 0 to 100"
  wrong sseserve --listen 8080 "an address such as 127.0.0.1:8080 or [::1]:8080"
  wrong sseserve --url example.org "an address such as https://example.org/news"
  wrong sseserve --cors here "an origin such as https://example.org, or *"
  wrong sseserve --time-limit 0 "a number of milliseconds from 1 to 60000"
  run sseindex --format telex x
  says "sseindex: --format: 'telex' is not one of "
  says " jsonl, "
  run sseindex --stats --format csv
  says "sseindex: --format: 'csv' is not one of text, json"
  run ssesearch word --sort
  [ "$status" -eq 2 ]
  says "ssesearch: --sort needs a value: one of relevance, newest, oldest, seen, changed"
  run ssesearch --count=3 word
  [ "$status" -eq 2 ]
  says "ssesearch: --count takes no value"
}

@test "a wrong option names its nearest, and one that is too short those it could be" {
  # wrong PROGRAM OPTION: what is said of it
  wrong() {
    run timeout 10 "$1" "$2" word
    [ "$status" -eq 2 ]
    [ "$output" = "$1: $3" ] || { echo "$output"; return 1; }
  }
  wrong ssesearch --fromat "unrecognized option '--fromat'; did you mean --format?"
  wrong ssesearch --fromat=json "unrecognized option '--fromat'; did you mean --format?"
  wrong ssesearch --colour=never "unrecognized option '--colour'; did you mean --color?"
  wrong ssesearch -sort "unrecognized option '-sort'; did you mean --sort?"
  wrong ssesearch --xyzzy "unrecognized option '--xyzzy'; see ssesearch --help"
  wrong ssesearch --so "option '--so' is ambiguous: --sort, --source"
  wrong ssesearch -union "unrecognized option '-union'; to leave out a word, put it after --, or see ssesearch --help"
  wrong sseindex --rebiuld "unrecognized option '--rebiuld'; did you mean --rebuild?"
  wrong sseindex --dr "option '--dr' is ambiguous: --dry-run, --drop, --drafts"
  wrong sseindex -x "unrecognized option '-x'; see sseindex --help"
  wrong sseserve --lisen "unrecognized option '--lisen'; did you mean --listen?"
  # Unambiguous abbreviations are accepted, as are several letters in one word.
  index_corpus
  ssesearch --db "$DB" --lim 1 --form json mutual | jq -e '.items | length == 1'
  run sseindex -qV
  [ "$status" -eq 0 ]
  says "sseindex 0."
}

@test "--json is --format json" {
  index_corpus
  ssesearch --db "$DB" --json -n 1 mutual | jq -e '.items | length == 1'
  [ "$(ssesearch --db "$DB" --json --format csv -n 1 mutual | wc -l)" -eq 2 ] # the last one counts
  sseindex --db "$DB" --stats --json | jq -e '.items == 122'
  printf '[{"title":"Of an odd name"}]' >odd.txt
  sseindex --json --print odd.txt | jq -e '.title == "Of an odd name"'
}

@test "the configuration says limit, sort, format and colour, and the command line overrules" {
  index_corpus
  printf '[search]\nlimit = 3\nsort = oldest\nformat = jsonl\ncolour = always\n' >c.conf
  search_with() { ssesearch --db "$DB" --config "$@"; }
  [ "$(search_with c.conf cooperative | wc -l)" -eq 3 ]
  [ "$(search_with c.conf --limit 2 cooperative | wc -l)" -eq 2 ]
  search_with c.conf cooperative | jq -es 'map(.date) | . == sort'
  search_with c.conf --sort newest cooperative | jq -es 'map(.date) | . == (sort | reverse)'
  search_with c.conf --format text cooperative | grep -q $'\e\[1;31m'
  [ "$(search_with c.conf --format text --color never cooperative | grep -c $'\e')" -eq 0 ]
  sseindex --config c.conf --print-config >printed
  for line in 'limit = 3' 'sort = oldest' 'format = jsonl' 'color = always'; do grep -qx "$line" printed; done
  # A whole item has its own formats, and a run is controlled only by the command line.
  search_with c.conf --show "$(search_with c.conf -n 1 cooperative | jq -r .id)" | grep -q 'Id: '
  [ "$(search_with c.conf --format trec cooperative | wc -l)" -eq 10 ]
  for wrong in 'limit = many' 'sort = date' 'format = xml' 'color = red'; do
    printf '[search]\n%s\n' "$wrong" >wrong.conf
    run search_with wrong.conf word
    [ "$status" -eq 2 ]
    says "wrong.conf:2: ${wrong%% =*}: '${wrong##*= }' is not "
  done
  printf '[search]\ncolor = never\ncolour = never\n' >twice.conf
  run search_with twice.conf word
  says "is already set in line 2"
}

# Prints what a search on a terminal shows; $1 adds options.
on_terminal() {
  TERM=xterm script -qec "$1 ssesearch --db '$DB' $2; echo exit \$?" /dev/null </dev/null | tr -d '\r'
}

@test "a pager shows results where one is wanted: by option, by SSESEARCH_PAGER, by the configuration" {
  index_corpus
  unset PAGER SSESEARCH_PAGER
  printf "[search]\npager = sed 's/^/configured: /'\n" >c.conf
  printf '[search]\npager = yes\n' >yes.conf
  on_terminal "" "--config c.conf mutual" | grep -q '^configured:  1\. '
  on_terminal "" "--config c.conf xyzzy" | grep -q '^exit 1$' # of the search, not of the pager
  on_terminal "SSESEARCH_PAGER='sed s/^/own:/'" "--config c.conf mutual" | grep -q '^own: 1\. '
  on_terminal "SSESEARCH_PAGER='sed s/^/own:/'" "mutual" | grep -q '^own: 1\. '
  on_terminal "PAGER='sed s/^/general:/'" "--config c.conf mutual" | grep -q '^configured:  1\. '
  on_terminal "PAGER='sed s/^/general:/'" "--config yes.conf mutual" | grep -q '^general: 1\. '
  on_terminal "PAGER='sed s/^/general:/'" "--pager mutual" | grep -q '^general: 1\. '
  for none in "|--config c.conf --no-pager mutual" "SSESEARCH_PAGER=|--config c.conf mutual" \
    "SSESEARCH_PAGER=cat|--config c.conf mutual" "PAGER='sed s/^/general:/'|mutual"; do
    on_terminal "${none%%|*}" "${none#*|}" | grep -q '^ 1\. ' || { echo "$none"; false; }
  done
  # Items reported as new are noted as shown, so no pager that may fail comes in between.
  XDG_STATE_HOME=$PWD/state on_terminal "SSESEARCH_PAGER=/nowhere/less" "--saved m --new mutual" | grep -q '^ 1\. '
  # Colour and width are those of the terminal on which the pager shows them; elsewhere nothing is paged.
  on_terminal "" "--config c.conf mutual" | grep -q $'\e\[1;31m'
  run ssesearch --db "$DB" --config c.conf mutual
  [[ $output != *configured* ]]
}

@test "sseindex --verbose says more, --quiet nothing" {
  run sseindex --verbose --db "$DB" "$TOP/corpus"
  [ "$status" -eq 0 ]
  loud=${#output}
  says "122 added"
  run sseindex --db "$BATS_TEST_TMPDIR/other.db" "$TOP/corpus"
  [ ${#output} -le "$loud" ]
  run sseindex --quiet --db "$BATS_TEST_TMPDIR/third.db" "$TOP/corpus"
  [ -z "$output" ]
}

@test "no name of a file, source or setting can drive the terminal" {
  # A colour, C1's CSI in UTF-8 and as a bare byte, and DEL.
  evil=$'\e[31m\xc2\x9b2J\x9b2J\x7f'
  mkdir "$evil"
  echo "A headline" >"$evil/good.txt"
  : >"$evil/empty.txt"
  printf '[index]\ncontact = %s\n[source %s]\npath = %s\n' "$evil" "$evil" "$evil" >evil.conf
  for command in "sseindex --db $DB $evil" "sseindex --config evil.conf --print-config" "sseindex --db $evil/none --check" \
    "sseindex --db $DB --source $evil $evil/good.txt" "sseindex --db $DB --check" "sseindex --db $DB --stats" \
    "sseindex --db $DB --format $evil x" "ssesearch --db $DB --source $evil headline" "ssesearch --db $DB --explain $evil" \
    "ssesearch --db $DB --facets headline" "ssesearch --db $evil/none headline" "ssesearch --config $evil headline"; do
    run $command
    [ -n "$output" ]
    ! LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|(?<![\xc2-\xf4\x80-\xbf])[\x80-\xbf]' <<<"$output" ||
      { echo "$command"; cat -v <<<"$output"; false; }
  done
}

@test "the words around results are in the language of the locale, and those of errors are not" {
  index_corpus
  LC_ALL='' LC_MESSAGES=fr_FR.UTF-8 LANG=ko_KR.UTF-8 run ssesearch --db "$DB" coperatives korae
  says "Vouliez-vous dire : cooperatives Korea"
  LC_ALL='' LC_MESSAGES='' LANG=ko_KR.UTF-8 run ssesearch --db "$DB" -n 1 cooperatives
  [[ $output =~ [0-9]+건(, 소식 [0-9]+개)?\ \( ]]
  LC_ALL=es run ssesearch --db "$DB" -n 1 --match any cooperatives
  [[ $output =~ [0-9]+\ noticias(,\ [0-9]+\ asuntos)?\ \([0-9]+,[0-9]\ ms\) ]]
  LC_ALL=es run ssesearch --db "$DB" --show nothing
  says "no item has the id"
  LC_ALL=fr ssesearch --db "$DB" --format html cooperatives | grep -q '<html lang="fr">'
  # Output for scripts is the same everywhere.
  [ "$(LC_ALL=fr ssesearch --db "$DB" --format json cooperatives | jq -S 'del(.took_ms)')" = \
    "$(ssesearch --db "$DB" --format json cooperatives | jq -S 'del(.took_ms)')" ]
  LC_ALL=C run ssesearch --db "$DB" -n 1 --match any cooperatives
  [[ $output =~ [0-9]+\ items(,\ [0-9]+\ stories)?\ \([0-9]+\.[0-9]\ ms\) ]]
}

@test "where standard error is the journal, each line has its priority, and nowhere else" {
  touch log empty.txt
  # What a shell passes on to programs whose standard error is the journal.
  JOURNAL_STREAM=$(stat -c %d:%i log) run sh -c "sseindex -v --db '$DB' empty.txt '$TOP/corpus/news-fr.txt' missing.txt 2>log"
  [ "$(grep -c '^<4>sseindex: ' log)" -ge 1 ]
  [ "$(grep -vc '^<[46]>sseindex: ' log)" -eq 0 ]
  JOURNAL_STREAM=$(stat -c %d:%i log) run sh -c 'ssesearch --db none.db word 2>log'
  [ "$(cat log)" = "$(sed 's/^<3>ssesearch: /&/p' -n log)" ] && [ -s log ]
  # The variable remains, but standard error is another file; or the variable is damaged.
  for stream in "$(stat -c %d:%i log)" "" ":" "1:" "x$(stat -c %d:%i other 2>/dev/null)"; do
    JOURNAL_STREAM=$stream run sh -c 'ssesearch --db none.db word 2>other'
    grep -q '^ssesearch: ' other
  done
}

#!/usr/bin/env bats
# What comes with the programs: manual pages and completions, which have to know every option.

load helper

# The long options of a program, as its source lists them.
options_of() {
  grep -oE '^ +\{"[a-z-]+", (no|required|optional)_argument' "$TOP/src/programs/$1.c" | grep -oE '"[a-z-]+"' | tr -d '"'
}

# What bash offers for a line.
complete_line() {
  bash -c 'source "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
    _ssesearch "$1"; printf "%s\n" "${COMPREPLY[@]}"' - "$TOP/src/programs/completion/ssesearch.bash" "$@" | sort | paste -sd ' '
}

@test "manual pages are well-formed" {
  for page in ssesearch.1 sseindex.1 sseserve.1 ssesearch.conf.5; do
    # Pages of other programs are looked for on this machine; that they are not there is no fault.
    run bash -c "mandoc -T lint -W style '$TOP/src/programs/man/$page' 2>&1 | grep -vE 'referenced manual not found|mandoc.db'"
    [ -z "$output" ] || { echo "$output"; false; }
  done
}

@test "manual, completions and README know every option" {
  for program in ssesearch sseindex sseserve; do
    [ "$(options_of $program | wc -l)" -gt 11 ]
    for option in $(options_of $program); do
      grep -qE -- "Fl Fl $option\b" "$TOP/src/programs/man/$program.1" || { echo "manual: $option"; false; }
      [[ " $(complete_line $program "--$option") " == *" --$option "* ]] || { echo "bash: $option"; false; }
      grep -qE -- "--$option\b" "$TOP/src/programs/completion/_ssesearch" || { echo "zsh: $option"; false; }
      grep -qE -- "-l $option\b" "$TOP/src/programs/completion/$program.fish" || { echo "fish: $option"; false; }
      grep -qF -- "--$option" "$TOP/README.md" || { echo "README: $option"; false; }
    done
  done
}

@test "the manual knows every setting of the configuration" {
  for setting in $(grep -oE '^ +\{?\{"[a-z-]+", &' "$TOP/src/programs/config.c" | grep -oE '[a-z-]+'); do
    grep -qE "It Cm .*\b$setting\b" "$TOP/src/programs/man/ssesearch.conf.5" || { echo "$setting"; false; }
  done
}

@test "bash completes options, values and files" {
  touch archive.txt
  [ "$(complete_line ssesearch --so)" = "--sort --source" ]
  [ "$(complete_line ssesearch --sort '')" = "newest oldest relevance" ]
  [ "$(complete_line ssesearch --sort = n)" = "newest" ]
  [ "$(complete_line ssesearch --format a)" = "atom" ]
  [ "$(complete_line sseindex --format f)" = "feed" ]
  [ "$(complete_line sseindex arch)" = "archive.txt" ]
  [ "$(complete_line ssesearch arch)" = "" ]
  [ "$(complete_line sseserve --t)" = "--time-limit --title --trust-proxy" ]
}

@test "long options take their value behind = or as the next word, short ones too" {
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
  says "'no' is no value"
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
  # A colour, C1's CSI as UTF-8 and as the bare byte, and DEL.
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
  [[ $output =~ [0-9]+건\ \( ]]
  LC_ALL=es run ssesearch --db "$DB" -n 1 --match any cooperatives
  [[ $output =~ [0-9]+\ noticias\ \([0-9]+,[0-9]\ ms\) ]]
  LC_ALL=es run ssesearch --db "$DB" --show nothing
  says "no item has the id"
  LC_ALL=fr ssesearch --db "$DB" --format html cooperatives | grep -q '<html lang="fr">'
  # What scripts read is the same everywhere.
  [ "$(LC_ALL=fr ssesearch --db "$DB" --format json cooperatives | jq -S 'del(.took_ms)')" = \
    "$(ssesearch --db "$DB" --format json cooperatives | jq -S 'del(.took_ms)')" ]
  LC_ALL=C run ssesearch --db "$DB" -n 1 --match any cooperatives
  [[ $output =~ [0-9]+\ items\ \([0-9]+\.[0-9]\ ms\) ]]
}

@test "where standard error is the journal, each line has its priority, and nowhere else" {
  touch log empty.txt
  # What a shell passes on to programs whose standard error is the journal.
  JOURNAL_STREAM=$(stat -c %d:%i log) run sh -c "sseindex -v --db '$DB' empty.txt '$TOP/corpus/news-fr.txt' missing.txt 2>log"
  [ "$(grep -c '^<4>sseindex: ' log)" -ge 1 ]
  [ "$(grep -vc '^<[46]>sseindex: ' log)" -eq 0 ]
  JOURNAL_STREAM=$(stat -c %d:%i log) run sh -c 'ssesearch --db none.db word 2>log'
  [ "$(cat log)" = "$(sed 's/^<3>ssesearch: /&/p' -n log)" ] && [ -s log ]
  # The variable is left, but standard error is another file; or it is damaged.
  for stream in "$(stat -c %d:%i log)" "" ":" "1:" "x$(stat -c %d:%i other 2>/dev/null)"; do
    JOURNAL_STREAM=$stream run sh -c 'ssesearch --db none.db word 2>other'
    grep -q '^ssesearch: ' other
  done
}

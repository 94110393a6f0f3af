#!/usr/bin/env bats
# Completion of queries in shells: what ssesearch offers, and what bash, zsh and fish make of it.

load helper

setup() {
  load helper
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  PATH="$BUILD:$PATH"
  DB="$BATS_TEST_TMPDIR/index.db"
  export XDG_STATE_HOME="$BATS_TEST_TMPDIR/state"
  cd "$BATS_TEST_TMPDIR" || return 1
  cat >mill.jsonl <<'END'
{"title":"Ferry to the harbour","lang":"en","source":"The Mill","tags":["fair trade","boats"]}
{"title":"Ferries again","lang":"en","source":"The Mill","tags":["boats"]}
{"title":"Zanahorias del huerto","lang":"es","source":"Ana's \"Press\"","tags":["huertos"]}
{"title":"Quincaillerie économique","lang":"fr","source":"Harbour"}
END
  sseindex -q --db "$DB" mill.jsonl
}

# Prints the completions of a command line on one line.
completed() {
  ssesearch --db "$DB" --complete "$@" | paste -sd '|'
}

@test "--complete prints words, publishers, tags, languages and names for the end of a query" {
  [ "$(completed quinc)" = "Quincaillerie" ]
  [ "$(completed ferry zana)" = "Zanahorias" ]
  [ "$(completed 'ferry zana')" = "ferry Zanahorias" ]
  [ "$(completed source:)" = "source:\"The Mill\"|source:\"Ana's Press\"|source:Harbour" ]
  [ "$(completed source:mi)" = 'source:"The Mill"' ]
  [ "$(completed -- '-source:"the m')" = '-source:"The Mill"' ]
  [ "$(completed 'ferry (source:"=HARB')" = 'ferry (source:"=Harbour"' ]
  [ "$(completed 'ferry source:"=ana')" = 'ferry source:"=Ana'"'"'s ""Press"""' ]
  [ "$(completed SOURCE:harb)" = "SOURCE:Harbour" ]
  [ "$(completed tag:)" = 'tag:boats|tag:"fair trade"|tag:huertos' ]
  [ "$(completed tag:tra)" = 'tag:"fair trade"' ]
  [ "$(completed 'tag:"fair tr')" = 'tag:"fair trade"' ]
  [ "$(completed tag:none)" = "" ]
  [ "$(completed lang:)" = "lang:en|lang:es|lang:fr" ]
  printf '{"title":"Quotes","source":"Le “Monde” diplo"}\n{"title":"Quotes","source":"„Monat“"}\n' >quotes.jsonl
  sseindex -q --db quotes.db quotes.jsonl
  [ "$(ssesearch --db quotes.db --complete source:le)" = 'source:"Le Monde diplo"' ]
  [ "$(ssesearch --db quotes.db --complete source:mon | sort | paste -sd '|')" = 'source:"Le Monde diplo"|source:"Monat"' ]
  [ "$(ssesearch --db quotes.db --count 'source:"Le Monde diplo"')" = 1 ]
  [ "$(completed title:quinc)" = "title:Quincaillerie" ]
  [ "$(completed -- -quinc)" = "-Quincaillerie" ]
  [ "$(completed publisher:mi)" = 'publisher:"The Mill"' ]
  [ "$(completed tags:tra)" = 'tags:"fair trade"' ]
  ssesearch --db "$DB" --saved korea ferry >/dev/null
  for before in saved: SAVED: 'ferry (saved:' 'ferry -saved:'; do
    [ "$(completed -- "${before}k")" = "${before}korea" ]
  done
}

@test "--complete reads the line before it as a search would, and completes values of options" {
  [ "$(completed --source the)" = "The Mill" ]
  [ "$(completed --source=the)" = "--source=The Mill" ]
  [ "$(completed ferry --lang f)" = "fr" ]
  [ "$(completed --sort oldest quinc)" = "Quincaillerie" ]
  [ "$(ssesearch --complete --db "$DB" quinc)" = "Quincaillerie" ]
  printf '[index]\ndb = %s\n' "$DB" >c.conf
  [ "$(ssesearch --complete --config c.conf quinc)" = "Quincaillerie" ]
  # Options are completed by the shells themselves, as are their words and files.
  for line in --so "--sort n" "--db in" --db= -q; do
    # shellcheck disable=SC2086 # an option and its value
    [ "$(completed $line)" = "" ] || { echo "$line"; false; }
  done
  ssesearch --db "$DB" --saved korea --new ferry
  ssesearch --db "$DB" --saved mill --new zanahorias
  [ "$(completed --saved '')" = "korea|mill" ]
  [ "$(completed --saved=k)" = "--saved=korea" ]
  [ "$(completed 'ferry saved:m')" = "ferry saved:mill" ]
}

@test "--complete is silent where there is nothing to complete or something is wrong" {
  printf '[search\n' >bad.conf
  echo "This is not an index." >no.db
  for line in "--db none.db quinc" "--db no.db quinc" "--config bad.conf quinc" "--sort date quinc" "--nothing quinc" "" "--saved x"; do
    # shellcheck disable=SC2086 # words, on purpose
    run ssesearch --complete $line
    [ "$status" -eq 0 ]
    [ -z "$output" ] || { echo "$line: $output"; false; }
  done
  run ssesearch --complete
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

# A program that prints its arguments, and completes like ssesearch.
make_program() {
  mkdir bin
  cat >bin/ssesearch <<END
#!/bin/sh
[ "\$1" = --complete ] && exec '$BUILD/ssesearch' --db '$DB' "\$@"
printf '<%s>' "\$@"
echo
END
  chmod +x bin/ssesearch
  PATH="$PWD/bin:$PATH"
}

# typed SHELL...: types lines, each consisting of the input, a tab, and the arguments that the program should then get.
typed() {
  make_program
  cut -f 1 lines >typed
  "$TOP/tests/cli/type.py" "$@" <typed >shown
  diff -u <(cut -f 2 lines) <(grep '^<' shown) || { cat -v shown; false; }
}

@test "bash completes queries as they are typed, whatever quotes they stand in" {
  printf "PS1='ready> '\nsource '%s/src/programs/completion/ssesearch.bash'\nbind 'set enable-bracketed-paste off'\n" "$TOP" >rc
  cat >lines <<'END'
ssesearch quinc	<Quincaillerie>
ssesearch ferry -n 3 quinc	<ferry><-n><3><Quincaillerie>
ssesearch source:mi	<source:"The Mill">
ssesearch source:"mi	<source:"The Mill">
ssesearch "ferry source:mi	<ferry source:"The Mill">
ssesearch 'source:mi	<source:"The Mill">
ssesearch source:\"The\ m	<source:"The Mill">
ssesearch source:ana	<source:"Ana's Press">
ssesearch 'source:ana	<source:"Ana's Press">
ssesearch lang:f	<lang:fr>
ssesearch tag:tra	<tag:"fair trade">
ssesearch title:quinc	<title:Quincaillerie>
ssesearch --source=mi	<--source=The Mill>
ssesearch --source mi	<--source><The Mill>
ssesearch --lang f	<--lang><fr>
ssesearch -- -quinc	<--><-Quincaillerie>
ssesearch --sort=o	<--sort=oldest>
ssesearch source:x	<source:x>
END
  TERM=dumb typed bash --noprofile --rcfile rc -i
}

@test "zsh completes queries" {
  command -v zsh >/dev/null || skip "zsh is not installed"
  mkdir dot
  cat >dot/.zshrc <<END
PS1='ready> '
fpath=('$TOP/src/programs/completion' \$fpath)
autoload -Uz compinit && compinit -D -u
unsetopt prompt_cr prompt_sp
unset zle_bracketed_paste
END
  cat >lines <<'END'
ssesearch quinc	<Quincaillerie>
ssesearch source:mi	<source:"The Mill">
ssesearch source:"mi	<source:"The Mill">
ssesearch lang:f	<lang:fr>
ssesearch tag:tra	<tag:"fair trade">
ssesearch title:quinc	<title:Quincaillerie>
ssesearch ferry source:harb	<ferry><source:Harbour>
ssesearch -- -source:harb	<--><-source:Harbour>
ssesearch "ferry zana	<ferry Zanahorias>
ssesearch --source=mi	<--source=The Mill>
ssesearch --source mi	<--source><The Mill>
ssesearch --lang f	<--lang><fr>
ssesearch --sort o	<--sort><oldest>
END
  TERM=dumb ZDOTDIR="$PWD/dot" typed zsh -i
}

@test "fish completes queries" {
  command -v fish >/dev/null || skip "fish is not installed"
  make_program
  export HOME="$PWD" XDG_CONFIG_HOME="$PWD/config"
  offers() {
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$TOP/src/programs/completion/ssesearch.fish" "$1" </dev/null | cut -f 1 | sort | paste -sd '|'
  }
  [ "$(offers 'ssesearch quinc')" = "Quincaillerie" ]
  [ "$(offers 'ssesearch source:')" = "source:\"Ana's Press\"|source:\"The Mill\"|source:Harbour" ]
  [ "$(offers 'ssesearch ferry --source The')" = "The Mill" ]
  [ "$(offers 'ssesearch --lang f')" = "fr" ]
  [ "$(offers 'ssesearch --sort o')" = "oldest" ]
}

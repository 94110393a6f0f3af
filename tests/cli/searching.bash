# Shared by the tests of ssesearch.

# search ARGUMENT...: runs it on the index of the corpus, or the one in DB.
search() {
  run ssesearch --db "$DB" "$@"
}

# ids QUERY...: prints the ids found, in order, on one line.
ids() {
  ssesearch --db "$DB" --format jsonl "$@" 2>/dev/null | jq -r .id | paste -sd' '
}

# Indexes four items into DB.
small_archive() {
  cat >a.jsonl <<'END'
{"id":"a","title":"Bank of the people","text":"A decent job and work for all","date":"2023-07-25","source":"ILO News","lang":"en","tags":["finance","fair trade"]}
{"id":"b","title":"Une banque","text":"Travail décent","date":"2023-06","source":"Fédération","lang":"fr"}
{"id":"c","title":"Work","text":"The bank and the union","date":"2024-01-02","source":"ilo.org","lang":"en","tags":["finance"]}
{"id":"d","title":"Undated union","text":"Nothing else","lang":"en"}
END
  sseindex --quiet --db "$DB" a.jsonl
}

# Runs a command on a terminal of that many columns and prints its output.
on_terminal() {
  local columns=$1
  shift
  TERM=xterm script -qec "stty cols $columns; $*" /dev/null | tr -d '\r'
}

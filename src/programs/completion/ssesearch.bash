# Completion of ssesearch, sseindex and sseserve for bash: options, the values of those that have a few, and files.

_ssesearch_values() {
  case $1 in
    --match) echo auto all any ;;
    --sort) echo relevance newest oldest ;;
    --format) if [ "$2" = ssesearch ]; then echo text json jsonl csv html atom trec mail; else
      echo feed sitemap html json jsonl mail markdown csv references bibtex records listing text; fi ;;
    --color) echo auto always never ;;
    --listen) echo 127.0.0.1:8080 ;;
    --lang) echo ar de en es fr it ko nl pt ru ;;
    --after | --before) echo -7d -30d -6m -1y ;;
  esac
}

_ssesearch() {
  local program=${1##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options values
  # --x=y comes as three words.
  if [ "$word" = = ]; then word=; elif [ "$before" = = ]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
  if [ "$program" = ssesearch ]; then
    options="--limit --offset --match --sort --after --before --source --lang --count --facets --show --similar --saved --new --updated
      --forget --format --json --mail-to --mail-from --color --pager --no-pager --recency --explain --parse --no-suggest --queries
      --synonyms --db --config --help --help-query --version"
  elif [ "$program" = sseserve ]; then
    options="--listen --url --trust-proxy --title --time-limit --cors --synonyms --db --config --quiet --help --version"
  else
    options="--db --config --print --print-config --format --json --charset --lang --source --columns --allow-private --follow --drafts --prune --max-prune
      --rebuild --force --dry-run --drop --check --stats --quiet --verbose --help --version"
  fi
  values=$(_ssesearch_values "$before" "$program")
  COMPREPLY=()
  if [ -n "$values" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  elif [[ $program == sseindex || $before == --@(db|config|queries|synonyms) ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    compopt -o filenames 2>/dev/null
  fi
}

complete -F _ssesearch ssesearch sseindex sseserve

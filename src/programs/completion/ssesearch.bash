# Completion of ssesearch, sseindex and sseserve for bash: options, the values of those that have a few, and files.
# Queries of ssesearch are completed by itself: words, publishers, tags, languages and names of saved searches.

_ssesearch_values() {
  case $1 in
    --match) echo auto all any ;;
    --sort) echo relevance newest oldest seen changed ;;
    --format) if [ "$2" = ssesearch ]; then echo text json jsonl csv html atom trec mail ris bibtex csl-json kwic; else
      echo feed sitemap html json jsonl yaml mail markdown csv references bibtex records xml movabletype labelled rtf listing text; fi ;;
    --color) echo auto always never ;;
    --export-to) echo jsonl csv opensearch opensearch-index ;;
    --listen) echo 127.0.0.1:8080 ;;
    --lang) [ "$2" = ssesearch ] || echo ar de en es fr it ko nl pt ru ;;
    --after | --before) echo -7d -30d -6m -1y ;;
  esac
}

# Sets `words` to those of the line up to the cursor as the shell would pass them, and `kept` to what of the last
# one bash leaves as it is: bash has cut words at the characters of COMP_WORDBREAKS too, such as : and =, and
# replaces only the last piece.
_ssesearch_words() {
  local line=${COMP_LINE:0:COMP_POINT} i piece rest
  words=() kept=
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    piece=${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then piece=$rest; fi # without what comes after the cursor
    if ((i == 0)) || [ "$rest" != "$line" ] || [ -z "$rest" ]; then
      words+=("$piece")
      kept=
    else
      kept=${words[-1]}
      words[-1]+=$piece
    fi
    line=${rest#"$piece"}
  done
  if [[ $piece == [:=] ]]; then kept=${words[-1]}; fi # nothing of the next piece is there yet
  kept=$(_ssesearch_unquoted "$kept")
  for i in "${!words[@]}"; do words[i]=$(_ssesearch_unquoted "${words[i]}"); done
}

# A word without the shell's quotes and backslashes; the last quote may be open.
_ssesearch_unquoted() {
  local word=$1 out='' quote='' i char
  for ((i = 0; i < ${#word}; i++)); do
    char=${word:i:1}
    if [ "$char" = "\\" ] && [ "$quote" != "'" ]; then
      i=$((i + 1)) out+=${word:i:1}
    elif [ "$char" = "$quote" ]; then
      quote=
    elif [ -z "$quote" ] && [[ $char == [\"\'] ]]; then
      quote=$char
    else
      out+=$char
    fi
  done
  printf '%s' "$out"
}

# What ssesearch says of the line, quoted as the piece that is replaced is.
_ssesearch_query() {
  local current=${COMP_WORDS[COMP_CWORD]} reply
  while IFS= read -r reply; do
    reply=${reply#"$kept"}
    case $current in
      \"*)
        reply=${reply//\\/\\\\} reply=${reply//\"/\\\"}
        if [[ $reply == *\" ]]; then reply+=\"; fi # bash takes a quote at the end for the one that closes
        ;;
      \'*) reply=${reply//\'/\'\\\'\'} ;;
      *) printf -v reply %q "$reply" ;;
    esac
    COMPREPLY+=("$reply")
  done < <("$1" --complete "${words[@]:1}" 2>/dev/null)
  # Several are listed, and what was typed ($2) stays unless all of them go on from there: bash would put what they
  # have in common in its place. They have nothing in common with a space.
  for reply in "${COMPREPLY[@]}"; do
    if ((${#COMPREPLY[@]} > 1)) && [[ $reply != "$2"* ]]; then
      COMPREPLY+=(' ')
      break
    fi
  done
}

_ssesearch() {
  local program=${1##*/} options values words kept before word
  _ssesearch_words
  word=${words[-1]} before=${words[-2]}
  # --x=y is one word.
  if [[ $word == --*=* ]]; then before=${word%%=*} word=${word#*=}; fi
  if [ "$program" = ssesearch ]; then
    options="--limit --offset --match --sort --after --before --source --lang --count --facets --show --open --similar --saved --new --updated
      --forget --format --json --mail-to --mail-from --color --pager --no-pager --recency --explain --parse --no-group --no-suggest --queries
      --synonyms --thesaurus --terms --db --config --complete --help --help-query --version"
  elif [ "$program" = sseserve ]; then
    options="--listen --url --trust-proxy --title --about --logo --color --style --link --time-limit --cache --cors --embed --metrics --missed --synonyms --thesaurus --db --config --quiet --help --version"
  else
    options="--db --config --print --print-config --format --json --charset --lang --source --columns --allow-private --follow
      --drafts --prune --max-prune --rebuild --from-sources-only --upgrade --force --dry-run --drop --export --export-to --backup --recover --withdraw --reason --restore --check --stats --quiet --verbose --help --version"
  fi
  values=$(_ssesearch_values "$before" "$program")
  COMPREPLY=()
  if [ -n "$values" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
  elif [[ $word == -* && " ${words[*]:0:${#words[@]}-1} " != *" -- "* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  elif [[ $program == sseindex || $before == --@(db|config|queries|synonyms|thesaurus|logo|style|missed) ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    compopt -o filenames 2>/dev/null
  elif [ "$program" = ssesearch ]; then
    _ssesearch_query "$1" "$2"
  fi
}

complete -F _ssesearch ssesearch sseindex sseserve

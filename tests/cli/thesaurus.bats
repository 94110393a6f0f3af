#!/usr/bin/env bats
# A SKOS thesaurus: labels as synonyms, narrower terms, and what it says about a word.

load helper
load serving

search() {
  run ssesearch --db "$DB" "$@"
}

# Prints the sorted ids of a query's results.
ids() {
  ssesearch --db "$DB" --thesaurus coop.ttl --format jsonl "$@" 2>/dev/null | jq -r .id | sort | xargs
}

# A small thesaurus, the same in Turtle and RDF/XML, and items in three languages.
make_thesaurus() {
  export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
  cat >coop.ttl <<'END'
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:economy a skos:Concept ; skos:prefLabel "social economy"@en, "économie sociale"@fr ; skos:narrower :coop, :finance .
:coop a skos:Concept ; skos:prefLabel "cooperatives"@en, "coopératives"@fr, "cooperativas"@es ;
  skos:altLabel "mutual-aid societies"@en ; skos:hiddenLabel "koops"@en .
:finance a skos:Concept ; skos:prefLabel "social finance"@en, "finance solidaire"@fr .
:credit a skos:Concept ; skos:prefLabel "microcredit (loans)"@en, "microcrédit"@fr ; skos:broader :finance .
END
  cat >coop.rdf <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="http://example.org/">
  <skos:Concept rdf:about="/economy">
    <skos:prefLabel xml:lang="en">social economy</skos:prefLabel><skos:prefLabel xml:lang="fr">économie sociale</skos:prefLabel>
    <skos:narrower rdf:resource="/coop"/><skos:narrower rdf:resource="/finance"/>
  </skos:Concept>
  <skos:Concept rdf:about="/coop">
    <skos:prefLabel xml:lang="en">cooperatives</skos:prefLabel><skos:prefLabel xml:lang="fr">coopératives</skos:prefLabel>
    <skos:prefLabel xml:lang="es">cooperativas</skos:prefLabel><skos:altLabel xml:lang="en">mutual-aid societies</skos:altLabel>
    <skos:hiddenLabel xml:lang="en">koops</skos:hiddenLabel>
  </skos:Concept>
  <skos:Concept rdf:about="/finance">
    <skos:prefLabel xml:lang="en">social finance</skos:prefLabel><skos:prefLabel xml:lang="fr">finance solidaire</skos:prefLabel>
  </skos:Concept>
  <skos:Concept rdf:about="/credit">
    <skos:prefLabel xml:lang="en">microcredit (loans)</skos:prefLabel><skos:prefLabel xml:lang="fr">microcrédit</skos:prefLabel>
    <skos:broader rdf:resource="/finance"/>
  </skos:Concept>
</rdf:RDF>
END
  cat >items.jsonl <<'END'
{"id":"en","title":"Mutual-aid societies of the coast","lang":"en"}
{"id":"es","title":"Las cooperativas del valle","lang":"es"}
{"id":"fr","title":"Le microcrédit au village","lang":"fr"}
{"id":"loan","title":"A microcredit for the bakery","lang":"en"}
{"id":"other","title":"A ferry to the island","lang":"en"}
END
  sseindex --quiet --db "$DB" items.jsonl
}

@test "a query finds items that have other labels of the concept, in any language" {
  make_thesaurus
  [ "$(ids coopératives)" = "en es" ]
  [ "$(ids 'mutual-aid society')" = "en es" ]
  [ "$(ids koops)" = "en es" ]
  [ "$(ids 'microcrédit')" = "fr loan" ]
  [ "$(ids '=coopératives')" = "" ]
  search koops
  [ "$status" -eq 1 ]
  search --thesaurus "" koops
  [ "$status" -eq 1 ]
}

@test "the synonyms that are built in, or of a file, stay beside it" {
  make_thesaurus
  echo 'ferry, cooperativas' >mine.txt
  [ "$(ids --synonyms mine.txt cooperativas)" = "en es other" ]
  [ "$(ids --synonyms '' cooperativas)" = "en es" ]
}

@test "Turtle and RDF/XML with the same content find the same" {
  make_thesaurus
  for query in coopératives koops 'narrower:"social economy"' narrower:finance 'narrower:"finance solidaire"'; do
    for format in json text; do
      cmp <(ssesearch --db "$DB" --thesaurus coop.ttl --format $format "$query" 2>&1 | grep -v 'took\|ms') \
        <(ssesearch --db "$DB" --thesaurus coop.rdf --format $format "$query" 2>&1 | grep -v 'took\|ms')
    done
  done
}

@test "the configuration names the thesaurus of searches and of pages; options come first" {
  make_thesaurus
  mkdir conf
  mv coop.ttl conf
  printf '[search]\nthesaurus = coop.ttl\n' >conf/config
  search --config conf/config --count koops
  [ "$output" = 2 ]
  search --config conf/config --thesaurus '' --count koops
  [ "$output" = 0 ]
  serve --config conf/config
  [ "$(get '/api/search?q=koops' | jq -c '[.items[].id] | sort')" = '["en","es"]' ]
  [ "$(get '/api/search?q=narrower:%22social%20economy%22' | jq .total)" -eq 4 ]
}

@test "what narrower: does not find is told in the language of the page" {
  make_thesaurus
  serve
  for language in en fr es pt de ko ja ar; do get "/?q=narrower:ferry&ui=$language" >"none.$language"; done
  teardown
  serve --thesaurus coop.ttl
  for language in en fr es pt de ko ja ar; do get "/?q=narrower:ferry&ui=$language" >"other.$language"; done
  for page in none.* other.*; do
    grep -q 'narrower:<bdi>ferry</bdi>' "$page" || { echo "$page"; false; }
  done
  grep -q '</bdi> braucht einen Thesaurus' none.de
  grep -q '</bdi> ist kein Begriff des Thesaurus' other.de
}

@test "a server takes up a thesaurus that is changed; while it is none, the old one stays" {
  make_thesaurus
  serve --thesaurus coop.ttl
  total() { get "/api/search?limit=0&q=$1" | jq .total; }
  [ "$(total koops)" -eq 2 ]
  [ "$(total dory)" -eq 0 ]
  sed -i 's/koops/dory/' coop.ttl
  [ "$(total dory)" -eq 2 ]
  [ "$(total koops)" -eq 0 ]
  echo broken >coop.ttl
  [ "$(total dory)" -eq 2 ]
  grep -q 'coop.ttl:1: is not Turtle' serve.log
}

@test "what is not a thesaurus is an error that names file, line and what to do" {
  make_thesaurus
  sed '4s/;/;;;skos:altLabel/' coop.ttl >broken.ttl
  search --thesaurus broken.ttl ferry
  [ "$status" -eq 2 ]
  [[ $output == "ssesearch: broken.ttl:4: is not Turtle: "*"; correct it there"* ]]
  head -c 700 coop.rdf >cut.rdf
  search --thesaurus cut.rdf ferry
  [ "$status" -eq 2 ]
  [[ $output == "ssesearch: cut.rdf:"*": is not RDF/XML: "* ]]
  echo 'coop, cooperative' >rules.txt
  search --thesaurus rules.txt ferry
  [ "$status" -eq 2 ]
  says "rules.txt:1: is not Turtle"
  search --thesaurus none.ttl ferry
  [ "$status" -eq 2 ]
  says "none.ttl: cannot open: No such file"
  search --thesaurus . ferry
  [ "$status" -eq 2 ]
  says ".: is not a regular file"
  : >empty.ttl
  search --thesaurus empty.ttl ferry
  [ "$status" -eq 2 ]
  says "empty.ttl: has no concept with a label"
  run timeout 10 sseserve --db "$DB" --listen 127.0.0.1:0 --thesaurus broken.ttl
  [ "$status" -eq 2 ]
  says "sseserve: broken.ttl:4: is not Turtle"
}

@test "what is doubtful in a thesaurus is told when it is compiled, and not in the way" {
  make_thesaurus
  sed 's/<skos:Concept rdf:about/<skos:Concept rdf:unheard="of" rdf:about/' coop.rdf >doubtful.rdf
  search --thesaurus doubtful.rdf koops
  [ "$status" -eq 0 ]
  says "ssesearch: doubtful.rdf:3: "*"unheard"
  says "Mutual-aid societies"
  search --thesaurus doubtful.rdf koops
  [[ $output != *unheard* ]]
}

@test "a thesaurus is compiled once, and anew when it changed or what was made of it is broken" {
  make_thesaurus
  [ "$(ids koops)" = "en es" ]
  kept=("$XDG_CACHE_HOME"/ssesearch/*)
  [ "${#kept[@]}" -eq 1 ]
  before=$(stat -c %i "${kept[0]}")
  [ "$(ids koops)" = "en es" ]
  [ "$(stat -c %i "${kept[0]}")" = "$before" ]
  sed -i 's/koops/coöps/' coop.ttl
  [ "$(ids koops)" = "" ]
  [ "$(ids coöps)" = "en es" ]
  echo broken >"${kept[0]}"
  [ "$(ids coöps)" = "en es" ]
  kept=("$XDG_CACHE_HOME"/ssesearch/*)
  [ "${#kept[@]}" -eq 1 ]
}

@test "a thesaurus is read where nothing can be kept, and leaves nothing behind" {
  make_thesaurus
  mkdir temporary
  for place in /dev/null /proc relative; do
    export XDG_CACHE_HOME=$place
    [ "$(HOME='' TMPDIR=$PWD/temporary ids koops)" = "en es" ]
    [ -z "$(ls temporary)" ]
  done
  echo broken >coop.ttl
  HOME='' TMPDIR=$PWD/temporary search --thesaurus coop.ttl ferry
  [ "$status" -eq 2 ]
  [ -z "$(ls temporary)" ]
  HOME='' TMPDIR=$PWD/nowhere search --thesaurus coop.ttl ferry
  [ "$status" -eq 2 ]
  says "nowhere/"
}

@test "a program without the one that reads thesauri says what is missing" {
  make_thesaurus
  mkdir lone
  cp "$BUILD/ssesearch" lone
  run lone/ssesearch --db "$DB" --thesaurus coop.ttl ferry
  [ "$status" -eq 2 ]
  says "ssesearch-skos"
  mkdir -p libexec/ssesearch
  cp "$BUILD/ssesearch-skos" libexec/ssesearch
  run lone/ssesearch --db "$DB" --thesaurus coop.ttl ferry
  [ "$status" -eq 0 ]
}

@test "narrower: finds the labels of a concept and of all below it" {
  make_thesaurus
  [ "$(ids 'narrower:"social economy"')" = "en es fr loan" ]
  [ "$(ids 'narrower:"social finance"')" = "fr loan" ]
  [ "$(ids 'NARROWER:"finance solidaire" +bakery')" = "loan" ]
  [ "$(ids '(ferry OR village OR bakery) -narrower:"social finance"')" = "other" ]
  [ "$(ids 'narrower:microcrédit OR ferry')" = "fr loan other" ]
  [ "$(ids 'narrower:cooperative lang:es')" = "es" ]
  [ "$(ids 'narrower:(microcrédit OR cooperative) -lang:fr')" = "en es loan" ]
  [ "$(ids 'narrower:"social finance" NEAR/2 bakery')" = "loan" ]
  [ "$(ids 'narrower:"social finance" NEAR/1 bakery')" = "" ]
  # A one-word label matches in its other forms, by its language; a longer one as it is written.
  printf '{"id":"plural","title":"Fair microcredits","lang":"en"}\n{"id":"odd","title":"A finance so social"}\n' >more.jsonl
  sseindex --quiet --db "$DB" more.jsonl
  [ "$(ids 'narrower:"social finance"')" = "fr loan plural" ]
  ssesearch --db "$DB" --thesaurus coop.ttl --saved below 'narrower:"social finance"' >/dev/null
  [ "$(ids 'saved:below lang:fr')" = "fr" ]
}

@test "narrower: without a thesaurus, or of no concept of it, matches nothing and says so" {
  make_thesaurus
  search narrower:cooperatives
  [ "$status" -eq 1 ]
  says "narrower:cooperatives needs a thesaurus"
  search --json narrower:cooperatives
  jq -e '.total == 0' <<<"${output%%ssesearch:*}"
  search --thesaurus coop.ttl 'narrower:ferry'
  [ "$status" -eq 1 ]
  says "narrower:ferry is not a concept of the thesaurus"
  search --thesaurus coop.ttl 'narrower:'
  [ "$status" -eq 1 ]
  says "narrower:"
}

@test "what narrower: stands for is not told as what was typed" {
  make_thesaurus
  search --thesaurus coop.ttl 'narrower:"social finance" bakry'
  says 'Did you mean: narrower:"social finance" bakery'
  run ssesearch --parse 'narrower:"social economy"'
  [ "$output" = "a label of the concept social economy, or of one that is narrower" ]
  search --thesaurus coop.ttl --color always 'narrower:"social finance"'
  says $'A \e[1;31mmicrocredit'
}

@test "narrower: ends in circles, and is cut with a note" {
  make_thesaurus
  printf ':credit skos:narrower :economy, :credit .\n:finance skos:broader :credit .\n' >>coop.ttl
  [ "$(ids 'narrower:microcrédit')" = "en es fr loan" ]
  for i in $(seq 600); do echo ":c$i skos:broader :coop ; skos:prefLabel \"kind $i\"@en ."; done >>coop.ttl
  [ "$(ids narrower:cooperatives)" = "en es" ]
  search --thesaurus coop.ttl narrower:cooperatives
  [[ $output != *"too many labels"* ]] # of which no item has any
  seq -f 'Kind %g' 600 >kinds.txt
  sseindex --quiet --db "$DB" kinds.txt
  search --thesaurus coop.ttl --count narrower:cooperatives
  [ "$status" -eq 0 ]
  says "narrower:cooperatives has too many labels"
}

@test "--terms shows the concepts of a name, with their labels" {
  make_thesaurus
  run ssesearch --thesaurus coop.ttl --terms Coopératives
  [ "$status" -eq 0 ]
  [ "$output" = 'cooperatives
    en  cooperatives (mutual-aid societies)
    es  cooperativas
    fr  coopératives
    Broader  social economy
    http://example.org/coop' ]
  LC_ALL=fr_FR.UTF-8 run ssesearch --thesaurus coop.ttl --terms 'finance solidaire'
  says 'Plus précis  microcrédit'
  says 'Plus large  économie sociale'
  run ssesearch --thesaurus coop.ttl --terms cooperative # in another form
  says http://example.org/coop
  run ssesearch --thesaurus coop.ttl --terms social # inside of labels
  says http://example.org/economy
  says http://example.org/finance
  run ssesearch --thesaurus coop.ttl --terms ferry
  [ "$status" -eq 1 ]
  [ -z "$output" ]
}

@test "--terms gives scripts the same as JSON" {
  make_thesaurus
  ssesearch --thesaurus coop.ttl --json --terms coopératives >terms.json
  jq -e '.name == "coopératives" and .cut == false and (.concepts | length) == 1' terms.json
  jq -e '.concepts[0] | .uri == "http://example.org/coop" and .label == "cooperatives"
    and .preferred == {en: "cooperatives", fr: "coopératives", es: "cooperativas"}
    and .alternative == {en: ["mutual-aid societies"]} and .narrower == []
    and .broader == [{uri: "http://example.org/economy", label: "social economy"}]' terms.json
  run ssesearch --thesaurus coop.ttl --json --terms ferry
  [ "$status" -eq 1 ]
  jq -e '.concepts == []' <<<"$output"
}

@test "--terms refuses what it cannot do" {
  make_thesaurus
  run ssesearch --config /dev/null --terms cooperatives
  [ "$status" -eq 2 ]
  says "--terms needs a thesaurus"
  for wrong in 'social economy' '--count coop' '--lang fr coop' '--format csv coop' '--show en coop'; do
    # shellcheck disable=SC2086 # several words
    run ssesearch --thesaurus coop.ttl --terms ${wrong##* } ${wrong% *}
    [ "$status" -eq 2 ] || { echo "$wrong"; false; }
  done
}

# 5,000 concepts with labels in three languages, seven below each.
make_large() {
  awk 'BEGIN {
    print "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> ."
    for (i = 0; i < 5000; i++) {
      printf ":c%d a skos:Concept ; skos:prefLabel \"field x%d\"@en, \"domaine y%d\"@fr, \"campo z%d\"@es", i, i, i, i
      printf " ; skos:altLabel \"topic x%d\"@en, \"matière y%d\"@fr, \"cuestión z%d\"@es", i, i, i
      if (i > 0) printf " ; skos:broader :c%d", int((i - 1) / 7)
      print " ."
    } }' >large.ttl
}

@test "thousands of concepts in three languages are read" {
  make_thesaurus
  make_large
  printf '{"id":"x","title":"The field x4321","lang":"en"}\n{"id":"y","title":"La matière y617","lang":"fr"}\n' >more.jsonl
  sseindex --quiet --db "$DB" more.jsonl
  large() { ssesearch --db "$DB" --thesaurus large.ttl --format jsonl "$@" | jq -r .id | sort | xargs; }
  [ "$(large 'cuestión z4321')" = x ]
  [ "$(large 'domaine y4321')" = x ]
  # 4321 is below 617, which is below 88.
  [ "$(large 'narrower:"domaine y617"')" = "x y" ]
  [ "$(large 'narrower:"campo z88"')" = "x y" ]
  run ssesearch --thesaurus large.ttl --terms 'topic x88'
  says "Broader  field x12"
  says "Narrower  field x617"
}

#!/usr/bin/env bats
# The cost of a run, and that many small runs give the same result as one that reads everything.

load helper

# Makes the files of an archive and those of the given number of steps after it. Each step adds an item, which may say the
# same as an earlier one; with "all", others change and disappear.
write_files() {
  cat >files.py <<'END_OF_PROGRAM'
import json, random, sys
random.seed(7)
common = ["word%d" % i for i in range(40)]
rare = ["rare%d" % i for i in range(2000)]
names = ["Berlin", "Paris", "Seoul", "Lima", "Anna", "Boris", "Skagen", "Holm"]
def words(n): return " ".join(random.choice(common if random.random() < .7 else rare) for _ in range(n))
def item(number):
    made = {"id": "%s%d" % (random.choice("abcz"), number), "title": words(6),
            "text": "%s in %s %s with %d" % (words(random.randint(3, 40)), random.choice(names), random.choice(names), random.randint(100, 9999))}
    if random.random() < .8: made["date"] = "202%d-01-%02d" % (random.randint(0, 2), random.randint(1, 28))
    if random.random() < .7: made["lang"] = random.choice(["en", "fr", "ko", "de"])
    if random.random() < .5: made["source"] = "S%d" % random.randint(0, 20)
    if random.random() < .5: made["url"] = "https://h%d.org/%d" % (random.randint(0, 30), number)
    if random.random() < .3: made["tags"] = [random.choice(common), random.choice(rare)]
    if random.random() < .3: made["author"] = random.choice(names)
    return made
files = {name: [item(500 * n + i) for i in range(500)] for n, name in enumerate("abcd")}
for step in range(int(sys.argv[1]) + 1):
    changed = files[random.choice("abcd")]
    if step > 0:
        new, other = item(10000 + step), random.choice(files["b"])
        if step % 3 == 0: new.update(text=other["text"] + " more", date=other.get("date", "2021-01-01"), lang=other.get("lang", "en"))
        changed.insert(random.choice([0, len(changed)]), new)
    if step > 0 and "all" in sys.argv:
        random.choice(changed)[random.choice(["title", "text"])] = words(9)
        if step % 4 == 0: random.choice(changed).update(date="2021-01-02", source="New%d" % step, lang="fr")
        if step % 5 == 0: changed.pop(random.randrange(len(changed)))
        if step % 7 == 0: changed.append(random.choice(files["c"]))
    for name in files:
        with open("%s.%d" % (name, step), "w") as out:
            for one in files[name]: out.write(json.dumps(one) + "\n")
END_OF_PROGRAM
  python3 files.py "$@"
}

# Indexes the files as they are at a given step.
index_step() {
  for name in a b c d; do cp "$name.$1" "$name.jsonl"; done
  sseindex -q --prune --max-prune 100 --db "$2" a.jsonl b.jsonl c.jsonl d.jsonl
}

# Prints an index's answers to searches, without times.
answer() {
  ssesearch --db "$1" --format json -n 300 --facets "$2" | jq -S 'del(.took_ms, .items[].first_seen, .items[].changed)'
}

# The number of items changed since the last rebuild.
changes() { sqlite3 "file:$1?immutable=1" "SELECT CAST(value AS INTEGER) FROM measure WHERE name = 'changes'"; }

# Fails if two indexes do not give the same items, in the same order and with the same scores.
agree() {
  for query in word1 'word2 word3' 'word4 word5 rare7' rare5 'word6 lang:fr' '"word1 word2"' 'word8 -word9' 'rar*' 'after:2021-01 word3' 'source:S4'; do
    [ "$(answer "$1" "$query")" = "$(answer "$2" "$query")" ] || { echo "$query differs"; return 1; }
  done
}

@test "fifty small runs give the results of one" {
  write_files 50
  for step in $(seq 0 50); do index_step "$step" "$DB"; done
  sseindex -q --check --db "$DB"
  index_step 50 whole.db
  agree "$DB" whole.db
}

@test "what changed and went is brought in as if all were made anew" {
  write_files 21 all
  for step in $(seq 0 20); do index_step "$step" "$DB"; done
  cp "$DB" anew.db
  sqlite3 anew.db "UPDATE measure SET value = 1000000 WHERE name = 'changes'" # a share of all
  index_step 21 "$DB"
  index_step 21 anew.db
  [ "$(changes "$DB")" -gt 20 ]
  [ "$(changes anew.db)" = 0 ]
  sseindex -q --check --db "$DB"
  agree "$DB" anew.db
}

# The number of items with a word according to the index or, with "anew", according to its texts.
words() {
  cp "$1" words.db
  chmod u+w words.db
  if [ "${2-}" = anew ]; then
    sqlite3 words.db "UPDATE setting SET value = 'another' WHERE name = 'analyser'"
    sseindex -q --upgrade --db words.db 2>/dev/null
  fi
  sqlite3 "file:words.db?immutable=1" "SELECT stem, term, frequency FROM word ORDER BY 1, 2" | sha256sum
}

@test "after changes and losses a word is counted in as many items as have it" {
  write_files 30 all
  for step in $(seq 0 10); do index_step "$step" "$DB"; done
  [ "$(words "$DB")" = "$(words "$DB" anew)" ]
  # From here on some items have two sources, one of which has more text.
  for step in $(seq 11 20); do
    head -40 "c.$step" | sed 's/"text": "/&More to say: /' >d.more
    cp d.more "d.$step"
    index_step "$step" "$DB"
  done
  [ "$(words "$DB")" = "$(words "$DB" anew)" ]
  sseindex -q --prune --force --db "$DB" a.jsonl b.jsonl
  sseindex -q --drop "$PWD/c.jsonl" --force --db "$DB"
  [ "$(words "$DB")" = "$(words "$DB" anew)" ]
  sseindex -q --check --db "$DB"
}

@test "what changed little is not made anew, and a share of all is" {
  write_files 200
  index_step 0 "$DB"
  [ "$(changes "$DB")" = 0 ]
  index_step 1 "$DB"
  some=$(changes "$DB")
  [ "$some" -gt 0 ]
  index_step 2 "$DB"
  [ "$(changes "$DB")" -gt "$some" ]
  index_step 200 "$DB"
  [ "$(changes "$DB")" = 0 ]
}

@test "a run writes about what changed, however much there is" {
  seq 30000 | awk '{printf "{\"id\":\"%d\",\"title\":\"Item %d\",\"date\":\"20%02d-01-01\",\"text\":\"text %d of many words that stand in all of them and of some that do not: %d %d %d\"}\n", $1, $1, $1 % 20, $1, $1 % 7, $1 % 70, $1 % 700}' >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  for run in 1 2; do
    echo "{\"id\":\"new$run\",\"title\":\"New\",\"date\":\"2024-01-01\",\"text\":\"a text of run $run that stands in no other\"}" >"new$run.jsonl"
  done
  sseindex -q --db "$DB" new1.jsonl # makes a copy, since there is no spare yet
  # The shell's own counts include those of its children, once they have ended.
  written=$(bash -c "sseindex -q --db '$DB' new2.jsonl && sed -n 's/^wchar: //p' /proc/\$\$/io")
  [ "$written" -lt $(($(stat -c %s "$DB") / 4)) ]
}

@test "items that came in small runs stand in the order of their ids where all else ties" {
  for i in $(seq 10 400); do echo "{\"id\":\"$i\",\"title\":\"Same\",\"text\":\"the same\"}"; done >items.jsonl
  sseindex -q --db "$DB" items.jsonl
  for id in 305 301 3011 303 09 999; do
    echo "{\"id\":\"$id\",\"title\":\"Same\",\"text\":\"the same\"}" >"new$id.jsonl"
    sseindex -q --db "$DB" "new$id.jsonl"
  done
  ssesearch --db "$DB" --no-group --format jsonl -n 1000 same | jq -r .id >ids
  [ "$(wc -l <ids)" -ge 393 ]
  LC_ALL=C sort -c ids
}

/* Synonyms from a file in Solr's format, looked up by the written forms of a query's words. Every entry is
 * read by text_whole_variants, as queries are, so that spelling, case and accents do not matter. An entry is
 * a key to the rule that contains it; a rule is a list of targets, which are also entries. Keys are found by
 * their hash: each process reads the rules, and sorting them would take it longer than its few lookups. */
#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* The set that comes with the program, included by the assembler; the path is relative to the project's
 * root. */
__asm__(".section .rodata\n"
        ".global text_synonyms_data\n"
        "text_synonyms_data:\n"
        ".incbin \"src/text/synonyms.txt\"\n"
        ".byte 0\n"
        ".text\n");
extern const char text_synonyms_data[];

/* An entry: the written forms of its words, separated by spaces, in the buffer `phrases`. */
struct phrase {
  size_t start, length;
};

struct key {
  struct phrase phrase;
  size_t rule;
  size_t next; /* the next key with the same slot, plus 1; 0 for none */
};

/* The targets from `first_target` on, `target_count` of them. */
struct rule {
  size_t first_target, target_count;
};

struct text_synonyms {
  sse_buffer phrases;
  struct key *keys; /* in the order of the rules */
  size_t key_count, key_capacity;
  size_t *slots; /* of each hash modulo `slot_count`, a power of 2: the first key, plus 1; 0 for none */
  size_t slot_count;
  struct phrase *targets;
  size_t target_count, target_capacity;
  struct rule *rules;
  size_t rule_count, rule_capacity;
  size_t longest; /* most words in a key */
};

/* The state while the rules are read. */
struct reading {
  text_synonyms *synonyms;
  text_analyser *analyser;
  const char *name;
  size_t line;
  size_t words; /* of the current entry */
};

sse_str text_synonyms_builtin(void) {
  return sse_str_of(text_synonyms_data);
}

static sse_str phrase_str(const text_synonyms *synonyms, struct phrase phrase) {
  return sse_str_part(sse_buffer_str(&synonyms->phrases), phrase.start, phrase.start + phrase.length);
}

/* The slot of a phrase. */
static size_t *slot_of(const text_synonyms *synonyms, sse_str phrase) {
  return &synonyms->slots[XXH3_64bits(phrase.data, phrase.length) & (synonyms->slot_count - 1)];
}

/* ---- Reading ------------------------------------------------------------------------------- */

static sse_status take_variant(void *context, const text_variant *variant, sse_error *err) {
  struct reading *reading = context;
  sse_buffer *phrases = &reading->synonyms->phrases;
  if (!variant->is_first) return SSE_OK;
  if (reading->words++ > 0) sse_buffer_append_text(phrases, " ");
  sse_buffer_append_str(phrases, variant->phrase);
  return phrases->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status add_key(text_synonyms *synonyms, struct phrase phrase, sse_error *err) {
  void *keys = synonyms->keys;
  if (!sse_array_reserve(&keys, &synonyms->key_capacity, synonyms->key_count + 1, sizeof *synonyms->keys))
    return sse_fail_memory(err);
  synonyms->keys = keys;
  synonyms->keys[synonyms->key_count++] = (struct key){.phrase = phrase, .rule = synonyms->rule_count};
  return SSE_OK;
}

static sse_status add_target(text_synonyms *synonyms, struct phrase phrase, sse_error *err) {
  void *targets = synonyms->targets;
  if (!sse_array_reserve(&targets, &synonyms->target_capacity, synonyms->target_count + 1,
                         sizeof *synonyms->targets))
    return sse_fail_memory(err);
  synonyms->targets = targets;
  synonyms->targets[synonyms->target_count++] = phrase;
  return SSE_OK;
}

/* Reads one entry, whose escapes have been removed, as a key, a target or both. */
static sse_status read_entry(struct reading *reading, sse_str entry, bool is_key, bool is_target,
                             sse_error *err) {
  text_synonyms *synonyms = reading->synonyms;
  struct phrase phrase = {synonyms->phrases.length, 0};
  reading->words = 0;
  sse_status status = text_whole_variants(reading->analyser, entry, reading, take_variant, err);
  if (status) return status;
  if (reading->words == 0)
    return sse_fail(err, SSE_INVALID, "%s:%zu: a synonym has no word in it; entries are separated by commas",
                    reading->name, reading->line);
  phrase.length = synonyms->phrases.length - phrase.start;
  if (is_key && reading->words > synonyms->longest) synonyms->longest = reading->words;
  if (is_key) status = add_key(synonyms, phrase, err);
  if (!status && is_target) status = add_target(synonyms, phrase, err);
  return status;
}

/* Reads entries separated by commas; a backslash escapes the character after it. */
static sse_status read_entries(struct reading *reading, sse_str list, bool is_key, bool is_target,
                               sse_error *err) {
  sse_buffer entry = {0};
  sse_status status = SSE_OK;
  sse_buffer_append_text(&entry, "");
  for (size_t start = 0, end; start <= list.length && !status; start = end + 1) {
    for (end = start; end < list.length && list.data[end] != ',' && list.data[end] != '\\';)
      end++;
    sse_buffer_append_str(&entry, sse_str_part(list, start, end));
    if (end + 1 < list.length && list.data[end] == '\\') {
      sse_buffer_append(&entry, &list.data[++end], 1);
    } else if (end < list.length && list.data[end] == '\\') {
      sse_buffer_append_text(&entry, "\\");
    } else if (entry.failed) {
      status = sse_fail_memory(err);
    } else {
      status = read_entry(reading, sse_buffer_str(&entry), is_key, is_target, err);
      sse_buffer_clear(&entry);
    }
  }
  sse_buffer_reset(&entry);
  return status;
}

size_t text_synonyms_mark(sse_str line, size_t start, const char *mark) {
  size_t length = strlen(mark);
  for (size_t i = start; i + length <= line.length; i++) {
    if (line.data[i] == '\\') {
      i++;
    } else if (memcmp(line.data + i, mark, length) == 0) {
      return i;
    }
  }
  return line.length;
}

static sse_status read_rule(struct reading *reading, sse_str line, sse_error *err) {
  text_synonyms *synonyms = reading->synonyms;
  void *rules = synonyms->rules;
  size_t first = synonyms->target_count, arrow = text_synonyms_mark(line, 0, "=>");
  sse_status status;
  if (arrow == line.length) {
    status = read_entries(reading, line, true, true, err);
  } else if (text_synonyms_mark(line, arrow + 2, "=>") < line.length) {
    status = sse_fail(err, SSE_INVALID, "%s:%zu: there are two => in one line", reading->name, reading->line);
  } else {
    status = read_entries(reading, sse_str_part(line, 0, arrow), true, false, err);
    if (!status) status = read_entries(reading, sse_str_part(line, arrow + 2, line.length), false, true, err);
  }
  if (status) return status;
  if (!sse_array_reserve(&rules, &synonyms->rule_capacity, synonyms->rule_count + 1, sizeof *synonyms->rules))
    return sse_fail_memory(err);
  synonyms->rules = rules;
  synonyms->rules[synonyms->rule_count++] = (struct rule){first, synonyms->target_count - first};
  return SSE_OK;
}

/* Enters the keys into the table of slots, the last one first, so that those of a slot are in order. */
static sse_status hash_keys(text_synonyms *synonyms, sse_error *err) {
  synonyms->slot_count = 2;
  while (synonyms->slot_count < 2 * synonyms->key_count)
    synonyms->slot_count *= 2;
  synonyms->slots = calloc(synonyms->slot_count, sizeof *synonyms->slots);
  if (!synonyms->slots) return sse_fail_memory(err);
  for (size_t i = synonyms->key_count; i > 0; i--) {
    struct key *key = &synonyms->keys[i - 1];
    size_t *slot = slot_of(synonyms, phrase_str(synonyms, key->phrase));
    key->next = *slot;
    *slot = i;
  }
  return SSE_OK;
}

sse_status text_synonyms_new(text_analyser *analyser, sse_str rules, const char *name,
                             text_synonyms **synonyms, sse_error *err) {
  text_synonyms *made = calloc(1, sizeof *made);
  struct reading reading = {.synonyms = made, .analyser = analyser, .name = name};
  sse_status status = made ? SSE_OK : sse_fail_memory(err);
  *synonyms = NULL;
  for (size_t start = 0, end; start < rules.length && !status; start = end + 1) {
    const char *newline = memchr(rules.data + start, '\n', rules.length - start);
    end = newline ? (size_t)(newline - rules.data) : rules.length;
    sse_str line = sse_str_trim(sse_str_part(rules, start, end));
    reading.line++;
    if (line.length > 0 && line.data[0] != '#') status = read_rule(&reading, line, err);
  }
  if (!status) status = hash_keys(made, err);
  if (status) {
    text_synonyms_free(made);
  } else {
    *synonyms = made;
  }
  return status;
}

void text_synonyms_free(text_synonyms *synonyms) {
  if (!synonyms) return;
  sse_buffer_reset(&synonyms->phrases);
  free(synonyms->keys);
  free(synonyms->slots);
  free(synonyms->targets);
  free(synonyms->rules);
  free(synonyms);
}

/* ---- Lookup --------------------------------------------------------------------------------- */

size_t text_synonyms_longest(const text_synonyms *synonyms) {
  return synonyms ? synonyms->longest : 0;
}

sse_status text_synonyms_each(const text_synonyms *synonyms, sse_str key, void *context,
                              text_synonym_fn *on_synonym, sse_error *err) {
  sse_status status = SSE_OK;
  if (!synonyms) return SSE_OK;
  for (size_t i = *slot_of(synonyms, key); i > 0 && !status; i = synonyms->keys[i - 1].next) {
    if (!sse_str_equal(phrase_str(synonyms, synonyms->keys[i - 1].phrase), key)) continue;
    const struct rule *rule = &synonyms->rules[synonyms->keys[i - 1].rule];
    for (size_t k = 0; k < rule->target_count && !status; k++) {
      sse_str target = phrase_str(synonyms, synonyms->targets[rule->first_target + k]);
      if (!sse_str_equal(target, key)) status = on_synonym(context, target, err);
    }
  }
  return status;
}

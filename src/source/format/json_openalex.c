/* OpenAlex works (docs.openalex.org, "Work object"): people and journals are in nested objects, and for
 * copyright reasons the abstract is an index: {"One": [0, 2], "two": [1]} is "One two One". Pure functions,
 * except for the buffers they append to. */
#include "source/format/json_openalex.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 100000 /* of an abstract; later positions are left out */ };

static const char abstract[] = "abstract_inverted_index", people[] = "authorships",
                  place[] = "primary_location";

bool json_openalex_reads(const char *key, const json_t *value) {
  if (!json_is_object(value) && !json_is_array(value)) return false;
  return strcmp(key, abstract) == 0 || strcmp(key, people) == 0 || strcmp(key, place) == 0;
}

/* Stores the words at their positions; positions without a word stay NULL. */
static void put_words(const json_t *index, const char **words) {
  const char *word;
  json_t *places, *at;
  size_t i;
  json_object_foreach((json_t *)index, word, places) {
    json_array_foreach(places, i, at) {
      json_int_t number = json_is_integer(at) ? json_integer_value(at) : -1;
      if (number >= 0 && number < WORDS_MOST) words[number] = word;
    }
  }
}

static void add_abstract(struct record *record, const json_t *index) {
  if (json_object_size(index) == 0) return;
  const char **words = calloc(WORDS_MOST, sizeof *words);
  sse_buffer text = {0};
  if (words) put_words(index, words);
  for (size_t i = 0; words && i < WORDS_MOST; i++) {
    if (!words[i]) continue;
    if (text.length > 0) sse_buffer_append_text(&text, " ");
    sse_buffer_append_text(&text, words[i]);
  }
  record_add(record, sse_str_of(abstract), (struct field_rule){FIELD_BODY, 9, FIELD_IS_PLAIN},
             sse_buffer_str(&text));
  record->failed = record->failed || text.failed || !words;
  sse_buffer_reset(&text);
  free(words);
}

static void add_name(struct record *record, const char *key, struct field_rule rule, const json_t *named) {
  const char *name = json_string_value(json_object_get(named, "display_name"));
  if (name) record_add(record, sse_str_of(key), rule, sse_str_of(name));
}

void json_openalex_add(struct record *record, const json_t *work) {
  const struct field_rule author = {FIELD_AUTHOR, 9, FIELD_IS_PLAIN},
                          journal = {FIELD_SOURCE, 8, FIELD_IS_PLAIN};
  json_t *authorship;
  size_t i;
  add_abstract(record, json_object_get(work, abstract));
  json_array_foreach(json_object_get(work, people), i, authorship) {
    add_name(record, people, author, json_object_get(authorship, "author"));
  }
  add_name(record, place, journal, json_object_get(json_object_get(work, place), "source"));
}

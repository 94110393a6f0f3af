/* What the words of a query are together: runs of them that have synonyms, words of grammar, words typed
 * twice. A run is looked up by its written forms, the longest one first, from left to right. Words of grammar
 * and repeated words are left out where something else is left. */
#include "search/query.h"

/* Context of add_synonym. */
struct finding {
  struct query *query;
  struct query_unit *unit;
};

static sse_str written_form(const struct query *query, size_t word) {
  return query_form_phrase(query, &query->forms[query->words[word].first_form]);
}

static sse_status add_synonym(void *context, sse_str phrase, sse_error *err) {
  const struct finding *finding = context;
  struct query *query = finding->query;
  struct query_unit *unit = finding->unit;
  const struct query_word *word = &query->words[unit->first_word];
  if (query_has_form(query, unit->first_synonym, unit->synonym_count, phrase)) return SSE_OK;
  if (unit->word_count == 1 && query_has_form(query, word->first_form, word->form_count, phrase))
    return SSE_OK;
  query->has_synonyms = true;
  unit->synonym_count++;
  return query_add_form(query, phrase, false, true, err);
}

/* Appends to the unit the synonyms of its words; none where there are none or a word is asked for as it is.
 */
static sse_status find_synonyms(struct finding *finding, const text_synonyms *synonyms, sse_buffer *key,
                                sse_error *err) {
  const struct query_unit *unit = finding->unit;
  sse_buffer_clear(key);
  for (size_t i = unit->first_word; i < unit->first_word + unit->word_count; i++) {
    if (finding->query->words[i].is_exact) return SSE_OK;
    if (key->length > 0) sse_buffer_append_text(key, " ");
    sse_buffer_append_str(key, written_form(finding->query, i));
  }
  if (key->failed) return sse_fail_memory(err);
  return text_synonyms_each(synonyms, sse_buffer_str(key), finding, add_synonym, err);
}

/* The same by the other forms of one word: 협동조합은 also has the synonyms of 협동조합. */
static sse_status find_synonyms_of_forms(struct finding *finding, const text_synonyms *synonyms,
                                         sse_buffer *key, sse_error *err) {
  const struct query *query = finding->query;
  const struct query_word *word = &query->words[finding->unit->first_word];
  sse_status status = SSE_OK;
  for (size_t i = 1; i < word->form_count && !word->is_exact && !status; i++) {
    sse_buffer_clear(key); /* a copy, since the forms move when one is added */
    sse_buffer_append_str(key, query_form_phrase(query, &query->forms[word->first_form + i]));
    status = key->failed ? sse_fail_memory(err)
                         : text_synonyms_each(synonyms, sse_buffer_str(key), finding, add_synonym, err);
  }
  return status;
}

/* The unit that begins at `word`: the longest run with synonyms, else that word. */
static sse_status make_unit(struct query *query, const text_synonyms *synonyms, size_t word, sse_buffer *key,
                            struct query_unit *unit, sse_error *err) {
  size_t most = text_synonyms_longest(synonyms), left = query->word_count - word;
  struct finding finding = {query, unit};
  sse_status status = SSE_OK;
  *unit = (struct query_unit){word, most < left ? most : left, query->form_count, 0};
  for (; unit->word_count > 0 && !status; unit->word_count--) {
    status = find_synonyms(&finding, synonyms, key, err);
    if (unit->synonym_count > 0) return status;
  }
  unit->word_count = 1;
  return status ? status : find_synonyms_of_forms(&finding, synonyms, key, err);
}

/* True where the unit adds nothing to the others: one word of grammar, or one that was typed before. */
static bool is_idle(const struct query *query, const struct query_unit *unit,
                    const struct query_reading *reading) {
  if (unit->word_count > 1) return false;
  const struct query_word *word = &query->words[unit->first_word];
  sse_str written = written_form(query, unit->first_word);
  if (!word->is_exact && !word->is_name && text_is_stop_word(reading->analyser, written, reading->languages))
    return true;
  for (size_t i = 0; i < query->unit_count; i++) {
    const struct query_unit *other = &query->units[i];
    if (other->word_count == 1 && query->words[other->first_word].is_exact == word->is_exact &&
        sse_str_equal(written_form(query, other->first_word), written))
      return true;
  }
  return false;
}

sse_status query_make_units(struct query *query, const struct query_reading *reading, sse_error *err) {
  sse_status status = SSE_OK;
  sse_buffer key = {0};
  struct query_unit unit;
  for (size_t i = 0; i < query->word_count && !status; i += unit.word_count) {
    status = make_unit(query, reading->synonyms, i, &key, &unit, err);
    if (!status && !is_idle(query, &unit, reading)) query->units[query->unit_count++] = unit;
  }
  if (!status && query->unit_count == 0 && query->word_count > 0) /* words of grammar only */
    for (size_t i = 0; i < query->word_count; i++)
      query->units[query->unit_count++] = (struct query_unit){i, 1, query->form_count, 0};
  sse_buffer_reset(&key);
  return status;
}

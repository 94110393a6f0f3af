/* Completes the word that is being typed, for a search box and a shell.
 * The candidates are the words kept for "did you mean" that begin with it; those of most items are offered.
 * The values of filters are those that values.c lists. */
#include "query/punctuation.h"
#include "query/query.h"
#include "search/search.h"
#include "search/written.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

struct completion {
  uint32_t frequency;
  uint8_t length;
  char term[4 * INDEX_SPELLING_LONGEST];
};

struct completing {
  sse_str prefix; /* folded */
  bool is_korean; /* the words are already spelt as people write them */
  struct completion best[SEARCH_COMPLETIONS_MOST];
  size_t count;
};

/* Adds the word to the best ones, which are sorted, if it belongs there. */
static sse_status consider(void *context, const index_spelling *word, sse_error *err) {
  struct completing *completing = context;
  sse_str prefix = completing->prefix;
  bool is_full = completing->count == SEARCH_COMPLETIONS_MOST;
  (void)err;
  if (word->term.length <= prefix.length || memcmp(word->term.data, prefix.data, prefix.length) != 0)
    return SSE_OK;
  if (is_full && word->frequency <= completing->best[completing->count - 1].frequency) return SSE_OK;
  if (word->term.length > sizeof completing->best->term) return SSE_OK;
  size_t at = is_full ? completing->count - 1 : completing->count++;
  for (; at > 0 && completing->best[at - 1].frequency < word->frequency; at--)
    completing->best[at] = completing->best[at - 1];
  completing->best[at] = (struct completion){word->frequency, (uint8_t)word->term.length, ""};
  memcpy(completing->best[at].term, word->term.data, word->term.length);
  return SSE_OK;
}

static sse_status keep_start(void *context, const text_variant *variant, sse_error *err) {
  size_t *start = context;
  (void)err;
  if (variant->is_first && !variant->is_part) *start = variant->start;
  return SSE_OK;
}

/* The start of the last word: after spaces, query syntax, and an article joined to it by an apostrophe. */
static sse_status find_last_word(const index_db *index, sse_str text, size_t *start, sse_error *err) {
  size_t at = text.length, skipped = 0;
  while (at > 0 && !strchr(" \t\r\n()|\"=:", text.data[at - 1]))
    at--;
  if (at < text.length && text.data[at] == '-') at++;
  sse_status status =
      text_variants(index_analyser(index), 0, sse_str_part(text, at, text.length), &skipped, keep_start, err);
  *start = at + skipped;
  return status;
}

static sse_status write_queries(const index_db *index, const struct completing *completing, sse_str before,
                                index_counts *counts, sse_error *err) {
  sse_status status = SSE_OK;
  counts->counts = calloc(completing->count + 1, sizeof *counts->counts);
  if (!counts->counts) return sse_fail_memory(err);
  for (size_t i = 0; i < completing->count && !status; i++) {
    const struct completion *best = &completing->best[i];
    sse_str term = {best->term, best->length};
    sse_buffer query = {0};
    sse_buffer_append_str(&query, before);
    status = completing->is_korean ? SSE_OK : written_as(index, term, TEXT_NO_LANGUAGE, &query, err);
    if (completing->is_korean) sse_buffer_append_str(&query, term);
    if (!status && query.failed) status = sse_fail_memory(err);
    if (status) {
      sse_buffer_reset(&query);
    } else {
      counts->counts[counts->count++] = (index_count){query.data, best->frequency};
    }
  }
  return status;
}

/* A word from a text. */
static sse_status consider_korean(void *context, sse_str word, uint64_t frequency, sse_error *err) {
  struct completing *completing = context;
  completing->is_korean = true;
  return consider(context, &(const index_spelling){0, (uint32_t)frequency, word}, err);
}

static sse_status complete_word(const index_db *index, sse_str query, index_counts *completions,
                                sse_error *err) {
  struct completing completing = {.count = 0};
  char folded[TEXT_TERM_SIZE];
  size_t start = 0;
  sse_status status = find_last_word(index, query, &start, err);
  completing.prefix = (sse_str){folded, text_fold(sse_str_part(query, start, query.length), folded)};
  size_t letters = text_length(completing.prefix);
  if (!status && letters >= 2 && letters < INDEX_SPELLING_LONGEST)
    status = index_spellings(index, letters + 1, INDEX_SPELLING_LONGEST, &completing, consider, err);
  if (!status && completing.count == 0)
    status = written_korean(index, completing.prefix, &completing, consider_korean, err);
  if (!status) status = write_queries(index, &completing, sse_str_part(query, 0, start), completions, err);
  return status;
}

/* ---- Values of filters -------------------------------------------------------------------------- */

/* A filter at the end of the input. */
struct filter {
  sse_str before; /* everything up to and including its colon */
  sse_str name, value;
  bool is_whole; /* an = requests the whole value */
};

/* Finds a filter that is being typed; its value may be in quotes that are not closed yet. */
static bool find_filter(sse_str query, struct filter *filter) {
  size_t token = 0;
  bool quoted = false;
  for (size_t i = 0; i < query.length; i++) {
    if (query.data[i] == '"') quoted = !quoted;
    if (!quoted && strchr(" \t\r\n()|", query.data[i])) token = i + 1;
  }
  while (token < query.length && strchr("-+!", query.data[token]))
    token++;
  const char *colon = memchr(query.data + token, ':', query.length - token);
  if (!colon) return false;
  size_t at = (size_t)(colon - query.data) + 1;
  filter->before = sse_str_part(query, 0, at);
  filter->name = sse_str_part(query, token, at - 1);
  if (at < query.length && query.data[at] == '"') at++;
  filter->is_whole = at < query.length && query.data[at] == '=';
  filter->value = sse_str_part(query, at + filter->is_whole, query.length);
  return true;
}

/* Appends a value in quotation marks, without those inside it, which do not belong to its words. */
static void append_words(sse_str value, sse_buffer *query) {
  sse_buffer_append_text(query, "\"");
  for (size_t at = 0; at < value.length;) {
    const size_t quote = syntax_quote_at(value, at);
    if (quote == 0) sse_buffer_append(query, value.data + at, 1);
    at += quote > 0 ? quote : 1;
  }
  sse_buffer_append_text(query, "\"");
}

/* Appends a value in a form that a query reads as one value. */
static void append_value(const struct filter *filter, const char *value, sse_buffer *query) {
  sse_str text = sse_str_of(value);
  bool is_plain = !strpbrk(value, " \t()|:*=~&!+") && value[0] != '-' && !punctuation_has_other(text);
  for (size_t at = 0; at < text.length && is_plain; at++)
    is_plain = syntax_quote_at(text, at) == 0;
  if (filter->is_whole) {
    query_append_quoted(query, "=", value);
  } else if (is_plain) {
    sse_buffer_append_str(query, text);
  } else {
    append_words(text, query);
  }
}

/* Lists values and turns them into queries. */
static sse_status complete_filter(index_db *index, const struct filter *filter, index_counts *completions,
                                  sse_error *err) {
  sse_status status = search_values(index, filter->name, filter->value, completions, err);
  for (size_t i = 0; i < completions->count && !status; i++) {
    sse_buffer query = {0};
    sse_buffer_append_str(&query, filter->before);
    append_value(filter, completions->counts[i].name, &query);
    if (query.failed) {
      sse_buffer_reset(&query);
      status = sse_fail_memory(err);
    } else {
      free(completions->counts[i].name);
      completions->counts[i].name = query.data;
    }
  }
  return status;
}

sse_status search_complete(index_db *index, const char *text, index_counts *completions, sse_error *err) {
  struct filter filter;
  sse_buffer clean = {0};
  size_t repaired;
  *completions = (index_counts){0};
  sse_buffer_append_text(&clean, "");
  sse_status status = text_clean(sse_str_of(text), &clean, &repaired, err);
  sse_str query = sse_buffer_str(&clean);
  if (!status && find_filter(query, &filter)) {
    status = complete_filter(index, &filter, completions, err);
    if (status == SSE_NOT_FOUND) status = complete_word(index, query, completions, err);
  } else if (!status) {
    status = complete_word(index, query, completions, err);
  }
  sse_buffer_reset(&clean);
  return status;
}

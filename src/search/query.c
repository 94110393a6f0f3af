/* From what a person typed to words, their forms and synonyms, and from those to FTS5's query syntax.
 * Quotes and a leading = ask for the written form; whatever else is no word (hyphens, stars, emoji) is passed
 * over, so that no query can be a syntax error. */
#include "search/query.h"

#include <stdlib.h>
#include <string.h>

/* How the words of a part of the query are taken. */
enum taking {
  ANY_FORM,
  EXACT, /* written forms only */
  PHRASE /* all of them are one word */
};

struct reader {
  struct query *query;
  const struct query_reading *reading;
  enum taking taking;
  bool skipping; /* the forms of a word too many */
  bool shouted;  /* the query is all capitals, so that they tell nothing */
};

sse_str query_form_phrase(const struct query *query, const struct query_form *form) {
  return sse_str_part(sse_buffer_str(&query->phrases), form->start, form->start + form->length);
}

bool query_has_form(const struct query *query, size_t first, size_t count, sse_str phrase) {
  for (size_t i = first; i < first + count; i++)
    if (sse_str_equal(query_form_phrase(query, &query->forms[i]), phrase)) return true;
  return false;
}

sse_status query_add_form(struct query *query, sse_str phrase, bool is_prefix, bool is_derived,
                          sse_error *err) {
  void *forms = query->forms;
  if (!sse_array_reserve(&forms, &query->form_capacity, query->form_count + 1, sizeof *query->forms))
    return sse_fail_memory(err);
  query->forms = forms;
  query->forms[query->form_count++] =
      (struct query_form){query->phrases.length, phrase.length, is_prefix, is_derived};
  sse_buffer_append_str(&query->phrases, phrase);
  return query->phrases.failed ? sse_fail_memory(err) : SSE_OK;
}

static void begin_word(struct reader *reader) {
  struct query *query = reader->query;
  reader->skipping = query->word_count == SEARCH_WORDS_MOST;
  if (reader->skipping) {
    query->cut = true;
  } else {
    query->words[query->word_count++] =
        (struct query_word){query->form_count, 0, reader->taking != ANY_FORM, false};
  }
}

/* Puts the written form of a phrase's next word behind what there is of the phrase. */
static sse_status extend_phrase(struct query *query, const text_form *form, sse_error *err) {
  struct query_form *whole = &query->forms[query->form_count - 1];
  sse_buffer_append_text(&query->phrases, " ");
  sse_buffer_append_str(&query->phrases, form->phrase);
  whole->length += form->phrase.length + 1;
  whole->is_prefix = form->is_prefix;
  return query->phrases.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Another word of the stem that a word has. */
static sse_status take_sibling(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  struct query *query = context;
  struct query_word *word = &query->words[query->word_count - 1];
  (void)frequency;
  if (query_has_form(query, word->first_form, word->form_count, term)) return SSE_OK;
  word->form_count++;
  return query_add_form(query, term, false, true, err);
}

static sse_status take_form(void *context, const text_form *form, sse_error *err) {
  struct reader *reader = context;
  struct query *query = reader->query;
  if (form->is_first && reader->taking != PHRASE) begin_word(reader);
  if (reader->skipping || (form->is_derived && reader->taking != ANY_FORM)) return SSE_OK;
  struct query_word *word = &query->words[query->word_count - 1];
  if (reader->taking == PHRASE && word->form_count > 0)
    return form->is_first ? extend_phrase(query, form, err) : SSE_OK;
  if (text_is_stem(form->phrase))
    return reader->reading->index
               ? index_words(reader->reading->index, form->phrase, query, take_sibling, err)
               : SSE_OK;
  if (query_has_form(query, word->first_form, word->form_count, form->phrase)) return SSE_OK;
  word->form_count++;
  word->is_name = form->is_capitals && !reader->shouted;
  return query_add_form(query, form->phrase, form->is_prefix, form->is_derived, err);
}

static sse_status take(struct reader *reader, enum taking taking, sse_str part, sse_error *err) {
  const struct query_reading *reading = reader->reading;
  struct query *query = reader->query;
  reader->taking = taking;
  if (taking == PHRASE) begin_word(reader);
  sse_status status = text_forms(reading->analyser, reading->languages, part, reader, take_form, err);
  bool empty = taking == PHRASE && !reader->skipping && query->words[query->word_count - 1].form_count == 0;
  if (empty) query->word_count--;
  return status;
}

/* How many bytes at `position` are a quotation mark; 0 for none. */
static size_t quote_at(sse_str text, size_t position) {
  static const char marks[][4] = {"\"", "“", "”", "„", "«", "»", "＂"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t length = strlen(marks[i]);
    if (position + length <= text.length && memcmp(text.data + position, marks[i], length) == 0)
      return length;
  }
  return 0;
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* True for an = that has a word behind it and none before. */
static bool is_exact_mark(sse_str text, size_t position) {
  return text.data[position] == '=' && (position == 0 || is_space(text.data[position - 1])) &&
         position + 1 < text.length && !is_space(text.data[position + 1]);
}

/* The end of what a quote at `open`, or an = there, holds; SIZE_MAX for a quote that is never closed. */
static size_t part_end(sse_str text, size_t start, bool quoted) {
  for (size_t i = start; i < text.length; i++)
    if (quote_at(text, i) > 0 || (!quoted && is_space(text.data[i]))) return i;
  return quoted ? SIZE_MAX : text.length;
}

static sse_status read_parts(struct reader *reader, sse_str text, sse_error *err) {
  sse_status status = SSE_OK;
  size_t plain = 0, position = 0; /* from `plain` to `position` is nothing special */
  while (position < text.length && !status) {
    size_t quote = quote_at(text, position);
    size_t open = quote > 0 ? quote : is_exact_mark(text, position) ? 1 : 0;
    size_t end = open > 0 ? part_end(text, position + open, quote > 0) : SIZE_MAX;
    if (end == SIZE_MAX) {
      position++;
      continue;
    }
    status = take(reader, ANY_FORM, sse_str_part(text, plain, position), err);
    if (!status)
      status = take(reader, quote > 0 ? PHRASE : EXACT, sse_str_part(text, position + open, end), err);
    plain = position = end + (quote > 0 ? quote_at(text, end) : 0);
  }
  return status ? status : take(reader, ANY_FORM, sse_str_part(text, plain, text.length), err);
}

/* True for a query without a small letter that is more than acronyms: one word is longer than those are. */
static bool is_shouted(sse_str text) {
  enum { ACRONYM_LONGEST = 8 };
  size_t longest = 0, length = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] >= 'a' && text.data[i] <= 'z') return false;
    length = text.data[i] >= 'A' && text.data[i] <= 'Z' ? length + 1 : 0;
    if (length > longest) longest = length;
  }
  return longest > ACRONYM_LONGEST;
}

sse_status query_read(sse_str text, const struct query_reading *reading, struct query *query,
                      sse_error *err) {
  struct reader reader = {.query = query, .reading = reading, .shouted = is_shouted(text)};
  *query = (struct query){0};
  sse_status status = read_parts(&reader, text, err);
  return status ? status : query_make_units(query, reading, err);
}

void query_reset(struct query *query) {
  sse_buffer_reset(&query->phrases);
  free(query->forms);
  *query = (struct query){0};
}

/* ---- FTS5's syntax ------------------------------------------------------------------------- */

void query_compile_form(const struct query *query, const struct query_form *form, sse_buffer *expression) {
  sse_buffer_append_text(expression, "\"");
  sse_buffer_append_str(expression, query_form_phrase(query, form)); /* holds no quote to be doubled */
  sse_buffer_append_text(expression, form->is_prefix ? "\" *" : "\"");
}

/* The forms from `first` on, as alternatives. */
static void compile_forms(const struct query *query, size_t first, size_t count, sse_buffer *expression) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) sse_buffer_append_text(expression, " OR ");
    query_compile_form(query, &query->forms[first + i], expression);
  }
}

static void compile_words(const struct query *query, const struct query_unit *unit, const char *operator,
                          sse_buffer * expression) {
  for (size_t i = 0; i < unit->word_count; i++) {
    const struct query_word *word = &query->words[unit->first_word + i];
    sse_buffer_append_text(expression, i > 0 ? operator: "");
    sse_buffer_append_text(expression, "(");
    compile_forms(query, word->first_form, word->form_count, expression);
    sse_buffer_append_text(expression, ")");
  }
}

void query_compile(const struct query *query, enum query_wanted wanted, sse_buffer *expression) {
  const char *operator= wanted == QUERY_SOME ? " OR " : " AND ";
  for (size_t i = 0; i < query->unit_count; i++) {
    const struct query_unit *unit = &query->units[i];
    bool synonyms = wanted != QUERY_LITERAL && unit->synonym_count > 0;
    if (i > 0) sse_buffer_append_text(expression, operator);
    if (synonyms) sse_buffer_append_text(expression, "((");
    compile_words(query, unit, operator, expression);
    if (!synonyms) continue;
    sse_buffer_append_text(expression, ") OR ");
    compile_forms(query, unit->first_synonym, unit->synonym_count, expression);
    sse_buffer_append_text(expression, ")");
  }
}

/* From leaves to spans: the words of a leaf one after the other, each as any of its forms.
 * A word as it is written is known by its own term, or by the folded one where none of those with accents or
 * symbols stands beside it. */
#include "query/places.h"
#include "query/patterns.h"

#include <string.h>

/* The term that ends the word before, where that is one of signs: it has to be there once a word follows. */
struct ending {
  char sign[TEXT_SIGN_SIZE];
  size_t length;
};

struct adding {
  const filters_reading *reading;
  span_query *spans;
  size_t parent;
  int column;
  struct ending *ending; /* of a row; NULL where words stand in any order */
  sse_str text;          /* that is read */
};

bool places_are_of(const syntax *tree, size_t node) {
  if (syntax_is_leaf(&tree->nodes[node])) return !syntax_is_filter(&tree->nodes[node]);
  if (tree->nodes[node].kind != SYNTAX_OR) return false;
  for (size_t child = tree->nodes[node].child; child != SYNTAX_NONE; child = tree->nodes[child].next)
    if (!places_are_of(tree, child)) return false;
  return true;
}

/* ---- Words in any form ---------------------------------------------------------------------------- */

static void add_forms(const struct adding *adding, const struct query *query, const struct query_word *word) {
  size_t any = spans_add(adding->spans, adding->parent, SPANS_ANY, 0);
  for (size_t i = 0; i < word->form_count; i++) {
    const struct query_form *form = &query->forms[word->first_form + i];
    (void)spans_add_phrase(adding->spans, any, query_form_phrase(query, form), form->column, form->is_prefix);
  }
}

/* The words of a leaf that are no parts of others. */
static sse_status add_words(const struct adding *adding, const syntax *tree, size_t node, sse_error *err) {
  struct query query;
  struct adding row = *adding;
  sse_status status = query_read_node(tree, node, adding->reading->reading, &query, err);
  if (!status) row.parent = spans_add(adding->spans, adding->parent, SPANS_ROW, 0);
  for (size_t i = 0; i < query.word_count && !status; i++)
    if (query.words[i].run == 0) add_forms(&row, &query, &query.words[i]);
  query_reset(&query);
  return status;
}

/* ---- Words as they are written -------------------------------------------------------------------- */

/* Ends the word before. */
static void begin_word(const struct adding *adding) {
  struct ending *ending = adding->ending;
  if (!ending || ending->length == 0) return;
  (void)spans_add_phrase(adding->spans, adding->parent, (sse_str){ending->sign, ending->length},
                         adding->column, false);
  ending->length = 0;
}

static void keep_ending(const struct adding *adding, const text_form *form) {
  struct ending *ending = adding->ending;
  if (!ending || form->last_sign.length == 0 || form->last_sign.length > sizeof ending->sign) return;
  ending->length = form->last_sign.length;
  memcpy(ending->sign, form->last_sign.data, ending->length);
}

static sse_status take_exact(void *context, const text_form *form, sse_error *err) {
  const struct adding *adding = context;
  char written[TEXT_TERM_SIZE];
  sse_str source = sse_str_part(adding->text, form->start, form->end);
  (void)err;
  if (!form->is_first || form->is_part) return SSE_OK;
  begin_word(adding);
  keep_ending(adding, form);
  size_t length = text_written(source, form->phrase, written);
  size_t others = length > 0 ? 0 : text_written_prefix(form->phrase, written);
  if (others == 0) {
    sse_str term = length > 0 ? (sse_str){written, length} : form->phrase;
    (void)spans_add_phrase(adding->spans, adding->parent, term, adding->column, form->is_prefix);
    return SSE_OK;
  }
  size_t but = spans_add(adding->spans, adding->parent, SPANS_BUT, 0);
  (void)spans_add_phrase(adding->spans, but, form->phrase, adding->column, false);
  (void)spans_add_phrase(adding->spans, but, (sse_str){written, others}, adding->column, true);
  return SSE_OK;
}

static sse_status add_exact(const struct adding *adding, sse_str text, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  struct ending ending = {.length = 0};
  struct adding row = *adding;
  row.text = text;
  row.ending = &ending;
  row.parent = spans_add(adding->spans, adding->parent, SPANS_ROW, 0);
  return text_forms(reading->analyser, reading->languages, text, &row, take_exact, err);
}

/* ---- Patterns and phrases ------------------------------------------------------------------------- */

static sse_status take_word(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct adding *adding = context;
  (void)frequency, (void)err;
  (void)spans_add_phrase(adding->spans, adding->parent, term, adding->column, false);
  return SSE_OK;
}

/* The words that a pattern stands for; none where no word fits. */
static sse_status add_pattern(const struct adding *adding, sse_str pattern, sse_error *err) {
  struct adding any = *adding;
  any.parent = spans_add(adding->spans, adding->parent, SPANS_ANY, 0);
  return pattern_each(adding->reading->reading->index, pattern, &any, take_word, adding->reading->notes, err);
}

static sse_status take_written(void *context, const text_form *form, sse_error *err) {
  const struct adding *adding = context;
  (void)err;
  if (!form->is_first || form->is_part) return SSE_OK;
  begin_word(adding);
  keep_ending(adding, form);
  (void)spans_add_phrase(adding->spans, adding->parent, form->phrase, adding->column, form->is_prefix);
  return SSE_OK;
}

/* A prefix is the folded word with its end left open. */
static sse_status add_prefix(const struct adding *adding, sse_str pattern, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  char folded[TEXT_TERM_SIZE];
  sse_str word = sse_str_part(pattern, 0, pattern.length - 1);
  struct adding open = *adding;
  open.ending = NULL; /* of the word that is left open; that before it has ended */
  if (text_is_dense(word))
    return text_forms(reading->analyser, reading->languages, word, &open, take_written, err);
  size_t length = text_fold(word, folded);
  if (length > 0)
    (void)spans_add_phrase(adding->spans, adding->parent, (sse_str){folded, length}, adding->column, true);
  return SSE_OK;
}

/* The words of a phrase, each as it is written but for accents, or as a pattern. */
static sse_status add_phrase(const struct adding *adding, sse_str text, size_t distance, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  struct ending ending = {.length = 0};
  struct adding row = *adding;
  sse_status status = SSE_OK;
  sse_str word;
  row.ending = distance > 0 ? NULL : &ending;
  row.parent = spans_add(adding->spans, adding->parent, distance > 0 ? SPANS_NEAR : SPANS_ROW, distance);
  for (size_t at = 0; !status && sse_str_next(text, ' ', &at, &word);) {
    bool is_pattern = word.length > 1 && memchr(word.data, '*', word.length);
    if (is_pattern) {
      bool is_inside = row.ending && at <= text.length && pattern_is_prefix(word) && text_is_dense(word);
      if (is_inside) pattern_note_unspaced(word, adding->reading->notes);
      begin_word(&row);
      status = pattern_is_prefix(word) ? add_prefix(&row, word, err) : add_pattern(&row, word, err);
    } else {
      status = text_forms(reading->analyser, reading->languages, word, &row, take_written, err);
    }
  }
  return status;
}

sse_status places_add(const filters_reading *reading, const syntax *tree, size_t node, span_query *spans,
                      size_t parent, sse_error *err) {
  const syntax_node *leaf = &tree->nodes[node];
  const struct adding adding = {
      .reading = reading, .spans = spans, .parent = parent, .column = query_column_of(leaf->field)};
  sse_status status = SSE_OK;
  sse_str text = syntax_text(tree, leaf);
  size_t any;
  switch (leaf->kind) {
  case SYNTAX_OR:
    any = spans_add(spans, parent, SPANS_ANY, 0);
    for (size_t child = leaf->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next)
      status = places_add(reading, tree, child, spans, any, err);
    return status;
  case SYNTAX_EXACT:
    return add_exact(&adding, text, err);
  case SYNTAX_PATTERN:
    return pattern_is_prefix(text) ? add_prefix(&adding, text, err) : add_pattern(&adding, text, err);
  case SYNTAX_PHRASE:
    return add_phrase(&adding, text, leaf->distance, err);
  default:
    return add_words(&adding, tree, node, err);
  }
}

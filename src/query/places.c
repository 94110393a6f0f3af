/* Turns leaves into spans: consecutive words, each as any of its variants.
 * A word as it is written is found by its own term, or else by the folded one, unless a term with accents or
 * symbols is at the same place. */
#include "query/places.h"
#include "query/patterns.h"

#include <string.h>

struct adding {
  const filters_reading *reading;
  span_query *spans;
  size_t parent;
  int column;
  sse_str text; /* that is being read */
};

bool places_are_of(const syntax *tree, size_t node) {
  if (syntax_is_leaf(&tree->nodes[node])) return !syntax_is_filter(&tree->nodes[node]);
  if (tree->nodes[node].kind != SYNTAX_OR) return false;
  for (size_t child = tree->nodes[node].child; child != SYNTAX_NONE; child = tree->nodes[child].next)
    if (!places_are_of(tree, child)) return false;
  return true;
}

/* ---- Words in any variant ------------------------------------------------------------------------- */

/* Adds terms. A dense word may continue after them, or it may end there, which adds a term of its last
 * character: that must not count as a word between it and the next one. */
static sse_status add_open(const struct adding *adding, size_t parent, int column, sse_str terms,
                           bool is_prefix, sse_error *err) {
  const char *space = terms.length > 0 ? memrchr(terms.data, ' ', terms.length) : NULL;
  const size_t last = space ? (size_t)(space - terms.data) + 1 : 0;
  bool is_pair = !is_prefix && text_is_dense(sse_str_part(terms, last, terms.length));
  const size_t last_start = is_pair ? text_cluster_end(terms, last) : terms.length;
  const bool may_end = last_start < terms.length;
  size_t any = parent;
  sse_buffer ended = {0};
  if (may_end) any = spans_add(adding->spans, parent, SPANS_ANY, 0);
  (void)spans_add_phrase(adding->spans, any, terms, column, is_prefix);
  if (!may_end) return SSE_OK;
  sse_buffer_append_str(&ended, terms);
  sse_buffer_append_text(&ended, " ");
  sse_buffer_append_str(&ended, sse_str_part(terms, last_start, terms.length));
  bool failed = ended.failed;
  if (!failed) (void)spans_add_phrase(adding->spans, any, sse_buffer_str(&ended), column, false);
  sse_buffer_reset(&ended);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status add_variants(const struct adding *adding, const struct query *query,
                               const struct query_word *word, sse_error *err) {
  size_t any = spans_add(adding->spans, adding->parent, SPANS_ANY, 0);
  sse_status status = SSE_OK;
  size_t count =
      query->variants[word->first_variant].listed ? 1 : word->variant_count; /* the prefix covers all */
  for (size_t i = 0; i < count && !status; i++) {
    const struct query_variant *variant = &query->variants[word->first_variant + i];
    status =
        add_open(adding, any, variant->column, query_variant_phrase(query, variant), variant->is_prefix, err);
  }
  return status;
}

/* Adds the words of a leaf that are not parts of others. */
static sse_status add_words(const struct adding *adding, const syntax *tree, size_t node, sse_error *err) {
  struct query query;
  struct adding row = *adding;
  sse_status status = query_read_node(tree, node, adding->reading->reading, &query, err);
  if (!status) row.parent = spans_add(adding->spans, adding->parent, SPANS_ROW, 0);
  for (size_t i = 0; i < query.word_count && !status; i++)
    if (query.words[i].run == 0) status = add_variants(&row, &query, &query.words[i], err);
  query_reset(&query);
  return status;
}

/* ---- Words as they are written -------------------------------------------------------------------- */

static sse_status take_exact(void *context, const text_variant *variant, sse_error *err) {
  const struct adding *adding = context;
  char written[TEXT_TERM_SIZE];
  sse_str source = sse_str_part(adding->text, variant->start, variant->end);
  if (!variant->is_first || variant->is_part) return SSE_OK;
  size_t length = text_written(source, variant->phrase, written);
  size_t others = length > 0 ? 0 : text_written_prefix(variant->phrase, written);
  if (others == 0) {
    sse_str term = length > 0 ? (sse_str){written, length} : variant->phrase;
    return add_open(adding, adding->parent, adding->column, term, variant->is_prefix, err);
  }
  size_t but = spans_add(adding->spans, adding->parent, SPANS_BUT, 0);
  (void)spans_add_phrase(adding->spans, but, variant->phrase, adding->column, false);
  (void)spans_add_phrase(adding->spans, but, (sse_str){written, others}, adding->column, true);
  return SSE_OK;
}

static sse_status add_exact(const struct adding *adding, sse_str text, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  struct adding row = *adding;
  row.text = text;
  row.parent = spans_add(adding->spans, adding->parent, SPANS_ROW, 0);
  return text_variants(reading->analyser, reading->languages, text, &row, take_exact, err);
}

/* ---- Patterns and phrases ------------------------------------------------------------------------- */

static sse_status take_word(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct adding *adding = context;
  (void)frequency, (void)err;
  (void)spans_add_phrase(adding->spans, adding->parent, term, adding->column, false);
  return SSE_OK;
}

/* Adds the words that match a pattern; if there are none, the node matches nothing. */
static sse_status add_pattern(const struct adding *adding, sse_str pattern, sse_error *err) {
  struct adding any = *adding;
  any.parent = spans_add(adding->spans, adding->parent, SPANS_ANY, 0);
  return pattern_each(adding->reading->reading->index, pattern, &any, take_word, adding->reading->notes, err);
}

static sse_status take_written(void *context, const text_variant *variant, sse_error *err) {
  const struct adding *adding = context;
  if (!variant->is_first || variant->is_part) return SSE_OK;
  return add_open(adding, adding->parent, adding->column, variant->phrase, variant->is_prefix, err);
}

/* Adds a prefix: the folded word with an open end. */
static sse_status add_prefix(const struct adding *adding, sse_str pattern, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  char folded[TEXT_TERM_SIZE];
  sse_str word = sse_str_part(pattern, 0, pattern.length - 1);
  struct adding open = *adding;
  if (text_is_dense(word))
    return text_variants(reading->analyser, reading->languages, word, &open, take_written, err);
  size_t length = text_fold(word, folded);
  if (length > 0)
    (void)spans_add_phrase(adding->spans, adding->parent, (sse_str){folded, length}, adding->column, true);
  return SSE_OK;
}

/* Adds the words of a phrase, each as it is written except for accents, or as a pattern. */
static sse_status add_phrase(const struct adding *adding, sse_str text, size_t distance, sse_error *err) {
  const struct query_reading *reading = adding->reading->reading;
  struct adding row = *adding;
  sse_status status = SSE_OK;
  sse_str word;
  row.parent = spans_add(adding->spans, adding->parent, distance > 0 ? SPANS_NEAR : SPANS_ROW, distance);
  for (size_t at = 0; !status && sse_str_next(text, ' ', &at, &word);) {
    bool is_pattern = word.length > 1 && memchr(word.data, '*', word.length);
    if (is_pattern) {
      bool is_inside = distance == 0 && at <= text.length && pattern_is_prefix(word) && text_is_dense(word);
      if (is_inside) pattern_note_unspaced(word, adding->reading->notes);
      status = pattern_is_prefix(word) ? add_prefix(&row, word, err) : add_pattern(&row, word, err);
    } else {
      status = text_variants(reading->analyser, reading->languages, word, &row, take_written, err);
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
  if (syntax_is_leaf(leaf) && leaf->field == SYNTAX_NARROWER) return add_words(&adding, tree, node, err);
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

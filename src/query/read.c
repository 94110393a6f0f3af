/* From the tree of what a person typed to words and their variants.
 * Anything that is not a word (hyphens, emoji) is ignored, so that no query can be a syntax error.
 * Consecutive words are read as one text, phrases and fields separately. */
#include "query/compounds.h"
#include "query/narrower.h"
#include "query/patterns.h"
#include "query/saved.h"

#include <string.h>

/* How the words of a part of the query are read. */
enum taking {
  ANY_VARIANT,
  EXACT,   /* as they are written, including accents */
  PREFIX,  /* written forms only, with an open end */
  PATTERN, /* the words of the index that match */
  PHRASE   /* all words together are one word */
};

struct reader {
  struct query *query;
  const struct query_reading *reading;
  enum taking taking;
  signed char column;
  bool optional, must, kept; /* as is_optional, is_must and is_kept of the words */
  bool question;             /* it has so many words that quotation marks in it are citations */
  size_t sequence;
  sse_str part;                        /* of the query, the current one */
  size_t run, run_start;               /* the number and start of the run that the last part belongs to */
  size_t whole;                        /* the first word that may be the whole of the next run */
  char character[TEXT_CHARACTER_SIZE]; /* ends the last word of a phrase, if that is dense */
  size_t character_length;
  bool skipping; /* the variants of words beyond the limit */
  bool shouted;  /* the query is all capitals, so that they mean nothing */
};

static sse_status begin_word(struct reader *reader, size_t start, sse_error *err) {
  struct query *query = reader->query;
  void *words = query->words;
  reader->skipping = query->word_count == QUERY_READ_MOST;
  if (reader->skipping) {
    query->cut = true;
    return SSE_OK;
  }
  if (!sse_array_reserve(&words, &query->word_capacity, query->word_count + 1, sizeof *query->words))
    return sse_fail_memory(err);
  query->words = words;
  query->words[query->word_count++] = (struct query_word){.first_variant = query->variant_count,
                                                          .is_exact = reader->taking != ANY_VARIANT,
                                                          .is_optional = reader->optional,
                                                          .is_must = reader->must && !reader->optional,
                                                          .is_kept = reader->kept && !reader->optional,
                                                          .start = start,
                                                          .sequence = reader->sequence};
  return SSE_OK;
}

/* Keeps the term that ends a dense word, which is needed if another word follows. */
static void keep_character(struct reader *reader, const text_variant *variant) {
  reader->character_length =
      variant->last_character.length <= sizeof reader->character ? variant->last_character.length : 0;
  if (reader->character_length > 0)
    memcpy(reader->character, variant->last_character.data, reader->character_length);
}

/* Appends the written form of the next word to a phrase. */
static sse_status extend_phrase(struct reader *reader, const text_variant *variant, sse_error *err) {
  struct query *query = reader->query;
  struct query_variant *whole = &query->variants[query->variant_count - 1];
  if (reader->character_length > 0) sse_buffer_append_text(&query->phrases, " ");
  sse_buffer_append(&query->phrases, reader->character, reader->character_length);
  sse_buffer_append_text(&query->phrases, " ");
  sse_buffer_append_str(&query->phrases, variant->phrase);
  whole->length = query->phrases.length - whole->start;
  whole->is_prefix = variant->is_prefix;
  keep_character(reader, variant);
  return query->phrases.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Adds another word with the same stem, or a label. */
static sse_status take_sibling(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct reader *reader = context;
  const struct query_variant like = {.is_derived = true, .column = reader->column};
  struct query *query = reader->query;
  struct query_word *word = &query->words[query->word_count - 1];
  (void)frequency;
  if (query_has_variant(query, word->first_variant, word->variant_count, term)) return SSE_OK;
  word->variant_count++;
  return query_add_variant(query, term, &like, err);
}

/* Keeps how the word was typed, if its accents or tones are not in its first variant. */
static sse_status keep_typed(struct reader *reader, const text_variant *variant, sse_error *err) {
  struct query *query = reader->query;
  struct query_word *word = &query->words[query->word_count - 1];
  char lower[TEXT_TERM_SIZE];
  sse_str typed = {lower, text_lower(sse_str_part(reader->part, variant->start, variant->end), lower)};
  if (word->is_name) query->has_names = true;
  if (typed.length <= variant->phrase.length) return SSE_OK;
  word->typed = query->typed.length;
  word->typed_length = typed.length;
  sse_buffer_append_str(&query->typed, typed);
  return query->typed.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Numbers the run that the word is a part of, and its whole: both are read in the same order. */
static void take_part(struct reader *reader, const text_variant *variant) {
  struct query *query = reader->query;
  struct query_word *word = &query->words[query->word_count - 1];
  size_t start = variant->start;
  if (start != reader->run_start) {
    reader->run++;
    while (query->words[reader->whole].start != start)
      reader->whole++;
    query->words[reader->whole].whole = reader->run;
  }
  reader->run_start = start;
  word->run = reader->run;
  word->is_pair = variant->is_pair;
  word->first_counts = variant->first_counts;
  word->second_counts = variant->second_counts;
}

/* Adds a variant to the current word. If the word must match as it is written and has a term for that, this
 * is used instead. */
static sse_status add_variant(struct reader *reader, const text_variant *variant, sse_error *err) {
  struct query *query = reader->query;
  struct query_word *word = &query->words[query->word_count - 1];
  char written[TEXT_TERM_SIZE];
  size_t length =
      reader->taking == EXACT
          ? text_written(sse_str_part(reader->part, variant->start, variant->end), variant->phrase, written)
          : 0;
  const struct query_variant like = {.is_prefix = variant->is_prefix || reader->taking == PREFIX,
                                     .is_derived = variant->is_derived,
                                     .column = reader->column};
  word->variant_count++;
  keep_character(reader, variant);
  return query_add_variant(query, length > 0 ? (sse_str){written, length} : variant->phrase, &like, err);
}

/* Adds the words of a stem or, without an index, the stem. A name in capitals is not stemmed if an item has
 * it as it is written: SIAE is not a variant of the Italian sia, nor AIDS of aid. */
static sse_status take_stem(struct reader *reader, const text_variant *variant, sse_error *err) {
  const index_db *index = reader->reading->index;
  const struct query *query = reader->query;
  const struct query_word *word = &query->words[query->word_count - 1];
  bool is_there = false;
  sse_status status = SSE_OK;
  if (!index) return add_variant(reader, variant, err);
  if (variant->is_capitals && !reader->shouted)
    status = index_has_term(index, query_variant_phrase(query, &query->variants[word->first_variant]),
                            &is_there, err);
  return status || is_there ? status : index_words(index, variant->phrase, reader, take_sibling, err);
}

static sse_status take_variant(void *context, const text_variant *variant, sse_error *err) {
  struct reader *reader = context;
  struct query *query = reader->query;
  if (variant->is_part && reader->taking != ANY_VARIANT) return SSE_OK;
  sse_status status =
      variant->is_first && reader->taking != PHRASE ? begin_word(reader, variant->start, err) : SSE_OK;
  if (status) return status;
  if (variant->is_part && !reader->skipping) take_part(reader, variant);
  if (reader->skipping || (variant->is_derived && reader->taking != ANY_VARIANT)) return SSE_OK;
  struct query_word *word = &query->words[query->word_count - 1];
  if (reader->taking == PHRASE && word->variant_count > 0)
    return variant->is_first ? extend_phrase(reader, variant, err) : SSE_OK;
  if (text_is_stem(variant->phrase)) return take_stem(reader, variant, err);
  if (query_has_variant(query, word->first_variant, word->variant_count, variant->phrase)) return SSE_OK;
  word->is_particle = word->is_particle || variant->is_particle;
  word->is_name = variant->is_capitals && !reader->shouted;
  word->is_capital = variant->is_capital && !reader->shouted;
  status = add_variant(reader, variant, err);
  return status || !variant->is_first || variant->is_part ? status : keep_typed(reader, variant, err);
}

/* Adds a word that matches a pattern. */
static sse_status take_fitting(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct reader *reader = context;
  const struct query_variant like = {.column = reader->column};
  (void)frequency;
  reader->query->words[reader->query->word_count - 1].variant_count++;
  return query_add_variant(reader->query, term, &like, err);
}

/* Adds all words that match, or all labels, as variants of one word; if there are none, it matches no
 * item. */
static sse_status take_listed(struct reader *reader, syntax_field field, sse_str name, sse_error *err) {
  struct query *query = reader->query;
  reader->taking = PATTERN;
  sse_status status = begin_word(reader, 0, err);
  if (status || reader->skipping) return status;
  if (field == SYNTAX_NARROWER) {
    status = narrower_each(reader->reading, name, reader, take_sibling, &query->tree->notes, err);
  } else if (reader->reading->index) {
    status = pattern_each(reader->reading->index, name, reader, take_fitting, &query->tree->notes, err);
  }
  const struct query_variant like = {.column = reader->column};
  const char nothing[] = {TEXT_STEM_MARK};
  if (status || query->words[query->word_count - 1].variant_count > 0) return status;
  query->words[query->word_count - 1].variant_count++;
  return query_add_variant(query, (sse_str){nothing, sizeof nothing}, &like, err);
}

/* Lists the most frequent words with a prefix as its variants, so that each counts by its own frequency and
 * is read from its list. Dense scripts are left to FTS5: any bigram may begin with their characters. */
static sse_status list_prefix(struct reader *reader, size_t which, sse_error *err) {
  struct query *query = reader->query;
  bool is_cut = false, is_one = query->word_count == which + 1 && query->words[which].variant_count == 1;
  if (!reader->reading->index || reader->skipping || reader->column >= 0 || !is_one) return SSE_OK;
  size_t variant = query->words[which].first_variant;
  sse_str phrase = query_variant_phrase(query, &query->variants[variant]);
  bool is_word = phrase.length > 0 && !memchr(phrase.data, ' ', phrase.length) && !text_is_dense(phrase);
  sse_buffer pattern = {0};
  if (!is_word || !query->variants[variant].is_prefix) return SSE_OK;
  sse_buffer_append_str(&pattern, phrase);
  sse_buffer_append_text(&pattern, "*");
  sse_status status = pattern.failed
                          ? sse_fail_memory(err)
                          : index_words_like(reader->reading->index, sse_buffer_str(&pattern),
                                             QUERY_PREFIX_MOST, reader, take_fitting, &is_cut, err);
  query->variants[variant].listed = is_cut ? QUERY_LISTED_SOME : QUERY_LISTED_ALL;
  sse_buffer_reset(&pattern);
  return status;
}

/* Adds the parts of a compound, like those of a run. */
static sse_status take_compound(struct reader *reader, size_t which, sse_error *err) {
  struct query *query = reader->query;
  const struct query_word *word = &query->words[which];
  sse_str parts[TEXT_COMPOUND_PARTS_MOST];
  char term[TEXT_TERM_SIZE]; /* copied, since the variants move when one is added */
  sse_str written = query_variant_phrase(query, &query->variants[word->first_variant]);
  size_t count = 0;
  if (word->run > 0 || word->whole > 0 || word->is_name || written.length > sizeof term) return SSE_OK;
  memcpy(term, written.data, written.length);
  sse_status status = compound_parts(reader->reading, (sse_str){term, written.length}, parts, &count, err);
  const size_t before = query->word_count;
  reader->run += count > 0;
  for (size_t i = 0; i < count && !status; i++) {
    size_t first = query->word_count;
    reader->part = parts[i];
    status = text_variants(reader->reading->analyser, reader->reading->languages, parts[i], reader,
                           take_variant, err);
    for (size_t k = first; k < query->word_count; k++)
      query->words[k].run = reader->run;
  }
  if (query->word_count > before)
    query->words[which].whole = reader->run; /* unless there were too many words */
  return status;
}

static sse_status take(struct reader *reader, enum taking taking, sse_str part, sse_error *err) {
  const struct query_reading *reading = reader->reading;
  struct query *query = reader->query;
  reader->taking = taking;
  reader->part = part;
  reader->run_start = SIZE_MAX;
  reader->whole = query->word_count;
  sse_status status = taking == PHRASE ? begin_word(reader, 0, err) : SSE_OK;
  size_t first = query->word_count;
  if (!status) status = text_variants(reading->analyser, reading->languages, part, reader, take_variant, err);
  for (size_t i = first, last = query->word_count; i < last && taking == ANY_VARIANT && !status; i++)
    status = take_compound(reader, i, err);
  bool empty = !status && taking == PHRASE && !reader->skipping &&
               query->words[query->word_count - 1].variant_count == 0;
  if (empty) query->word_count--;
  return status;
}

static sse_status take_prefix(struct reader *reader, sse_str text, sse_error *err) {
  size_t first = reader->query->word_count;
  sse_status status = take(reader, PREFIX, text, err);
  return status ? status : list_prefix(reader, first, err);
}

/* ---- The tree ----------------------------------------------------------------------------------- */

/* Reads consecutive words as one text, so that names of several words are recognised. */
static sse_status end_words(struct reader *reader, sse_buffer *words, sse_error *err) {
  if (words->failed) return sse_fail_memory(err);
  if (words->length == 0) return SSE_OK;
  reader->sequence++;
  reader->column = -1;
  sse_status status = take(reader, ANY_VARIANT, sse_buffer_str(words), err);
  sse_buffer_clear(words);
  reader->must = reader->kept = false;
  return status;
}

/* Reads a phrase. If FTS5 cannot search for it as such, its words only add to scores. */
static sse_status take_phrase(struct reader *reader, const syntax_node *node, sse_str text, sse_error *err) {
  struct query *query = reader->query;
  bool is_open = pattern_is_prefix(text);
  if (pattern_needs_places(query->tree, node)) return take(reader, ANY_VARIANT, text, err);
  sse_status status = take(reader, PHRASE, is_open ? sse_str_part(text, 0, text.length - 1) : text, err);
  if (!status && is_open && query->variant_count > 0)
    query->variants[query->variant_count - 1].is_prefix = true;
  return status;
}

/* Reads a leaf that is more than a plain word. */
static sse_status take_leaf(struct reader *reader, const syntax_node *node, sse_error *err) {
  sse_str text = syntax_text(reader->query->tree, node);
  reader->sequence++;
  reader->column = (signed char)query_column_of(node->field);
  if (node->field == SYNTAX_NARROWER) return take_listed(reader, node->field, text, err);
  switch (node->kind) {
  case SYNTAX_PATTERN:
    if (!pattern_is_prefix(text)) return take_listed(reader, node->field, text, err);
    return take_prefix(reader, sse_str_part(text, 0, text.length - 1), err);
  case SYNTAX_EXACT:
    return take(reader, EXACT, text, err);
  case SYNTAX_PHRASE:
    return take_phrase(reader, node, text, err);
  default:
    return take(reader, ANY_VARIANT, text, err);
  }
}

static sse_status take_node(struct reader *reader, size_t place, sse_buffer *words, sse_error *err);

static sse_status take_children(struct reader *reader, const syntax_node *node, sse_buffer *words,
                                sse_error *err) {
  const syntax *tree = reader->query->tree;
  sse_status status = SSE_OK;
  for (size_t child = node->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next) {
    status = take_node(reader, child, words, err);
    if (!status && node->kind != SYNTAX_AND) status = end_words(reader, words, err);
  }
  return status;
}

/* Reads the words that an item should have; exclusions and filters have none. */
static sse_status take_node(struct reader *reader, size_t place, sse_buffer *words, sse_error *err) {
  const syntax_node *node = &reader->query->tree->nodes[place];
  if (syntax_is_plain(node)) {
    sse_buffer_append_text(words, words->length > 0 ? " " : "");
    sse_buffer_append_str(words, syntax_text(reader->query->tree, node));
    return SSE_OK;
  }
  sse_status status = end_words(reader, words, err);
  if (status || node->kind == SYNTAX_NOT || syntax_is_filter(node)) return status;
  return syntax_is_leaf(node) ? take_leaf(reader, node, err) : take_children(reader, node, words, err);
}

static sse_status add_constraint(struct query *query, size_t place, sse_error *err) {
  void *constraints = query->constraints;
  if (!sse_array_reserve(&constraints, &query->constraint_capacity, query->constraint_count + 1,
                         sizeof *query->constraints))
    return sse_fail_memory(err);
  query->constraints = constraints;
  query->constraints[query->constraint_count++] = place;
  return SSE_OK;
}

/* True for a phrase in a question of many words: people who paste a paragraph do not require what it
 * quotes. */
static bool is_citation(const struct reader *reader, const syntax_node *node) {
  return reader->question && node->kind == SYNTAX_PHRASE && node->field == SYNTAX_ANYWHERE && !node->is_must;
}

/* Reads one of the operands that must all match; only plain words may be left out if hardly any item has
 * all. */
static sse_status take_required(struct reader *reader, size_t place, sse_buffer *words, sse_error *err) {
  const syntax *tree = reader->query->tree;
  const syntax_node *node = &tree->nodes[place];
  bool is_word = syntax_is_plain(node);
  bool is_constraint = !syntax_is_leaf(node) || syntax_is_filter(node) || pattern_needs_places(tree, node);
  sse_status status = is_constraint ? add_constraint(reader->query, place, err) : SSE_OK;
  bool is_kept = node->is_must && !node->is_grouped;
  bool is_other = !is_word || node->is_must != reader->must || is_kept != reader->kept;
  if (!status && is_other) status = end_words(reader, words, err);
  reader->optional = is_constraint && node->kind != SYNTAX_EXACT;
  reader->must = is_word ? node->is_must : !reader->optional && !is_citation(reader, node);
  reader->kept = reader->must && !node->is_grouped;
  reader->query->has_citations = reader->query->has_citations || is_citation(reader, node);
  if (!status) status = take_node(reader, place, words, err);
  if (!status && !is_word) status = end_words(reader, words, err);
  reader->optional = false;
  return status;
}

static bool is_question(const syntax *tree, size_t first) {
  enum { WORDS_LEAST = 8 };
  size_t words = 0;
  for (size_t place = first; place != SYNTAX_NONE; place = tree->nodes[place].next)
    words += syntax_is_plain(&tree->nodes[place]) && !tree->nodes[place].is_must;
  return words >= WORDS_LEAST;
}

static sse_status take_tree(struct reader *reader, sse_error *err) {
  const syntax *tree = reader->query->tree;
  sse_buffer words = {0};
  sse_status status = SSE_OK;
  bool many = tree->root != SYNTAX_NONE && tree->nodes[tree->root].kind == SYNTAX_AND;
  size_t place = many ? tree->nodes[tree->root].child : tree->root;
  reader->question = many && is_question(tree, place);
  while (place != SYNTAX_NONE && !status) {
    status = take_required(reader, place, &words, err);
    place = many ? tree->nodes[place].next : SYNTAX_NONE;
  }
  if (!status) status = end_words(reader, &words, err);
  sse_buffer_reset(&words);
  return status;
}

/* The word being typed: the text after the last space, unless it is more than a word. */
static sse_str open_word(sse_str text) {
  size_t start = text.length;
  while (start > 0 && !strchr(" \t\r\n", text.data[start - 1]))
    start--;
  for (size_t i = start; i < text.length; i++)
    if (strchr("\"()|:=*~!", text.data[i])) return (sse_str){0};
  return sse_str_part(text, start, text.length);
}

sse_status query_read(sse_str text, const struct query_reading *reading, struct query *query,
                      sse_error *err) {
  struct reader reader = {.query = query, .reading = reading, .shouted = text_is_shouted(text)};
  *query = (struct query){0};
  sse_status status = syntax_parse(text, &query->tree, err);
  if (!status) status = saved_expand(query->tree, reading, &query->tree->notes, err);
  if (!status) status = take_tree(&reader, err);
  const sse_str none = {0};
  if (status) return status;
  sse_str open = reading->is_typing ? open_word(sse_buffer_str(&query->tree->plain)) : none;
  return query_make_groups(query, reading, open, err);
}

sse_status query_read_node(const syntax *tree, size_t node, const struct query_reading *reading,
                           struct query *query, sse_error *err) {
  sse_buffer text = {0};
  *query = (struct query){0};
  syntax_print_node(tree, node, &text);
  sse_status status =
      text.failed ? sse_fail_memory(err) : query_read(sse_buffer_str(&text), reading, query, err);
  sse_buffer_reset(&text);
  return status;
}

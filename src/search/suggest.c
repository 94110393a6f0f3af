/* Did you mean: for a word that the index does not have, the nearest one that it has.
 * The nearest has the fewest edits (base/edits.h), then the most items.
 * A rare word is also corrected if a far more frequent one is only a slip away. */
#include "search/suggest.h"
#include "base/edits.h"
#include "search/written.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum {
  LONGEST = INDEX_SPELLING_LONGEST,
  LONG = 6,          /* letters: from this length on, two edits are a slip */
  FAR_MORE = 100,    /* times as frequent */
  RARE_SHARE = 20000 /* a word is rare if at most one item in this many has it */
};

_Static_assert((int)LONGEST <= (int)SSE_EDITS_LONGEST, "words of the index can be compared");

struct search_for_word {
  const struct query_reading *reading;
  const struct query *query;
  const struct query_word *word;
  size_t frequency; /* of all its variants */
  int32_t codes[LONGEST];
  size_t count;
  uint32_t signature;
  size_t edits_most;
  size_t edits; /* of the best so far */
  uint32_t best_frequency;
  char best[4 * LONGEST + 1]; /* "" for none */
};

/* True if more than `most` bits are set; counting all of them takes longer. */
static bool has_more_bits(uint32_t bits, size_t most) {
  for (; most > 0; most--)
    bits &= bits - 1; /* clears the lowest one */
  return bits != 0;
}

/* True if the letters alone show that there are too many edits: each edit adds and removes at most one. */
static bool is_far(const struct search_for_word *wanted, uint32_t signature) {
  return has_more_bits(wanted->signature & ~signature, wanted->edits_most) ||
         has_more_bits(signature & ~wanted->signature, wanted->edits_most);
}

/* A word, and whether the index has it in a language. */
struct known {
  const index_db *index;
  sse_str term;
  bool is_known;
};

static sse_status ask_frequency(void *context, const text_variant *variant, sse_error *err) {
  struct known *known = context;
  uint64_t frequency = 0;
  sse_str stem = text_is_stem(variant->phrase) ? variant->phrase : (sse_str){0};
  sse_status status = index_frequency(known->index, stem, known->term, &frequency, err);
  if (frequency > 0) known->is_known = true;
  return status;
}

/* Sets `*is_known` if the word is one of the query's language, or if that is not clear. */
static sse_status ask_language(const struct search_for_word *wanted, sse_str term, bool *is_known,
                               sse_error *err) {
  struct known known = {.index = wanted->reading->index, .term = term};
  sse_status status = SSE_OK;
  if (wanted->reading->language != TEXT_NO_LANGUAGE)
    status = text_variants(wanted->reading->analyser, (text_languages)1 << wanted->reading->language, term,
                           &known, ask_frequency, err);
  *is_known = known.is_known || wanted->reading->language == TEXT_NO_LANGUAGE;
  return status;
}

static sse_status consider(void *context, const index_spelling *word, sse_error *err) {
  struct search_for_word *wanted = context;
  int32_t codes[LONGEST];
  bool is_known;
  if (is_far(wanted, word->signature)) return SSE_OK;
  if ((uint64_t)word->frequency < (uint64_t)wanted->frequency * FAR_MORE) return SSE_OK;
  size_t count = text_codes(word->term, codes, LONGEST);
  if (count > LONGEST || word->term.length >= sizeof wanted->best) return SSE_OK;
  size_t edits = sse_edits(wanted->codes, wanted->count, codes, count, wanted->edits_most);
  bool is_better =
      edits < wanted->edits || (edits == wanted->edits && word->frequency > wanted->best_frequency);
  bool is_slip = edits > 0 && (edits == 1 || codes[0] == wanted->codes[0]); /* two edits: same first letter */
  if (edits > wanted->edits_most || !is_better || !is_slip) return SSE_OK;
  if (query_has_variant(wanted->query, wanted->word->first_variant, wanted->word->variant_count, word->term))
    return SSE_OK;
  sse_status status = ask_language(wanted, word->term, &is_known, err);
  if (status || !is_known) return status;
  wanted->edits = edits;
  wanted->best_frequency = word->frequency;
  memcpy(wanted->best, word->term.data, word->term.length);
  wanted->best[word->term.length] = '\0';
  return SSE_OK;
}

/* Looks for a better word. There is none if the word is frequent, or not a plain one: parts were not typed,
 * and pairs of a dense run are not words. */
static sse_status find_better(struct ranking *ranking, size_t group, size_t which, size_t cursor,
                              struct search_for_word *wanted, sse_error *err) {
  const struct query *query = ranking->query;
  const struct query_word *word = &query->words[query->groups[group].first_word + which];
  size_t items = index_ranking_measures(ranking->index)->items;
  wanted->query = query;
  wanted->word = word;
  wanted->edits = SIZE_MAX;
  wanted->best[0] = '\0';
  wanted->frequency = ranking->cursors[cursor].frequency;
  sse_str term = query_variant_phrase(query, &query->variants[word->first_variant]);
  if (word->is_exact || word->run > 0 || text_is_dense(term) || wanted->frequency > items / RARE_SHARE)
    return SSE_OK;
  wanted->count = text_codes(term, wanted->codes, LONGEST);
  if (wanted->count < INDEX_SPELLING_SHORTEST || wanted->count > LONGEST) return SSE_OK;
  wanted->signature = index_spelling_signature(wanted->codes, wanted->count);
  /* An unknown name is more often another name than a slip. */
  size_t most = wanted->count >= LONG && wanted->frequency == 0 && !word->is_capital ? 2 : 1;
  sse_status status = SSE_OK;
  /* Most slips are one edit, for which fewer words must be compared. */
  for (size_t edits = 1; edits <= most && !wanted->best[0] && !status; edits++) {
    wanted->edits_most = edits;
    status = index_spellings(wanted->reading->index, wanted->count - edits, wanted->count + edits, wanted,
                             consider, err);
  }
  return status;
}

/* ---- The corrected query ----------------------------------------------------------------------- */

struct written {
  sse_str term; /* the variant to search for */
  bool found;
};

static sse_status compare_variant(void *context, const text_variant *variant, sse_error *err) {
  struct written *written = context;
  (void)err;
  if (variant->is_first && sse_str_equal(variant->phrase, written->term)) written->found = true;
  return SSE_OK;
}

/* Replaces the words of the tree that have `term` as their first variant. */
static sse_status replace_word(syntax *tree, const struct query_reading *reading, sse_str term,
                               const char *better, bool *changed, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 1; i <= tree->count && !status; i++) {
    syntax_node *node = &tree->nodes[i];
    struct written written = {.term = term};
    if (node->kind != SYNTAX_WORD || syntax_is_filter(node)) continue;
    status = text_variants(reading->analyser, reading->languages, syntax_text(tree, node), &written,
                           compare_variant, err);
    if (status || !written.found) continue;
    *changed = true;
    node->start = tree->texts.length;
    node->length = strlen(better);
    sse_buffer_append_text(&tree->texts, better);
    if (tree->texts.failed) status = sse_fail_memory(err);
  }
  return status;
}

static sse_status print(const syntax *tree, char **suggestion, sse_error *err) {
  sse_buffer text = {0};
  syntax_print(tree, &text);
  *suggestion = text.failed ? NULL : text.data;
  if (text.failed) sse_buffer_reset(&text);
  return *suggestion ? SSE_OK : sse_fail_memory(err);
}

/* Replaces the word with the better one, spelt as people write it. */
static sse_status put_right(struct query *query, const struct search_for_word *wanted, bool *changed,
                            sse_error *err) {
  sse_buffer better = {0};
  sse_str term = query_variant_phrase(query, &query->variants[wanted->word->first_variant]);
  sse_status status =
      written_as(wanted->reading->index, sse_str_of(wanted->best), wanted->reading->language, &better, err);
  if (!status) status = replace_word(query->tree, wanted->reading, term, better.data, changed, err);
  sse_buffer_reset(&better);
  return status;
}

sse_status suggest(struct ranking *ranking, struct query *query, const struct query_reading *reading,
                   char **suggestion, sse_error *err) {
  struct search_for_word wanted = {.reading = reading};
  sse_status status = SSE_OK;
  bool changed = false;
  *suggestion = NULL;
  for (size_t g = 0; g < query->group_count && !status; g++) {
    for (size_t w = 0, cursor = ranking->groups[g].first; w < query->groups[g].word_count && !status; w++) {
      if (!query_word_counts(query, &query->groups[g], w)) continue;
      status = find_better(ranking, g, w, cursor++, &wanted, err);
      if (!status && wanted.best[0]) status = put_right(query, &wanted, &changed, err);
    }
  }
  return changed && !status ? print(query->tree, suggestion, err) : status;
}

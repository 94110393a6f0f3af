/* Reads labels into the variants of them that an index may have, as queries are read: a single word in the
 * language of its label, several as a phrase. Most labels of a large thesaurus are in no item, or in
 * languages that the index lacks: they are dropped before they count, by the words that the index has. */
#include "query/narrower.h"

#include <string.h>

struct naming {
  const struct query_reading *reading;
  void *context;
  index_word_fn *on_variant;
  size_t variants;
  bool is_cut;
  /* The current label. */
  sse_buffer phrase;
  size_t words;
  bool is_missing;                     /* the index does not have one of its words */
  char character[TEXT_CHARACTER_SIZE]; /* ends the last word, if that is dense */
  size_t character_length;
};

static sse_status give(void *context, sse_str variant, uint64_t frequency, sse_error *err) {
  struct naming *naming = context;
  naming->is_cut = naming->is_cut || naming->variants == NARROWER_VARIANTS_MOST;
  if (naming->is_cut) return SSE_OK;
  naming->variants++;
  return naming->on_variant(naming->context, variant, frequency, err);
}

/* Sets `*may` if items may have a term. For dense words only FTS5 knows. */
static sse_status may_have(const struct naming *naming, sse_str terms, bool *may, sse_error *err) {
  *may = true;
  if (!naming->reading->index || text_is_dense(terms) || memchr(terms.data, ' ', terms.length)) return SSE_OK;
  return index_has_term(naming->reading->index, terms, may, err);
}

/* Appends the written form of a word. If another word follows a dense one, a term of its last character comes
 * between them. */
static sse_status take_word(void *context, const text_variant *variant, sse_error *err) {
  struct naming *naming = context;
  bool may;
  if (!variant->is_first) return SSE_OK;
  if (naming->words++ > 0) sse_buffer_append_text(&naming->phrase, " ");
  sse_buffer_append(&naming->phrase, naming->character, naming->character_length);
  if (naming->character_length > 0) sse_buffer_append_text(&naming->phrase, " ");
  sse_buffer_append_str(&naming->phrase, variant->phrase);
  naming->character_length =
      variant->last_character.length <= sizeof naming->character ? variant->last_character.length : 0;
  if (naming->character_length > 0)
    memcpy(naming->character, variant->last_character.data, naming->character_length);
  sse_status status = may_have(naming, variant->phrase, &may, err);
  naming->is_missing = naming->is_missing || !may;
  return !status && naming->phrase.failed ? sse_fail_memory(err) : status;
}

/* Reports a variant of a label that is a single word; for a stem, the words that have it. */
static sse_status take_variant(void *context, const text_variant *variant, sse_error *err) {
  struct naming *naming = context;
  bool may;
  if (variant->is_part) return SSE_OK;
  if (text_is_stem(variant->phrase) && naming->reading->index)
    return index_words(naming->reading->index, variant->phrase, naming, give, err);
  sse_status status = may_have(naming, variant->phrase, &may, err);
  return status || !may ? status : give(naming, variant->phrase, 0, err);
}

static sse_status take_label(void *context, const thesaurus_label *label, sse_error *err) {
  struct naming *naming = context;
  text_analyser *analyser = naming->reading->analyser;
  text_language language = text_language_of(label->lang);
  text_languages languages =
      language == TEXT_NO_LANGUAGE ? naming->reading->languages : (text_languages)1 << language;
  sse_buffer_clear(&naming->phrase);
  naming->words = naming->character_length = 0;
  naming->is_missing = false;
  sse_status status = text_whole_variants(analyser, label->text, naming, take_word, err);
  if (status || naming->is_cut) return status;
  if (naming->words == 1) return text_variants(analyser, languages, label->text, naming, take_variant, err);
  return naming->is_missing ? SSE_OK : give(naming, sse_buffer_str(&naming->phrase), 0, err);
}

sse_status narrower_each(const struct query_reading *reading, sse_str name, void *context,
                         index_word_fn *on_variant, query_notes *notes, sse_error *err) {
  struct naming naming = {.reading = reading, .context = context, .on_variant = on_variant};
  thesaurus_found found = {0};
  if (!reading->thesaurus) {
    query_notes_add_unreadable(notes, "no-thesaurus",
                               "narrower:%.*s needs a thesaurus, and there is none; it matches nothing",
                               (int)name.length, name.data);
    return SSE_OK;
  }
  sse_status status = thesaurus_find(reading->thesaurus, reading->analyser, name, false, &found, err);
  if (!status && found.count == 0)
    query_notes_add_unreadable(notes, "unknown-concept",
                               "narrower:%.*s is not a concept of the thesaurus; it matches nothing",
                               (int)name.length, name.data);
  for (size_t i = 0; i < found.count && !status; i++) {
    bool is_cut;
    status = thesaurus_each_below(reading->thesaurus, found.concepts[i], NARROWER_LABELS_MOST, &is_cut,
                                  &naming, take_label, err);
    naming.is_cut = naming.is_cut || (!status && is_cut);
  }
  if (naming.is_cut || found.is_cut) {
    query_notes_add(
        notes, "narrower-cut",
        "narrower:%.*s has too many labels; only the first %d that occur in items are searched for",
        (int)name.length, name.data, NARROWER_VARIANTS_MOST);
  }
  sse_buffer_reset(&naming.phrase);
  return status;
}

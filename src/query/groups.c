/* The term groups of a query: runs of words that have synonyms, and words typed twice. Runs are looked up by
 * their written forms, longest first, from left to right. Stop words and repeated words are left out if
 * anything else is left. */
#include "query/compounds.h"

#include <stdlib.h>
#include <string.h>

/* Context of add_synonym. */
struct finding {
  struct query *query;
  struct query_group *group;
  bool is_compound;         /* the results are compounds */
  text_languages languages; /* of the index */
  const index_db *index;    /* for joined words */
};

/* True for a word that is a stop word in a language of the index, where it cannot be distinguished from an
 * acronym: UN, for which every French text has un. */
static bool is_everywhere(const struct finding *finding, sse_str phrase) {
  bool is_word = phrase.length > 0 && !memchr(phrase.data, ' ', phrase.length);
  return is_word && !finding->is_compound && (text_stop_word_languages(phrase) & finding->languages) != 0;
}

static sse_status add_synonym(void *context, sse_str phrase, sse_error *err) {
  const struct finding *finding = context;
  struct query *query = finding->query;
  struct query_group *group = finding->group;
  const struct query_word *word = &query->words[group->first_word];
  if (is_everywhere(finding, phrase)) return SSE_OK;
  if (query_has_variant(query, group->first_synonym, group->synonym_count, phrase)) return SSE_OK;
  if (group->word_count == 1 && query_has_variant(query, word->first_variant, word->variant_count, phrase))
    return SSE_OK;
  query->has_alternatives = true;
  group->synonym_count++;
  const struct query_variant like = {.is_derived = true, .is_compound = finding->is_compound, .column = -1};
  return query_add_variant(query, phrase, &like, err);
}

/* Adds the synonyms of `key` to the term group, from the rules and the thesaurus. */
static sse_status find_synonyms_of_key(struct finding *finding, const struct query_reading *reading,
                                       const sse_buffer *key, sse_error *err) {
  if (key->failed) return sse_fail_memory(err);
  sse_status status = text_synonyms_each(reading->synonyms, sse_buffer_str(key), finding, add_synonym, err);
  return status ? status
                : thesaurus_each_synonym(reading->thesaurus, reading->analyser, sse_buffer_str(key), finding,
                                         add_synonym, err);
}

/* The same for the words of the term group, unless one of them must match as it is written or in a column. */
static sse_status find_synonyms(struct finding *finding, const struct query_reading *reading, sse_buffer *key,
                                sse_error *err) {
  const struct query_group *group = finding->group;
  sse_buffer_clear(key);
  for (size_t i = group->first_word; i < group->first_word + group->word_count; i++) {
    const struct query_word *word = &finding->query->words[i];
    if (word->is_exact || finding->query->variants[word->first_variant].column >= 0) return SSE_OK;
    if (key->length > 0) sse_buffer_append_text(key, " ");
    sse_buffer_append_str(key, query_written(finding->query, i));
  }
  return find_synonyms_of_key(finding, reading, key, err);
}

/* The same for the other variants of a single word: 협동조합은 also has the synonyms of 협동조합. */
static sse_status find_synonyms_of_variants(struct finding *finding, const struct query_reading *reading,
                                            sse_buffer *key, sse_error *err) {
  const struct query *query = finding->query;
  const struct query_word *word = &query->words[finding->group->first_word];
  sse_status status = SSE_OK;
  bool plain = !word->is_exact && query->variants[word->first_variant].column < 0;
  for (size_t i = 1; i < word->variant_count && plain && !status; i++) {
    sse_buffer_clear(key); /* copied, since the variants move when one is added */
    sse_buffer_append_str(key, query_variant_phrase(query, &query->variants[word->first_variant + i]));
    status = find_synonyms_of_key(finding, reading, key, err);
  }
  return status;
}

static sse_status add_compound(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  (void)frequency;
  return add_synonym(context, term, err);
}

/* Adds compounds of the term group's only word as synonyms. */
static sse_status find_compounds(struct query *query, const struct query_reading *reading,
                                 struct query_group *group, sse_error *err) {
  const struct query_word *word = &query->words[group->first_word];
  struct finding finding = {.query = query, .group = group, .is_compound = true};
  char term[TEXT_TERM_SIZE]; /* copied, since the variants move when one is added */
  sse_str written = query_written(query, group->first_word);
  if (group->word_count > 1 || group->run > 0 || word->is_exact || word->is_name || word->is_grammar ||
      query->variants[word->first_variant].column >= 0 || written.length > sizeof term)
    return SSE_OK;
  memcpy(term, written.data, written.length);
  return compounds_with(reading, (sse_str){term, written.length}, &finding, add_compound, err);
}

/* The term group of one word. */
static struct query_group group_of(const struct query *query, size_t which) {
  const struct query_word *word = &query->words[which];
  return (struct query_group){.first_word = which,
                              .word_count = 1,
                              .first_synonym = query->variant_count,
                              .times = 1,
                              .is_optional = word->is_optional || word->run > 0,
                              .is_must = word->is_must && word->run == 0,
                              .run = word->run,
                              .is_pair = word->is_pair,
                              .first_counts = word->first_counts,
                              .second_counts = word->second_counts};
}

/* ---- Words that the index has as one -------------------------------------------------------------- */

/* Adds the joined word, if an item has it, and others with its stem. */
static sse_status take_joined(void *context, const text_variant *variant, sse_error *err) {
  struct finding *finding = context;
  bool is_there = false;
  if (variant->is_part) return SSE_OK;
  if (text_is_stem(variant->phrase))
    return index_words(finding->index, variant->phrase, finding, add_compound, err);
  sse_status status =
      variant->is_first ? index_has_term(finding->index, variant->phrase, &is_there, err) : SSE_OK;
  return is_there && !status ? add_synonym(finding, variant->phrase, err) : status;
}

/* True for a word of letters or digits that may be written together with the ones next to it. */
static bool may_be_joined(const struct query *query, size_t which) {
  const struct query_word *word = &query->words[which];
  sse_str written = query_written(query, which);
  return !word->is_exact && !word->is_kept && word->run == 0 && word->whole == 0 &&
         query->variants[word->first_variant].column < 0 && !memchr(written.data, ' ', written.length) &&
         !text_is_dense(written);
}

/* True for a word and the next one that may be one word in the index. */
static bool are_joinable(const struct query *query, size_t first) {
  enum { JOINED_LEAST = 5 }; /* bytes: two words of two letters are a third one by accident */
  const struct query_word *word = &query->words[first];
  return !word->is_grammar && !word->is_apart && word->sequence == query->words[first + 1].sequence &&
         may_be_joined(query, first) && may_be_joined(query, first + 1) &&
         query_written(query, first).length + query_written(query, first + 1).length >= JOINED_LEAST;
}

static sse_status note_any(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  bool *any = context;
  (void)term, (void)frequency, (void)err;
  *any = true;
  return SSE_OK;
}

/* Adds the word that two words are together, and its forms; hardly any two are one, so that one look-up
 * tells. */
static sse_status add_joined(struct finding *finding, const struct query_reading *reading, size_t first,
                             sse_error *err) {
  sse_buffer pattern = {0};
  bool any = false, is_cut;
  sse_buffer_append_str(&pattern, query_written(finding->query, first));
  sse_buffer_append_str(&pattern, query_written(finding->query, first + 1));
  const size_t length = pattern.length;
  sse_buffer_append_text(&pattern, "*");
  sse_status status = pattern.failed ? sse_fail_memory(err)
                                     : index_words_like(reading->index, sse_buffer_str(&pattern), 1, &any,
                                                        note_any, &is_cut, err);
  finding->query->words[first].is_apart = !any;
  if (!status && any)
    status = text_variants(reading->analyser, reading->languages,
                           sse_str_part(sse_buffer_str(&pattern), 0, length), finding, take_joined, err);
  sse_buffer_reset(&pattern);
  return status;
}

/* Adds the words of the index that are the term group's only word and one beside it written together: cop28
 * for COP 28, startups for start up. None begins with a stop word, as inform does for in form. */
static sse_status find_joined(struct query *query, const struct query_reading *reading,
                              struct query_group *group, sse_error *err) {
  enum { WORDS_MOST = 8 }; /* in a longer query, others make up for it */
  const size_t which = group->first_word, begin = which > 0 ? which - 1 : 0;
  struct finding finding = {.query = query, .group = group, .is_compound = true, .index = reading->index};
  sse_status status = SSE_OK;
  bool is_word = group->word_count == 1 && !query->words[which].is_grammar && may_be_joined(query, which);
  if (!reading->index || !is_word || query->word_count > WORDS_MOST) return SSE_OK;
  for (size_t i = begin; i <= which && i + 1 < query->word_count && !status; i++)
    if (are_joinable(query, i)) status = add_joined(&finding, reading, i, err);
  return status;
}

/* ---- Term groups ------------------------------------------------------------------------------------ */

/* Makes the term group that begins at `word`: the longest run with synonyms, or else that word. */
static sse_status make_group(struct query *query, const struct query_reading *reading, size_t word,
                             sse_buffer *key, struct query_group *group, sse_error *err) {
  size_t most = text_synonyms_longest(reading->synonyms), left = query->word_count - word;
  if (thesaurus_longest(reading->thesaurus) > most) most = thesaurus_longest(reading->thesaurus);
  struct finding finding = {.query = query, .group = group, .languages = reading->languages};
  sse_status status = SSE_OK;
  size_t run = 1; /* consecutive words */
  while (run < left && query->words[word + run].sequence == query->words[word].sequence)
    run++;
  *group = group_of(query, word);
  if (group->run > 0) return SSE_OK;
  for (group->word_count = most < run ? most : run; group->word_count > 0 && !status; group->word_count--) {
    status = find_synonyms(&finding, reading, key, err);
    if (group->synonym_count > 0) return status;
  }
  group->word_count = 1;
  return status ? status : find_synonyms_of_variants(&finding, reading, key, err);
}

/* True if the term group is not needed: a single stop word, or a word that was typed before, which then
 * counts once more. */
static bool is_idle(struct query *query, const struct query_group *group) {
  const struct query_word *word = &query->words[group->first_word];
  sse_str written = query_written(query, group->first_word);
  if (group->word_count == 1 && word->is_grammar) return true;
  if (group->word_count > 1 || group->run > 0) return false;
  for (size_t i = 0; i < query->group_count; i++) {
    struct query_group *other = &query->groups[i];
    if (other->word_count == 1 && query->words[other->first_word].is_exact == word->is_exact &&
        other->is_optional == group->is_optional && other->is_must == group->is_must && other->run == 0 &&
        query->variants[query->words[other->first_word].first_variant].column ==
            query->variants[word->first_variant].column &&
        sse_str_equal(query_written(query, other->first_word), written)) {
      other->times++;
      return true;
    }
  }
  return false;
}

/* Adds a term group, unless the words of all term groups together become too many. */
static void add_group(struct query *query, const struct query_group *group, size_t *words) {
  *words += group->word_count;
  if (*words > QUERY_WORDS_MOST) {
    query->cut = true;
  } else {
    query->groups[query->group_count++] = *group;
    query->has_musts = query->has_musts || group->is_must;
  }
}

/* True for a term group that is not of grammar, as are pairs of which no character counts. */
static bool has_content(const struct query_group *group) {
  return !group->is_pair || group->first_counts || group->second_counts;
}

/* Links each whole to the term groups of its parts, unless none of them has anything that counts. */
static void link_parts(struct query *query) {
  struct query_group *whole = NULL;
  size_t run = 0;
  bool counts = false; /* a part of the current run */
  for (size_t g = 0; g < query->group_count; g++) {
    const struct query_group *part = &query->groups[g];
    if (part->run == 0) continue;
    if (part->is_pair) query->has_pairs = true;
    if (part->run != run) {
      run = part->run;
      whole = NULL;
      for (size_t i = 0; i < query->group_count && !whole; i++)
        if (query->groups[i].word_count == 1 && query->words[query->groups[i].first_word].whole == run)
          whole = &query->groups[i];
      if (whole) whole->first_part = g;
      counts = false;
    }
    counts = counts || has_content(part);
    if (whole && counts) {
      whole->part_count = g + 1 - whole->first_part;
      whole->overlaps = part->is_pair;
      query->has_alternatives = true;
    }
  }
  if (query->cut && whole) whole->part_count = 0; /* some parts of the last one may be missing */
}

/* Makes a term group of each word, for a query that has only words of grammar. */
static void take_grammar(struct query *query) {
  size_t words = 0;
  query->group_count = 0;
  for (size_t i = 0; i < query->word_count; i++) {
    const struct query_group group = group_of(query, i);
    add_group(query, &group, &words);
  }
}

sse_status query_make_groups(struct query *query, const struct query_reading *reading, sse_str open,
                             sse_error *err) {
  sse_buffer key = {0};
  struct query_group group;
  size_t words = 0;
  bool counts = false;
  sse_status status = query_mark_grammar(query, reading, err);
  for (size_t i = 0; i < query->word_count && !status; i += group.word_count) {
    status = make_group(query, reading, i, &key, &group, err);
    if (status || is_idle(query, &group)) continue;
    status = find_compounds(query, reading, &group, err);
    if (!status) status = find_joined(query, reading, &group, err);
    if (!status) status = query_add_beginnings(query, reading, open, &group, err);
    add_group(query, &group, &words);
    counts = counts || has_content(&group);
  }
  if (!status && !counts) take_grammar(query);
  link_parts(query);
  sse_buffer_reset(&key);
  return status;
}

bool query_part_counts(const struct query *query, const struct query_group *group, size_t part, bool second,
                       size_t *other) {
  const struct query_group *of = &query->groups[group->first_part + part];
  bool has_other = group->overlaps && (second ? part + 1 < group->part_count : part > 0);
  *other = !has_other ? part : second ? part + 1 : part - 1;
  return !group->overlaps || (second ? of->second_counts : of->first_counts);
}

/* What the words of a query are together: runs of them that have synonyms, words of grammar, words typed
 * twice. A run is looked up by its written forms, the longest one first, from left to right. Words of grammar
 * and repeated words are left out where something else is left. */
#include "search/compounds.h"

#include <stdlib.h>
#include <string.h>

/* Context of add_synonym. */
struct finding {
  struct query *query;
  struct query_unit *unit;
  bool is_compound; /* what is found */
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
  query->has_alternatives = true;
  unit->synonym_count++;
  const struct query_form like = {.is_derived = true, .is_compound = finding->is_compound, .column = -1};
  return query_add_form(query, phrase, &like, err);
}

/* Appends to the unit the synonyms of its words; none where there are none or a word is asked for as it is.
 */
static sse_status find_synonyms(struct finding *finding, const text_synonyms *synonyms, sse_buffer *key,
                                sse_error *err) {
  const struct query_unit *unit = finding->unit;
  sse_buffer_clear(key);
  for (size_t i = unit->first_word; i < unit->first_word + unit->word_count; i++) {
    const struct query_word *word = &finding->query->words[i];
    if (word->is_exact || finding->query->forms[word->first_form].column >= 0) return SSE_OK;
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
  bool plain = !word->is_exact && query->forms[word->first_form].column < 0;
  for (size_t i = 1; i < word->form_count && plain && !status; i++) {
    sse_buffer_clear(key); /* a copy, since the forms move when one is added */
    sse_buffer_append_str(key, query_form_phrase(query, &query->forms[word->first_form + i]));
    status = key->failed ? sse_fail_memory(err)
                         : text_synonyms_each(synonyms, sse_buffer_str(key), finding, add_synonym, err);
  }
  return status;
}

static sse_status add_compound(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  (void)frequency;
  return add_synonym(context, term, err);
}

/* Appends compounds with the unit's one word, as synonyms of it. */
static sse_status find_compounds(struct query *query, const struct query_reading *reading,
                                 struct query_unit *unit, sse_error *err) {
  const struct query_word *word = &query->words[unit->first_word];
  struct finding finding = {query, unit, true};
  char term[TEXT_TERM_SIZE]; /* a copy, since the forms move when one is added */
  sse_str written = written_form(query, unit->first_word);
  if (unit->word_count > 1 || unit->run > 0 || word->is_exact || word->is_name || word->is_grammar ||
      query->forms[word->first_form].column >= 0 || written.length > sizeof term)
    return SSE_OK;
  memcpy(term, written.data, written.length);
  return compounds_with(reading, (sse_str){term, written.length}, &finding, add_compound, err);
}

/* The unit that begins at `word`: the longest run with synonyms, else that word. */
static sse_status make_unit(struct query *query, const text_synonyms *synonyms, size_t word, sse_buffer *key,
                            struct query_unit *unit, sse_error *err) {
  size_t most = text_synonyms_longest(synonyms), left = query->word_count - word;
  struct finding finding = {query, unit, false};
  sse_status status = SSE_OK;
  size_t run = 1; /* words that stand next to each other */
  while (run < left && query->words[word + run].group == query->words[word].group)
    run++;
  *unit = (struct query_unit){.first_word = word,
                              .word_count = most < run ? most : run,
                              .first_synonym = query->form_count,
                              .times = 1,
                              .is_optional = query->words[word].is_optional || query->words[word].run > 0,
                              .run = query->words[word].run,
                              .is_pair = query->words[word].is_pair};
  if (unit->run > 0) {
    unit->word_count = 1;
    return SSE_OK;
  }
  for (; unit->word_count > 0 && !status; unit->word_count--) {
    status = find_synonyms(&finding, synonyms, key, err);
    if (unit->synonym_count > 0) return status;
  }
  unit->word_count = 1;
  return status ? status : find_synonyms_of_forms(&finding, synonyms, key, err);
}

/* A run of pairs of signs as it was typed. */
static void append_run(sse_buffer *typed, sse_str pairs) {
  sse_str pair;
  for (size_t position = 0; sse_str_next(pairs, ' ', &position, &pair);) {
    if (position <= pairs.length && pair.length > 0) pair.length = text_cluster_end(pair, 0);
    sse_buffer_append_str(typed, pair);
  }
}

/* The languages in which a word is one of grammar: with its accents, where one word of the query has some.
 * The pairs of signs of a longer run are never: they may be parts of other words. */
static text_languages grammar_of(const struct query *query, size_t word, text_languages languages,
                                 sse_buffer *typed) {
  if (query->words[word].run > 0) return 0;
  bool has_accents = query->typed.length > 0;
  sse_str accented = query_typed(query, &query->words[word]);
  sse_buffer_clear(typed);
  append_run(typed, accented.length > 0 ? accented : written_form(query, word));
  text_languages found = has_accents ? text_stop_word_languages_typed(sse_buffer_str(typed))
                                     : text_stop_word_languages(sse_buffer_str(typed));
  return found == UINT32_MAX ? found : found & languages;
}

/* The words of grammar in a query: of which languages each word is one, and how many each language has. */
struct grammar {
  text_languages *languages;
  size_t counts[32];
};

/* The languages of which most words of grammar are in the query, besides one word; 0 where there are none. */
static text_languages languages_told(const struct grammar *grammar, size_t besides) {
  text_languages told = 0;
  size_t most = 1;
  for (text_language language = 1; language < 32; language++) {
    size_t count = grammar->counts[language] - (grammar->languages[besides] >> language & 1);
    if (count > most) told = 0;
    if (count >= most) told |= (text_languages)1 << language;
    if (count > most) most = count;
  }
  return told;
}

/* How often items of languages in which a word is one of grammar have it, and those of others. */
struct usage {
  const index_db *index;
  sse_str written;
  text_languages grammar;
  uint64_t in, outside;
};

static sse_status count_usage(void *context, const text_form *form, sse_error *err) {
  struct usage *usage = context;
  uint64_t frequency = 0;
  text_language language = text_stem_language(form->phrase);
  if (language == TEXT_NO_LANGUAGE) return SSE_OK;
  sse_status status = index_frequency(usage->index, form->phrase, usage->written, &frequency, err);
  *(usage->grammar >> language & 1 ? &usage->in : &usage->outside) += frequency;
  return status;
}

/* True where a word is hardly used but as one of grammar: how, but not war. */
static sse_status ask_usage(const struct query_reading *reading, sse_str written, text_languages grammar,
                            bool *is_grammar, sse_error *err) {
  enum { FAR_MORE = 10 };
  struct usage usage = {.index = reading->index, .written = written, .grammar = grammar};
  sse_status status = SSE_OK;
  if (reading->index)
    status = text_forms(reading->analyser, reading->languages, written, &usage, count_usage, err);
  *is_grammar = usage.in > 0 && usage.outside * FAR_MORE <= usage.in;
  return status;
}

/* A word of grammar is one in all languages that the query may be in: war is in German. What is not in Latin
 * letters has its language by its script. */
static sse_status ask_grammar(const struct query *query, size_t word, const struct query_reading *reading,
                              const struct grammar *grammar, bool *is_grammar, sse_error *err) {
  text_languages of_word = grammar->languages[word];
  sse_str written = written_form(query, word);
  bool is_one_language = (reading->languages & (reading->languages - 1)) == 0;
  bool is_other_script = (unsigned char)written.data[0] >= 0x80;
  *is_grammar = text_is_stop_word(reading->analyser, written, reading->languages) ||
                (of_word != 0 && (is_other_script || is_one_language));
  if (*is_grammar || of_word == 0) return SSE_OK;
  text_languages told = languages_told(grammar, word);
  *is_grammar = told != 0 && (of_word & told) == told;
  return *is_grammar || told != 0 ? SSE_OK : ask_usage(reading, written, of_word, is_grammar, err);
}

static sse_status find_grammar(const struct query *query, text_languages languages, struct grammar *grammar,
                               sse_error *err) {
  sse_buffer typed = {0};
  grammar->languages = calloc(query->word_count + 1, sizeof *grammar->languages);
  if (!grammar->languages) return sse_fail_memory(err);
  for (size_t i = 0; i < query->word_count; i++) {
    grammar->languages[i] = grammar_of(query, i, languages, &typed);
    for (text_language language = 1; language < 32; language++)
      grammar->counts[language] += grammar->languages[i] >> language & 1;
  }
  sse_status status = typed.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&typed);
  return status;
}

/* Marks the words of grammar. */
static sse_status mark_grammar(struct query *query, const struct query_reading *reading, sse_error *err) {
  struct grammar grammar = {0};
  sse_status status = find_grammar(query, reading->languages, &grammar, err);
  for (size_t i = 0; i < query->word_count && !status; i++) {
    struct query_word *word = &query->words[i];
    if (!word->is_exact && !word->is_name)
      status = ask_grammar(query, i, reading, &grammar, &word->is_grammar, err);
  }
  free(grammar.languages);
  return status;
}

/* True where the unit is none of its own: one word of grammar, or one that was typed before, which then
 * counts once more. */
static bool is_idle(struct query *query, const struct query_unit *unit) {
  if (unit->word_count > 1 || unit->run > 0) return false;
  const struct query_word *word = &query->words[unit->first_word];
  sse_str written = written_form(query, unit->first_word);
  if (word->is_grammar) return true;
  for (size_t i = 0; i < query->unit_count; i++) {
    struct query_unit *other = &query->units[i];
    if (other->word_count == 1 && query->words[other->first_word].is_exact == word->is_exact &&
        other->is_optional == unit->is_optional && other->run == 0 &&
        query->forms[query->words[other->first_word].first_form].column ==
            query->forms[word->first_form].column &&
        sse_str_equal(written_form(query, other->first_word), written)) {
      other->times++;
      return true;
    }
  }
  return false;
}

/* Takes a unit, as long as all words of units are not too many. */
static void add_unit(struct query *query, const struct query_unit *unit, size_t *words) {
  *words += unit->word_count;
  if (*words > SEARCH_WORDS_MOST) {
    query->cut = true;
  } else {
    query->units[query->unit_count++] = *unit;
  }
}

/* Tells each whole the units that are its parts. */
static void link_parts(struct query *query) {
  struct query_unit *whole = NULL;
  size_t run = 0;
  for (size_t u = 0; u < query->unit_count; u++) {
    const struct query_unit *part = &query->units[u];
    if (part->run == 0) continue;
    if (part->is_pair) query->has_pairs = true;
    if (part->run != run) {
      run = part->run;
      whole = NULL;
      for (size_t i = 0; i < query->unit_count && !whole; i++)
        if (query->units[i].word_count == 1 && query->words[query->units[i].first_word].whole == run)
          whole = &query->units[i];
      if (whole) whole->first_part = u;
    }
    if (!whole) continue;
    whole->part_count++;
    whole->overlaps = part->is_pair;
    query->has_alternatives = true;
  }
  if (query->cut && whole) whole->part_count = 0; /* some of the last one may be missing */
}

sse_status query_make_units(struct query *query, const struct query_reading *reading, sse_error *err) {
  sse_buffer key = {0};
  struct query_unit unit;
  size_t words = 0;
  sse_status status = mark_grammar(query, reading, err);
  for (size_t i = 0; i < query->word_count && !status; i += unit.word_count) {
    status = make_unit(query, reading->synonyms, i, &key, &unit, err);
    if (status || is_idle(query, &unit)) continue;
    status = find_compounds(query, reading, &unit, err);
    add_unit(query, &unit, &words);
  }
  bool grammar_only = !status && query->unit_count == 0;
  for (size_t i = 0; grammar_only && i < query->word_count; i++) {
    unit = (struct query_unit){.first_word = i,
                               .word_count = 1,
                               .first_synonym = query->form_count,
                               .times = 1,
                               .is_optional = query->words[i].is_optional};
    add_unit(query, &unit, &words);
  }
  link_parts(query);
  sse_buffer_reset(&key);
  return status;
}

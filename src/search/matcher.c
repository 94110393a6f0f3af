/* Finds the variants of a query's words in a text, by the analysis that indexed it, so that a match covers
 * exactly the characters that matched. A variant is a sequence of places. Each place remembers where in the
 * text the variant last reached it; its term at the next position takes the variant one place further. */
#include "search/matcher.h"
#include "base/sorted.h"

#include <stdlib.h>
#include <string.h>

/* A place in a variant; the places of a variant are consecutive. */
struct place {
  size_t group;
  bool is_first, is_last;
  bool is_prefix;
  size_t position; /* in the text, from 1: where the variant last reached this place; 0 if not yet */
  size_t start;    /* byte of the text where that occurrence began */
};

/* A term of the query, and one place of it. */
struct entry {
  sse_str term;
  size_t place;
};

struct matcher {
  text_analyser *analyser;
  text_language language; /* of texts, if stems are matched; else none */
  struct place *places;
  struct entry *entries; /* sorted by term; of the same term, later places first */
  size_t count;          /* of both */
  uint64_t shapes;       /* bits for the shapes of the entries' terms; most terms of a text have another */
  size_t prefix_count;   /* number of places that are a prefix */
  text_token_fn *also;   /* receives all terms, too; NULL for none */
  void *also_context;
  sse_str text; /* the current one */
  size_t position;
  struct match *matches;
  size_t match_count, match_capacity;
};

/* ---- The query's terms --------------------------------------------------------------------- */

/* Later places come first, so that one term does not advance a variant twice. */
static int compare_entries(const void *a, const void *b) {
  const struct entry *left = a, *right = b;
  int order = sse_str_compare(left->term, right->term);
  return order != 0 ? order : (left->place < right->place) - (left->place > right->place);
}

/* A hash of length and first byte, from 0 to 63. */
static unsigned shape_of(sse_str term) {
  return (unsigned)(term.length * 29 + (unsigned char)term.data[0]) % 64;
}

static void add_places(struct matcher *matcher, sse_str phrase, size_t group, bool is_prefix) {
  sse_str term;
  for (size_t position = 0; sse_str_next(phrase, ' ', &position, &term);) {
    bool last = position > phrase.length;
    if (term.length > 0) matcher->shapes |= (uint64_t)1 << shape_of(term);
    matcher->entries[matcher->count] = (struct entry){term, matcher->count};
    matcher->places[matcher->count++] = (struct place){.group = group,
                                                       .is_first = term.data == phrase.data,
                                                       .is_last = last,
                                                       .is_prefix = last && is_prefix};
    if (last && is_prefix) matcher->prefix_count++;
  }
}

static void add_variants(struct matcher *matcher, const struct query *query, size_t first, size_t count,
                         size_t group) {
  bool has_prefix = count > 0 && query->variants[first].listed;
  const sse_str prefix = has_prefix ? query_variant_phrase(query, &query->variants[first]) : (sse_str){0};
  for (size_t i = first; i < first + count; i++) {
    sse_str phrase = query_variant_phrase(query, &query->variants[i]);
    bool is_marked = has_prefix && i > first && phrase.length >= prefix.length &&
                     memcmp(phrase.data, prefix.data, prefix.length) == 0; /* like all with the prefix */
    if (!is_marked) add_places(matcher, phrase, group, query->variants[i].is_prefix);
  }
}

sse_status matcher_new(const struct query *query, text_analyser *analyser, struct matcher **matcher,
                       sse_error *err) {
  size_t room = query->variant_count + 1;
  for (size_t i = 0; i < query->phrases.length; i++)
    if (query->phrases.data[i] == ' ') room++;
  struct matcher *made = calloc(1, sizeof *made);
  *matcher = made;
  if (!made) return sse_fail_memory(err);
  made->analyser = analyser;
  made->places = calloc(room, sizeof *made->places);
  made->entries = calloc(room, sizeof *made->entries);
  if (!made->places || !made->entries) {
    matcher_free(made);
    *matcher = NULL;
    return sse_fail_memory(err);
  }
  for (size_t i = 0; i < query->group_count; i++) {
    const struct query_group *group = &query->groups[i];
    for (size_t k = group->first_word; k < group->first_word + group->word_count; k++)
      add_variants(made, query, query->words[k].first_variant, query->words[k].variant_count, i);
    add_variants(made, query, group->first_synonym, group->synonym_count, i);
  }
  qsort(made->entries, made->count, sizeof *made->entries, compare_entries);
  return SSE_OK;
}

void matcher_read_stems(struct matcher *matcher, text_language language) {
  matcher->language = language;
}

void matcher_free(struct matcher *matcher) {
  if (!matcher) return;
  free(matcher->places);
  free(matcher->entries);
  free(matcher->matches);
  free(matcher);
}

/* ---- A text's terms ------------------------------------------------------------------------ */

static bool add_match(struct matcher *matcher, size_t start, size_t end, size_t group) {
  void *matches = matcher->matches;
  if (!sse_array_reserve(&matches, &matcher->match_capacity, matcher->match_count + 1,
                         sizeof *matcher->matches))
    return false;
  matcher->matches = matches;
  matcher->matches[matcher->match_count++] = (struct match){start, end, group, matcher->position};
  return true;
}

/* Advances a variant to a place, whose term was found from `start` to `end`. */
static bool reach(struct matcher *matcher, size_t which, size_t start, size_t end) {
  struct place *place = &matcher->places[which];
  if (!place->is_first) {
    const struct place *before = place - 1;
    if (before->position == 0 || before->position + 1 != matcher->position) return true;
    start = before->start;
  }
  place->position = matcher->position;
  place->start = start;
  return !place->is_last || add_match(matcher, start, end, place->group);
}

static bool comes_before(const void *element, const void *wanted) {
  return sse_str_compare(((const struct entry *)element)->term, *(const sse_str *)wanted) < 0;
}

/* The first entry with the term, or the place where it would be. */
static size_t find_entry(const struct matcher *matcher, sse_str term) {
  return sse_sorted_first(matcher->entries, matcher->count, sizeof *matcher->entries, &term, comes_before);
}

static bool reach_prefixes(struct matcher *matcher, sse_str term, size_t start, size_t end) {
  for (size_t i = 0; i < matcher->count; i++) {
    sse_str prefix = matcher->entries[i].term;
    if (!matcher->places[matcher->entries[i].place].is_prefix || term.length <= prefix.length) continue;
    if (memcmp(term.data, prefix.data, prefix.length) != 0) continue;
    /* A dense term is a bigram, the prefix its first character. */
    size_t first = text_is_dense(term) ? text_cluster_end(matcher->text, start) : end;
    if (!reach(matcher, matcher->entries[i].place, start, first < end ? first : end)) return false;
  }
  return true;
}

static int take_term(void *context, int flags, const char *data, int length, int start, int end) {
  struct matcher *matcher = context;
  sse_str term = {data, (size_t)length};
  if (!(flags & TEXT_COLOCATED)) matcher->position++;
  bool taken =
      !matcher->also || matcher->also(matcher->also_context, flags, data, length, start, end) == TEXT_OK;
  bool is_alike = matcher->shapes >> shape_of(term) & 1;
  for (size_t i = is_alike ? find_entry(matcher, term) : matcher->count; taken && i < matcher->count; i++) {
    if (!sse_str_equal(matcher->entries[i].term, term)) break;
    taken = reach(matcher, matcher->entries[i].place, (size_t)start, (size_t)end);
  }
  if (taken && matcher->prefix_count > 0) taken = reach_prefixes(matcher, term, (size_t)start, (size_t)end);
  return taken ? TEXT_OK : TEXT_NO_MEMORY;
}

static int compare_matches(const void *a, const void *b) {
  const struct match *left = a, *right = b;
  if (left->start != right->start) return left->start < right->start ? -1 : 1;
  return (left->end < right->end) - (left->end > right->end);
}

/* Merges matches that overlap; the merged one has the term group of the first. */
static void merge(struct matcher *matcher) {
  size_t kept = 0;
  if (matcher->match_count == 0) return;
  qsort(matcher->matches, matcher->match_count, sizeof *matcher->matches, compare_matches);
  for (size_t i = 1; i < matcher->match_count; i++) {
    const struct match *match = &matcher->matches[i];
    struct match *last = &matcher->matches[kept];
    if (match->start >= last->end) {
      matcher->matches[++kept] = *match;
    } else if (match->end > last->end) {
      last->end = match->end;
    }
  }
  matcher->match_count = kept + 1;
}

static int compare_positions(const void *a, const void *b) {
  const struct match *left = a, *right = b;
  if (left->position != right->position) return left->position < right->position ? -1 : 1;
  return (left->group > right->group) - (left->group < right->group);
}

static int find_all(struct matcher *matcher, text_language language, sse_str text) {
  matcher->text = text;
  matcher->position = 0;
  matcher->match_count = 0;
  for (size_t i = 0; i < matcher->count; i++)
    matcher->places[i].position = 0;
  return text_analyse(matcher->analyser, language, text, matcher, take_term);
}

sse_status matcher_run_all(struct matcher *matcher, text_language language, sse_str text, text_token_fn *also,
                           void *context, const struct match **matches, size_t *count, sse_error *err) {
  matcher->also = also;
  matcher->also_context = context;
  int result = find_all(matcher, language, text);
  matcher->also = NULL;
  if (matcher->match_count > 0)
    qsort(matcher->matches, matcher->match_count, sizeof *matcher->matches, compare_positions);
  *matches = matcher->matches;
  *count = matcher->match_count;
  return result == TEXT_NO_MEMORY ? sse_fail_memory(err) : SSE_OK;
}

sse_status matcher_run(struct matcher *matcher, sse_str text, const struct match **matches, size_t *count,
                       sse_error *err) {
  int result = find_all(matcher, matcher->language, text);
  merge(matcher);
  *matches = matcher->matches;
  *count = matcher->match_count;
  return result == TEXT_NO_MEMORY ? sse_fail_memory(err) : SSE_OK;
}

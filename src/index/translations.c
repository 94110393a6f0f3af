/* Translations: items of one day in two languages that have their numbers and names in common, at similar
 * positions, or addresses that differ only in the language. Of the candidates, each item takes the best one
 * in each language, provided that it is the best for the other one too; a story has one text in each
 * language, apart from copies. Pairs are found by the marks of fingerprints, day by day. */
#include "index/days.h"
#include "index/statements.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* What two texts must have in common: a sum of weights, and a share of what the text with less has. Chosen on
 * paragraphs of XQuAD in eight languages, with those of an article on one day: at .4 one pair in thirty is
 * wrong, at .6 one in five of those found is lost. And how far apart, in shares of the texts, the common
 * marks may be: follow-up reports repeat earlier news further down. */
#define SUM_LEAST   1.2
#define SHARE_LEAST 0.5
#define APART_MOST  0.25

enum {
  SHARED_LEAST = 2, /* marks of a fingerprint that make a pair worth reading */
  COMMON = 24,      /* stories of a day with a mark: a mark in more of them is too common to tell anything */
  ITEMS_MOST = 192, /* items of those stories */
  MARKS_MOST = 512  /* marks of a text that are compared */
};

/* An item under one of its marks, with the first item of its story. */
struct marked {
  uint16_t mark;
  uint32_t item, story;
};

struct pair {
  uint32_t a, b; /* items, the lower first */
  float score;   /* from their texts */
};

struct candidate;

struct day {
  struct stories *stories;
  struct candidate *candidates; /* by item */
  size_t candidate_count, candidate_capacity;
  struct marked *marked;
  size_t marked_count, marked_capacity;
  struct pair *pairs;
  size_t pair_count, pair_capacity;
  sqlite3_stmt *fingerprint;
  uint32_t *counts; /* by mark of a fingerprint: number of stories that have it */
  uint32_t total;   /* number of stories; 0 if not counted yet */
};

/* ---- Addresses ----------------------------------------------------------------------------------- */

/* The next part of an address, up to a separator. */
static bool next_part(sse_str url, size_t *position, sse_str *part) {
  size_t at = *position;
  if (at >= url.length) return false;
  while (at < url.length && !strchr("/?&=.", url.data[at]))
    at++;
  *part = sse_str_part(url, *position, at);
  *position = at + 1;
  return true;
}

/* fr, or fr-CA */
static bool is_tag(sse_str part) {
  bool has_length = part.length == 2 || (part.length == 5 && (part.data[2] == '-' || part.data[2] == '_'));
  return has_length && text_is_language_tag(sse_str_part(part, 0, 2));
}

/* A hash of an address without its language tags; 0 if it has none. */
static uint32_t hash_without_tags(sse_str url) {
  XXH64_hash_t hash = 0;
  bool has_tag = false;
  sse_str part;
  for (size_t at = 0; next_part(url, &at, &part);) {
    has_tag = has_tag || is_tag(part);
    if (!is_tag(part)) hash = XXH3_64bits_withSeed(part.data, part.length, hash);
  }
  return has_tag ? (uint32_t)hash | 1 : 0;
}

/* ---- Two texts ----------------------------------------------------------------------------------- */

/* A mark of an item, its weight, which is lower if many stories have it, and its position. */
struct weighted {
  uint64_t hash;
  float weight, place; /* position in shares of the text */
  bool is_number, in_title;
};

/* An item that may have a translation, with all its marks. */
struct candidate {
  uint32_t item;
  const struct day *day;
  size_t length;          /* of the current text; 0 for the headline */
  uint32_t address;       /* hash_without_tags */
  struct weighted *marks; /* sorted by hash */
  size_t count, capacity;
  bool failed;
};

/* How much a mark tells, from 0 to 1: a year, a town or an organisation is in many stories (inverse document
 * frequency: Sparck Jones, A statistical interpretation of term specificity, 1972). */
static double rarity(const struct day *day, uint64_t hash) {
  double count = fmax(day->counts[(uint16_t)(hash | 1)], 1), total = fmax(day->total, 1);
  return log1p(total / count) / log1p(total);
}

/* Long numbers tell more than short ones, and more than names, which may be those of months. */
static void keep_mark(void *context, const text_mark *mark) {
  struct candidate *candidate = context;
  void *marks = candidate->marks;
  double weight = rarity(candidate->day, mark->hash) * (mark->is_number && mark->length >= 3 ? 1.5 : 1);
  bool in_title = candidate->length == 0;
  double place = in_title ? 0 : (double)mark->at / (double)candidate->length;
  if (candidate->count == MARKS_MOST) return;
  if (!sse_array_reserve(&marks, &candidate->capacity, candidate->count + 1, sizeof *candidate->marks)) {
    candidate->failed = true;
    return;
  }
  candidate->marks = marks;
  candidate->marks[candidate->count++] =
      (struct weighted){mark->hash, (float)weight, (float)place, mark->is_number, in_title};
}

static int compare_hashes(const void *left, const void *right) {
  const struct weighted *a = left, *b = right;
  if (a->hash != b->hash) return a->hash > b->hash ? 1 : -1;
  if (a->place != b->place) return a->place > b->place ? 1 : -1; /* the first is kept */
  return b->in_title - a->in_title;
}

static sse_status read_candidate(const struct stories *stories, struct candidate *candidate, sse_error *err) {
  sse_str text = {0}, url = {0};
  size_t kept = 0;
  sse_status status = stories_read(stories, candidate->item, &text, err);
  if (!status) status = stories_read_url(stories, candidate->item, &url, err);
  if (status) return status;
  candidate->address = hash_without_tags(url);
  text_marks_each(stories_title(stories), candidate, keep_mark);
  candidate->length = text.length;
  text_marks_each(text, candidate, keep_mark);
  if (candidate->failed) return sse_fail_memory(err);
  if (candidate->count > 1)
    qsort(candidate->marks, candidate->count, sizeof *candidate->marks, compare_hashes);
  for (size_t i = 0; i < candidate->count; i++)
    if (kept == 0 || candidate->marks[kept - 1].hash != candidate->marks[i].hash)
      candidate->marks[kept++] = candidate->marks[i];
  candidate->count = kept;
  return SSE_OK;
}

static double sum_of(const struct candidate *candidate, bool numbers) {
  double sum = 0;
  for (size_t i = 0; i < candidate->count; i++)
    if (candidate->marks[i].is_number == numbers) sum += candidate->marks[i].weight;
  return sum;
}

static bool has_number_in_title(const struct candidate *candidate) {
  for (size_t i = 0; i < candidate->count; i++)
    if (candidate->marks[i].is_number && candidate->marks[i].in_title) return true;
  return false;
}

/* What two items have in common. */
struct common {
  double numbers, names;
  double apart; /* sum of how much later the marks are in the first item */
  size_t count;
  bool has_title; /* including a number of a headline */
};

static struct common compare(const struct candidate *a, const struct candidate *b) {
  struct common common = {.count = 0};
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    const struct weighted *one = &a->marks[i], *other = &b->marks[j];
    if (one->hash == other->hash) {
      *(one->is_number ? &common.numbers : &common.names) += one->weight;
      common.apart += one->place - other->place;
      common.count++;
      common.has_title = common.has_title || (one->is_number && (one->in_title || other->in_title));
    }
    i += one->hash <= other->hash;
    j += other->hash <= one->hash;
  }
  return common;
}

/* How similar two texts are, from 0 to 1; 0 if they have too little in common to be translations of each
 * other. Which words have a capital differs by language, so the text with fewer names counts. Most numbers
 * must be the same in both. If both headlines have numbers, one of these must be in the other item too. */
static float likeness(const struct candidate *a, const struct candidate *b) {
  double numbers = (sum_of(a, true) + sum_of(b, true)) / 2;
  double names = fmin(sum_of(a, false), sum_of(b, false));
  if (a->address != 0 && a->address == b->address) return 1;
  const struct common common = compare(a, b);
  double sum = common.numbers + common.names;
  if ((numbers > 0 && common.numbers * 2 <= numbers) || sum < SUM_LEAST) return 0;
  if (fabs(common.apart) > APART_MOST * (double)common.count) return 0;
  if (!common.has_title && has_number_in_title(a) && has_number_in_title(b)) return 0;
  double share = sum / (numbers + names);
  return share < SHARE_LEAST ? 0 : (float)(share * sum / (sum + 1));
}

/* ---- A day --------------------------------------------------------------------------------------- */

static int compare_marked(const void *left, const void *right) {
  const struct marked *a = left, *b = right;
  if (a->mark != b->mark) return a->mark > b->mark ? 1 : -1;
  if (a->story != b->story) return a->story > b->story ? 1 : -1;
  return (a->item > b->item) - (a->item < b->item);
}

static int compare_pairs(const void *left, const void *right) {
  const struct pair *a = left, *b = right;
  if (a->a != b->a) return a->a > b->a ? 1 : -1;
  return (a->b > b->b) - (a->b < b->b);
}

static int compare_scores(const void *left, const void *right) {
  const struct pair *a = left, *b = right;
  if (a->score != b->score) return a->score < b->score ? 1 : -1;
  return compare_pairs(left, right);
}

/* Adds the item under its marks, and under its address without languages as one more. */
static sse_status add_item(struct day *day, uint32_t item, sse_error *err) {
  sqlite3_stmt *row = day->fingerprint;
  text_fingerprint fingerprint = {.shingles = {0}};
  sqlite3_int64 number = 0;
  uint32_t first = stories_first(day->stories, item);
  void *marked = day->marked;
  if (!sse_array_reserve(&marked, &day->marked_capacity, day->marked_count + TEXT_MARKS + SHARED_LEAST,
                         sizeof *day->marked))
    return sse_fail_memory(err);
  day->marked = marked;
  bool bound = sqlite3_bind_int64(row, 1, item) == SQLITE_OK;
  sse_status status = statement_run(day->stories->index, row, bound, &number, err);
  if (number > 0) (void)stories_fingerprint(row, 1, &fingerprint); /* otherwise it has no marks */
  index_statement_end(row);
  for (size_t i = 0; i < TEXT_MARKS && fingerprint.marks[i] != 0; i++)
    day->marked[day->marked_count++] = (struct marked){fingerprint.marks[i], item, first};
  sse_str url = {0};
  if (!status) status = stories_read_url(day->stories, item, &url, err);
  uint32_t address = hash_without_tags(url);
  for (int i = 0; i < SHARED_LEAST && address > 0; i++) /* enough for a pair */
    day->marked[day->marked_count++] = (struct marked){(uint16_t)(address >> 8 * i), item, first};
  return status;
}

static sse_status add_pair(struct day *day, uint32_t a, uint32_t b, sse_error *err) {
  const struct stories *stories = day->stories;
  void *pairs = day->pairs;
  if (stories->langs[a] == stories->langs[b] || !(stories_is_new(stories, a) || stories_is_new(stories, b)))
    return SSE_OK;
  if (!sse_array_reserve(&pairs, &day->pair_capacity, day->pair_count + 1, sizeof *day->pairs))
    return sse_fail_memory(err);
  day->pairs = pairs;
  day->pairs[day->pair_count++] = (struct pair){a < b ? a : b, a < b ? b : a, 0};
  return SSE_OK;
}

/* Makes a pair of two items for each mark that they share. */
static sse_status pair_up(struct day *day, sse_error *err) {
  sse_status status = SSE_OK;
  if (day->marked_count > 1) qsort(day->marked, day->marked_count, sizeof *day->marked, compare_marked);
  for (size_t i = 0, end; i < day->marked_count && !status; i = end) {
    size_t stories = 0;
    for (end = i; end < day->marked_count && day->marked[end].mark == day->marked[i].mark; end++)
      stories += end == i || day->marked[end].story != day->marked[end - 1].story;
    bool is_distinctive = stories <= COMMON && end - i <= ITEMS_MOST;
    for (size_t a = i; a < end && is_distinctive && !status; a++)
      for (size_t b = a + 1; b < end && !status; b++)
        status = add_pair(day, day->marked[a].item, day->marked[b].item, err);
  }
  if (day->pair_count > 1) qsort(day->pairs, day->pair_count, sizeof *day->pairs, compare_pairs);
  return status;
}

static int compare_candidates(const void *left, const void *right) {
  const struct candidate *a = left, *b = right;
  return (a->item > b->item) - (a->item < b->item);
}

/* Keeps the pairs that share enough marks, each once, and lists their items. */
static sse_status choose_pairs(struct day *day, sse_error *err) {
  size_t kept = 0, items = 0;
  for (size_t i = 0, end; i < day->pair_count; i = end) {
    for (end = i; end < day->pair_count && compare_pairs(&day->pairs[i], &day->pairs[end]) == 0;)
      end++;
    if (end - i >= SHARED_LEAST) day->pairs[kept++] = day->pairs[i];
  }
  day->pair_count = kept;
  void *candidates = day->candidates;
  if (!sse_array_reserve(&candidates, &day->candidate_capacity, 2 * kept + 1, sizeof *day->candidates))
    return sse_fail_memory(err);
  day->candidates = candidates;
  for (size_t i = 0; i < kept; i++) {
    day->candidates[items++] = (struct candidate){.item = day->pairs[i].a, .day = day};
    day->candidates[items++] = (struct candidate){.item = day->pairs[i].b, .day = day};
  }
  if (items > 1) qsort(day->candidates, items, sizeof *day->candidates, compare_candidates);
  for (size_t i = 0; i < items; i++)
    if (day->candidate_count == 0 ||
        day->candidates[day->candidate_count - 1].item != day->candidates[i].item)
      day->candidates[day->candidate_count++] = day->candidates[i];
  return SSE_OK;
}

static const struct candidate *find_candidate(const struct day *day, uint32_t item) {
  const struct candidate wanted = {.item = item};
  return bsearch(&wanted, day->candidates, day->candidate_count, sizeof wanted, compare_candidates);
}

/* Counts the marks of a story, by one item for all: a story printed in many papers counts once. */
static sse_status count_marks(void *context, uint32_t item, const text_fingerprint *fingerprint,
                              sse_error *err) {
  struct day *day = context;
  (void)err;
  if (stories_first(day->stories, item) != item) return SSE_OK;
  day->total++;
  for (size_t i = 0; i < TEXT_MARKS && fingerprint->marks[i] != 0; i++)
    day->counts[fingerprint->marks[i]]++;
  return SSE_OK;
}

/* Reads the texts of the pairs that share enough, and keeps those that may be translations. */
static sse_status score_pairs(struct day *day, sse_error *err) {
  size_t kept = 0;
  sse_status status = choose_pairs(day, err);
  if (!status && day->candidate_count > 0 && day->total == 0)
    status = stories_each_fingerprint(day->stories, day, count_marks, err);
  for (size_t i = 0; i < day->candidate_count && !status; i++)
    status = read_candidate(day->stories, &day->candidates[i], err);
  for (size_t i = 0; i < day->pair_count && !status; i++) {
    struct pair pair = day->pairs[i];
    pair.score = likeness(find_candidate(day, pair.a), find_candidate(day, pair.b));
    if (pair.score > 0) day->pairs[kept++] = pair;
  }
  day->pair_count = kept;
  for (size_t i = 0; i < day->candidate_count; i++)
    free(day->candidates[i].marks);
  day->candidate_count = 0;
  return status;
}

/* Sets `*shares` if the stories of two items have a language in common, so that one story would have two
 * texts in it. */
static sse_status share_language(const struct stories *stories, uint32_t a, uint32_t b, bool *shares,
                                 sse_error *err) {
  bool has[UINT8_MAX + 1] = {false};
  sse_status status = SSE_OK;
  uint32_t at = a;
  do {
    status = stories_know(stories, at, err);
    has[stories->langs[at]] = true;
    at = stories_next(stories, at);
  } while (at != a && !status);
  has[0] = false; /* an item that no longer exists, or whose language is unknown */
  at = b;
  *shares = false;
  do {
    if (!status) status = stories_know(stories, at, err);
    *shares = *shares || has[stories->langs[at]];
    at = stories_next(stories, at);
  } while (at != b && !status);
  return status;
}

/* Unites pairs, the best first, unless one of the items or its story has a better match in that language. */
static sse_status unite_best(struct day *day, sse_error *err) {
  struct stories *stories = day->stories;
  const uint8_t *langs = stories->langs;
  sse_status status = SSE_OK;
  if (day->pair_count > 1) qsort(day->pairs, day->pair_count, sizeof *day->pairs, compare_scores);
  for (size_t i = 0; i < day->pair_count && !status; i++) {
    const struct pair *pair = &day->pairs[i];
    bool is_best = true, shares = true;
    for (size_t better = 0; better < i && is_best; better++) {
      const struct pair *other = &day->pairs[better];
      bool same_a = (other->a == pair->a && langs[other->b] == langs[pair->b]) ||
                    (other->b == pair->a && langs[other->a] == langs[pair->b]);
      bool same_b = (other->a == pair->b && langs[other->b] == langs[pair->a]) ||
                    (other->b == pair->b && langs[other->a] == langs[pair->a]);
      is_best = !same_a && !same_b;
    }
    if (is_best) status = share_language(stories, pair->a, pair->b, &shares, err);
    if (!shares) stories_unite(stories, pair->a, pair->b);
  }
  return status;
}

static sse_status find_in_day(struct day *day, const uint32_t *items, size_t count, sse_error *err) {
  const struct stories *stories = day->stories;
  bool has_new = false, has_languages = false;
  sse_status status = SSE_OK;
  for (size_t i = 0; i < count; i++) {
    has_new = has_new || stories_is_new(stories, items[i]);
    has_languages = has_languages || stories->langs[items[i]] != stories->langs[items[0]];
  }
  day->marked_count = day->pair_count = 0;
  if (!has_new || !has_languages) return SSE_OK;
  for (size_t i = 0; i < count && !status; i++)
    status = add_item(day, items[i], err);
  if (!status) status = pair_up(day, err);
  if (!status) status = score_pairs(day, err);
  return status ? status : unite_best(day, err);
}

/* ---- All days ------------------------------------------------------------------------------------ */

/* Sets `*has` if there are items in more than one language. */
static sse_status are_languages_several(const struct stories *stories, bool *has, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 second = 0;
  sse_status status =
      index_prepare(stories->index, "SELECT 1 FROM label WHERE kind = 2 LIMIT 1 OFFSET 1", &row, err);
  if (status) return status;
  status = statement_run(stories->index, row, true, &second, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  *has = second == 1;
  return status;
}

/* Finds the translations in all days that may have new items. */
static sse_status find_in_days(struct day *day, sse_error *err) {
  struct stories_days days;
  sse_status status = days_gather(day->stories, &days, err);
  if (!status)
    status = index_prepare(day->stories->index, "SELECT number, data FROM fingerprint WHERE number = ?1",
                           &day->fingerprint, err);
  for (uint32_t at = days.oldest; at <= days.newest && !status; at++) {
    uint32_t start = days.ends[at - 1]; /* where the day before ends */
    status = find_in_day(day, days.items + start, days.ends[at] - start, err);
  }
  (void)sqlite3_finalize(day->fingerprint); /* repeats the error */
  days_reset(&days);
  return status;
}

sse_status translations_find(struct stories *stories, sse_error *err) {
  struct day day = {.stories = stories};
  bool has = false;
  day.counts = calloc(UINT16_MAX + 1, sizeof *day.counts);
  sse_status status = day.counts ? are_languages_several(stories, &has, err) : sse_fail_memory(err);
  if (!status) status = declared_unite(stories, err);
  if (!status && has) status = stories_link(stories, err);
  if (!status && has) status = find_in_days(&day, err);
  free(day.counts);
  free(day.marked);
  free(day.pairs);
  free(day.candidates);
  return status;
}

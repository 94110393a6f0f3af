/* Copies: items of one language, a few days apart at most, of which one has most of what the other says.
 * Agency news appear in many papers under different headlines, cut or with an extra paragraph.
 * Items whose fingerprints share a hash are compared by their texts. */
#include "index/stories.h"

#include <stdlib.h>

enum {
  NEIGHBOURS = 20 /* most items of one hash to compare an item with: more share a template */
};

/* The shares that make a copy: of the shorter text's runs of words, of those in its first half that occur in
 * as much of the other's beginning, and of the numbers and names of the text with fewer. Chosen on
 * constructed sets of news, pages and announcements in several languages. */
#define WORDS_LEAST 0.6
#define FRONT_LEAST 0.5
#define MARKS_LEAST 0.85

/* ---- Whether one is a copy of the other ---------------------------------------------------------- */

struct hashes {
  uint64_t *hashes;
  size_t count, capacity;
  bool failed;
};

static void add_hash(struct hashes *set, uint64_t hash) {
  void *hashes = set->hashes;
  set->failed = set->failed || !sse_array_reserve(&hashes, &set->capacity, set->count + 1, sizeof hash);
  if (set->failed) return;
  set->hashes = hashes;
  set->hashes[set->count++] = hash;
}

static void add_shingle(void *context, uint64_t hash) {
  add_hash(context, hash);
}

static int compare_hashes(const void *a, const void *b) {
  const uint64_t *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

/* Sorts a set and removes duplicates. */
static void make_set(struct hashes *set) {
  size_t kept = 0;
  if (set->count > 1) qsort(set->hashes, set->count, sizeof *set->hashes, compare_hashes);
  for (size_t i = 0; i < set->count; i++)
    if (kept == 0 || set->hashes[kept - 1] != set->hashes[i]) set->hashes[kept++] = set->hashes[i];
  set->count = kept;
}

static size_t count_shared(const struct hashes *a, const struct hashes *b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    shared += a->hashes[i] == b->hashes[j];
    uint64_t least = a->hashes[i] < b->hashes[j] ? a->hashes[i] : b->hashes[j];
    i += a->hashes[i] == least;
    j += b->hashes[j] == least;
  }
  return shared;
}

/* The shingles of an item's text in order, some of them as a set, its numbers and its names. */
struct words {
  struct hashes shingles, part, numbers, names;
};

static void add_mark(void *context, const text_mark *mark) {
  struct words *words = context;
  add_hash(mark->is_number ? &words->numbers : &words->names, mark->hash);
}

static sse_status read_words(const struct stories *stories, uint32_t item, struct words *words,
                             sse_error *err) {
  sse_buffer terms = {0};
  sse_str said = {0};
  words->shingles.count = words->numbers.count = words->names.count = 0;
  sse_status status = stories_read(stories, item, &said, err);
  if (status) return status;
  status = text_terms(index_analyser(stories->index), TEXT_NO_LANGUAGE, said, &terms, err);
  if (!status) {
    text_shingles_each(sse_buffer_str(&terms), &words->shingles, add_shingle);
    text_marks_each(said, words, add_mark);
    make_set(&words->numbers);
    make_set(&words->names);
    if (words->shingles.failed || words->numbers.failed || words->names.failed) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&terms);
  return status;
}

/* The share of the smaller set that is also in the other one; 1 if the smaller one is empty. */
static double share_of(const struct hashes *a, const struct hashes *b) {
  size_t less = a->count < b->count ? a->count : b->count;
  return less > 0 ? (double)count_shared(a, b) / (double)less : 1;
}

/* Makes a set of the first `count` shingles. */
static void take_part(struct words *words, size_t count) {
  words->part.count = 0;
  for (size_t i = 0; i < count && i < words->shingles.count; i++)
    add_hash(&words->part, words->shingles.hashes[i]);
  make_set(&words->part);
}

/* The share of their first `count` shingles that two texts have in common. */
static double share_of_front(struct words *a, struct words *b, size_t count) {
  take_part(a, count);
  take_part(b, count);
  return share_of(&a->part, &b->part);
}

/* Returns true if most of the shorter text is in the other, and at its beginning: a follow-up report repeats
 * earlier news further down. Copies keep the numbers, and at least as large a share of names as of words;
 * reports from one template differ in exactly those. */
static bool is_copy(struct words *a, struct words *b) {
  size_t less = a->shingles.count < b->shingles.count ? a->shingles.count : b->shingles.count;
  if (share_of(&a->numbers, &b->numbers) < MARKS_LEAST) return false;
  double words = share_of_front(a, b, SIZE_MAX);
  return words >= WORDS_LEAST && share_of_front(a, b, less / 2) >= FRONT_LEAST &&
         share_of(&a->names, &b->names) >= (words < MARKS_LEAST ? words : MARKS_LEAST);
}

/* ---- Which items are compared -------------------------------------------------------------------- */

/* Compares an entry with those that follow it with the same key, a few days apart at most. */
static sse_status compare_entry(struct stories *stories, const struct stories_entry *entries, size_t count,
                                struct words words[2], sse_error *err) {
  const uint8_t *langs = stories->langs;
  bool is_read = false;
  uint32_t item = entries[0].item;
  sse_status status = SSE_OK;
  for (size_t i = 1; i < count && i <= NEIGHBOURS && !status; i++) {
    uint32_t other = entries[i].item;
    if (entries[i].key != entries[0].key || entries[i].day - entries[0].day > STORIES_DAYS) break;
    if (langs[item] != langs[other] || !(stories_is_new(stories, item) || stories_is_new(stories, other)) ||
        stories_first(stories, item) == stories_first(stories, other))
      continue;
    if (!is_read) status = read_words(stories, item, &words[0], err);
    is_read = true;
    if (!status) status = read_words(stories, other, &words[1], err);
    if (!status && is_copy(&words[0], &words[1])) stories_unite(stories, item, other);
    if (!status && (words[0].part.failed || words[1].part.failed)) status = sse_fail_memory(err);
  }
  return status;
}

struct comparing {
  struct stories *stories;
  struct words words[2];
};

static sse_status compare_entries(void *context, const struct stories_entry *entries, size_t count,
                                  sse_error *err) {
  struct comparing *comparing = context;
  sse_status status = SSE_OK;
  for (size_t i = 0; i + 1 < count && !status; i++)
    if (entries[i].key == entries[i + 1].key)
      status = compare_entry(comparing->stories, entries + i, count - i, comparing->words, err);
  return status;
}

sse_status copies_find(struct stories *stories, sse_error *err) {
  struct comparing comparing = {.stories = stories};
  sse_status status = stories->changes ? shingles_add(stories, &comparing, compare_entries, err)
                                       : shingles_make(stories, &comparing, compare_entries, err);
  for (size_t i = 0; i < 2; i++) {
    struct words *words = &comparing.words[i];
    free(words->shingles.hashes);
    free(words->part.hashes);
    free(words->numbers.hashes);
    free(words->names.hashes);
  }
  return status;
}

/* Spans in the doclists of their terms, read without FTS5: the lists of all required terms are moved to the
 * same item, and its places are then checked. If the lists are long, two threads take half of the items each.
 * Lists that are past an item are reopened. */
#include "query/span_walk.h"
#include "base/both.h"
#include "index/phrase.h"

#include <stdlib.h>

enum {
  TERMS_MOST = 512, /* most lists that are open at once, with a page each */
  LONG = 64,        /* pages of all lists, from which on a second thread is worth its cost */
  WORD = 64         /* item numbers whose bits may be in one word */
};

/* The items of one archive that one thread processes. */
struct walk {
  const index_db *archive; /* over the thread's connection */
  span_query *spans;
  const sse_buffer *texts;
  index_phrase **leaves;      /* by node */
  uint32_t item;              /* the current one */
  uint32_t from, last, first; /* the range in the archive's numbers, and the offset to those of the index */
  void *context;
  index_match_fn *on_item;
  sse_status status;
  sse_error err;
};

/* The terms of a leaf, separated by spaces. */
static sse_str terms_of(const struct span_node *leaf, const sse_buffer *texts) {
  return sse_str_part(sse_buffer_str(texts), leaf->written, leaf->written + leaf->written_length);
}

bool span_walk_can(span_query *spans) {
  size_t terms = 0;
  if (!spans_are_whole(spans)) return false;
  spans_simplify(spans);
  for (size_t i = 1; i <= spans->count; i++) {
    const struct span_node *node = &spans->nodes[i];
    if (node->kind != SPANS_PHRASE) continue;
    if (node->is_prefix || !index_phrase_can(terms_of(node, &spans->texts))) return false;
    terms += node->terms;
  }
  return terms <= TERMS_MOST;
}

/* ---- Leaves --------------------------------------------------------------------------------------- */

static void open_leaves(struct walk *walk) {
  walk->leaves = calloc(walk->spans->count + 1, sizeof(index_phrase *));
  if (!walk->leaves) walk->status = sse_fail_memory(&walk->err);
  for (size_t i = 1; i <= walk->spans->count && !walk->status; i++) {
    const struct span_node *node = &walk->spans->nodes[i];
    if (node->kind != SPANS_PHRASE) continue;
    walk->status = index_phrase_open(walk->archive, terms_of(node, walk->texts), node->column,
                                     &walk->leaves[i], &walk->err);
  }
}

static void close_leaves(struct walk *walk) {
  for (size_t i = 1; i <= walk->spans->count && walk->leaves; i++)
    index_phrase_free(walk->leaves[i]);
  free(walk->leaves);
  walk->leaves = NULL;
}

/* The number of pages of all lists. */
static size_t pages_of(const struct walk *walk) {
  size_t pages = 0;
  for (size_t i = 1; i <= walk->spans->count && !walk->status; i++)
    if (walk->leaves[i]) pages += index_phrase_pages(walk->leaves[i]);
  return pages;
}

static uint32_t seek_leaf(struct walk *walk, size_t place, uint32_t item) {
  uint32_t found = INDEX_DOCLIST_END;
  if (!walk->status) walk->status = index_phrase_seek(walk->leaves[place], item, &found, &walk->err);
  return walk->status ? INDEX_DOCLIST_END : found;
}

static int find_leaf(void *context, struct span_node *node) {
  struct walk *walk = context;
  const size_t place = (size_t)(node - walk->spans->nodes);
  const index_place *places;
  size_t count = 0;
  if (seek_leaf(walk, place, walk->item) != walk->item || walk->status) return SQLITE_OK;
  walk->status = index_phrase_places(walk->leaves[place], &places, &count, &walk->err);
  if (walk->status || count == 0) return SQLITE_OK;
  if (node->capacity < count && !span_make_room(node, count)) return SQLITE_NOMEM;
  for (size_t i = 0; i < count; i++)
    node->found[i] =
        (struct span){places[i].column, places[i].offset, places[i].offset + (int)node->terms - 1};
  node->count = count;
  node->longest = (int)node->terms;
  return SQLITE_OK;
}

/* ---- Items ---------------------------------------------------------------------------------------- */

/* Initialises a walk over all items of an archive. */
static sse_status set_walk(span_query *spans, const index_db *index, size_t which, struct walk *walk,
                           sse_error *err) {
  index_ranking *ranking;
  *walk = (struct walk){.archive = index_archive(index, which),
                        .spans = spans,
                        .texts = &spans->texts,
                        .from = 1,
                        .first = index_archive_first(index, which)};
  sse_status status = index_ranking_of(walk->archive, &ranking, err);
  if (!status) walk->last = (uint32_t)index_ranking_numbers(ranking);
  return status;
}

static uint32_t seek_node(struct walk *walk, size_t place, uint32_t item);

static uint32_t seek_any(struct walk *walk, const struct span_node *node, uint32_t item) {
  uint32_t first = INDEX_DOCLIST_END;
  for (size_t child = node->child; child != 0; child = walk->spans->nodes[child].next) {
    uint32_t found = seek_node(walk, child, item);
    if (found < first) first = found;
  }
  return first;
}

static uint32_t seek_all(struct walk *walk, const struct span_node *node, uint32_t item) {
  size_t child = node->child;
  while (child != 0 && item != INDEX_DOCLIST_END) {
    uint32_t found = seek_node(walk, child, item);
    child = found > item ? node->child : walk->spans->nodes[child].next;
    item = found;
  }
  return item;
}

/* The first item at or after `item` that may have spans of a node, as it has the leaves. */
static uint32_t seek_node(struct walk *walk, size_t place, uint32_t item) {
  const struct span_node *node = &walk->spans->nodes[place];
  if (node->kind == SPANS_PHRASE) return seek_leaf(walk, place, item);
  if (node->child == 0) return INDEX_DOCLIST_END; /* a pattern that no word matches */
  if (node->kind == SPANS_BUT) return seek_node(walk, node->child, item);
  return node->kind == SPANS_ANY ? seek_any(walk, node, item) : seek_all(walk, node, item);
}

/* Processes the items from `from` to `last`. */
static void run(void *context) {
  struct walk *walk = context;
  const struct span_node *root = &walk->spans->nodes[1];
  const bool is_decided = root->kind == SPANS_PHRASE; /* the leaf itself decides */
  for (uint32_t item = walk->from; !walk->status; item++) {
    item = seek_node(walk, 1, item);
    if (item > walk->last || walk->status) break;
    walk->item = item;
    if (!is_decided && spans_evaluate(walk->spans, 1, find_leaf, walk) != SQLITE_OK)
      walk->status = sse_fail_memory(&walk->err);
    if (!walk->status && (is_decided || root->count > 0)) walk->on_item(walk->context, walk->first + item);
  }
}

/* Gives the upper half to the other walk, if there is a connection for it; returns false if there is none. */
static bool halve(struct walk *lower, struct walk *upper) {
  const index_db *second = index_second(lower->archive);
  /* Bits of items on either side of the middle must be in different words. */
  const uint32_t until = (lower->first + lower->last / 2) / WORD * WORD - 1 - lower->first;
  if (!second || until <= lower->from || until >= lower->last) return false;
  upper->archive = second;
  open_leaves(upper);
  upper->from = until + 1;
  lower->last = until;
  return true;
}

static sse_status walk_archive(struct walk *lower, struct walk *upper, sse_error *err) {
  open_leaves(lower);
  const bool is_long = !lower->status && pages_of(lower) >= LONG;
  if (is_long && halve(lower, upper)) {
    sse_both(run, lower, upper);
  } else {
    run(lower);
  }
  close_leaves(lower);
  close_leaves(upper);
  const struct walk *failed = lower->status ? lower : upper;
  if (failed->status) *err = failed->err;
  return failed->status;
}

sse_status span_walk_all(span_query *spans, span_query *second, const index_db *index, void *context,
                         index_match_fn *on_item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    struct walk lower;
    status = set_walk(spans, index, i, &lower, err);
    if (status) break;
    lower.context = context;
    lower.on_item = on_item;
    struct walk upper = lower;
    upper.spans = second;
    status = walk_archive(&lower, &upper, err);
  }
  return status;
}

/* ---- A stretch at a time ---------------------------------------------------------------------------- */

struct span_walk {
  span_query *spans;
  struct walk *walks; /* one for each archive */
  size_t count;
};

sse_status span_walk_new(span_query *spans, const index_db *index, span_walk **made, sse_error *err) {
  const size_t archives = index_archive_count(index);
  sse_status status = SSE_OK;
  span_walk *walk = *made = calloc(1, sizeof *walk);
  if (walk) walk->walks = calloc(archives, sizeof *walk->walks);
  if (!walk || !walk->walks) {
    spans_free(spans);
    return sse_fail_memory(err);
  }
  walk->spans = spans;
  for (; walk->count < archives && !status; walk->count++)
    status = set_walk(spans, index, walk->count, &walk->walks[walk->count], err);
  return status;
}

void span_walk_free(span_walk *walk) {
  if (!walk) return;
  for (size_t i = 0; i < walk->count; i++)
    close_leaves(&walk->walks[i]);
  free(walk->walks);
  spans_free(walk->spans);
  free(walk);
}

/* The stretch to set the bits of. */
struct stretch {
  uint32_t first, count;
  uint64_t *bits;
};

static void put_bit(void *context, uint32_t item) {
  const struct stretch *stretch = context;
  const uint32_t place = item - stretch->first;
  if (place < stretch->count) stretch->bits[place / WORD] |= (uint64_t)1 << place % WORD;
}

/* Processes the items of a stretch; lists that are past it are reopened. */
static void run_stretch(struct walk *walk, const struct stretch *stretch) {
  const uint32_t last = walk->last, end = stretch->first + stretch->count - 1;
  const uint32_t from = stretch->first > walk->first ? stretch->first - walk->first : 1;
  if (end <= walk->first || from > last) return;
  if (walk->leaves && from < walk->from) close_leaves(walk);
  if (!walk->leaves) open_leaves(walk);
  walk->from = from;
  walk->last = end - walk->first < last ? end - walk->first : last;
  walk->on_item = put_bit;
  walk->context = (void *)stretch;
  run(walk);
  walk->last = last;
}

sse_status span_walk_fill(span_walk *walk, uint32_t first, uint32_t count, uint64_t *bits, sse_error *err) {
  struct stretch stretch = {.first = first, .count = count};
  stretch.bits = bits;
  for (size_t i = 0; i < walk->count; i++) {
    struct walk *one = &walk->walks[i];
    if (!one->status) run_stretch(one, &stretch);
    if (!one->status) continue;
    *err = one->err;
    return one->status;
  }
  return SSE_OK;
}

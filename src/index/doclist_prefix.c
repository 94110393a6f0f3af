/* The doclists of all terms with a prefix, term by term in page order, so that no term has to be looked up.
 * The segments are traversed in parallel; among those at the lowest term, the newest is read first, since it
 * overrides the others. */
#include "index/doclist_pages.h"

#include <stdlib.h>
#include <string.h>

/* The position of a segment among its terms. */
struct term_cursor {
  sse_buffer term; /* the current one, whose doclist comes next */
  int64_t page;    /* the page `entry` is on; 0 before the first */
  size_t entry;    /* of the next term, in the footer; the term is that many bytes after `start` */
  size_t start;
  bool is_over;
  bool is_chosen; /* its term is the lowest of all segments */
};

struct walk {
  index_doclist *list;
  struct term_cursor *cursors; /* one per segment */
  sse_str key;                 /* what the terms begin with */
  uint32_t *gone;              /* items that newer segments have deleted from the current term, in order */
  size_t prune_count, gone_capacity;
};

/* Takes the term at the entry, and positions the segment's doclist after it. */
static sse_status take_term(const struct walk *walk, struct segment *segment, struct term_cursor *cursor,
                            sse_error *err) {
  const unsigned char *data = segment->page.data;
  const size_t footer = doclist_offset(data + 2);
  const bool is_first = cursor->entry == footer;
  cursor->start += doclist_number(data, &cursor->entry);
  size_t at = cursor->start, shared = 0;
  if (at < DOCLIST_HEADER || at >= footer) return doclist_fail(walk->list, err);
  if (!is_first) shared = doclist_number(data, &at);
  const size_t length = doclist_number(data, &at);
  if (at + length > footer || shared > cursor->term.length) return doclist_fail(walk->list, err);
  cursor->term.length = shared;
  sse_buffer_append(&cursor->term, (const char *)data + at, length);
  if (cursor->term.failed) return sse_fail_memory(err);
  size_t next = cursor->entry;
  segment->page.at = at + length;
  segment->page.ends_here = next < segment->page.length;
  segment->page.end = segment->page.ends_here ? cursor->start + doclist_number(data, &next) : footer;
  segment->page.is_new = true;
  segment->item = 0;
  bool is_sound = segment->page.at <= segment->page.end && segment->page.end <= footer;
  return is_sound ? SSE_OK : doclist_fail(walk->list, err);
}

/* Advances the segment to its next term, whose doclist has not been read yet. */
static sse_status next_term(const struct walk *walk, size_t number, sse_error *err) {
  struct segment *segment = &walk->list->segments[number];
  struct term_cursor *cursor = &walk->cursors[number];
  for (;;) {
    if (cursor->page != segment->page.number) { /* the first term of the page where the last doclist ended */
      cursor->page = segment->page.number;
      cursor->entry = doclist_offset(segment->page.data + 2);
      cursor->start = 0;
    }
    if (cursor->entry < segment->page.length) return take_term(walk, segment, cursor, err);
    if (segment->page.number >= segment->last_page) break;
    sse_status status = doclist_page(walk->list, segment, segment->page.number + 1, err);
    if (status) return status;
  }
  cursor->is_over = true;
  return SSE_OK;
}

/* Positions a segment on its first term with the prefix. */
static sse_status find_first(const struct walk *walk, size_t number, sse_error *err) {
  struct segment *segment = &walk->list->segments[number];
  struct term_cursor *cursor = &walk->cursors[number];
  int64_t page = 0;
  sse_status status = doclist_page_of(walk->list, segment, walk->key, &page, err);
  cursor->is_over = page <= 0 || page > segment->last_page;
  if (status || cursor->is_over) return status;
  status = doclist_page(walk->list, segment, page, err);
  do {
    if (!status) status = next_term(walk, number, err);
  } while (!status && !cursor->is_over && sse_str_compare(sse_buffer_str(&cursor->term), walk->key) < 0);
  return status;
}

/* Chooses the lowest of the segments' terms, if it has the prefix; segments at other terms wait. */
static bool choose_term(const struct walk *walk) {
  const index_doclist *list = walk->list;
  sse_str term = {0};
  for (size_t i = 0; i < list->count; i++) {
    const sse_str other = sse_buffer_str(&walk->cursors[i].term);
    if (!walk->cursors[i].is_over && (!term.data || sse_str_compare(other, term) < 0)) term = other;
  }
  const bool has_prefix = term.data && term.length >= walk->key.length &&
                          memcmp(term.data, walk->key.data, walk->key.length) == 0;
  for (size_t i = 0; i < list->count && has_prefix; i++) {
    struct term_cursor *cursor = &walk->cursors[i];
    cursor->is_chosen = !cursor->is_over && sse_str_equal(sse_buffer_str(&cursor->term), term);
  }
  return has_prefix;
}

static int compare_items(const void *left, const void *right) {
  const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static bool is_gone(const struct walk *walk, uint32_t item) {
  return walk->prune_count > 0 &&
         bsearch(&item, walk->gone, walk->prune_count, sizeof *walk->gone, compare_items) != NULL;
}

/* Passes on the items that a segment has for the term, except those deleted in newer segments, and notes
 * those that it deletes itself. */
static sse_status take_segment(struct walk *walk, struct segment *segment, uint32_t before, void *context,
                               index_match_fn *on_item, sse_error *err) {
  size_t count = walk->prune_count;
  sse_status status = doclist_next(walk->list, segment, err);
  while (!status && segment->item != INDEX_DOCLIST_END) {
    void *gone = walk->gone;
    if (!segment->is_gone && !is_gone(walk, segment->item)) on_item(context, before + segment->item);
    if (segment->is_gone && !sse_array_reserve(&gone, &walk->gone_capacity, count + 1, sizeof *walk->gone))
      return sse_fail_memory(err);
    walk->gone = gone;
    if (segment->is_gone) walk->gone[count++] = segment->item;
    status = doclist_next(walk->list, segment, err);
  }
  if (count > walk->prune_count) qsort(walk->gone, count, sizeof *walk->gone, compare_items);
  walk->prune_count = count;
  return status;
}

/* Passes on the items of the chosen term, and advances the segments that had it to their next term. */
static sse_status take_items(struct walk *walk, uint32_t before, void *context, index_match_fn *on_item,
                             sse_error *err) {
  sse_status status = SSE_OK;
  walk->prune_count = 0;
  for (size_t i = 0; i < walk->list->count && !status; i++) {
    if (!walk->cursors[i].is_chosen) continue;
    status = take_segment(walk, &walk->list->segments[i], before, context, on_item, err);
    if (!status) status = next_term(walk, i, err);
  }
  return status;
}

static sse_status items_of_archive(const index_db *archive, uint32_t before, sse_str key, void *context,
                                   index_match_fn *on_item, sse_error *err) {
  struct walk walk = {.key = key};
  sse_status status = doclist_new(archive, &walk.list, err);
  if (status) {
    index_doclist_free(walk.list);
    return status;
  }
  walk.cursors = calloc(walk.list->count + 1, sizeof *walk.cursors);
  if (!walk.cursors) status = sse_fail_memory(err);
  for (size_t i = 0; !status && i < walk.list->count; i++)
    status = find_first(&walk, i, err);
  while (!status && choose_term(&walk))
    status = take_items(&walk, before, context, on_item, err);
  for (size_t i = 0; walk.cursors && i < walk.list->count; i++)
    sse_buffer_reset(&walk.cursors[i].term);
  free(walk.cursors);
  free(walk.gone);
  index_doclist_free(walk.list);
  return status;
}

sse_status index_prefix_items(const index_db *index, sse_str prefix, void *context, index_match_fn *on_item,
                              sse_error *err) {
  sse_buffer key = {0};
  sse_buffer_append_text(&key, "0"); /* FTS5's prefix byte for terms */
  sse_buffer_append_str(&key, prefix);
  sse_status status = key.failed ? sse_fail_memory(err) : SSE_OK;
  for (size_t i = 0; !status && i < index_archive_count(index); i++)
    status = items_of_archive(index_archive(index, i), index_archive_first(index, i), sse_buffer_str(&key),
                              context, on_item, err);
  sse_buffer_reset(&key);
  return status;
}

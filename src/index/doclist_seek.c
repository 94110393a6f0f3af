/* Seeking in doclists: the doclist of each segment is read in order, and of the segments that have an item
 * the newest counts. Seeks far ahead skip pages.
 * The pages are those of doclist_pages.c. */
#include "index/doclist_pages.h"

#include <stdlib.h>

static void swap_pages(struct segment *segment) {
  const struct page page = segment->page;
  segment->page = segment->other;
  segment->other = page;
}

/* Looks at a page further on, and continues from its first item unless that is after `item`; otherwise, or if
 * the page does not belong to this doclist, `*leapt` is false. */
static sse_status leap_to(index_doclist *list, struct segment *segment, int64_t page, uint32_t item,
                          bool *leapt, sse_error *err) {
  swap_pages(segment);
  sse_status status = doclist_page(list, segment, page, err);
  size_t at = segment->page.at;
  const bool has_item = !status && !segment->page.ends_here && at < segment->page.end;
  const uint32_t first = has_item ? doclist_number(segment->page.data, &at) : INDEX_DOCLIST_END;
  *leapt = first <= item && first > segment->item;
  if (*leapt) {
    segment->item = first - 1; /* doclist_next reads it again */
    return doclist_next(list, segment, err);
  }
  swap_pages(segment);
  return status;
}

/* Skips about half as many pages as evenly spread items would require. Stays put if that goes too far. */
static sse_status leap(index_doclist *list, struct segment *segment, uint32_t item, sse_error *err) {
  enum { LEAST = 8 };
  sse_status status = SSE_OK;
  bool leapt = true;
  while (leapt && !status && segment->page_span > 0 && !segment->page.ends_here && segment->item < item) {
    const uint32_t ahead = (item - segment->item) / segment->page_span / 2;
    const int64_t page = segment->page.number + ahead;
    if (ahead < LEAST || page > segment->last_page) break;
    status = leap_to(list, segment, page, item, &leapt, err);
    if (leapt) segment->page_span = (segment->page_span + ahead - 1) / ahead;
  }
  return status;
}

static sse_status seek(index_doclist *list, struct segment *segment, uint32_t item, sse_error *err) {
  sse_status status = SSE_OK;
  if (segment->item < item && segment->item > 0) status = leap(list, segment, item, err);
  while (!status && segment->item < item)
    status = doclist_next(list, segment, err);
  return status;
}

sse_status index_doclist_seek(index_doclist *list, uint32_t item, uint32_t *found, sse_error *err) {
  sse_status status = SSE_OK;
  for (bool is_gone = true; is_gone && !status; item++) {
    list->current = NULL;
    for (size_t i = 0; i < list->count && !status; i++) {
      struct segment *segment = &list->segments[i];
      if (segment->item < item) status = seek(list, segment, item, err);
      if (!list->current || segment->item < list->current->item) list->current = segment;
    }
    *found = list->current && !status ? list->current->item : INDEX_DOCLIST_END;
    is_gone = *found != INDEX_DOCLIST_END && list->current->is_gone;
    if (is_gone) item = *found;
  }
  return status;
}

index_places index_doclist_places(const index_doclist *list) {
  const struct segment *segment = list->current;
  return (index_places){segment->places, segment->places + segment->places_length, 0, 0};
}

size_t index_doclist_pages(const index_doclist *list) {
  size_t pages = 0;
  for (size_t i = 0; i < list->count; i++) {
    const struct segment *segment = &list->segments[i];
    const int64_t last = segment->page.ends_here ? segment->page.number : segment->last_page;
    if (segment->item != INDEX_DOCLIST_END) pages += (size_t)(last - segment->page.number + 1);
  }
  return pages;
}

/* ---- Opening -------------------------------------------------------------------------------------- */

/* The part of the term's doclist that is on a page. */
struct found {
  size_t start, end; /* offsets in the page; equal if the term is not on it */
  bool is_there, ends_here;
};

/* Finds the term on a page, which has no margin; returns false if the page is damaged. */
static bool find_on_page(sse_str page, sse_str term, struct found *found) {
  const unsigned char *data = (const unsigned char *)page.data;
  const size_t footer = doclist_offset(data + 2);
  size_t start = 0, common = 0; /* length of the common prefix of the current term and ours */
  uint32_t further, shared = 0, length;
  *found = (struct found){0};
  if (footer < DOCLIST_HEADER || footer > page.length) return false;
  index_places entries = {.at = data + footer, .end = data + page.length};
  for (bool is_first = true; entries.at < entries.end; is_first = false) {
    if (!index_places_number(&entries, &further)) return false;
    start += further;
    if (start < DOCLIST_HEADER || start >= footer) return false;
    index_places at = {.at = data + start, .end = data + footer};
    if (!is_first && !index_places_number(&at, &shared)) return false;
    if (!index_places_number(&at, &length) || length > (size_t)(at.end - at.at)) return false;
    if (shared > common) continue; /* it differs from ours at the same place as the one before */
    if (shared < common) return true;
    size_t same = 0;
    while (same < length && common + same < term.length &&
           at.at[same] == (unsigned char)term.data[common + same])
      same++;
    common += same;
    if (same == length && common == term.length) {
      const bool has_next = entries.at < entries.end;
      if (has_next && !index_places_number(&entries, &further)) return false;
      *found = (struct found){(size_t)(at.at - data) + length, has_next ? start + further : footer, true,
                              has_next};
      return found->start <= found->end && found->end <= footer;
    }
    if (same < length && (common == term.length || at.at[same] > (unsigned char)term.data[common]))
      return true;
  }
  return true;
}

/* Finds the doclist in a segment, if it has one. The doclist ends on the next page that has a term, at the
 * latest. Only the doclist is copied from the page: for a rare word that is a hundredth of it. */
static sse_status find_term(index_doclist *list, struct segment *segment, sse_str term, sse_error *err) {
  int64_t page = 0, next = 0;
  sqlite3_stmt *row = NULL;
  sse_str bytes;
  struct found found = {0};
  segment->item = INDEX_DOCLIST_END;
  sse_status status = doclist_page_of(list, segment, term, &page, err);
  if (status || page <= 0 || page > segment->last_page) return status;
  status = doclist_look(list, segment, page, &row, &bytes, err);
  if (!status && !find_on_page(bytes, term, &found)) status = doclist_fail(list, err);
  if (!status && found.is_there) {
    segment->item = 0;
    status = doclist_take(segment, page, sse_str_part(bytes, found.start, found.end), found.ends_here, err);
  }
  index_statement_end(row);
  if (status || !found.is_there || found.ends_here) return status;
  status = doclist_page_after(list, segment, term, &next, err);
  if (next > page && next < segment->last_page) segment->last_page = next;
  return status;
}

sse_status index_doclist_open(const index_db *archive, sse_str term, index_doclist **list, sse_error *err) {
  sse_buffer key = {0};
  sse_buffer_append_text(&key, "0"); /* FTS5's prefix byte for terms, which prefix indexes do not have */
  sse_buffer_append_str(&key, term);
  sse_status status = doclist_new(archive, list, err);
  if (!status && key.failed) status = sse_fail_memory(err);
  for (size_t i = 0; !status && i < (*list)->count; i++)
    status = find_term(*list, &(*list)->segments[i], sse_buffer_str(&key), err);
  sse_buffer_reset(&key);
  return status;
}

void index_doclist_free(index_doclist *list) {
  if (!list) return;
  for (size_t i = 0; i < list->count; i++) {
    free(list->segments[i].page.data);
    free(list->segments[i].other.data);
    sse_buffer_reset(&list->segments[i].joined);
  }
  free(list->segments);
  free(list);
}

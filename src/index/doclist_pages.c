/* Doclists from FTS5's own tables (fts5_index.c, "Database Format Overview"; the format since SQLite 3.9, as
 * sqlite3_fts5 writes it with detail=full and without secure-delete). Anything unexpected is reported as a
 * damaged index.
 *
 *   terms_data(id, block)   10: the structure; segment << 37 | page: a page of a segment
 *   terms_idx               the first term of a page, or what distinguishes it from the last one before
 *
 *   structure | cookie : 4 bytes | levels | segments | writes | level ...
 *   level     | merging | segments | segment ...      the newest level first, in it the newest segment last
 *   segment   | number | first page | last page |
 *
 *   page      | first item number : 2 bytes | footer : 2 | terms and doclists | footer
 *             offsets; the first is that of the first item number that continues a doclist from the page
 *             before, 0 for none
 *   footer    | offset of the first term | distance to the next one | ...
 *   term      | length | bytes | doclist              the first one of its page; each other one:
 *             | length in common with the one before | length of the rest | bytes | doclist
 *   doclist   | item | places * 2 + 1 if it was deleted | places : bytes | item ...
 *             up to the next term; an item is stored as the difference from the one before it, except for
 *             the first one of a term or a page; "places" before the bytes is their length
 *
 * Numbers are varints unless a size is given. Places may continue over pages; the numbers before them do not.
 * If several segments have an item, the newest one counts; a deleted item without places does not exist. */
#include "index/doclist_pages.h"
#include "index/connection.h"
#include "index/schema.h"
#include "index/statements.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
  SEGMENT_SHIFT = 37,
  SEGMENT_LAST = 65535,
  MARGIN = 16, /* zeros after a page, which terminate any number there */
  SEGMENTS_MOST = 2000,
  PAGES_AT_ONCE = 64 /* pages between two checks of the deadline */
};

sse_status doclist_fail(const index_doclist *list, sse_error *err) {
  return index_fail_damaged(index_path(list->index), "doclists", err);
}

/* ---- Pages ---------------------------------------------------------------------------------------- */

/* Fetches a block from the table of pages, borrowed until the row is ended. */
static sse_status look_at_block(index_doclist *list, int64_t id, sqlite3_stmt **row, sse_str *block,
                                sse_error *err) {
  static const char sql[] = "SELECT block FROM terms_data WHERE id = ?1";
  sqlite3_int64 ignored;
  *block = (sse_str){0};
  *row = NULL;
  sse_status status = ++list->pages % PAGES_AT_ONCE == 0 ? index_check_time(list->index, err) : SSE_OK;
  if (!status) status = index_statement(list->index, sql, row, err);
  if (status) return status;
  status = statement_run(list->index, *row, sqlite3_bind_int64(*row, 1, id) == SQLITE_OK, &ignored, err);
  if (status) return status;
  block->data = sqlite3_column_blob(*row, 0);
  block->length = block->data ? (size_t)sqlite3_column_bytes(*row, 0) : 0;
  return block->length < DOCLIST_HEADER ? doclist_fail(list, err) : SSE_OK;
}

/* Copies bytes and appends the margin. */
static sse_status copy_bytes(sse_str bytes, unsigned char **data, size_t *capacity, sse_error *err) {
  void *grown = *data;
  if (!sse_array_reserve(&grown, capacity, bytes.length + MARGIN, 1)) return sse_fail_memory(err);
  *data = grown;
  if (bytes.length > 0) memcpy(*data, bytes.data, bytes.length);
  memset(*data + bytes.length, 0, MARGIN);
  return SSE_OK;
}

/* Copies a block. */
static sse_status read_block(index_doclist *list, int64_t id, unsigned char **data, size_t *capacity,
                             size_t *length, sse_error *err) {
  sqlite3_stmt *row;
  sse_str block;
  sse_status status = look_at_block(list, id, &row, &block, err);
  if (!status) status = copy_bytes(block, data, capacity, err);
  *length = block.length;
  index_statement_end(row);
  return status;
}

sse_status doclist_look(index_doclist *list, const struct segment *segment, int64_t page, sqlite3_stmt **row,
                        sse_str *bytes, sse_error *err) {
  return look_at_block(list, segment->number << SEGMENT_SHIFT | page, row, bytes, err);
}

sse_status doclist_take(struct segment *segment, int64_t page, sse_str bytes, bool ends_here,
                        sse_error *err) {
  segment->page.number = page;
  segment->page.length = segment->page.end = bytes.length;
  segment->page.at = 0;
  segment->page.ends_here = ends_here;
  segment->page.is_new = true;
  return copy_bytes(bytes, &segment->page.data, &segment->page.capacity, err);
}

sse_status doclist_page(index_doclist *list, struct segment *segment, int64_t page, sse_error *err) {
  sse_status status = read_block(list, segment->number << SEGMENT_SHIFT | page, &segment->page.data,
                                 &segment->page.capacity, &segment->page.length, err);
  if (status) return status;
  assert(segment->page.data);
  size_t footer = doclist_offset(segment->page.data + 2), first = doclist_offset(segment->page.data),
         at = footer;
  if (footer < DOCLIST_HEADER || footer > segment->page.length) return doclist_fail(list, err);
  segment->page.number = page;
  segment->page.ends_here = footer < segment->page.length;
  segment->page.end = segment->page.ends_here ? doclist_number(segment->page.data, &at) : footer;
  if (segment->page.end < DOCLIST_HEADER || segment->page.end > footer) return doclist_fail(list, err);
  segment->page.at = first >= DOCLIST_HEADER && first < segment->page.end ? first : segment->page.end;
  segment->page.is_new = true;
  return SSE_OK;
}

/* ---- Items ---------------------------------------------------------------------------------------- */

/* The current places continue on the next page: joins the pieces from this page and the next ones. */
static sse_status join_places(index_doclist *list, struct segment *segment, sse_error *err) {
  const size_t length = segment->places_length;
  sse_status status = SSE_OK;
  sse_buffer_clear(&segment->joined);
  sse_buffer_append(&segment->joined, (const char *)segment->page.data + segment->page.at,
                    segment->page.end - segment->page.at);
  while (!status && segment->joined.length < length) {
    if (segment->page.ends_here || segment->page.number == segment->last_page) return doclist_fail(list, err);
    status = doclist_page(list, segment, segment->page.number + 1, err);
    if (status) break;
    size_t left = length - segment->joined.length;
    size_t here = segment->page.at - DOCLIST_HEADER; /* up to the first item, or the whole page */
    if (here > left || (here < left && segment->page.at < segment->page.end)) return doclist_fail(list, err);
    sse_buffer_append(&segment->joined, (const char *)segment->page.data + DOCLIST_HEADER, here);
  }
  if (!status && segment->joined.failed) status = sse_fail_memory(err);
  segment->places = (const unsigned char *)segment->joined.data;
  return status;
}

/* Advances to the next page that has an item of the doclist; the segment ends if there is none. */
static sse_status next_page(index_doclist *list, struct segment *segment, sse_error *err) {
  sse_status status = SSE_OK;
  while (!status && segment->page.at >= segment->page.end) {
    if (segment->page.ends_here || segment->page.number >= segment->last_page) {
      segment->item = INDEX_DOCLIST_END;
      return SSE_OK;
    }
    status = doclist_page(list, segment, segment->page.number + 1, err);
  }
  return status;
}

sse_status doclist_next(index_doclist *list, struct segment *segment, sse_error *err) {
  sse_status status = segment->page.at >= segment->page.end ? next_page(list, segment, err) : SSE_OK;
  if (status || segment->item == INDEX_DOCLIST_END) return status;
  size_t at = segment->page.at;
  const unsigned char *data = segment->page.data;
  const uint32_t number = doclist_number(data, &at), before = segment->item;
  segment->item = segment->page.is_new ? number : before + number;
  if (segment->page.is_new) {
    segment->page_span = segment->item - segment->page_item;
    segment->page_item = segment->item;
    segment->page.is_new = false;
  }
  const uint32_t size = doclist_number(data, &at);
  segment->places = data + at;
  segment->places_length = size >> 1;
  segment->is_gone = (size & 1) && segment->places_length == 0;
  if (at > segment->page.end || (segment->item <= before && before > 0) || segment->item >= INDEX_DOCLIST_END)
    return doclist_fail(list, err);
  segment->page.at = at;
  if (segment->places_length > segment->page.end - at) return join_places(list, segment, err);
  segment->page.at += segment->places_length;
  return SSE_OK;
}

/* ---- Segments ------------------------------------------------------------------------------------- */

static sse_status add_segment(index_doclist *list, const struct segment *segment, sse_error *err) {
  void *segments = list->segments;
  if (!sse_array_reserve(&segments, &list->capacity, list->count + 1, sizeof *list->segments))
    return sse_fail_memory(err);
  list->segments = segments;
  list->segments[list->count++] = *segment;
  return SSE_OK;
}

/* Adds the segments of all levels from the structure. */
static sse_status add_segments(index_doclist *list, const unsigned char *structure, size_t length,
                               sse_error *err) {
  size_t at = DOCLIST_HEADER, seen = 0;
  const size_t levels = doclist_number(structure, &at), all = doclist_number(structure, &at);
  sse_status status = all <= SEGMENTS_MOST ? SSE_OK : doclist_fail(list, err);
  (void)doclist_number(structure, &at); /* number of writes, which may have 64 bits */
  for (size_t level = 0; level < levels && !status; level++) {
    (void)doclist_number(structure, &at);
    const size_t count = at < length ? doclist_number(structure, &at) : SIZE_MAX, first = list->count;
    if (count > all - seen) return doclist_fail(list, err);
    seen += count;
    for (size_t i = 0; i < count && !status; i++) {
      struct segment segment = {.number = doclist_number(structure, &at)};
      segment.first_page = doclist_number(structure, &at);
      segment.last_page = doclist_number(structure, &at);
      const bool is_sound =
          at <= length && segment.number <= SEGMENT_LAST && segment.first_page <= segment.last_page;
      status = is_sound ? add_segment(list, &segment, err) : doclist_fail(list, err);
    }
    for (size_t i = first, j = list->count; i + 1 < j--; i++) { /* the newest comes last in the structure */
      const struct segment other = list->segments[i];
      list->segments[i] = list->segments[j];
      list->segments[j] = other;
    }
  }
  return status;
}

sse_status doclist_new(const index_db *archive, index_doclist **list, sse_error *err) {
  enum { STRUCTURE = 10 };
  unsigned char *structure = NULL;
  size_t length = 0, capacity = 0;
  index_doclist *made = *list = calloc(1, sizeof *made);
  if (!made) return sse_fail_memory(err);
  made->index = archive;
  sse_status status = read_block(made, STRUCTURE, &structure, &capacity, &length, err);
  if (!status && structure) status = add_segments(made, structure, length, err);
  free(structure);
  return status;
}

/* The number in the first row of a statement for a segment and a term; 0 if there is none. */
static sse_status find_page(const index_doclist *list, const char *sql, const struct segment *segment,
                            sse_str term, int64_t *page, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 found = 0;
  sse_status status = index_statement(list->index, sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, segment->number) == SQLITE_OK &&
               sqlite3_bind_blob64(row, 2, term.data, term.length, SQLITE_STATIC) == SQLITE_OK;
  status = statement_run(list->index, row, bound, &found, err);
  index_statement_end(row);
  *page = found;
  return status;
}

sse_status doclist_page_of(const index_doclist *list, const struct segment *segment, sse_str term,
                           int64_t *page, sse_error *err) {
  static const char sql[] =
      "SELECT pgno >> 1 FROM terms_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1";
  sse_status status = find_page(list, sql, segment, term, page, err);
  if (*page < segment->first_page) *page = segment->first_page; /* earlier ones were merged elsewhere */
  return status;
}

sse_status doclist_page_after(const index_doclist *list, const struct segment *segment, sse_str term,
                              int64_t *page, sse_error *err) {
  static const char sql[] =
      "SELECT pgno >> 1 FROM terms_idx WHERE segid = ?1 AND term > ?2 ORDER BY term LIMIT 1";
  return find_page(list, sql, segment, term, page, err);
}

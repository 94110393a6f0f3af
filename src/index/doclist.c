/* Doclists from FTS5's own tables (fts5_index.c, "Database Format Overview"; the format of SQLite 3.9 to
 * date, as sqlite3_fts5 writes it with detail=full and without secure-delete). What is not as expected there
 * is a damaged index, and is said.
 *
 *   terms_data(id, block)   10: the structure; segment << 37 | page: a page of a segment
 *   terms_idx               the first term of a page, or what tells it from the last one before
 *
 *   structure | cookie : 4 bytes | levels | segments | writes | level ...
 *   level     | merging | segments | segment ...      the newest level first, in it the newest segment last
 *   segment   | number | first page | last page |
 *
 *   page      | first item number : 2 bytes | footer : 2 | terms and doclists | footer
 *             offsets; the first is that of the first item number that continues a doclist from the page
 *             before, 0 for none
 *   footer    | offset of the first term | how much further the next one is | ...
 *   term      | length | bytes | doclist              the first one of its page; each other one:
 *             | length in common with the one before | length of the rest | bytes | doclist
 *   doclist   | item | places * 2 + 1 if it was deleted | places : bytes | item ...
 *             up to the next term; an item is how much more than the one before it, but the first one of a
 *             term or of a page, which is as it is; "places" before the bytes is how many bytes they take
 *
 * Numbers are varints where no size is said. Places may go on over pages, the three numbers before them do
 * not. Where several segments have an item, the newest counts; one that is deleted and has no places is not
 * there. */
#include "index/doclist.h"
#include "index/schema.h"
#include "index/statements.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
  SEGMENT_SHIFT = 37,
  SEGMENT_LAST = 65535,
  HEADER = 4,
  MARGIN = 16, /* zeros after a page, which end each number there */
  SEGMENTS_MOST = 2000,
  PAGES_AT_ONCE = 64 /* between two looks at the clock */
};

/* A page of a segment, as far as it is of the doclist. */
struct page {
  int64_t number;
  unsigned char *data;
  size_t length, capacity;
  size_t at, end; /* what is left of the doclist on it */
  bool ends_here; /* the doclist, on this page */
  bool is_new;    /* the next item is the first one on its page, or of the doclist */
};

/* A doclist in one segment. */
struct segment {
  int64_t number, last_page;
  struct page page, other; /* at hand, and one that was looked at */
  uint32_t item;           /* INDEX_DOCLIST_END: it is over */
  uint32_t page_item;      /* the first item on the page, and how many numbers the page before it had */
  uint32_t page_span;
  const unsigned char *places;
  size_t places_length;
  bool is_gone;
  sse_buffer joined; /* places that go on over pages */
};

struct index_doclist {
  const index_db *index;
  struct segment *segments; /* the newest first */
  size_t count, capacity;
  const struct segment *current;
  size_t pages;
};

static sse_status fail(const index_doclist *list, sse_error *err) {
  return index_fail_damaged(index_path(list->index), "doclists", err);
}

/* A varint of up to 32 bits at `*at`, which moves past it; it ends at the margin at the latest. */
static inline uint32_t take_number(const unsigned char *data, size_t *at) {
  uint32_t number = 0;
  for (unsigned char byte = 0x80; byte >= 0x80;) {
    byte = data[(*at)++];
    number = number << 7 | (byte & 0x7Fu);
  }
  return number;
}

static size_t two_bytes(const unsigned char *data) {
  return (size_t)data[0] << 8 | data[1];
}

/* ---- Pages ---------------------------------------------------------------------------------------- */

/* Copies a block of the table of pages, with the margin after it. */
static sse_status read_block(index_doclist *list, int64_t id, unsigned char **data, size_t *capacity,
                             size_t *length, sse_error *err) {
  static const char sql[] = "SELECT block FROM terms_data WHERE id = ?1";
  sqlite3_stmt *row;
  sqlite3_int64 ignored;
  void *grown = *data;
  sse_status status = ++list->pages % PAGES_AT_ONCE == 0 ? index_check_time(list->index, err) : SSE_OK;
  if (!status) status = index_statement(list->index, sql, &row, err);
  if (status) return status;
  status = statement_run(list->index, row, sqlite3_bind_int64(row, 1, id) == SQLITE_OK, &ignored, err);
  const void *block = status ? NULL : sqlite3_column_blob(row, 0);
  *length = block ? (size_t)sqlite3_column_bytes(row, 0) : 0;
  if (!block || *length < HEADER) {
    index_statement_end(row);
    return status ? status : fail(list, err);
  }
  if (sse_array_reserve(&grown, capacity, *length + MARGIN, 1)) {
    *data = grown;
    memcpy(*data, block, *length);
    memset(*data + *length, 0, MARGIN);
  } else {
    status = sse_fail_memory(err);
  }
  index_statement_end(row);
  return status;
}

/* Reads a page of the segment. Its doclist goes on there up to the first term, or to its end. */
static sse_status read_page(index_doclist *list, struct segment *segment, int64_t page, sse_error *err) {
  sse_status status = read_block(list, segment->number << SEGMENT_SHIFT | page, &segment->page.data,
                                 &segment->page.capacity, &segment->page.length, err);
  if (status) return status;
  assert(segment->page.data);
  size_t footer = two_bytes(segment->page.data + 2), first = two_bytes(segment->page.data), at = footer;
  if (footer < HEADER || footer > segment->page.length) return fail(list, err);
  segment->page.number = page;
  segment->page.ends_here = footer < segment->page.length;
  segment->page.end = segment->page.ends_here ? take_number(segment->page.data, &at) : footer;
  if (segment->page.end < HEADER || segment->page.end > footer) return fail(list, err);
  segment->page.at = first >= HEADER && first < segment->page.end ? first : segment->page.end;
  segment->page.is_new = true;
  return SSE_OK;
}

/* ---- Items ---------------------------------------------------------------------------------------- */

/* The places at hand go on over the end of the page: puts together what there is on this and the next ones.
 */
static sse_status join_places(index_doclist *list, struct segment *segment, sse_error *err) {
  const size_t length = segment->places_length;
  sse_status status = SSE_OK;
  sse_buffer_clear(&segment->joined);
  sse_buffer_append(&segment->joined, (const char *)segment->page.data + segment->page.at,
                    segment->page.end - segment->page.at);
  while (!status && segment->joined.length < length) {
    if (segment->page.ends_here || segment->page.number == segment->last_page) return fail(list, err);
    status = read_page(list, segment, segment->page.number + 1, err);
    if (status) break;
    size_t left = length - segment->joined.length;
    size_t here = segment->page.at - HEADER; /* up to the first item, or all */
    if (here > left || (here < left && segment->page.at < segment->page.end)) return fail(list, err);
    sse_buffer_append(&segment->joined, (const char *)segment->page.data + HEADER, here);
  }
  if (!status && segment->joined.failed) status = sse_fail_memory(err);
  segment->places = (const unsigned char *)segment->joined.data;
  return status;
}

/* Goes on to the next page that has an item of the doclist; the segment is over where there is none. */
static sse_status next_page(index_doclist *list, struct segment *segment, sse_error *err) {
  sse_status status = SSE_OK;
  while (!status && segment->page.at >= segment->page.end) {
    if (segment->page.ends_here || segment->page.number >= segment->last_page) {
      segment->item = INDEX_DOCLIST_END;
      return SSE_OK;
    }
    status = read_page(list, segment, segment->page.number + 1, err);
  }
  return status;
}

/* Goes on to the next item. */
static sse_status next_item(index_doclist *list, struct segment *segment, sse_error *err) {
  sse_status status = segment->page.at >= segment->page.end ? next_page(list, segment, err) : SSE_OK;
  if (status || segment->item == INDEX_DOCLIST_END) return status;
  size_t at = segment->page.at;
  const unsigned char *data = segment->page.data;
  const uint32_t number = take_number(data, &at), before = segment->item;
  segment->item = segment->page.is_new ? number : before + number;
  if (segment->page.is_new) {
    segment->page_span = segment->item - segment->page_item;
    segment->page_item = segment->item;
    segment->page.is_new = false;
  }
  const uint32_t size = take_number(data, &at);
  segment->places = data + at;
  segment->places_length = size >> 1;
  segment->is_gone = (size & 1) && segment->places_length == 0;
  if (at > segment->page.end || (segment->item <= before && before > 0) || segment->item >= INDEX_DOCLIST_END)
    return fail(list, err);
  segment->page.at = at;
  if (segment->places_length > segment->page.end - at) return join_places(list, segment, err);
  segment->page.at += segment->places_length;
  return SSE_OK;
}

static void swap_pages(struct segment *segment) {
  const struct page page = segment->page;
  segment->page = segment->other;
  segment->other = page;
}

/* Looks at a page further on, and goes on from its first item if that is not after `item`; `*leapt` is false
 * where it is, or the page is not of this doclist. */
static sse_status leap_to(index_doclist *list, struct segment *segment, int64_t page, uint32_t item,
                          bool *leapt, sse_error *err) {
  swap_pages(segment);
  sse_status status = read_page(list, segment, page, err);
  size_t at = segment->page.at;
  const bool has_item = !status && !segment->page.ends_here && at < segment->page.end;
  const uint32_t first = has_item ? take_number(segment->page.data, &at) : INDEX_DOCLIST_END;
  *leapt = first <= item && first > segment->item;
  if (*leapt) {
    segment->item = first - 1; /* it is taken anew */
    return next_item(list, segment, err);
  }
  swap_pages(segment);
  return status;
}

/* Jumps over pages about half as far as items that stand evenly would have it. Stays where that leads too
 * far. */
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
    status = next_item(list, segment, err);
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

/* Finds the term on the page at hand, and sets the doclist to what comes after it there. */
static sse_status find_on_page(index_doclist *list, struct segment *segment, sse_str term, bool *found,
                               sse_error *err) {
  const unsigned char *data = segment->page.data;
  const size_t footer = two_bytes(data + 2);
  size_t entry = footer, start = 0;
  size_t common = 0; /* bytes that the term on the page and ours begin with alike */
  bool is_first = true;
  *found = false;
  while (entry < segment->page.length) {
    start += take_number(data, &entry);
    size_t at = start, shared = 0;
    if (at < HEADER || at >= footer) return fail(list, err);
    if (!is_first) shared = take_number(data, &at);
    size_t length = take_number(data, &at), same = 0;
    if (at + length > footer) return fail(list, err);
    is_first = false;
    if (shared > common) continue; /* it differs from ours where the one before did */
    if (shared < common) return SSE_OK;
    while (same < length && common + same < term.length &&
           data[at + same] == (unsigned char)term.data[common + same])
      same++;
    common += same;
    if (same == length && common == term.length) {
      size_t next = entry;
      segment->page.at = at + length;
      segment->page.ends_here = entry < segment->page.length;
      segment->page.end = segment->page.ends_here ? start + take_number(data, &next) : footer;
      *found = segment->page.at <= segment->page.end && segment->page.end <= footer;
      return *found ? SSE_OK : fail(list, err);
    }
    const bool is_after =
        same < length && (common == term.length || data[at + same] > (unsigned char)term.data[common]);
    if (is_after) return SSE_OK;
  }
  return SSE_OK;
}

/* The first row that a statement gives for a segment and a term; 0 for none. */
static sse_status find_page(const index_doclist *list, const char *sql, int64_t number, sse_str term,
                            int64_t *page, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 found = 0;
  sse_status status = index_statement(list->index, sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, number) == SQLITE_OK &&
               sqlite3_bind_blob64(row, 2, term.data, term.length, SQLITE_STATIC) == SQLITE_OK;
  status = statement_run(list->index, row, bound, &found, err);
  index_statement_end(row);
  *page = found;
  return status;
}

/* Adds the doclist of a segment, if it has one. It goes on no further than to the next page with a term. */
static sse_status add_segment(index_doclist *list, int64_t number, int64_t first_page, int64_t last_page,
                              sse_str term, sse_error *err) {
  static const char
      first_sql[] =
          "SELECT pgno >> 1 FROM terms_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1",
      next_sql[] = "SELECT pgno >> 1 FROM terms_idx WHERE segid = ?1 AND term > ?2 ORDER BY term LIMIT 1";
  int64_t page = 0, next = 0;
  bool found = false;
  void *segments = list->segments;
  sse_status status = find_page(list, first_sql, number, term, &page, err);
  if (page < first_page) page = first_page; /* those before it were merged into another segment */
  if (status || page <= 0 || page > last_page) return status;
  if (!sse_array_reserve(&segments, &list->capacity, list->count + 1, sizeof *list->segments))
    return sse_fail_memory(err);
  list->segments = segments;
  struct segment *segment = &list->segments[list->count++];
  *segment = (struct segment){.number = number, .last_page = last_page};
  status = read_page(list, segment, page, err);
  if (!status) status = find_on_page(list, segment, term, &found, err);
  if (!found) segment->item = INDEX_DOCLIST_END;
  if (status || !found || segment->page.ends_here) return status;
  status = find_page(list, next_sql, number, term, &next, err);
  if (next > page && next < last_page) segment->last_page = next;
  return status;
}

/* Adds those of all segments, from the structure. */
static sse_status add_segments(index_doclist *list, const unsigned char *structure, size_t length,
                               sse_str term, sse_error *err) {
  size_t at = HEADER, seen = 0;
  const size_t levels = take_number(structure, &at), all = take_number(structure, &at);
  sse_status status = all <= SEGMENTS_MOST ? SSE_OK : fail(list, err);
  (void)take_number(structure, &at); /* how often it was written, which may be of 64 bits */
  for (size_t level = 0; level < levels && !status; level++) {
    (void)take_number(structure, &at);
    const size_t count = at < length ? take_number(structure, &at) : SIZE_MAX, first = list->count;
    if (count > all - seen) return fail(list, err);
    seen += count;
    for (size_t i = 0; i < count && !status; i++) {
      const int64_t number = take_number(structure, &at), first_page = take_number(structure, &at),
                    last_page = take_number(structure, &at);
      const bool is_sound = at <= length && number <= SEGMENT_LAST && first_page <= last_page;
      status = is_sound ? add_segment(list, number, first_page, last_page, term, err) : fail(list, err);
    }
    for (size_t i = first, j = list->count; i + 1 < j--; i++) { /* the newest comes last there */
      const struct segment other = list->segments[i];
      list->segments[i] = list->segments[j];
      list->segments[j] = other;
    }
  }
  return status;
}

sse_status index_doclist_open(const index_db *archive, sse_str term, index_doclist **list, sse_error *err) {
  enum { STRUCTURE = 10 };
  unsigned char *structure = NULL;
  size_t length = 0, capacity = 0;
  sse_buffer key = {0};
  index_doclist *made = *list = calloc(1, sizeof *made);
  if (!made) return sse_fail_memory(err);
  made->index = archive;
  sse_buffer_append_text(&key, "0"); /* FTS5's mark of terms, apart from prefixes */
  sse_buffer_append_str(&key, term);
  sse_status status = key.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) status = read_block(made, STRUCTURE, &structure, &capacity, &length, err);
  if (!status && structure) status = add_segments(made, structure, length, sse_buffer_str(&key), err);
  free(structure);
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

/* Private to index/: pages of FTS5's tables, which terms and their doclists are read from. The format is
 * drawn in doclist_pages.c. A doclist stands in several segments, each a row of pages; the newest segment
 * comes first. */
#ifndef SSE_INDEX_DOCLIST_PAGES_H
#define SSE_INDEX_DOCLIST_PAGES_H

#include "index/doclist.h"

enum { DOCLIST_HEADER = 4 /* bytes of a page before its doclists */ };

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
  int64_t number, first_page, last_page;
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

/* A varint of up to 32 bits at `*at`, which moves past it; it ends at the margin at the latest. */
static inline uint32_t doclist_number(const unsigned char *data, size_t *at) {
  uint32_t number = 0;
  for (unsigned char byte = 0x80; byte >= 0x80;) {
    byte = data[(*at)++];
    number = number << 7 | (byte & 0x7Fu);
  }
  return number;
}

/* An offset of two bytes in a page. */
static inline size_t doclist_offset(const unsigned char *data) {
  return (size_t)data[0] << 8 | data[1];
}

/* The error of tables that are not as they have to be. */
sse_status doclist_fail(const index_doclist *list, sse_error *err);

/* Makes a list of all segments that there are, none of them at a page yet; `*list` is the caller's to free,
 * whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status doclist_new(const index_db *archive, index_doclist **list, sse_error *err);
/* The page of the segment that has the term, if one has it; it is before those of the segment where the first
 * one has. Errors: those of the index. */
sse_status doclist_page_of(const index_doclist *list, const struct segment *segment, sse_str term,
                           int64_t *page, sse_error *err);
/* The first page that begins with a term after that one; 0 for none. */
sse_status doclist_page_after(const index_doclist *list, const struct segment *segment, sse_str term,
                              int64_t *page, sse_error *err);
/* Has a page of the segment at hand as it is stored, borrowed until the row is ended, which is the caller's
 * to do whatever the result. Errors: those of the index, SSE_TIMEOUT. */
sse_status doclist_look(index_doclist *list, const struct segment *segment, int64_t page, sqlite3_stmt **row,
                        sse_str *bytes, sse_error *err);
/* Begins the segment's doclist with these bytes of a page, which are copied; it goes on there alone where it
 * `ends_here`. Errors: SSE_NO_MEMORY. */
sse_status doclist_take(struct segment *segment, int64_t page, sse_str bytes, bool ends_here, sse_error *err);
/* Reads a page of the segment. Its doclist goes on there up to the first term, or to its end. Errors: those
 * of the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status doclist_page(index_doclist *list, struct segment *segment, int64_t page, sse_error *err);
/* Goes on to the next item of the segment's doclist, or to INDEX_DOCLIST_END. Errors: the same. */
sse_status doclist_next(index_doclist *list, struct segment *segment, sse_error *err);

#endif

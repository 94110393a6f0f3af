/* Private to index/: pages of FTS5's tables, from which terms and their doclists are read. The format is
 * drawn in doclist_pages.c. A doclist is spread over several segments, each a sequence of pages; the newest
 * segment comes first. */
#ifndef SSE_INDEX_DOCLIST_PAGES_H
#define SSE_INDEX_DOCLIST_PAGES_H

#include "index/doclist.h"

enum { DOCLIST_HEADER = 4 /* bytes of a page before its doclists */ };

/* A page of a segment, as far as it belongs to the doclist. */
struct page {
  int64_t number;
  unsigned char *data;
  size_t length, capacity;
  size_t at, end; /* the unread part of the doclist on this page */
  bool ends_here; /* the doclist ends on this page */
  bool is_new;    /* the next item is the first one on its page or of the doclist */
};

/* A doclist in one segment. */
struct segment {
  int64_t number, first_page, last_page;
  struct page page, other; /* the current page, and one read ahead */
  uint32_t item;           /* INDEX_DOCLIST_END: past the last one */
  uint32_t page_item;      /* the first item on the page, and how far it is from that of the page before */
  uint32_t page_span;
  const unsigned char *places;
  size_t places_length;
  bool is_gone;
  sse_buffer joined; /* a position list that continues over pages */
};

struct index_doclist {
  const index_db *index;
  struct segment *segments; /* newest first */
  size_t count, capacity;
  const struct segment *current;
  size_t pages;
};

/* Reads a varint of up to 32 bits at `*at`, which moves past it. The margin's zeros end it at the latest. */
static inline uint32_t doclist_number(const unsigned char *data, size_t *at) {
  uint32_t number = 0;
  for (unsigned char byte = 0x80; byte >= 0x80;) {
    byte = data[(*at)++];
    number = number << 7 | (byte & 0x7Fu);
  }
  return number;
}

/* Reads a two-byte offset in a page. */
static inline size_t doclist_offset(const unsigned char *data) {
  return (size_t)data[0] << 8 | data[1];
}

/* Reports tables that are not as they should be. */
sse_status doclist_fail(const index_doclist *list, sse_error *err);

/* Creates a list of all segments, none of them positioned on a page yet; the caller frees `*list`, whatever
 * the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status doclist_new(const index_db *archive, index_doclist **list, sse_error *err);
/* Finds the one page of the segment on which the term can be. Errors: those of the index. */
sse_status doclist_page_of(const index_doclist *list, const struct segment *segment, sse_str term,
                           int64_t *page, sse_error *err);
/* The first page that begins with a term after this one; 0 if there is none. */
sse_status doclist_page_after(const index_doclist *list, const struct segment *segment, sse_str term,
                              int64_t *page, sse_error *err);
/* Fetches a page of the segment as it is stored, borrowed until the caller ends the row, which it must do
 * whatever the result. Errors: those of the index, SSE_TIMEOUT. */
sse_status doclist_look(index_doclist *list, const struct segment *segment, int64_t page, sqlite3_stmt **row,
                        sse_str *bytes, sse_error *err);
/* Starts the segment's doclist with a copy of these bytes of a page; it continues on the next page unless it
 * `ends_here`. Errors: SSE_NO_MEMORY. */
sse_status doclist_take(struct segment *segment, int64_t page, sse_str bytes, bool ends_here, sse_error *err);
/* Reads a page of the segment, on which its doclist continues up to the first term or to the end of the page.
 * Errors: those of the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status doclist_page(index_doclist *list, struct segment *segment, int64_t page, sse_error *err);
/* Advances to the next item of the segment's doclist, or to INDEX_DOCLIST_END. Errors: those of
 * doclist_page. */
sse_status doclist_next(index_doclist *list, struct segment *segment, sse_error *err);

#endif

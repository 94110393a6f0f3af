/* Private to index/: the sources in the tables, and what is known about a file since it was last read.
 * A source is one file (identified by its absolute path), an address, or standard input.
 * All statements on sources are in sources.c. */
#ifndef SSE_INDEX_SOURCES_H
#define SSE_INDEX_SOURCES_H

#include "index/schema.h"

enum {
  SOURCES_OPTIONS = 8,    /* offset of the part for the options in a hash; before it is that for the bytes */
  SOURCES_HASH_SIZE = 16, /* bytes */
  SOURCES_FORMAT_SIZE = 32
};

typedef struct source_row {
  sqlite3_int64 number; /* 0: not in the table */
  size_t items;         /* that it had when last read */
  int64_t size;         /* bytes */
  int64_t changed;      /* nanoseconds since 1970; 0 if the time says nothing */
  bool is_hashed;
  unsigned char hash[SOURCES_HASH_SIZE]; /* of its bytes and of the options of reading them */
  char etag[SOURCE_VALIDATOR_SIZE], modified[SOURCE_VALIDATOR_SIZE]; /* of an address */
  sse_buffer trail;                                                  /* of an address (source.h) */
  char format[SOURCES_FORMAT_SIZE]; /* in which it was last read; "" if unknown */
  int64_t last_new; /* seconds since 1970, when an item was last added or, failing that, when first read */
  const char *label, *group; /* borrowed; NULL: unchanged; "": none; not read back */
  const char *losses;        /* what was left out, for a person; borrowed; NULL for nothing; not read back */
} source_row;

typedef struct index_sources index_sources;

/* Prepares the statements; the caller frees `*sources`, before the index is closed. */
sse_status sources_new(const index_db *index, index_sources **sources, sse_error *err);
void sources_free(index_sources *sources);

/* Fills in `row`, which the caller resets whatever the result; its number is 0 if the path is unknown. */
sse_status sources_find(index_sources *sources, const char *path, source_row *row, sse_error *err);
void sources_row_reset(source_row *row);
/* Sets `*has` if the source is recorded as belonging to the group; NULL is none. */
sse_status sources_has_group(index_sources *sources, sqlite3_int64 number, const char *group, bool *has,
                             sse_error *err);
/* Adds the source if its number is 0, setting the number; otherwise updates what is known about it. */
sse_status sources_put(index_sources *sources, const char *path, source_row *row, sse_error *err);
/* Forgets what is known about a source that no longer exists, and the source itself once it has no items. */
sse_status sources_forget(index_sources *sources, sqlite3_int64 number, sse_error *err);

/* Receives a source. The table may change during the call. */
typedef sse_status sources_fn(void *context, sqlite3_int64 number, sse_error *err);
/* The path of a source; the caller frees `*path`. */
sse_status sources_path(index_sources *sources, sqlite3_int64 number, char **path, sse_error *err);
sse_status sources_below(index_sources *sources, const char *root, void *context, sources_fn *on_source,
                         sse_error *err);

/* Fills in the part of `hash` that depends on how the source is read: other options, or another version of
 * the readers, yield other items. Errors: SSE_NO_MEMORY. */
sse_status sources_hash_options(const source_options *options, unsigned char hash[SOURCES_HASH_SIZE],
                                sse_error *err);
/* Fills in the other part of `hash`, from the bytes of the file `path`. Errors: those of sse_file_open,
 * SSE_IO, SSE_NO_MEMORY. */
sse_status sources_hash_bytes(const char *path, unsigned char hash[SOURCES_HASH_SIZE], sse_error *err);

/* Adds what was left out when a source was last read. Errors: SSE_NO_MEMORY and those of the database. */
sse_status sources_losses(index_sources *sources, sqlite3_int64 number, index_losses *losses, sse_error *err);

/* Tells whether a source has items of others, too. */
sse_status sources_holds(index_sources *sources, sqlite3_int64 number, bool *holds, sse_error *err);
/* Counts the items of a source, and those of them that are gone. */
sse_status sources_count(index_sources *sources, sqlite3_int64 number, size_t *items, size_t *gone,
                         sse_error *err);

#endif

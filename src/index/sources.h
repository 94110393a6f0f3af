/* Private to index/: the sources in the tables: what is known of a file since it was last read.
 * A source is one file, its path made absolute, an address, or standard input.
 * All statements on sources are in sources.c. */
#ifndef SSE_INDEX_SOURCES_H
#define SSE_INDEX_SOURCES_H

#include "index/schema.h"

enum {
  SOURCES_WAY = 8,        /* where in a hash that of the way to read begins; before it is that of the bytes */
  SOURCES_HASH_SIZE = 16, /* bytes */
  SOURCES_FORMAT_SIZE = 32
};

typedef struct source_row {
  sqlite3_int64 number; /* 0: not in the table */
  size_t items;         /* that it had */
  int64_t size;         /* bytes */
  int64_t changed;      /* nanoseconds since 1970; 0 where the time tells nothing */
  bool is_hashed;
  unsigned char hash[SOURCES_HASH_SIZE]; /* of its bytes and the way to read them */
  char etag[SOURCE_VALIDATOR_SIZE], modified[SOURCE_VALIDATOR_SIZE]; /* of an address */
  sse_buffer trail;                                                  /* of an address (source.h) */
  char format[SOURCES_FORMAT_SIZE]; /* as which it was last read; "" where that is not known */
  int64_t last_new;                 /* seconds since 1970, when an item was last added, else first read */
  const char *label, *group; /* borrowed; NULL for none; NULL: as it was; "" for nothing; not read back */
  const char *losses;        /* what was not taken, for a person: borrowed; NULL for nothing; not read back */
} source_row;

typedef struct index_sources index_sources;

/* Prepares the statements; `*sources` is the caller's to free, before the index is closed. */
sse_status sources_new(const index_db *index, index_sources **sources, sse_error *err);
void sources_free(index_sources *sources);

/* Fills in `row`, to be reset by the caller whatever the result; its number is 0 where the path is unknown.
 */
sse_status sources_find(index_sources *sources, const char *path, source_row *row, sse_error *err);
void sources_row_reset(source_row *row);
/* True where a source is known to be of that group; NULL is none. */
sse_status sources_has_group(index_sources *sources, sqlite3_int64 number, const char *group, bool *has,
                             sse_error *err);
/* Adds the source, where its number is 0, and sets the number; else writes what is known of it now. */
sse_status sources_put(index_sources *sources, const char *path, source_row *row, sse_error *err);
/* Forgets what is known of a source that is not there any more, and the source itself once it has no item. */
sse_status sources_forget(index_sources *sources, sqlite3_int64 number, sse_error *err);

/* Calls `on_source` for the source at `root` and those below that folder. The table may change meanwhile. */
typedef sse_status sources_fn(void *context, sqlite3_int64 number, sse_error *err);
/* The path of a source; `*path` is the caller's to free. */
sse_status sources_path(index_sources *sources, sqlite3_int64 number, char **path, sse_error *err);
sse_status sources_below(index_sources *sources, const char *root, void *context, sources_fn *on_source,
                         sse_error *err);

/* Fills in the part of `hash` that tells how the source is to be read: with other options, or another version
 * of the readers, it gives other items. Errors: SSE_NO_MEMORY. */
sse_status sources_hash_way(const source_options *options, unsigned char hash[SOURCES_HASH_SIZE],
                            sse_error *err);
/* Fills in the other part, from the bytes of the file `path`. Errors: those of sse_file_open, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status sources_hash_bytes(const char *path, unsigned char hash[SOURCES_HASH_SIZE], sse_error *err);

/* Adds what was not taken of a source when it was read. Errors: SSE_NO_MEMORY and the database's. */
sse_status sources_losses(index_sources *sources, sqlite3_int64 number, index_losses *losses, sse_error *err);

/* Counts the items of a source, and those of them that are gone. */
sse_status sources_count(index_sources *sources, sqlite3_int64 number, size_t *items, size_t *gone,
                         sse_error *err);

#endif
